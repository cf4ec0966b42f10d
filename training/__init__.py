"""Training: settings of a run, presets, the loop, the engine, the command line.

Add a preset to `presets.py`. TensorFlow is loaded by `trainer.py` alone; settings, presets, launch are for the server.
"""
