"""docs/explanations.md has a section for each view, and the section tells what the code does."""

import re
from pathlib import Path

import pytest

from model.explain import (
    VIEWS,
    feature_visualisation,
    gradient_ascent,
    integrated,
    linear_probes,
    occlusion,
    ridge_classifier,
)
from model.parameter import Parameter

TEXT = (Path(__file__).parents[3] / "docs" / "explanations.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_a_section(name):
    view = VIEWS[name]
    section = " ".join(SECTIONS[view.label].split())
    assert f"`{name}`" in section
    assert f"Source: {view.source}" in section
    assert "**It does not tell**" in section
    for one in view.parameters:
        if isinstance(one, Parameter):
            assert f"`{one.name}` {one.default:g}" in section
        elif one.options:
            assert f"`{one.name}`" in section
            assert all(f"`{option}`" in section for option in one.options if isinstance(option, str))


def test_the_sections_are_those_of_the_table_in_its_order():
    assert list(SECTIONS) == [view.label for view in VIEWS.values()]


def test_the_numbers_in_the_text_are_those_of_the_code():
    attribution, wish, reader = (
        " ".join(SECTIONS[VIEWS[name].label].split()) for name in ("attribution", "synthesis", "readability")
    )
    assert f"at {integrated.POINTS} midpoints" in attribution
    assert f"patch of {occlusion.PATCH} x {occlusion.PATCH} pixels" in attribution
    assert f"{gradient_ascent.VARIATION:g} · TV(x/255) + {gradient_ascent.ENERGY:g} · Σ (x/255)²" in wish
    assert f"up to {feature_visualisation.SHIFT} pixels" in wish
    assert gradient_ascent.LEAK == 0.1
    assert "a tenth" in wish
    assert f"up to {linear_probes.FEATURES:,};" in reader
    assert (ridge_classifier.RIDGES[0], ridge_classifier.RIDGES[-1]) == pytest.approx((0.1, 1e6))
