"""Colour, dash and icon of each head (never red or blue, as lines are). Streamlit-free."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class HeadStyle:
    colour: str  # CSS; colour-blind safe (after Okabe and Ito, 2008)
    dash: str  # Plotly name
    icon: str  # Material symbol


HEAD_STYLES: dict[str, HeadStyle] = {
    "length": HeadStyle("#D68F00", "solid", "straighten"),
    "width": HeadStyle("#00A67A", "dash", "line_weight"),
    "colour": HeadStyle("#CC6FAB", "dot", "palette"),
    "angle": HeadStyle("var(--st-text-color)", "dashdot", "architecture"),
}
STYLED_HEADS = [{"name": name} | asdict(look) for name, look in HEAD_STYLES.items()]  # for scripts

LOCK_ICON = ":material/lock:"  # of frozen parts
GREY = "rgba(128, 128, 128, 0.7)"
PLOTLY_CONFIG = {"displayModeBar": False}  # without Plotly's own buttons
