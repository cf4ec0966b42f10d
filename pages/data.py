"""The data: its classes, how they are drawn, what leaks between the parts, sets of one's own."""

from ui.data.sections import draw_data_sections
from ui.shared import page_frame

page_frame.open_page("Data")
draw_data_sections()
