"""The leak: test pictures that are trained on as well, and what accuracy is worth on them and on the rest."""

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
from ui.data.fields import WAYS
from ui.shared import images, networks, session_keys
from ui.shared.format import percent
from ui.shared.url_widgets import segmented_control

SOURCE = "coursework-v3"  # whose 96,000 pictures these are
SIDES = (1.5, 1)
EXAMPLES = 8  # pairs
SHOWN = 84  # px
WHY = """
In 2019, 96,000 pictures were drawn, 1,000 of each class, and then dealt at random: 80 % for training, 10 % for
validation, 10 % for the test. But a class has only a few hundred distinct pictures, so most test pictures also stand in
the training part, **pixel for pixel**. A network that had merely learned its training pictures by heart would be right
on all of those.

**Dealt honestly**, distinct pictures are dealt: all copies of a picture land in one part, and none can be remembered.

The table judges the network that you choose. *Trained on* counts the pictures that stand in **its own** training part,
which may have been drawn and dealt in another way.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Leaked:
    """The test part of a split, with its copies in the training part."""

    rows: np.ndarray  # (m,) numbers of the test pictures in the set
    pictures: np.ndarray  # (m, 28, 28, 3) uint8
    labels: np.ndarray  # (m, 4)
    copies: np.ndarray  # (m,) training pictures with the same pixels
    twin: np.ndarray  # (m,) the number of the first of them, -1 where there is none
    total: int  # pictures in all parts


@st.cache_resource(show_spinner="Dealing 96,000 pictures …", max_entries=2)
def leaked(how: str) -> Leaked:
    """The coursework's pictures dealt in this way; without the bulk of them."""
    settings = PRESETS[SOURCE].settings
    drawn = sample(sampler_of(settings))
    parts = split(drawn.pictures, how, settings.seed)
    found = leak(drawn.pictures, parts)
    pictures, labels = drawn.pictures[parts.test].copy(), drawn.labels[parts.test]
    return Leaked(parts.test, pictures, labels, found.copies, found.twin, len(drawn))


def section() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        how = segmented_control("How the pictures are dealt", fields.SPLIT, WAYS.__getitem__)
        network = networks.answering()
        with st.popover("Why?", type="tertiary"):
            st.markdown(WHY)
    found = leaked(how)
    st.markdown(headline(found))
    left, right = st.columns(SIDES, gap="medium")
    with left:
        index = _grid(found)
    with right:
        _pairs(found, index)
    _worth(found, network, how)


def headline(found: Leaked) -> str:
    """The numbers of the leak in one sentence or two."""
    held = found.copies > 0
    count = f"{int(held.sum()):,} of {len(held):,}, dealt from {found.total:,} pictures"
    if not held.any():
        return f"### No test picture also stands in the training part\n{count}."
    return (
        f"### {percent(held.mean())} of the test pictures also stand in the training part\n"
        f"{count}. Each of these stands there {found.copies[held].mean():.1f} times on average, at most "
        f"{found.copies.max()} times."
    )


def by_class(found: Leaked) -> np.ndarray:
    """`(96, 2)` int64: test pictures of each class, and those of them that have a twin."""
    index = class_index(found.labels)
    held = index[found.copies > 0]
    return np.stack([np.bincount(one, minlength=CLASS_COUNT) for one in (index, held)], axis=1)


def _grid(found: Leaked) -> int | None:
    """A leaked test picture of each class."""
    index, leaks = class_index(found.labels), found.copies > 0
    of_class = [np.flatnonzero(leaks & (index == number)) for number in range(CLASS_COUNT)]
    rows = np.array([some[0] if len(some) else -1 for some in of_class])
    counts = by_class(found)
    share = counts[:, 1] / np.maximum(counts[:, 0], 1)
    chosen = grid.grid(
        grid.first_pictures(found.pictures, rows),
        counts[:, 1],
        label="A test picture of each class that is trained on as well",
        unit="test pictures that are trained on as well",
        chosen=fields.LEAK_CLASS,
        key=session_keys.LEAK_GRID,
        shares=share,
    )
    low, high = int(share.argmin()), int(share.argmax())
    if share.any():
        st.caption(
            f"The bar is the share of a class that leaks: least in {grid.class_words(low)} ({percent(share[low])}), "
            f"most in {grid.class_words(high)} ({percent(share[high])}): the fewer places, the more repeats."
        )
    return chosen


