"""Every run: found again, side by side, and on a leaderboard."""

from ui import frame
from ui.compare.sections import sections

frame.open_page("Compare")
sections()
