"""docs/methods.md has a section for each method, and the section tells what the code does."""

import re
from pathlib import Path

import pytest

from model.balance import METHODS

TEXT = (Path(__file__).parents[3] / "docs" / "methods.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_a_section(name):
    method = METHODS[name]
    section = " ".join(SECTIONS[method.label].split())
    assert f"`{name}`" in section
    for text in (method.sliders_mean, method.cost, method.source):
        assert text in section
    for one in method.parameters:
        assert f"`{one.name}` {one.default:g}" in section


def test_what_is_not_shipped_is_explained():
    assert {"IMTL-L", "GLS", "DWA"} <= set(re.findall(r"\*\*(.+?)\*\*", SECTIONS["Explained, not shipped"]))
