"""The fields of Explore. The script of the canvas writes the line by itself."""

from data.drawings import DRAFT_NAME
from ui.shared.fields import CANVAS_LINE, CANVAS_PICTURE, NETWORK
from ui.shared.present import PagePart
from ui.shared.url_state import Field

DRAWINGS = Field("drawings", valid=lambda text: bool(DRAFT_NAME.fullmatch(text)))  # name of the draft

FIELDS = (NETWORK, CANVAS_LINE, CANVAS_PICTURE, DRAWINGS)

PARTS = {
    "answers": PagePart("Canvas and answers", stays=True),
    "network": PagePart("Network, Upload, Keep", "explore_bar"),
    "tools": PagePart("Drawing tools", "--drawing-tools"),
    "values": PagePart("Numbers of the line", "--line-values"),
}
