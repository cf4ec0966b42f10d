"""How each head looks everywhere: colour (never red or blue, the lines are), dash and icon."""

from dataclasses import asdict, dataclass

import streamlit as st

from model.heads import HEADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    colour: str  # CSS; colour-blind safe (after Okabe and Ito, 2008)
    dash: str  # Plotly name
    icon: str  # Material symbol


HEAD_LOOKS: dict[str, Look] = {
    "length": Look(colour="#D68F00", dash="solid", icon="straighten"),
    "width": Look(colour="#00A67A", dash="dash", icon="line_weight"),
    "colour": Look(colour="#CC6FAB", dash="dot", icon="palette"),
    "angle": Look(colour="var(--st-text-color)", dash="dashdot", icon="architecture"),
}
LOCK = ":material/lock:"  # what stays as it is


PLAIN = {"displayModeBar": False}  # without Plotly's own buttons


def accent() -> str:
    """The theme's primary colour, light or dark as the visitor has it."""
    return st.get_option(f"theme.{st.context.theme.type or 'light'}.primaryColor")


HEADS_SHOWN = [{"name": name} | asdict(HEAD_LOOKS[name]) for name in HEADS]


GREY = "rgba(128, 128, 128, 0.7)"


def head_colours() -> list[str]:
    """The colours of the heads in the theme that is shown, in the order of `HEADS`."""
    return st.get_option(f"theme.{st.context.theme.type or 'light'}.chartCategoricalColors")
