"""The help beside each view: what it is, its formula, its source and its limits."""

import streamlit as st

from model.explain import VIEWS

VIEW_HELP = {
    "structure": "**Multiply-adds** of a picture: output values × weights in each. The layer with the "
    "most multiply-adds is rarely the one with the most parameters: convolutions use each weight at every position, "
    "dense layers once.",
    "layer": "**One value of a convolution** is Σ patch × kernel + bias, then the activation. The sum under the map is "
    "computed in your browser from the layer's real input, kernel and bias, and compared with what the layer gave. "
    "*It does not tell* why the weights are what they are: only what they do with this picture.",
    "attribution": "**Grad-CAM**: the last maps of the trunk, each weighted with the mean gradient of the answer's "
    "score: Σₖ mean(∂s/∂Aₖ) Aₖ. Coarse, because those maps are. "
    "**Integrated gradients**: (x − x₀) × the mean of ∂s/∂x on the way from black x₀ to the picture x; all pixels "
    "together give s(x) − s(x₀), and the gap is what the sum misses. "
    "**Occlusion**: how far the score falls when a piece is covered.\n\n"
    "*They do not tell* how the network would answer another picture, and a map that looks sensible proves nothing: "
    "shuffle the weights. A map that stays the same shows the picture, not what was learned.",
    "synthesis": "**Gradient ascent**: from a blank picture the pixels follow ∂(mean of the filter)/∂x, or the class's "
    "score before softmax or sigmoid, and are kept smooth. Several starts show whether there is one answer or many.\n\n"
    "*It does not tell* what lines look like: the network never had to answer such a picture, and a high score there "
    "says nothing about accuracy.",
    "ablation": "**A filter is silenced** by setting its map to 0 and measuring all four heads again, on pictures that "
    "were never trained on: points lost = accuracy with all filters − accuracy without this one.\n\n"
    "*It does not tell* of filters that stand in for each other: alone each seems needless, together they are not.",
    "readability": "**A linear probe** is a linear classifier fitted on what one layer gives, and measured on pictures "
    "it was not fitted on. Chance is what always answering the commonest class would reach. A head's own last layer "
    "is linear too, but learned from far more pictures than the probe, so it may read more than the line shows.\n\n"
    "*It does not tell* that the network uses what can be read: only that a straight cut finds it there.",
}


def help_popover(*names: str) -> None:
    """Draw the popover of these views."""
    with st.popover("Why?", type="tertiary", help="Formula, source and limits", key=f"why_{names[0]}"):
        for name in names:
            view = VIEWS[name]
            st.markdown(f"**{view.label}.** {view.about}")
            st.markdown(VIEW_HELP[name])
            st.caption(f"Source: {view.source}")
