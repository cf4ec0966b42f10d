"""The leak: test pictures that are also in the training part, and the accuracy on these and on the rest."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from data.labels import CLASS_COUNT, class_index
from data.leak import leak
from data.sample import sample
from data.split import split
from model.evaluate import Evaluation, evaluate
from model.heads import HEADS
from training.catalogue import TrainedNetwork
from training.presets import PRESETS
from training.provenance import sampler_of
from training.settings import SettingsError
from ui.data import fields, grid
from ui.data.fields import SPLIT_LABELS
from ui.shared import images, networks, session_keys
from ui.shared.evaluated import BY_VERSION
from ui.shared.format import percent, sentence, unbroken
from ui.shared.layout import horizontal, why_popover
from ui.shared.url_widgets import segmented_control

_SOURCE = "coursework-v3"  # whose 96,000 pictures are split
_PAIRS_AT_MOST = 8
_PICTURE_SIZE = 84  # px
_LEAK_HELP = """
In 2019, 96,000 pictures were drawn, 1,000 of each class, and then split at random: 80 % for training, 10 % for
validation, 10 % for the test. But a class has only a few hundred distinct pictures, so most test pictures are also in
the training part, **pixel for pixel**. A network that had merely memorised its training pictures would be right on all
of these.

The **honest split** splits distinct pictures: all copies of a picture are in one part, so none can be memorised.

