"""The imported sets of this machine, under the folder where everything written at run time lives."""

from data.labelled_set import Labelled
from data.library import Library
from runs.home import home


def library() -> Library:
    return Library(home() / "data")


def imported(key: str) -> Labelled:
    """The pictures of an imported set.

    Raises:
        KeyError: There is no such set.
    """
    return library().load(key)
