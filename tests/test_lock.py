"""requirements.lock is what `make lock` makes of requirements.txt: one release of each package, with hashes."""

import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
RANGES = [
    Requirement(line.partition("#")[0])
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line.partition("#")[0].strip()
]
ENTRIES = re.findall(r"(?m)^([a-z].*?) \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", LOCK)
PINS = [Requirement(entry) for entry, _ in ENTRIES]
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))


def pinned(name, python, machine):
    """The releases of a package that the lock has for a machine."""
    platform, system, os_name = machine
    surroundings = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": platform}
    surroundings |= {"platform_system": system, "os_name": os_name}
    fitting = (pin for pin in PINS if canonicalize_name(pin.name) == canonicalize_name(name))
    return [pin for pin in fitting if pin.marker is None or pin.marker.evaluate(surroundings)]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("needed", RANGES, ids=str)
def test_the_lock_has_one_release_within_each_range(needed, python):
    for machine in MACHINES:
        (pin,) = pinned(needed.name, python, machine)
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert needed.specifier.contains(exact.version, prereleases=True), f"{needed} but {pin}: run make lock"


def test_every_line_is_a_release_with_hashes_or_a_comment():
    rest = LOCK
    for entry, hashes in ENTRIES:
        rest = rest.replace(f"{entry} \\\n{hashes}", "", 1)
    assert all(line.strip().startswith("#") for line in rest.splitlines() if line.strip()), "such as an index's address"
    assert "://" not in LOCK


@pytest.mark.parametrize(
    ("report", "code", "words"),
    [
        ("No known vulnerabilities found", 0, "No known"),
        ("Found 2 known vulnerabilities in 1 package", 1, "make lock UPGRADE=1"),
        ("absl-py: Dependency not found on PyPI and could not be audited", 1, "could not be read, so nothing is known"),
    ],
)
def test_an_audit_says_what_its_error_means(tmp_path, report, code, words):
    """`make audit` with a uv that reports this, whatever it runs."""
    for name, script in (("python", ""), ("uv", f'case "$*" in *pip-audit*) echo "{report}"; exit {code};; esac')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    make = ["make", "-s", "-o", ".venv/.installed", "audit", f"BIN={tmp_path}"]
    ended = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode != 0) == (code != 0)
    assert report in ended.stdout
    assert words in ended.stdout
