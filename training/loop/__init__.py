"""One run, step by step: traced steps, losses, schedule, optimisers, checkpoints, and what is measured on the way.

TensorFlow is loaded by `trainer.py`, `steps.py` and what they use, inside functions. A new optimiser is one entry of
`OPTIMIZERS` in `optimizers.py`.
"""
