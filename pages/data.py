"""The data: its classes, how they are drawn, what leaks between the parts, sets of one's own."""

from ui import frame
from ui.data.sections import sections

frame.open_page("Data")
sections()
