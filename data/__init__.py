"""Lines and their pictures: geometry, labels, painting, sampling, splits, reading. NumPy, Pillow and filelock only.

A new property or class is a line in `labels.py`; a new painter is a file in `paint/` and a line of its table.
"""
