"""A class: start one, join one, and what goes on in it."""

from ui.classroom import page
from ui.shared import page_frame

page_frame.open_page("Classroom", "Your class follows its teacher, trains its own networks, and compares them.")
page.draw_classroom()
