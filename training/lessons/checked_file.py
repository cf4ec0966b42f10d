"""Values of a TOML file, checked: what is wrong becomes a sentence with its line."""

import re
import tomllib
from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any


class LessonError(ValueError):
    """A file that is no lesson; the message says where, what is allowed and what came."""


class CheckedFile:
    """A file while its values are read, from the line `start` on."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.whole, self.lines = file, text, text.splitlines()
        self.start = 0  # from 0

    def values(self) -> dict[str, Any]:
        """All that stands in the file.

        Raises:
            LessonError: It is no TOML.
        """
        try:
            return tomllib.loads(self.whole)
        except tomllib.TOMLDecodeError as error:
            place = f"at line {len(self.lines)}, the end of the file"
            raise LessonError(f"{self.file}: {str(error).replace('at end of document', place)}.") from error

    def error(self, message: str, key: str = "") -> LessonError:
        """What is wrong, with the line where the key stands behind `start`."""
        pattern = re.compile(rf"\s*(\[.*\b)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]") if key else re.compile("")
        places = (i for i in range(self.start, len(self.lines)) if pattern.match(self.lines[i]))
        return LessonError(f"{self.file}, line {next(places, self.start) + 1}: {message}")

    def section(self, header: str, place: int = 0) -> int:
        """The line of a header, from 0."""
        lines = [i for i, line in enumerate(self.lines) if re.match(rf"\s*{header}", line)]
        return lines[place] if place < len(lines) else 0

    def text(self, values: Mapping[str, Any], key: str, usual: str | None = None) -> str:
        value = values.get(key, usual)
        if not isinstance(value, str) or (usual is None and not value.strip()):
            raise self.error(f"`{key}` must be a text. Received: {value!r:.60}.", key)
        return value.strip()

    def texts(self, values: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.error(f"`{key}` must be a list of texts. Received: {value!r:.60}.", key)
        return tuple(value)

    def table(self, values: Mapping[str, Any], key: str) -> dict[str, Any]:
        value = values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"`{key}` must be a table of names and values. Received: {value!r:.60}.", key)
        return value

    def number(self, values: Mapping[str, Any], key: str, *, whole: bool = False, usual: float | None = None) -> Any:
        value = values.get(key, usual)
        kinds = int if whole else (int, float)
        if not isinstance(value, kinds) or isinstance(value, bool) or not isfinite(value):
            raise self.error(f"`{key}` must be a {'whole ' if whole else ''}number. Received: {value!r:.60}.", key)
        return value

    def only(self, values: Mapping[str, Any], allowed: Collection[str], what: str) -> None:
        """Refuse other keys."""
        if extra := values.keys() - set(allowed):
            raise self.error(f"{what} has no `{min(extra)}`.", min(extra))

    def one_of(self, value: str, allowed: Any, key: str) -> str:
        if value not in allowed:
            raise self.error(f"`{key}` must be one of {', '.join(allowed)}. Received: {value!r}.", key)
        return value
