"""How samples are drawn: the controls, whose state is in the link, and what they draw."""

import numpy as np
import streamlit as st

from data.labels import CLASS_COUNT
from data.paint import PAINTERS, paint
from data.sample import POSITIONS, PictureSet, SamplerSettings, every_placement, sample
from data.split import by_content
from ui.shared import session_keys, url_state

SHOWN = 40  # pictures of each class that are drawn to be looked at
MOST = 300  # of each class that are exported
PLACES = {"every": "Every place", "coursework": "Places of 2019"}
WHY = """
**Places.** *Every place* draws a line of its exact length and angle wherever both ends lie in the frame. *Places of
2019* repeats the arithmetic of the coursework: it rounded the lower end down, so that short lines of 15° were drawn at
8.1°, and beyond 90° it took the horizontal range from the sine, so that many places are never drawn.

**Painters.** *hard*: whole pixels, as OpenCV painted in 2019, where 3 px are a band of 5. *smooth*: edges that fade
over a pixel. *subpixel*: hard edges, ends anywhere between pixels. *pillow*: another library's idea of a line. With
several, each picture is painted by one of them, at random.

**Distinct pictures.** A line of one class has a few hundred places in 28 x 28 pixels. Whoever draws 1,000 of each
class, as in 2019, draws most of them several times: that is where the leak comes from.
"""


def controls() -> SamplerSettings:
    """Draw the row of controls; returns what they say."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        painters = st.pills(
            "Painters",
            list(PAINTERS),
            selection_mode="multi",
            default=["hard"],
            key=session_keys.SAMPLE_PAINTERS,
            bind="query-params",
        )
        positions = url_state.segments("Places", POSITIONS, session_keys.SAMPLE_POSITIONS, "every", PLACES.__getitem__)
        seed = _number("Seed", 0, 2**31 - 1, session_keys.SAMPLE_SEED, "Another seed draws other lines.")
        st.button("Draw again", icon=":material/casino:", key="draw_again", on_click=_another_seed)
        with st.popover("Spoil", icon=":material/grain:"):
            noise = _slider("Noise", 0, 64, session_keys.SAMPLE_NOISE, "Standard deviation on the scale 0..255.")
            wobble = _slider(
                "Wobble", 0.0, 2.0, session_keys.SAMPLE_WOBBLE, "px by which each end is moved, on average."
            )
            ground = _slider("Grey ground", 0, 128, session_keys.SAMPLE_GROUND, "Level of the background; 0 is black.")
        with st.popover("Why?", type="tertiary"):
            st.markdown(WHY)
    return SamplerSettings(
        per_class=SHOWN,
        seed=int(seed),
        positions=positions,
        painters=tuple(one for one in PAINTERS if one in (painters or ())) or ("hard",),
        noise=float(np.clip(noise, 0, 64)),
        wobble=float(np.clip(wobble, 0, 2)),
        ground=int(np.clip(ground, 0, 128)),
    )


def per_class() -> int:
    """The number of pictures of each class that are exported."""
    return int(
        _number("Pictures per class", 1, MOST, session_keys.SAMPLE_COUNT, f"At most {MOST}; a run draws its own.", 20)
    )


def _number(label: str, low: int, high: int, key: str, about: str, default: int = 0) -> int:
    return st.number_input(label, low, high, default, key=key, bind="query-params", help=about, width=150)


def _slider(label: str, low: float, high: float, key: str, about: str) -> float:
    return st.slider(label, low, high, low, key=key, bind="query-params", help=about)


def _another_seed() -> None:
    st.session_state[session_keys.SAMPLE_SEED] = int(np.random.default_rng().integers(1, 10_000))


@st.cache_resource(show_spinner=False, max_entries=8)
def drawn(settings: SamplerSettings) -> PictureSet:
    """What the settings draw: shared, never changed."""
    return sample(settings)


@st.cache_data(show_spinner=False)
def places(positions: str) -> tuple[np.ndarray, np.ndarray]:
    """`(96,)` places that a line of each class can have, and distinct pictures that they make with hard edges."""
    lines = [every_placement(index, positions) for index in range(CLASS_COUNT)]
    distinct = [int(by_content(paint(one)).max()) + 1 for one in lines]
    return np.array([len(one) for one in lines]), np.array(distinct)


@st.cache_data(show_spinner=False, max_entries=256)
def covered(index: int, positions: str) -> np.ndarray:
    """`(28, 28)` uint8: how often each pixel is part of a line of this class, 255 for the most often."""
    share = (paint(every_placement(index, positions)).max(axis=3) > 0).mean(axis=0)
    return np.rint(255 * share / share.max()).astype(np.uint8)
