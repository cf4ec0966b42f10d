"""A run as a notebook that a student reads from the top: plain Keras, nothing of ours imported.

One file for each part of it, each with its texts and code as templates and a function `cells`. What the templates do is
what `data`, `model` and `training` do: tests run the cells and compare.
"""

import nbformat
from nbformat import v4

from training.notebook import evaluation, fit, front_matter, network, pictures, split
from training.notebook.cell import NotebookCell
from training.notebook.run_history import RunHistory, recorded_history
from training.settings import RunSettings

__all__ = ["RunHistory", "notebook", "notebook_cells", "recorded_history"]


def notebook(settings: RunSettings, past: RunHistory | None = None) -> bytes:
    """The `.ipynb` file. Equal arguments give equal bytes.

    Args:
        past: How the run went; None for one that was not trained yet.
    """
    document = v4.new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
        cells=[_as_cell(number, cell) for number, cell in enumerate(notebook_cells(settings, past))],
    )
    nbformat.validate(document)
    return nbformat.writes(document).encode()


def notebook_cells(settings: RunSettings, past: RunHistory | None = None) -> list[NotebookCell]:
    """From the settings at the top to the line to try at the end."""
    past = past or RunHistory()
    return [
        *front_matter.opening(settings, past),
        *pictures.cells(settings),
        *split.cells(settings),
        *network.cells(settings),
        *fit.cells(settings, past),
        *evaluation.cells(settings, past),
        *front_matter.closing(settings, past),
    ]


def _as_cell(number: int, cell: NotebookCell) -> nbformat.NotebookNode:
    make = v4.new_markdown_cell if cell.kind == "markdown" else v4.new_code_cell
    return make(cell.source, id=f"cell-{number}")
