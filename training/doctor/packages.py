"""Python and the packages: asked for their versions, as TensorFlow takes seconds to load."""

import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from training.doctor.finding import Finding, ok, wrong

_REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements.txt"
_LINE = re.compile(r"(?m)^([\w.-]+)(?:\[.*?\])?[ ]*([^#\n]*?)[ ]*(?:#.*)?$")
_CPU = Path("/proc/cpuinfo")
_SHOWN = 4
_INSTALL = "Run `make run`, or `python -m pip install -r requirements.lock`."


def check_python() -> Finding:
    return ok(f"{platform.python_version()}, {sys.executable}")


def check_tensorflow() -> Finding:
    """Whether it is there, and whether the processor has what its releases are compiled for."""
    if platform.machine() in ("x86_64", "AMD64") and _CPU.exists() and " avx " not in _CPU.read_text():
        return wrong(
            "This processor has no AVX, without which TensorFlow ends with 'Illegal instruction'.",
            "Use another machine. Pages that only predict work here: LINEHEADS_ENGINE=off make run",
        )
    return _package("tensorflow")


def check_litert() -> Finding:
    """Loaded too: it answers in the server itself."""
    finding = _package("ai-edge-litert")
    try:
        import ai_edge_litert.interpreter  # noqa: F401 (whether it loads)
    except (ImportError, OSError) as error:
        return wrong(f"It cannot be loaded: {error}", _INSTALL) if finding.state == "ok" else finding
    return finding


def check_others() -> Finding:
    """The remaining lines of requirements.txt."""
    findings = {name: _package(name) for name in _ranges()}
    failing = [f"{name} ({finding.text})" for name, finding in findings.items() if finding.state != "ok"]
    if not failing:
        return ok(f"all {len(findings)} of requirements.txt, as it asks")
    more = f" and {len(failing) - _SHOWN} more" if len(failing) > _SHOWN else ""
    return wrong(", ".join(failing[:_SHOWN]) + more, _INSTALL)


def _package(name: str) -> Finding:
    try:
        installed = version(name)
    except PackageNotFoundError:
        return wrong("not installed", _INSTALL)
    asked_range = _ranges()[name]
    if not _fits(installed, asked_range):
        return wrong(f"{installed}, but requirements.txt asks for {asked_range}", _INSTALL)
    return ok(installed)


def _ranges() -> dict[str, str]:
    """Package -> its range, as `>=2,<3`; '' is any release."""
    return dict(_LINE.findall(_REQUIREMENTS.read_text(encoding="utf-8")))


def _fits(installed: str, allowed: str) -> bool:
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:  # not of the standard library; then others are missing too, and are told
        return True
    return SpecifierSet(allowed).contains(installed, prereleases=True)
