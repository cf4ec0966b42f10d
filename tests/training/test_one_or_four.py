"""The comparison of one answer with four heads: same pictures, and a table of what was measured."""

import pytest

from training import one_or_four
from training.dataset import dataset


@pytest.mark.slow
def test_all_networks_have_the_same_pictures_in_the_same_parts():
    assert list(one_or_four.compared_settings(0)) == ["fast", "coursework-v3", "one-head"]
    kinds = {
        (one.split, one.per_class, one.positions, one.painters, one.seed)
        for one in one_or_four.compared_settings(3).values()
    }
    assert kinds == {("honest", None, "every", ("hard",), 3)}
    one, *others = [dataset(settings) for settings in one_or_four.compared_settings(0).values()]
    assert all(other is one for other in others)


def test_means_and_spread_over_seeds_stand_in_the_table():
    row = {"exact": 0.9, "angle": 1.0, "parameters": 5_000, "operations": 7_000, "microseconds": 40.0, "cpu_s": 3.0}
    rows = [{**row, "bytes": 20_000}, {**row, "bytes": 20_000, "exact": 1.0}]
    found = one_or_four.averages(rows)
    assert (found["exact"], found["spread"]) == pytest.approx((0.95, 0.05))
    text = one_or_four.comparison_markdown({"a": found, "b": {**found, "joint": 0.5}})
    assert "| `a` | 95.00 % | 5.00 % | – | 100 % | 5,000 | 7,000 | 40 | 0.02 MB | 3 |" in text
    assert "| 50.00 % |" in text
    assert len({line.count("|") for line in text.splitlines()}) == 1


def test_the_docs_have_the_table_of_the_command():
    from runs.home import REPOSITORY

    text = (REPOSITORY / "docs" / "one_or_four.md").read_text()
    assert one_or_four.ONE_OR_FOUR_COMMAND in text
    assert all(f"| `{name}` |" in text for name in one_or_four.compared_settings(0))
