"""How samples are drawn: the controls, whose state is in the link, and what they draw."""

import numpy as np
import streamlit as st

from data.labels import CLASS_COUNT
from data.paint import PAINTERS, paint
from data.sample import PictureSet, SamplerSettings, every_placement, sample
from data.split import by_content
from ui.data import fields
from ui.shared.url_widgets import bound, number_input, segmented_control, slider

SHOWN = 40  # pictures of each class that are drawn to be looked at
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
            default=list(fields.PAINTER_NAMES.default),
            **bound(fields.PAINTER_NAMES),
        )
        positions = segmented_control("Places", fields.PLACES, PLACES.__getitem__)
        seed = number_input("Seed", fields.SEED, help="Another seed draws other lines.", width=150)
        st.button("Draw again", icon=":material/casino:", key="draw_again", on_click=_another_seed)
        with st.popover("Spoil", icon=":material/grain:"):
            noise = slider("Noise", fields.NOISE, help="Standard deviation on the scale 0..255.")
            wobble = slider("Wobble", fields.WOBBLE, help="px by which each end is moved, on average.")
            ground = slider("Grey ground", fields.GROUND, help="Level of the background; 0 is black.")
        with st.popover("Why?", type="tertiary"):
            st.markdown(WHY)
    return SamplerSettings(
        per_class=SHOWN,
        seed=int(seed),
        positions=positions,
        painters=tuple(one for one in PAINTERS if one in (painters or ())) or fields.PAINTER_NAMES.default,
        noise=float(fields.NOISE.within(noise)),
        wobble=fields.WOBBLE.within(wobble),
        ground=fields.GROUND.within(ground),
    )


def per_class() -> int:
    """The number of pictures of each class that are exported."""
    words = f"At most {fields.PER_CLASS_AT_MOST}; a run draws its own."
    return int(number_input("Pictures per class", fields.PER_CLASS, help=words, width=150))


def _another_seed() -> None:
    st.session_state[fields.SEED.name] = int(np.random.default_rng().integers(1, 10_000))


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
