"""How each head looks everywhere: colour (never red or blue, the lines are), dash and icon. Streamlit-free."""

from dataclasses import asdict, dataclass


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
HEADS_SHOWN = [{"name": name} | asdict(look) for name, look in HEAD_LOOKS.items()]  # for scripts

LOCK = ":material/lock:"  # what stays as it is
GREY = "rgba(128, 128, 128, 0.7)"
PLAIN = {"displayModeBar": False}  # Plotly's configuration without its own buttons
