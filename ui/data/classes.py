"""The classes as a grid of samples, and one of them opened: its placements, counts and places."""

import numpy as np
import streamlit as st

from data.enlarge import enlarged
from data.paint import PAINTERS
from data.sample import PictureSet, SamplerSettings
from ui.data import fields, grid, sampler
from ui.shared import images, picture_strip, session_keys
from ui.shared.drawing import Drawing
from ui.shared.format import percent

SIDES = (1.5, 1)  # widths of the grid and of the opened class
ACROSS = 8  # pictures of the opened class side by side
DRAWS = 1_000  # of each class, in 2019
MAP = 120  # px


def section() -> None:
    settings = sampler.controls()
    pictures = sampler.drawn(settings)
    left, right = st.columns(SIDES, gap="medium")
    with left:
        first = pictures.pictures[:: sampler.SHOWN]
        counts = sampler.places(settings.positions)[1]
        index = grid.grid(
            *(first, counts),
            label="The 96 classes, one sample of each",
            unit="distinct pictures",
            chosen=fields.CLASS,
            key=session_keys.CLASS_GRID,
        )
        st.caption(_in_all(settings))
    with right:
        _opened(pictures, settings, grid.opened_or_first(index))


def _in_all(settings: SamplerSettings) -> str:
    count, distinct = sampler.places(settings.positions)
    return (
        f"{count.sum():,} placements, {distinct.sum():,} distinct pictures with hard edges: {distinct.min()} to "
        f"{distinct.max()} in a class. Click a picture, or walk with the arrow keys and press Enter."
    )


def _opened(drawn: PictureSet, settings: SamplerSettings, index: int) -> None:
    """One class: its numbers, many of its pictures, and where its lines lie."""
    st.subheader(grid.class_words(index).capitalize(), anchor=False)
    st.markdown(words(index, settings.positions))
    rows = slice(index * sampler.SHOWN, (index + 1) * sampler.SHOWN)
    pictures = drawn.pictures[rows]
    st.image(
        images.mosaic(pictures, ACROSS, 3),
        alt=f"{len(pictures)} samples of the class {grid.class_words(index)}",
        width="stretch",
    )
    picture_strip.open_in(pictures[0], drawing_of(drawn, index * sampler.SHOWN), key="class")
    with st.container(horizontal=True, vertical_alignment="center"):
        for positions, label in sampler.PLACES.items():
            st.image(
                enlarged(sampler.covered(index, positions), 2 * MAP),
                caption=label,
                alt=f"{label}: how often each pixel is part of such a line; light is often",
                width=MAP,
            )
        with st.container(width=220):
            st.caption("Where lines of this class lie: the lighter a pixel, the more placements cover it.")


def words(index: int, positions: str) -> str:
    """Counts of a class, and what drawing from so few means."""
    count, distinct = (int(one[index]) for one in sampler.places(positions))
    repeats = 1 - distinct * (1 - (1 - 1 / distinct) ** DRAWS) / DRAWS
    return (
        f"**{count:,} placements, {distinct:,} distinct pictures** with hard edges. Of {DRAWS:,} random draws, as in "
        f"2019, about {percent(repeats, 0)} repeat a picture that was drawn before."
    )


def drawing_of(drawn: PictureSet, row: int) -> Drawing | None:
    """The line of a sample as the canvas holds it, if some painter paints just these pixels; else None."""
    lines = drawn.lines
    for edge in PAINTERS:
        try:
            drawing = picture_strip.as_drawing(lines.ends[row], float(lines.width[row]), lines.colour[row], edge)
        except ValueError:
            return None
        if np.array_equal(drawing.painted(), drawn.pictures[row]):
            return drawing
    return None
