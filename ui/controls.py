"""The settings of the next run, in the sidebar and in the link. `chosen` reads them."""

from dataclasses import replace
from typing import Any

import streamlit as st

from data.split import SPLITS
from training.presets import PRESETS
from training.settings import BOUNDS, RunSettings, SettingsError
from ui import keys, weights

EVERY_PLACEMENT = 0  # pictures per class: stands for None
SPLIT_HELP = """Honest: no picture of one part stands in another. Coursework: cut at random as in 2019, so most test
pictures were seen in training."""


def preset_picker() -> str:
    """The preset; another one sets all other controls."""
    preset = st.selectbox(
        "Preset",
        list(PRESETS),
        key=keys.PRESET,
        bind="query-params",
        on_change=_take_preset,
    )
    st.caption(PRESETS[preset].about)
    return preset


def numbers(preset: str) -> None:
    """Everything but the weights.

    Args:
        preset: Its settings are the defaults.
    """
    default = PRESETS[preset].settings
    left, right = st.columns(2)
    with left:
        _number("Learning rate", "learning_rate", default, step=0.001, format="%g", help="The peak, with one-cycle.")
        _number("Epochs", "epochs", default, step=0.25, format="%g", help="Passes over the training pictures.")
    with right:
        _number("Batch size", "batch_size", default, step=32, help="Pictures in one step.")
        _number("Seed", "seed", default, step=1, help="The same seed and settings give the same run.")
    with st.expander("Pictures"):
        st.segmented_control(
            "Split",
            list(SPLITS),
            default=default.split,
            key="split",
            bind="query-params",
            required=True,
            help=SPLIT_HELP,
        )
        _number("Pictures per class", "per_class", default, step=100, low=0, help="0: every distinct placement, once.")
    if trouble := problem():
        st.error(trouble, icon=":material/error:")


def _number(label: str, name: str, default: RunSettings, low: float | None = None, **how: Any) -> None:
    bound = BOUNDS[name]
    kind = int if bound.whole else float
    st.number_input(
        label,
        min_value=kind(bound.low if low is None else low),
        max_value=kind(bound.high),
        value=_shown(default, name),
        key=name,
        bind="query-params",
        **how,
    )


def _shown(settings: RunSettings, name: str) -> Any:
    """A setting as its control holds it."""
    value = getattr(settings, name)
    if name == "per_class":
        return EVERY_PLACEMENT if value is None else value
    return value if name == "split" or BOUNDS[name].whole else float(value)


def _preset() -> str:
    """The preset as it is known before its picker is drawn."""
    name = st.session_state.get(keys.PRESET)
    return name if name in PRESETS else next(iter(PRESETS))


def _take_preset() -> None:
    take(PRESETS[_preset()].settings)


def take(settings: RunSettings) -> None:
    """Set the controls to these settings; for a callback."""
    st.session_state[keys.PRESET] = settings.preset
    weights.stage(settings.weights)
    for name in keys.SETTINGS:
        st.session_state[name] = _shown(settings, name)


def chosen() -> RunSettings:
    """The settings that the controls say, checked.

    Raises:
        SettingsError: They cannot be trained with.
    """
    preset = PRESETS[_preset()].settings
    given: dict[str, Any] = {name: st.session_state.get(name, _shown(preset, name)) for name in keys.SETTINGS}
    given["per_class"] = given["per_class"] or None
    return replace(preset, weights=staged_weights(), **given)


def staged_weights() -> dict[str, float]:
    """The loss weights that the sliders say."""
    return weights.staged(PRESETS[_preset()].settings.weights)


def chosen_weights() -> dict[str, float]:
    """The loss weights that the sliders say, checked.

    Raises:
        SettingsError: Nothing would be learned with them.
    """
    return replace(PRESETS[_preset()].settings, weights=staged_weights()).weights


def problem() -> str:
    """Why a run cannot be started with these settings, or nothing."""
    try:
        chosen()
    except SettingsError as error:
        return str(error)
    return ""
