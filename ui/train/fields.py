"""The fields of Train, besides `log` and `pale` of `static/shared/live_chart/`."""

from model.balance import METHODS
from model.heads import HEADS
from training.loop.optimizers import OPTIMIZERS
from training.loop.variable_groups import NETWORK_PARTS
from ui.shared import fields as shared
from ui.shared.present import PagePart
from ui.shared.url_state import Field

_FAMILIES = (*METHODS.values(), *OPTIMIZERS.values())

DESIGN = Field("design")  # the custom network, written by `model.networks.link`; "": the default
RACE_AGAINST = Field("opponent", default=None, once=True)  # second run of the next race

FIELDS = (
    *(shared.RUN, shared.REFERENCE_RUN, shared.PRESET, shared.TRAINED_ON, shared.STARTS_FROM),
    *(shared.STEPS_PER_SECOND, shared.DIAGNOSTICS_EVERY, *shared.SETTINGS, DESIGN, RACE_AGAINST),
    *(shared.weight(head) for head in HEADS),
    *(shared.frozen(part) for part in NETWORK_PARTS),
    *(shared.parameter(family, each) for family in _FAMILIES for each in family.parameters),
)

PARTS = {
    "curves": PagePart("Curves", "curves_part", stays=True),
    "start": PagePart("Start, pause, step, stop", "start_part"),
    "weights": PagePart("Loss weights", "weights_part"),
    "preset": PagePart("Preset and method", "preset_part"),
    "settings": PagePart("Optimiser, learning rate, seed", "settings_part"),
    "runs": PagePart("Speed and choice of the run", "pace_part"),
    "result": PagePart("Result of the run", "result_part"),
    "gradients": PagePart("Gradient panels", "panels_part"),
}
