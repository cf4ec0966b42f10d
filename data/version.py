"""What pyproject.toml says of LineHeads: its version and the Pythons that it is tested with stand there alone."""

import tomllib
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "pyproject.toml"
_PYTHON = "Programming Language :: Python :: 3."


def version() -> str:
    """Of LineHeads, such as `0.1.0`."""
    return _project()["version"]


def python_versions() -> list[str]:
    """Such as `3.11`, the oldest first."""
    minors = [int(line.removeprefix(_PYTHON)) for line in _project()["classifiers"] if line.startswith(_PYTHON)]
    return [f"3.{minor}" for minor in sorted(minors)]


def _project() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))["project"]
