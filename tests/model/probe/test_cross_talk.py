"""Cross-talk: its numbers against plain loops, and toys that read one property alone."""

import numpy as np
import pytest

from data.labels import CLASS_COUNT
from model.heads import HEADS
from model.predict import shipped
from model.probe import FACTORS, cross_talk, painted, some_lines
from model.probe.cross_talk import VALUES
from model.scores import predicted
from tests.model.probe.toys import answering, blueness


def test_a_head_that_reads_hue_alone_has_no_cross_talk():
    names = ["angle", "length", "width", "x", "y", "brightness", "edge", "hue"]
    found = cross_talk(some_lines(0, "smooth"), answering(colour=blueness), [FACTORS[name] for name in names])
    colour = list(HEADS).index("colour")
    others = np.delete(found.distance, colour, axis=1)
    assert (others == 0).all()
    assert found.distance[:-1, colour].max() < 1e-9
    assert (found.changed[:-1] == 0).all()
    assert found.distance[-1, colour] > 0.4
    assert found.changed[-1, colour] > 0.4


def test_a_network_that_never_changes_has_none_at_all():
    found = cross_talk(some_lines(3), answering())
    assert found.distance.shape == found.changed.shape == (len(FACTORS), len(HEADS))
    assert not found.distance.any()
    assert not found.changed.any()


@pytest.mark.parametrize("name", ["angle", "hue", "blur"])
def test_the_numbers_are_those_of_a_plain_loop(name):
    scenes, predict, moved = some_lines(1, "smooth").take(slice(0, 96, 9)), shipped("coursework-v3"), FACTORS[name]
    found = cross_talk(scenes, predict, [moved])
    distances, changes = [], []
    for i in range(len(scenes)):
        one = scenes.take(slice(i, i + 1))
        before = predict(painted(one))
        for value in np.linspace(*moved.usual, VALUES):
            after = predict(painted(moved.put(one, np.array([value]))))
            distances.append([0.5 * np.abs(after[head] - before[head]).sum() for head in HEADS])
            changes.append(predicted(after)[0] != predicted(before)[0])
    np.testing.assert_allclose(found.distance[0], np.mean(distances, axis=0), atol=1e-5)
    np.testing.assert_allclose(found.changed[0], np.mean(changes, axis=0), atol=1e-9)


def test_the_lines_are_one_of_each_class_never_cut_and_those_of_the_seed():
    lines = some_lines(5)
    assert len(lines) == CLASS_COUNT
    for name in ("angle", "length", "width"):
        for value in np.linspace(*FACTORS[name].usual, 5):
            assert FACTORS[name].put(lines, np.full(len(lines), value)).inside.all()
    np.testing.assert_array_equal(painted(lines), painted(some_lines(5)))
    assert (some_lines(6).middle != lines.middle).any()
