"""What Look inside has in its link, besides `at` and `order` of `static/shared/url_state.js`."""

from ui.shared.fields import CANVAS_LINE, CANVAS_PICTURE, NETWORK
from ui.shared.present import PagePart
from ui.shared.url_state import Field

METHOD_LABELS = {"grad-cam": "Grad-CAM", "integrated-gradients": "Integrated gradients", "occlusion": "Occlusion"}

LAYER = Field("layer", default=None, stays=True)  # the open one; at first the first with parameters
QUESTION = Field("question", default="attention", once=True)  # the open tab
ATTRIBUTION = Field("attention_by", default="grad-cam", choices=METHOD_LABELS, once=True)
SANITY = Field("sanity", kind=bool, default=False)  # whether maps of shuffled weights stand below
VISUALISED = Field("wish", default="angle", once=True)  # a head, or a convolution of the trunk
VISUALISED_UNIT = Field("wish_unit", kind=int, default=None, once=True)  # its class or filter
VISUALISATION_SEED = Field("wish_seed", kind=int, default=0, bounds=(0, 1_000_000))
ABLATED = Field("ablated", default=None, once=True)  # a convolution; at first the last one

FIELDS = (
    *(NETWORK, CANVAS_LINE, CANVAS_PICTURE, LAYER, QUESTION, ATTRIBUTION, SANITY),
    *(VISUALISED, VISUALISED_UNIT, VISUALISATION_SEED, ABLATED),
)

PARTS = {
    "network": PagePart("Network and canvas", stays=True),
    "choice": PagePart("Choice of network and line", "choice_part"),
    "tools": PagePart("Drawing tools", "--drawing-tools"),
    "layer": PagePart("Opened layer", "inside_layer"),
    "training": PagePart("Steps of training", "checkpoints_part"),
    "questions": PagePart("Attribution and other questions", "questions_part"),
}
