"""A network judged on a set of pictures: made once, shared by all sessions, never changed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st

from data.paint import paint
from model.evaluate import Comparison, Evaluation, Slice, Together, by_pixel, compare, evaluate, slices, together
from model.evaluate.compare import EXACT
from model.heads import HEADS
from model.predict.predictor import in_batches
from training.catalogue import TrainedNetwork
from training.imported_sets import imported
from training.results.evaluation_sets import SETS, Part, imported_part, part
from ui.shared.format import percent

STANDS_OUT = 64  # of 255: difference between the channels of a coloured pixel
IMPORTED = "Your own pictures, imported on the Data page, each once."


@dataclass(frozen=True, eq=False)
class Judged:
    """What follows is computed once, when a view asks for it."""

    part: Part
    evaluation: Evaluation

    @cached_property
    def slices(self) -> list[Slice]:
        return slices(self.evaluation)

    @cached_property
    def together(self) -> Together:
        return together(self.evaluation)

    @cached_property
    def maps(self) -> dict[str, np.ndarray]:
        """Per head, and under `EXACT` for any of them: the share of lines through each pixel that is read wrong."""
        lines, pictures = self.part.lines, self.part.pictures
        # where the line is meant to be, whatever was painted there; of a user's own picture, what stands out
        covered = paint(lines).max(axis=3) > 0 if lines else np.ptp(pictures, axis=3) > STANDS_OUT
        wrong = np.column_stack((~self.evaluation.right, ~self.evaluation.exact))
        return {name: by_pixel(covered, wrong[:, i]) for i, name in enumerate((*HEADS, EXACT))}


@dataclass(frozen=True, eq=False)
class Versus:
    """Two networks on those pictures of a set that neither was trained on."""

    rows: np.ndarray  # (k,) numbers of these pictures in the set
    first: Evaluation
    second: Evaluation

    @cached_property
    def comparison(self) -> dict[str, Comparison]:
        return compare(self.first, self.second)


def judged(network: TrainedNetwork, name: str) -> Judged:
    """The network on the pictures of the set `name`."""
    return _judged(network, (network.version, name), name)


@st.cache_resource(show_spinner="Reading the pictures …", max_entries=12)
def _judged(_network: TrainedNetwork, key: tuple[str, str], name: str) -> Judged:
    known = _network.provenance
    pictures = part(name, known) if name in SETS else imported_part(imported(name), known)
    return Judged(pictures, evaluate(in_batches(_network.predictor, pictures.pictures), pictures.labels))


def versus(network: TrainedNetwork, other: TrainedNetwork, name: str) -> Versus | None:
    """Both on the pictures of the first one's set; None if the second was trained on all of them."""
    return _versus(network, other, (network.version, other.version, name), name)


@st.cache_resource(show_spinner="Reading the pictures …", max_entries=12)
def _versus(_network: TrainedNetwork, _other: TrainedNetwork, key: tuple[str, str, str], name: str) -> Versus | None:
    first = judged(_network, name)
    rows = np.flatnonzero(~first.part.seen & ~_other.provenance.contains(first.part.pictures))
    if not len(rows):
        return None
    pictures, labels = first.part.pictures[rows], first.part.labels[rows]
    ours = {head: values[rows] for head, values in first.evaluation.probabilities.items()}
    return Versus(rows, evaluate(ours, labels), evaluate(in_batches(_other.predictor, pictures), labels))


def about(one: Judged, name: str) -> str:
    """What the pictures are, how many, and how honest that is."""
    pictures = one.part
    count = f"**{len(pictures):,} pictures**" + (f" of {pictures.of:,}" if len(pictures) < pictures.of else "")
    words = f"{count}. {SETS[name].about if name in SETS else IMPORTED}"
    if pictures.left_out:
        words += f" {pictures.left_out:,} were left out: repeated, or trained on."
    return words + _leaked(one)


def _leaked(one: Judged) -> str:
    """How much of the accuracy may be memory."""
    seen, exact = one.part.seen, one.evaluation.exact
    if not seen.any():
        return ""
    rest = f", on {percent(exact[~seen].mean())} of the rest" if not seen.all() else ""
    return (
        f" **{percent(seen.mean())} of them also stand in its training part**: "
        f"all four right on {percent(exact[seen].mean())} of these{rest}."
    )
