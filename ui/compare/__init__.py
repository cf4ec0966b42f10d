"""The Compare page: every run in a table, the chosen ones side by side, and a leaderboard over seeds.

`board.py`, `costs.py`, `curves.py`, `dots.py`, `finding.py` and `numbers.py` compute and know no Streamlit; the others
draw, or change the store.
"""
