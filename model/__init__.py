"""The networks and what is known about them: heads, networks/, predict/, shipped weights.

Add a head to `HEADS` (and its property to `data.labels`); a network is one file in `networks/` and one line of its
table. Keras is imported inside functions only, so that reading a table never loads TensorFlow.
"""
