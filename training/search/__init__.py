"""The weight search: trials with other loss weights, chosen by Optuna (in `suggest.py` alone). No TensorFlow here.

A new goal is an entry of `GOALS` in `goals.py`. `conductor.py` runs in the engine: it asks for trials, follows their
points, and prunes; `python -m training.search` starts a search and waits for it.
"""
