"""All runs: searched, side by side, and on a leaderboard."""

from ui.compare.sections import draw_compare_sections
from ui.shared import page_frame

page_frame.open_page("Compare", "Which runs were better, by how much, and at what cost?")
draw_compare_sections()
