"""Lessons: what a learner guesses, trains and finds out. One TOML file each in `lessons/`, or in `lessons` of the home.

`python -m training.lessons check FILE` reads one and trains its claim. A number that lessons may speak of is one entry
of `MEASURES` in `training/lessons/measures.py`.
"""
