"""Our terms with one sentence each, from `glossary.toml`: docs/glossary.md and what the browser reads follow."""

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from data.finite_json import finite_json

BROWSER_FILE = "static/shared/page_help/terms.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    name: str
    means: str  # one sentence
    also: tuple[str, ...] = ()  # other words for it
    ordinary: tuple[str, ...] = ()  # those of its words that mean something else within a sentence

    @property
    def words(self) -> tuple[str, ...]:
        return self.name, *self.also


def _read() -> dict[str, Term]:
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    lists = {name: {key: tuple(entry.get(key, ())) for key in ("also", "ordinary")} for name, entry in entries.items()}
    return {name: Term(name=name, means=entry["means"], **lists[name]) for name, entry in entries.items()}


TERMS: dict[str, Term] = _read()
_BY_WORD = {word.lower(): term for term in TERMS.values() for word in term.words}


def term_of(word: str) -> Term | None:
    """The term of a word or a label in any case; None for plain words."""
    return _BY_WORD.get(" ".join(word.lower().split()))


def as_markdown() -> str:
    """docs/glossary.md."""
    rows = []
    for term in _sorted():
        also = f" ({', '.join(term.also)})" if term.also else ""
        rows.append(f"**{term.name}**{also}: {term.means}")
    return "\n\n".join(["# Glossary", "What our words mean, one sentence each.", *rows]) + "\n"


def as_json() -> str:
    """What the browser reads, a line for each term."""
    rows = [finite_json(asdict(term), ensure_ascii=False) for term in _sorted()]
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _sorted() -> list[Term]:
    return sorted(TERMS.values(), key=lambda term: term.name.lower())
