"""Layers in words. No Streamlit here."""

from model.networks.plan import TRUNK


def layer_label(layer: str) -> str:
    """A layer of the trunk as the drawing calls it: `trunk_conv_2` is conv 2."""
    return layer.removeprefix(f"{TRUNK}_").replace("_", " ")
