"""Each component's script is there, and its source is not taken for the path of a file."""

import re
from pathlib import Path

import pytest

from ui.shared.component import script

ROOT = Path(__file__).resolve().parents[3]
NAMES = sorted(
    {
        name
        for file in (ROOT / "ui").rglob("*.py")
        for name in re.findall(r'script_component\("\w+", "(.+?)"', file.read_text())
    }
)


def test_there_are_components():
    assert len(NAMES) >= 11


@pytest.mark.parametrize("name", NAMES)
def test_each_script_is_there_and_mounts(name):
    assert re.search(r"^export default", (ROOT / "static" / f"{name}.js").read_text(), re.M)


def test_the_source_has_lines():
    assert "\n" in script("shared/copy_link")
    assert '"app/static/shared/copy_link.js"' in script("shared/copy_link")
