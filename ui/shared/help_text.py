"""The help of a card as Markdown in a file beside its module, where it can be read and mended without code."""

from pathlib import Path

from ui.shared.format import unbroken

FREE_LINES_HELP = (
    "From 0 to 1: how many of the lines have any angle and are 6 to 8 or 14 to 16 px long, anywhere in the picture. "
    "Each is labelled by the nearest class. The others lie on the grid of the classes."
)
NETWORK_FIGURE_HELP = """
**The figure in the list of networks** is the share of a network's own test pictures on which all four heads are right.
Networks are tested on what they learned: `fast` on lines of the classes with hard edges alone; `robust` on all
painters, with noise, and six in ten of its test lines are free lines, whose angle may lie between two classes, where no
network can always be right. Evaluate compares them on the same pictures.
"""


def help_beside(module: str, **values: object) -> str:
    """The text of the `.md` file beside a module, whose `__file__` is given; `{NAME}` in it stands for a value."""
    text = Path(module).with_suffix(".md").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return unbroken(text)
