"""The Compare page: all runs in a table, the chosen runs side by side, a leaderboard over seeds, and the weight search.

A file for each section and each part of it. Add a section to `SECTIONS`, a download to `exports.py`.
"""