def _pairs(found: Leaked, index: int | None) -> None:
    """Test pictures of a class beside their twins in the training part."""
    index = grid.opened_or_first(index)
    here = class_index(found.labels) == index
    rows = np.flatnonzero(here & (found.copies > 0))
    st.subheader(grid.class_words(index).capitalize(), anchor=False)
    st.markdown(f"**{len(rows):,} of {int(here.sum()):,}** test pictures of this class are trained on as well.")
    if not len(rows):
        return
    st.caption("Left a test picture, right its twin in the training part, with their numbers; (+2): two more twins.")
    with st.container(horizontal=True, gap="small"):
        for row in rows[:EXAMPLES]:
            _pair(found, int(row))


def _pair(found: Leaked, row: int) -> None:
    number, twin, copies = int(found.rows[row]), int(found.twin[row]), int(found.copies[row])
    both = images.mosaic(found.pictures[[row, row]], 2, 3)  # a twin has the very same pixels
    more = f" (+{copies - 1})" if copies > 1 else ""
    st.image(
        both,
        caption=f"{number} = {twin}{more}",
        alt=f"Test picture {number} and its twin, training picture {twin}: the same pixels. Copies in all: {copies}",
        width=2 * SHOWN,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """A network on the test part."""

    evaluation: Evaluation
    trained_on: np.ndarray  # (m,) bool: the picture stands in the network's own training part


def worth(network: TrainedNetwork, how: str) -> Worth:
    return _judged(network, network.version, how)


@st.cache_resource(show_spinner="Reading the test pictures …", max_entries=8)
def _judged(_network: TrainedNetwork, version: str, how: str) -> Worth:
    found = leaked(how)
    said = evaluate(_network.predictor(found.pictures), found.labels)
    return Worth(said, _network.provenance.contains(found.pictures))


def _worth(found: Leaked, network: TrainedNetwork, how: str) -> None:
    """The table: accuracy on the leaked pictures, on the rest, and on what the network was itself trained on."""
    st.subheader("What accuracy is worth on them", anchor=False)
    try:
        judged = worth(network, how)
    except SettingsError as error:
        st.info(f"The training part of this run cannot be made again. {error}")
        return
    st.table(table(found, judged), hide_index=True)
    st.caption(_told(judged))


def table(found: Leaked, judged: Worth) -> list[dict[str, str]]:
    """A row for each group of pictures."""
    held, trained = found.copies > 0, judged.trained_on
    groups = {
        "All test pictures": np.ones(len(held), bool),
        "Also in the training part": held,
        "The rest": ~held,
        "This network was trained on them": trained,
        "It was not": ~trained,
    }
    return [_row(name, rows, judged.evaluation) for name, rows in groups.items()]


def _row(name: str, rows: np.ndarray, said: Evaluation) -> dict[str, str]:
    count = int(rows.sum())
    heads = dict(zip(HEADS, said.right[rows].mean(axis=0), strict=True)) if count else {}
    shares = {head.capitalize(): percent(float(heads[head])) if count else "–" for head in HEADS}
    exact = percent(float(said.exact[rows].mean())) if count else "–"
    return {"Pictures": name, "Count": f"{count:,}", **shares, "All four right": exact}


def _told(judged: Worth) -> str:
    """What the numbers say of this network."""
    trained, exact = judged.trained_on, judged.evaluation.exact
    if not trained.any():
        return (
            "This network was trained on none of them, so a twin helps it nothing. If the groups differ, their classes "
            "do: classes with many places have few twins."
        )
    if trained.all():
        return "This network was trained on all of them: its accuracy here says what it remembers, not what it reads."
    gap = float(exact[trained].mean() - exact[~trained].mean())
    return (
        f"All four right on {percent(float(exact[trained].mean()))} of what it was trained on and on "
        f"{percent(float(exact[~trained].mean()))} of what it was not: "
        f"{100 * gap:+.1f} points for what it has seen before."
    )
