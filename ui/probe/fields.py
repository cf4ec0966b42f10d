"""What Probe has in its link, besides `at` and others of `static/shared/url_state.js`."""

from data.paint import PAINTERS
from model.heads import HEADS
from model.probe import FACTORS
from ui.shared.fields import CANVAS_LINE, CANVAS_PICTURE, NETWORK
from ui.shared.present import PagePart
from ui.shared.url_state import Field

AS_DRAWN = ""  # the painter that the line has on the canvas

PROBE_SECTION = Field("probing", default="curves", once=True)
MOVED_PROPERTY = Field("move", default="angle", choices=tuple(FACTORS), once=True)
HEAD_TO_FLIP = Field("flip", default=next(iter(HEADS)), choices=tuple(HEADS), once=True)
PROBE_PAINTER = Field("painter", default=AS_DRAWN, choices=(AS_DRAWN, *PAINTERS), once=True)
PROBE_SEED = Field("draw", kind=int, default=0, bounds=(0, 9_999))  # of noise, samples and directions

FIELDS = (NETWORK, CANVAS_LINE, CANVAS_PICTURE, PROBE_SECTION, MOVED_PROPERTY, HEAD_TO_FLIP, PROBE_PAINTER, PROBE_SEED)

PARTS = {
    "section": PagePart("What is shown", stays=True),
    "line": PagePart("Network and line", "choice_part"),
    "choice": PagePart("Choice of what is shown", "probe_bar"),
}