The table shows the accuracy of the chosen network. *Trained on* counts the pictures that are in **its own** training
part, which may have been drawn and split in another way.
"""


@dataclass(frozen=True, slots=True, eq=False)
class LeakedTestPart:
    """The test part of a split, with its copies in the training part."""

    rows: np.ndarray  # (m,) numbers of the test pictures in the set
    pictures: np.ndarray  # (m, 28, 28, 3) uint8
    labels: np.ndarray  # (m, 4)
    copies: np.ndarray  # (m,) training pictures with the same pixels
    twin: np.ndarray  # (m,) the number of the first of them, -1 if there is none
    total: int  # pictures in all parts

    @property
    def leaked(self) -> np.ndarray:
        """`(m,)` bool: which pictures are also in the training part."""
        return self.copies > 0


@st.cache_resource(show_spinner="Splitting 96,000 pictures …", max_entries=2)
def leaked_test_part(kind: str) -> LeakedTestPart:
    """The test part of the coursework's pictures, without the other parts.

    Args:
        kind: Of the split, in `data.split.SPLITS`.
    """
    settings = PRESETS[_SOURCE].settings
    drawn = sample(sampler_of(settings))
    parts = split(drawn.pictures, kind, settings.seed)
    twins = leak(drawn.pictures, parts)
    pictures, labels = drawn.pictures[parts.test].copy(), drawn.labels[parts.test]
    return LeakedTestPart(parts.test, pictures, labels, twins.copies, twins.twin, len(drawn))


def draw_leak() -> None:
    with horizontal():
        kind = segmented_control("Split of the pictures", fields.LEAK_SPLIT, SPLIT_LABELS)
        network = networks.answering_network()
        why_popover(_LEAK_HELP)
    part = leaked_test_part(kind)
    st.markdown(leak_headline(part))
    left, right = st.columns(grid.COLUMN_WIDTHS, gap="medium")
    with left:
        index = _draw_grid(part)
    with right:
        _draw_pairs(part, index or 0)
    _draw_accuracy(part, network, kind)


def leak_headline(part: LeakedTestPart) -> str:
    """The size of the leak in one or two sentences."""
    leaked = part.leaked
    count = f"{int(leaked.sum()):,} of {len(leaked):,}, from a split of {part.total:,} pictures"
    if not leaked.any():
        return f"### No test picture is also in the training part\n{count}."
    return (
        f"### {percent(leaked.mean())} of the test pictures are also in the training part\n"
        f"{count}. Each of these has {part.copies[leaked].mean():.1f} copies there on average, at most "
        f"{part.copies.max()}."
    )


def leaks_by_class(part: LeakedTestPart) -> np.ndarray:
    """`(96, 2)` int64: test pictures of each class, and those of them that leak."""
    index = class_index(part.labels)
    return np.stack([np.bincount(rows, minlength=CLASS_COUNT) for rows in (index, index[part.leaked])], axis=1)


def _draw_grid(part: LeakedTestPart) -> int | None:
    """A leaked test picture of each class."""
    index = class_index(part.labels)
    leaked_rows = [np.flatnonzero(part.leaked & (index == number)) for number in range(CLASS_COUNT)]
    first_rows = np.array([rows[0] if len(rows) else -1 for rows in leaked_rows])
    counts = leaks_by_class(part)
    share = counts[:, 1] / np.maximum(counts[:, 0], 1)
    chosen = grid.class_grid(
        grid.pictures_at(part.pictures, first_rows),
        counts[:, 1],
        label="A leaked test picture of each class",
        unit="test pictures that are also in the training part",
        chosen=fields.LEAK_CLASS,
        key=session_keys.LEAK_GRID,
        shares=share,
    )
    low, high = int(share.argmin()), int(share.argmax())
    if share.any():
        st.caption(
            f"The bar is the share of a class that leaks: least in {grid.class_name(low)} ({percent(share[low])}), "
            f"most in {grid.class_name(high)} ({percent(share[high])}). Classes with few placements repeat most."
        )
    return chosen


def _draw_pairs(part: LeakedTestPart, index: int) -> None:
    """Test pictures of a class beside their twins in the training part."""
    of_class = class_index(part.labels) == index
    rows = np.flatnonzero(of_class & part.leaked)
    st.subheader(grid.class_name(index).capitalize(), anchor=False)
    st.markdown(f"**{len(rows):,} of {int(of_class.sum()):,}** test pictures of this class are also trained on.")
    if not len(rows):
        return
    st.caption("Left a test picture, right its twin in the training part, with their numbers; (+2): two more copies.")
    with horizontal("top"):
        for row in rows[:_PAIRS_AT_MOST]:
            _draw_pair(part, int(row))


def _draw_pair(part: LeakedTestPart, row: int) -> None:
    number, twin, copies = (int(values[row]) for values in (part.rows, part.twin, part.copies))
    caption = f"{number} = {twin}{f' (+{copies - 1})' if copies > 1 else ''}"
    alt = f"Test picture {number} and its twin, training picture {twin}: the same pixels. Copies in all: {copies}"
    pair = images.mosaic(part.pictures[[row, row]], 2, 3)  # a twin has the very same pixels
    st.image(pair, caption, 2 * _PICTURE_SIZE, alt=alt)


@dataclass(frozen=True, slots=True, eq=False)
class JudgedNetwork:
    """A network on the test part."""

    evaluation: Evaluation
    trained_on: np.ndarray  # (m,) bool: the picture is in the network's own training part


@st.cache_resource(show_spinner="Reading the test pictures …", max_entries=8, hash_funcs=BY_VERSION)
def judged_network(network: TrainedNetwork, kind: str) -> JudgedNetwork:
    part = leaked_test_part(kind)
    evaluation = evaluate(network.predictor(part.pictures), part.labels)
    return JudgedNetwork(evaluation, network.provenance.contains(part.pictures))


def _draw_accuracy(part: LeakedTestPart, network: TrainedNetwork, kind: str) -> None:
    st.subheader("Accuracy on leaked and other pictures", anchor=False)
    try:
        judged = judged_network(network, kind)
    except SettingsError as error:
        st.info(sentence(f"The training part of this run cannot be reproduced. {error}"))
        return
    st.table(accuracy_rows(part, judged), hide_index=True)
    st.caption(_verdict(judged))


def accuracy_rows(part: LeakedTestPart, judged: JudgedNetwork) -> list[dict[str, str]]:
    """A row for each group of pictures."""
    leaked, trained = part.leaked, judged.trained_on
    groups = {
        "All test pictures": np.ones(len(leaked), bool),
        "Also in the training part": leaked,
        "The rest": ~leaked,
        "This network was trained on them": trained,
        "It was not": ~trained,
    }
    return [_accuracy_row(name, rows, judged.evaluation) for name, rows in groups.items()]


def _accuracy_row(name: str, rows: np.ndarray, evaluation: Evaluation) -> dict[str, str]:
    labels = [*map(str.capitalize, HEADS), "All four right"]
    if not rows.any():
        return {"Pictures": name, "Count": "0"} | dict.fromkeys(labels, "–")
    shares = [*evaluation.right[rows].mean(axis=0), evaluation.exact[rows].mean()]
    texts = dict(zip(labels, (unbroken(percent(float(share))) for share in shares), strict=True))
    return {"Pictures": name, "Count": f"{int(rows.sum()):,}", **texts}


def _verdict(judged: JudgedNetwork) -> str:
    """What the numbers say of this network."""
    trained, exact = judged.trained_on, judged.evaluation.exact
    if not trained.any():
        return (
            "This network was trained on none of them, so a twin does not help it. If the groups differ, it is because "
            "their classes do: classes with many placements have few twins."
        )
    if trained.all():
        return "This network was trained on all of them: its accuracy here cannot tell memorised from learned."
    known, other = float(exact[trained].mean()), float(exact[~trained].mean())
    return (
        f"All four right on {percent(known)} of what it was trained on and on {percent(other)} of what it was not: "
        f"a difference of {100 * (known - other):+.1f} points."
    )
