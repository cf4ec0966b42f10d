"""Evaluate a network: metrics, confusion matrices, and the misread pictures."""

from ui.evaluate import coursework_2019, fields, page
from ui.shared import page_frame

page_frame.open_page(
    "Evaluate", "How often is a network right on pictures it never saw, and what does it confuse?", fields.PARTS
)
page.draw_evaluation(*page.draw_pickers())
coursework_2019.draw_coursework_2019()
