"""All runs: searched, side by side, and on a leaderboard."""

from ui.compare import fields
from ui.compare.sections import draw_compare_sections
from ui.shared import page_frame

page_frame.open_page("Compare", "Which runs were better, by how much, and at what cost?", fields.PARTS)
draw_compare_sections()
