"""The Compare page: every run in a table, the chosen ones side by side, and a leaderboard over seeds.

`numbers.py` and `board.py` compute and know no Streamlit; the other files draw.
"""
