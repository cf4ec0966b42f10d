"""Writes what docs/, CITATION.cff and the badges take from the code: `python -m docs`.

A member of a table that has no section yet gets one of its own sentences, where the table has it; what was written by
hand stays.
"""

import re
from pathlib import Path

from data.version import version
from docs.badges import badges
from model.balance import METHODS
from model.balance.method import Method
from model.diagnose import PANELS, Panel
from model.explain import VIEWS, View
from model.explain.query import Choice
from model.parameter import Parameter
from training.notebook import notebook
from training.presets import PRESETS
from ui.shared import glossary

FOLDER = Path(__file__).parent
NOTEBOOK = "lineheads.ipynb"  # of what Train trains at first
CITATION = FOLDER.parent / "CITATION.cff"


def main() -> None:
    for file, sections in pages().items():
        path = FOLDER / file
        path.write_text(completed(path.read_text(encoding="utf-8"), sections), encoding="utf-8")
    (FOLDER / "glossary.md").write_text(glossary.as_markdown(), encoding="utf-8")
    (FOLDER.parent / glossary.BROWSER_FILE).write_text(glossary.as_json(), encoding="utf-8")
    for file, drawing in badges().items():
        (FOLDER / "badges" / file).write_text(drawing, encoding="utf-8")
    (FOLDER / NOTEBOOK).write_bytes(notebook(PRESETS["fast"].settings))
    CITATION.write_text(cited(CITATION.read_text(encoding="utf-8")), encoding="utf-8")


def pages() -> dict[str, dict[str, str]]:
    """File -> for each member of its table the title of its section, and the text of a new one."""
    return {
        "methods.md": {method.label: _method(method) for method in METHODS.values()},
        "diagnostics.md": {panel.label: _panel(panel) for panel in PANELS.values()},
        "explanations.md": {view.label: _view(view) for view in VIEWS.values()},
    }


def cited(text: str) -> str:
    """CITATION.cff with the version of today."""
    return re.sub(r"(?m)^version: .*", f"version: {version()}", text)


def completed(text: str, sections: dict[str, str]) -> str:
    """The page with every section; a new one stands behind the one that goes before it in the table."""
    opening, *parts = re.split(r"(?m)^(?=## )", text)
    titles = [part.splitlines()[0].removeprefix("## ") for part in parts]
    for place, (title, section) in enumerate(sections.items()):
        if title not in titles:
            before = list(sections)[place - 1] if place else None
            at = titles.index(before) + 1 if before else 0
            titles.insert(at, title)
            parts.insert(at, f"## {title}\n\n{section.strip()}\n\n")
    return "\n\n".join(part.strip() for part in (opening, *parts)) + "\n"


def _method(method: type[Method]) -> str:
    numbers = ", ".join(map(_default, method.parameters))
    lines = [f"- Parameters: {numbers}."] if numbers else []
    lines += [f"- Sliders: {method.sliders_mean}", f"- Cost: {method.cost}", f"- Source: {method.source}"]
    return f"`{method.name}`: {method.about}\n\n" + "\n".join(lines)


def _panel(panel: Panel) -> str:
    return f"{panel.about} `{panel.formula}`. {panel.learns}\n{panel.source}"


def _view(view: View) -> str:
    answers, _, limits = view.why.partition("*It does not tell*")
    parameters = "".join(f" {_parameter(parameter)}" for parameter in view.parameters)
    return (
        f"`{view.name}`: {view.about} {answers.strip()}{parameters}\n\n"
        f"Source: {view.source}\n\n**It does not tell**{limits}"
    )


def _parameter(parameter: Parameter | Choice) -> str:
    if isinstance(parameter, Parameter):
        return f"{_default(parameter)}: {parameter.about}"
    options = ", ".join(f"`{option}`" for option in parameter.options)
    return f"`{parameter.name}`{f' ({options})' if options else ''}: {parameter.about}"


def _default(parameter: Parameter) -> str:
    return f"`{parameter.name}` {parameter.default:g}"


if __name__ == "__main__":
    main()
