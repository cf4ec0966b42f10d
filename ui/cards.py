"""The four head cards: `static/head_cards.js` with what the heads say."""

from typing import Any

import numpy as np
from streamlit.components.v2 import component

from model.heads import HEADS, Head
from model.predict import Answer
from ui.encode import encoded
from ui.looks import HEAD_LOOKS
from ui.truth import Truth

LOADER = """
export default async (component) => {
  const cards = await import(new URL("app/static/head_cards.js", document.baseURI));
  return cards.default(component);
};
"""

_head_cards = component("lineheads_head_cards", js=LOADER)


def head_cards(
    picture: np.ndarray, answer: Answer, *, found: bool, truth: dict[str, Truth] | None, seq: int, key: str
) -> None:
    """Show what the network sees and what each head says of it.

    Args:
        picture: `(28, 28, 3)` uint8.
        found: whether there is a line; without one the heads keep silent.
        truth: per head; None where nothing is known, as for an uploaded picture.
        seq: number of the drawing that this answers.
    """
    heads = [_card(head, answer, (truth or {}).get(name)) for name, head in HEADS.items()]
    _head_cards(key=key, data={"seq": seq, "found": found, "picture": encoded(picture), "heads": heads})


def in_words(answer: Answer, found: bool) -> str:
    """All four heads in one phrase: 'long, thick, red, 135°'."""
    degrees = {name: "°" if head.reads.unit == "degrees" else "" for name, head in HEADS.items()}
    return ", ".join(answer[name]["class"] + degrees[name] for name in HEADS) if found else "no line found"


def _card(head: Head, answer: Answer, truth: Truth | None) -> dict[str, Any]:
    """All that one card shows."""
    look = HEAD_LOOKS[head.name]
    probabilities = answer[head.name]["probabilities"]
    return {
        "name": head.name,
        "icon": look.icon,
        "colour": look.colour,
        "unit": head.reads.unit,
        "classes": head.classes,
        "probabilities": [probabilities[one] for one in head.classes],
        "truth": truth,
    }
