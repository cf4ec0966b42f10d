"""What Explore has in its link. The script of the canvas writes the line by itself."""

from data.drawings import NAME
from ui.shared.fields import LINE, NETWORK, PICTURE
from ui.shared.url_state import Field

DRAWINGS = Field(name="drawings", valid=lambda text: bool(NAME.fullmatch(text)))  # the draft that drawings are kept in

FIELDS = (NETWORK, LINE, PICTURE, DRAWINGS)
