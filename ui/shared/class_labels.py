"""The classes of the heads as text. Streamlit-free, as reports are made without it too."""

from model.heads import HEADS


def class_labels(head: str) -> tuple[str, ...]:
    """The classes of a head, angles with their sign: '45°'."""
    degrees = "°" if HEADS[head].reads.unit == "degrees" else ""
    return tuple(f"{name}{degrees}" for name in HEADS[head].classes)
