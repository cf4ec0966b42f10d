"""The LiteRT file that answers in the pages: it was made when the training ended, and is handed out as it is."""

from model.files.form import Answering, Trained
from model.predict import Predictor


def written(trained: Trained) -> bytes:
    return trained.litert


def opened(file: bytes) -> Answering:
    return Predictor(file)
