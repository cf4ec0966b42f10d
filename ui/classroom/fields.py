"""What Classroom has in its link."""

from ui.classroom import board_fields
from ui.shared.url_state import Field

JOIN = Field("join", valid=lambda text: len(text) <= 20)  # the code of a class

FIELDS = (JOIN, *board_fields.FIELDS)
