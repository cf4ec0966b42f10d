"""What the clip of Keras 2 does to v2, and what wiping Adam's memory does: a text, and a race for each."""

from typing import Any

import streamlit as st

from runs.turns import QueueFull
from training.results.coursework_2019 import RESET_STEP, loss_races
from training.settings import RunSettings
from ui.shared import fields, navigation, notify, run_control
from ui.shared.help_text import help_beside
from ui.shared.layout import action_button, horizontal
from ui.shared.run_text import duration

_HELP = help_beside(__file__, STEP=RESET_STEP)
_RACE_HELP = "Starts two runs of v2 with seed 0 on the split of 2019 and shows them on Train."


def draw_clipped_loss(run: dict[str, Any]) -> None:
    """The card with the two buttons.

    Args:
        run: The entry of v2 on the split of 2019.
    """
    st.markdown(f"**What a numerical detail costs**\n\n{_HELP}")
    with horizontal("top"):
        for number, (label, race) in enumerate(loss_races().items()):
            action_button(label, f"loss_race_{number}", "sports_score", _start, *race, help=_RACE_HELP)
    st.caption(f"A race takes about {duration(2 * run['cpu_s'])} of training. Watch the angle head.")


def _start(settings: RunSettings, other: RunSettings) -> None:
    try:
        run_id = run_control.queue_run(settings, other, probe=fields.DIAGNOSTICS_EVERY.default)
    except QueueFull as error:
        return notify.show_error(str(error))
    navigation.open_train(settings, fields.RUN.link(run_id))
