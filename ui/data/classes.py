"""The classes as a grid of samples, and the chosen class: its samples, its counts, and where its lines lie."""

import streamlit as st

from data.enlarge import enlarged
from data.sample import PictureSet, SamplerSettings
from ui.data import fields, grid, sampler
from ui.shared import images, picture_strip, session_keys
from ui.shared.format import percent
from ui.shared.layout import horizontal

_ACROSS = 8  # samples of the chosen class side by side
_DRAWS_OF_2019 = 1_000  # of each class
_MAP_SIZE = 120  # px


def draw_classes() -> None:
    settings = sampler.draw_sampler()
    samples = sampler.drawn_samples(settings)
    left, right = st.columns(grid.COLUMN_WIDTHS, gap="medium")
    with left:
        index = grid.class_grid(
            samples.pictures[:: sampler.SAMPLES_PER_CLASS],
            sampler.placement_counts(settings.positions)[1],
            label="The 96 classes, one sample of each",
            unit="distinct pictures",
            chosen=fields.CLASS,
            key=session_keys.CLASS_GRID,
        )
        placements, distinct = sampler.placement_counts(settings.positions)
        st.caption(
            f"{placements.sum():,} placements, {distinct.sum():,} distinct pictures with hard edges: {distinct.min()} "
            f"to {distinct.max()} in a class. Click a picture, or use the arrow keys and press Enter."
        )
    with right:
        _draw_class(samples, settings, index or 0)


def _draw_class(samples: PictureSet, settings: SamplerSettings, index: int) -> None:
    """Counts of a class, its samples, and where its lines lie."""
    st.subheader(grid.class_name(index).capitalize(), anchor=False)
    st.markdown(class_counts(index, settings.positions))
    first = index * sampler.SAMPLES_PER_CLASS
    pictures = samples.pictures[first : first + sampler.SAMPLES_PER_CLASS]
    alt = f"{len(pictures)} samples of the class {grid.class_name(index)}"
    st.image(images.mosaic(pictures, _ACROSS, 3), alt=alt, width="stretch")
    drawing = picture_strip.line_drawing(samples.lines, first, pictures[0])
    picture_strip.draw_open_buttons(pictures[0], drawing, key="class")
    st.caption("Where lines of this class lie: the lighter a pixel, the more placements cover it.")
    with horizontal("top"):
        for positions, label in sampler.POSITION_LABELS.items():
            covered = enlarged(sampler.coverage_map(index, positions), 2 * _MAP_SIZE)
            alt = f"{label}: how often each pixel is part of such a line; light is often"
            st.image(covered, label, _MAP_SIZE, alt=alt)


def class_counts(index: int, positions: str) -> str:
    """Placements and distinct pictures of a class, and how many random draws repeat one."""
    placements, distinct = (int(counts[index]) for counts in sampler.placement_counts(positions))
    repeats = 1 - distinct * (1 - (1 - 1 / distinct) ** _DRAWS_OF_2019) / _DRAWS_OF_2019
    return (
        f"**{placements:,} placements, {distinct:,} distinct pictures** with hard edges. Of {_DRAWS_OF_2019:,} random "
        f"draws, as in 2019, about {percent(repeats, 0)} repeat an earlier picture."
    )
