"""Our terms with one sentence each, from `glossary.toml`: docs/glossary.md is written from it, tooltips may read it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    name: str
    means: str  # one sentence
    also: tuple[str, ...] = ()  # other words for it

    @property
    def words(self) -> tuple[str, ...]:
        return self.name, *self.also


def _read() -> dict[str, Term]:
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        name: Term(name=name, means=entry["means"], also=tuple(entry.get("also", ())))
        for name, entry in entries.items()
    }


TERMS: dict[str, Term] = _read()
_BY_WORD = {word.lower(): term for term in TERMS.values() for word in term.words}


def term_of(word: str) -> Term | None:
    """The term of a word or a label in any case; None for plain words."""
    return _BY_WORD.get(" ".join(word.lower().split()))


def as_markdown() -> str:
    """docs/glossary.md."""
    rows = []
    for term in sorted(TERMS.values(), key=lambda term: term.name.lower()):
        also = f" ({', '.join(term.also)})" if term.also else ""
        rows.append(f"**{term.name}**{also}: {term.means}")
    return "\n\n".join(["# Glossary", "What our words mean, one sentence each.", *rows]) + "\n"
