"""What runs came to: scores, pictures to evaluate on, the leaderboard with delta-m, and what networks cost.

A new set of pictures is one entry of `SETS` in `evaluation_sets.py`.
"""
