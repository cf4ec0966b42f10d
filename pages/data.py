"""The data: its classes, how they are drawn, leakage between the parts, imported sets."""

from ui.data import fields
from ui.data.sections import draw_data_sections
from ui.shared import page_frame

page_frame.open_page(
    "Data", "What are the pictures that the networks learn from, and can their test be trusted?", fields.PARTS
)
draw_data_sections()
