"""Training: settings of a run, presets, the catalogue of networks, and the commands.

Rooms: `engine/` (queue, workers), `loop/` (one run, step by step), `results/` (scores, leaderboard, costs), `search/`,
`notebook/`, `files/` and `curves/`. `run_store.py` reads runs with typed settings. TensorFlow is loaded in functions of
`loop/` and `engine/` alone.
"""
