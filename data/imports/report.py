"""What an import found, as numbers and as words."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from data.counted import counted
from data.imports.refusals import Refusals
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, PROPERTIES, class_index
from data.split import by_content


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an import went."""

    form: str  # what the file was read as
    read: int  # pictures
    refused: int  # pictures and lines that were left out
    reasons: dict[str, int]  # sentence -> how many
    named: list[str]  # the first of them
    distinct: int  # pictures, by their pixels
    contradicting: int  # distinct pictures that carry more than one label
    per_class: list[int]  # (96,) pictures, by class number
    notes: list[str]  # how labels were understood, what was done to pictures
    warnings: list[str]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> list[str]:
        """In words, for a terminal."""
        held = [count for count in self.per_class if count]
        lines = [
            f"Read as {self.form}.",
            f"{counted(self.read, 'picture')} read, {self.distinct:,} distinct; {self.refused:,} refused.",
            *(f"  {count:,} x {reason}" for reason, count in self.reasons.items()),
            *(f"    {name}" for name in self.named),
            f"{len(held)} of {CLASS_COUNT} classes, {min(held):,} to {counted(max(held), 'picture')} each.",
        ]
        for name, counts in self.by_property().items():
            lines.append(f"  {name}: " + ", ".join(f"{label} {count:,}" for label, count in counts.items()))
        if self.contradicting:
            verb = "carries" if self.contradicting == 1 else "carry"
            lines.append(f"{counted(self.contradicting, 'distinct picture')} {verb} more than one label.")
        return lines + self.note_lines()

    def note_lines(self) -> list[str]:
        """The notes and warnings, for a terminal."""
        return [f"Note: {note}" for note in [*self.notes, *self.warnings]]

    def by_property(self) -> dict[str, dict[str, int]]:
        """Pictures of each class of each property."""
        counts = np.array(self.per_class).reshape([len(prop.classes) for prop in PROPERTIES.values()])
        return {
            name: dict(zip(prop.classes, counts.sum(axis=tuple({0, 1, 2, 3} - {axis})).tolist(), strict=True))
            for axis, (name, prop) in enumerate(PROPERTIES.items())
        }


def import_report(form: str, held: Labelled, refused: Refusals, notes: list[str], warnings: list[str]) -> Report:
    content, index = by_content(held.pictures), class_index(held.labels)
    distinct = int(content.max(initial=-1)) + 1
    labels_each = np.bincount(np.unique(content * CLASS_COUNT + index) // CLASS_COUNT, minlength=distinct)
    return Report(
        form=form,
        read=len(held),
        refused=refused.count,
        reasons=dict(refused.reasons.most_common()),
        named=refused.named,
        distinct=distinct,
        contradicting=int((labels_each > 1).sum()),
        per_class=np.bincount(index, minlength=CLASS_COUNT).tolist(),
        notes=notes,
        warnings=warnings,
    )
