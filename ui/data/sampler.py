"""How samples are drawn: the controls of the sampler, and what it draws with these settings."""

import numpy as np
import streamlit as st

from data.labels import CLASS_COUNT
from data.paint import PAINTERS, paint
from data.sample import PictureSet, SamplerSettings, every_placement, sample
from data.split import by_content
from ui.data import fields
from ui.shared.help_text import FREE_LINES_HELP
from ui.shared.layout import action_button, horizontal, why_popover
from ui.shared.url_widgets import bound, number_input, segmented_control, slider

SAMPLES_PER_CLASS = 40  # that are shown
POSITION_LABELS = {"every": "Every placement", "coursework": "Placements of 2019", "both": "Both"}
_SAMPLER_HELP = """
**Placements.** *Every placement* draws lines of exact length and angle wherever both ends lie in the frame. *Placements
of 2019* repeats the arithmetic of the coursework: it rounded the lower end down, so that short lines of 15° were drawn
at 8.1°, and beyond 90° it took the horizontal range from the sine, so that many placements never occur.

**Free lines.** Lines of any angle, 6 to 8 or 14 to 16 px long, anywhere in the picture. Each is labelled by the nearest
class: a line of 40° counts as 45°. The share says how many of the lines are free; the others lie on the grid of the
classes.

**Painters.** *hard*: whole pixels, as OpenCV painted in 2019, where 3 px become a band of 5. *smooth*: edges that
fade over a pixel. *subpixel*: hard edges, ends anywhere between pixels. *pillow*: lines as the Pillow library draws
them. If several are chosen, each picture has one of them at random; but with *Both* placements, those of 2019 keep hard
edges: finer ones would show that their lines are bent.

**Distinct pictures.** A line of one class has a few hundred placements in 28 x 28 pixels. With 1,000 random draws
of each class, as in 2019, most of them occur several times: this is where the leak comes from.
"""


def draw_sampler() -> SamplerSettings:
    """Draw the row of controls; returns their settings."""
    with horizontal("bottom", gap="medium"):
        link, usual = bound(fields.SAMPLE_PAINTERS), list(fields.SAMPLE_PAINTERS.default)
        painters = st.pills("Painters", list(PAINTERS), selection_mode="multi", default=usual, **link)
        positions = segmented_control("Placements", fields.SAMPLE_POSITIONS, POSITION_LABELS)
        share = slider("Free lines", fields.SAMPLE_FREE_LINES, help=FREE_LINES_HELP, step=0.1, width=150)
        seed = number_input("Seed", fields.SAMPLE_SEED, help="Another seed draws other lines.", width=150)
        action_button("Draw again", "draw_again", "casino", _another_seed)
        with st.popover("Corrupt", icon=":material/grain:"):
            noise = slider("Noise", fields.SAMPLE_NOISE, help="Standard deviation, on a scale of 0 to 255.")
            wobble = slider("Wobble", fields.SAMPLE_WOBBLE, help="px that each end of the line is moved, on average.")
            ground = slider("Grey ground", fields.SAMPLE_GROUND, help="Level of the background; 0 is black.")
        why_popover(_SAMPLER_HELP)
    return SamplerSettings(
        per_class=SAMPLES_PER_CLASS,
        seed=int(seed),
        positions=positions,
        free_lines=fields.SAMPLE_FREE_LINES.within(share),
        painters=tuple(name for name in PAINTERS if name in (painters or ())) or fields.SAMPLE_PAINTERS.default,
        noise=float(fields.SAMPLE_NOISE.within(noise)),
        wobble=fields.SAMPLE_WOBBLE.within(wobble),
        ground=fields.SAMPLE_GROUND.within(ground),
    )


def pick_per_class() -> int:
    """How many pictures of each class are exported."""
    limit = f"At most {fields.EXPORTED_PER_CLASS_AT_MOST}. Runs draw their own pictures."
    return int(number_input("Pictures per class", fields.EXPORTED_PER_CLASS, help=limit, width=150))


def _another_seed() -> None:
    fields.SAMPLE_SEED.stage(int(np.random.default_rng().integers(1, 10_000)))


@st.cache_resource(show_spinner=False, max_entries=8)
def drawn_samples(settings: SamplerSettings) -> PictureSet:
    """The samples; shared by all sessions, so never changed."""
    return sample(settings)


@st.cache_data(show_spinner=False)
def placement_counts(positions: str) -> tuple[np.ndarray, np.ndarray]:
    """`(96,)` placements of each class, and the distinct pictures that they make with hard edges."""
    lines = [every_placement(index, positions) for index in range(CLASS_COUNT)]
    distinct = [int(by_content(paint(placed)).max()) + 1 for placed in lines]
    return np.array([len(placed) for placed in lines]), np.array(distinct)


@st.cache_data(show_spinner=False, max_entries=256)
def coverage_map(index: int, positions: str) -> np.ndarray:
    """`(28, 28)` uint8: how often each pixel is part of a line of this class; 255 is the most often."""
    share = (paint(every_placement(index, positions)).max(axis=3) > 0).mean(axis=0)
    return np.rint(255 * share / share.max()).astype(np.uint8)
