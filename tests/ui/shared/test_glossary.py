"""Every term of art that the app shows stands in the glossary, and docs/glossary.md is written from the same file."""

import ast
import re
from pathlib import Path

import pytest

from data.paint import PAINTERS
from model.balance import METHODS
from model.diagnose import PANELS
from model.explain import VIEWS
from model.heads import HEADS
from model.networks.design import LAYERS, Design, rules_of
from model.probe import CORRUPTIONS, FACTORS
from runs.home import REPOSITORY
from training.loop.optimizers import OPTIMIZERS
from training.results.evaluation_sets import SETS
from training.search.goals import GOALS
from training.settings import SCHEDULES
from ui.shared.glossary import BROWSER_FILE, TERMS, as_json, as_markdown, term_of

# What a student knows who has never heard of a network; everything else needs an entry.
PLAIN = set(Path(__file__).with_name("plain_words.txt").read_text(encoding="utf-8").split())
WIDGETS = {"expander", "metric", "popover", "subheader", "tabs", "toggle", "selectbox", "slider", "select_slider"}
WIDGETS |= {"segments", "segmented_control", "one_of", "number_input", "checkbox", "radio", "multiselect", "pills"}
WIDGETS.add("Measure")
UI = Path(REPOSITORY, "ui")
WORD = re.compile(r"[^\W_][\w.\-]*|%")


def labels_of_tables():
    families = (METHODS, PANELS, VIEWS, CORRUPTIONS, FACTORS, OPTIMIZERS, GOALS, SETS)
    members = [member for family in families for member in family.values()]
    parameters = [parameter for member in members for parameter in getattr(member, "parameters", ())]
    layers = [rule for kind in (*LAYERS.values(), Design) for rule in rules_of(kind).values()]
    return {one.label for one in (*members, *parameters, *layers)} | {*PAINTERS, *SCHEDULES, *HEADS, *LAYERS}


def labels_of_pages():
    """The labels of widgets, sections, columns and metrics in the code of the pages."""
    return {label for file in UI.rglob("*.py") for label in _labels(ast.parse(file.read_text(encoding="utf-8")))}


def _labels(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            given = [keyword.value for keyword in node.keywords if keyword.arg == "label"]
            for value in [*(node.args[:1] if name in WIDGETS else ()), *given]:
                yield from _text(value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "label":
                    yield from _text(value)


def _text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def unexplained(label):
    """The words of a label that are neither in the glossary nor plain; longer terms are taken out first."""
    words = [word.lower().rstrip(".") for word in WORD.findall(label)]
    rest = []
    while words:
        longest = next((n for n in range(len(words), 0, -1) if term_of(" ".join(words[:n]))), 0)
        if not longest and words[0] not in PLAIN:
            rest.append(words[0])
        words = words[longest or 1 :]
    return rest


@pytest.mark.slow
@pytest.mark.parametrize("labels", [labels_of_tables, labels_of_pages])
def test_every_term_of_a_label_stands_in_the_glossary(labels):
    shown = labels()
    assert len(shown) > 50
    lacking = {label: rest for label in sorted(shown) if not term_of(label) and (rest := unexplained(label))}
    assert not lacking, "Write an entry in ui/shared/glossary.toml, or say it in plain words."


def test_a_term_that_is_new_would_be_found():
    assert unexplained("Fisher information of the trunk") == ["fisher", "information"]


def test_the_page_is_written_from_the_file():
    assert Path(REPOSITORY, "docs/glossary.md").read_text(encoding="utf-8") == as_markdown()
    assert Path(REPOSITORY, BROWSER_FILE).read_text(encoding="utf-8") == as_json(), "Run `python -m docs`."


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_a_term_has_one_sentence_and_a_word_one_term(term):
    assert term.means.endswith(".")
    assert term.means[0].isupper()
    assert len(term.means) < 140
    assert all(term_of(word) is term for word in term.words)
    assert set(term.ordinary) <= {word.lower() for word in term.words}


def test_no_plain_word_is_a_term():
    assert not {word for word in PLAIN if term_of(word)}
