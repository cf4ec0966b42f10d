"""The four head cards: `static/explore/head_cards/head_cards.js` with the predictions."""

from typing import Any

import numpy as np

from model.heads import HEADS, Head
from model.predict import PictureAnswer
from ui.shared.component import script_component
from ui.shared.ground_truth import Truth
from ui.shared.images import base64_pixels
from ui.shared.theme import HEAD_STYLES

_head_cards = script_component("head_cards", "explore/head_cards/head_cards")


def head_cards(
    picture: np.ndarray,
    answer: PictureAnswer,
    *,
    line_found: bool,
    truth: dict[str, Truth] | None,
    seq: int,
    version: int,
    network: str | None,
    key: str,
) -> None:
    """Show the input picture and the prediction of each head.

    Args:
        picture: `(28, 28, 3)` uint8.
        line_found: Whether the picture has a line; without a line no predictions are shown.
        truth: Per head; None if unknown, as for an uploaded picture.
        seq: Number of the browser's last message.
        version: Number of our last change of the drawing.
        network: Address of the network that answers in the browser too.
    """
    heads = [_card(head, answer, (truth or {}).get(name)) for name, head in HEADS.items()]
    data = {"found": line_found, "picture": base64_pixels(picture), "heads": heads}
    _head_cards(key=key, data=data | {"seq": seq, "version": version, "network": network})


def _card(head: Head, answer: PictureAnswer, truth: Truth | None) -> dict[str, Any]:
    """The content of a card."""
    style = HEAD_STYLES[head.name]
    probabilities = answer[head.name]["probabilities"]
    return {
        "name": head.name,
        "icon": style.icon,
        "colour": style.colour,
        "unit": head.reads.unit,
        "classes": head.classes,
        "probabilities": [probabilities[name] for name in head.classes],
        "truth": truth,
    }
