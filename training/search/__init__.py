"""The weight search: trials with other loss weights, suggested by Optuna (in `suggest.py` alone). No TensorFlow here.

A new goal is an entry of `GOALS` in `goals.py`. `conductor.py` runs in the engine: it queues trials, reads their points
and prunes; `python -m training.search` starts a search and waits for its end.
"""
