"""Evaluations of a network on a set of pictures: computed once and shared by all sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np
import streamlit as st

from data.paint import paint
from model.evaluate import Comparison, Evaluation, Slice, Together, by_pixel, compare, evaluate, slices, together
from model.evaluate.compare import EXACT
from model.heads import HEADS
from model.predict.predictor import in_batches
from training.catalogue import TrainedNetwork
from training.imported_sets import imported
from training.results.evaluation_sets import OWN, SETS, EvaluationPictures, evaluation_pictures, imported_pictures
from training.results.own_evaluation import own_evaluation
from ui.shared.format import counted, percent

BY_VERSION: dict[str | type[Any], Callable[[Any], Any]] = {TrainedNetwork: attrgetter("version")}  # of caches
STANDS_OUT = 64  # of 255: difference between the channels of a coloured pixel
_IMPORTED = "Your own pictures, imported on the Data page, each once."


@dataclass(frozen=True, eq=False)
class SetEvaluation:
    """A network on a set. Properties are computed when a view reads them first."""

    part: EvaluationPictures
    evaluation: Evaluation

    @cached_property
    def slices(self) -> list[Slice]:
        return slices(self.evaluation)

    @cached_property
    def together(self) -> Together:
        return together(self.evaluation)

    @cached_property
    def maps(self) -> dict[str, np.ndarray]:
        """Per head, and under `EXACT` for all four: the error rate of the lines through each pixel."""
        lines = self.part.lines
        # the pixels of the true line; of an imported picture, the coloured pixels
        covered = paint(lines).max(axis=3) > 0 if lines else np.ptp(self.part.pictures, axis=3) > STANDS_OUT
        wrong = np.column_stack((~self.evaluation.right, ~self.evaluation.exact))
        return {name: by_pixel(covered, wrong[:, i]) for i, name in enumerate((*HEADS, EXACT))}


@dataclass(frozen=True, eq=False)
class PairedEvaluation:
    """Two networks on the pictures of a set that neither was trained on."""

    rows: np.ndarray  # (k,) numbers of these pictures in the set
    first: Evaluation
    second: Evaluation

    @cached_property
    def comparison(self) -> dict[str, Comparison]:
        return compare(self.first, self.second)


@st.cache_resource(show_spinner="Reading the pictures …", max_entries=12, hash_funcs=BY_VERSION)
def evaluation_on(network: TrainedNetwork, name: str) -> SetEvaluation:
    """The network on the pictures of the set `name`."""
    if name == OWN:
        return SetEvaluation(*own_evaluation(network))
    known = network.provenance
    pictures = evaluation_pictures(name, known) if name in SETS else imported_pictures(imported(name), known)
    return SetEvaluation(pictures, evaluate(in_batches(network.predictor, pictures.pictures), pictures.labels))


@st.cache_resource(show_spinner="Reading the pictures …", max_entries=12, hash_funcs=BY_VERSION)
def paired_evaluation(network: TrainedNetwork, other: TrainedNetwork, name: str) -> PairedEvaluation | None:
    """Two networks on the pictures of a set; None if the second was trained on all of them."""
    first = evaluation_on(network, name)
    rows = np.flatnonzero(~first.part.seen & ~other.provenance.contains(first.part.pictures))
    if not len(rows):
        return None
    answers = in_batches(other.predictor, first.part.pictures[rows])
    return PairedEvaluation(rows, first.evaluation.at(rows), evaluate(answers, first.part.labels[rows]))


def set_text(evaluated: SetEvaluation, name: str) -> str:
    """What the pictures are, how many, and how many of them the network was trained on."""
    pictures = evaluated.part
    count = f"**{counted(len(pictures), 'picture')}**" + (f" of {pictures.of:,}" if len(pictures) < pictures.of else "")
    text = f"{count}. {SETS[name].about if name in SETS else _IMPORTED}"
    if pictures.left_out:
        verb = "was" if pictures.left_out == 1 else "were"
        text += f" {pictures.left_out:,} {verb} left out: repeated, or trained on."
    return text + _leaked(evaluated)


def _leaked(evaluated: SetEvaluation) -> str:
    """How many pictures were trained on, and the accuracy with and without them."""
    seen, exact = evaluated.part.seen, evaluated.evaluation.exact
    if not seen.any():
        return ""
    rest = f", on {percent(exact[~seen].mean())} of the rest" if not seen.all() else ""
    return (
        f" **{percent(seen.mean())} of them were also in its training part**: "
        f"all four right on {percent(exact[seen].mean())} of these{rest}."
    )
