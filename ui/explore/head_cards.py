"""The four head cards: `static/explore/head_cards/head_cards.js` with what the heads say."""

from typing import Any

import numpy as np
from streamlit.components.v2 import component

from model.heads import HEADS, Head
from model.predict import Answer
from ui.shared.component import script
from ui.shared.ground_truth import Truth
from ui.shared.images import encoded
from ui.shared.theme import HEAD_LOOKS

_head_cards = component("lineheads_head_cards", js=script("explore/head_cards/head_cards"))


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
