"""What Train has in its link, besides `log` and other switches of `static/shared/url_state.js`."""

from model.balance import METHODS
from model.heads import HEADS
from training.loop.optimizers import OPTIMIZERS
from training.loop.variable_groups import PARTS
from ui.shared import fields as shared
from ui.shared.url_state import Field

FAMILIES = (*METHODS.values(), *OPTIMIZERS.values())

DESIGN = Field(name="design")  # the custom network, as `model.networks.link` writes it; "": the usual one
OPPONENT = Field(name="opponent", default=None, once=True)  # of the next race; at first the first that differs

FIELDS = (
    *(
        shared.RUN,
        shared.REFERENCE_RUN,
        shared.PRESET,
        shared.TRAINED_ON,
        shared.STARTS_FROM,
        shared.STEPS_PER_SECOND,
        shared.DIAGNOSTICS_EVERY,
    ),
    *(*shared.SETTINGS, DESIGN, OPPONENT),
    *(shared.weight(head) for head in HEADS),
    *(shared.frozen(part) for part in PARTS),
    *(shared.parameter(family, each) for family in FAMILIES for each in family.parameters),
)
