"""Prediction without Keras: LiteRT runs the exported network in tens of microseconds.

`python -m model.predict FILE...` reads picture files in a terminal.
"""

from model.predict.answers import PictureAnswer, answers
from model.predict.predictor import Predictor, shipped, shipped_names

__all__ = ["PictureAnswer", "Predictor", "answers", "shipped", "shipped_names"]
