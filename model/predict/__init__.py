"""Prediction without Keras: LiteRT runs the exported network in tens of microseconds.

`python -m model.predict FILE...` reads picture files in a terminal.
"""

from model.predict.answers import Answer, answers
from model.predict.predictor import Predictor, shipped, shipped_names

__all__ = ["Answer", "Predictor", "answers", "shipped", "shipped_names"]
