"""What a network answers on its own test part, kept among its files: Evaluate opens with it.

It holds what was predicted, and the pictures that are shown at first; the others are drawn when somebody looks at them.
"""

import io
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from data.line import FRAME, Lines
from data.sample import SamplerSettings, sample, sampled_lines
from data.split import digests
from model.evaluate import FIRST, Evaluation, evaluate, shown_first
from model.scores import class_probabilities
from training import imported_data
from training.results.evaluation_sets import PICTURES_AT_MOST, EvaluationPictures
from training.settings import RunSettings

if TYPE_CHECKING:
    from training.dataset import Dataset

EVALUATION_FILE = "evaluation.npz"
Judged = tuple[EvaluationPictures, Evaluation]


def evaluation_file(pictures: EvaluationPictures, evaluation: Evaluation) -> bytes:
    """As `.npz`; `read_evaluation` is the inverse.

    Args:
        pictures: The own test part of the network.
    """
    shown = shown_first(evaluation)[:FIRST]
    assert pictures.rows is not None
    file = io.BytesIO()
    np.savez_compressed(
        file,
        rows=pictures.rows.astype(np.uint32),
        labels=evaluation.labels.astype(np.uint8),
        off=(evaluation.predictions - evaluation.labels).astype(np.int8),  # nearly all 0: they need no space
        confidence=_coarse(evaluation.confidence),
        counts=np.array((pictures.of, pictures.left_out)),
        shown=shown,
        pictures=pictures.draw(shown),
    )
    return file.getvalue()


def read_evaluation(file: bytes, source: SamplerSettings | str) -> Judged | None:
    """The test part, whose pictures are not drawn yet, and the evaluation; None if the file cannot be read.

    Args:
        source: What the pictures of the set are drawn with, or its key if it was imported.
    """
    try:
        with np.load(io.BytesIO(file), allow_pickle=False) as arrays:
            values = {name: arrays[name] for name in arrays.files}
        labels = values["labels"].astype(np.int64)
        rows, (of, left_out) = values["rows"].astype(np.int64), values["counts"].tolist()
        drawn = dict(zip(values["shown"].tolist(), values["pictures"], strict=True))
        evaluation = Evaluation(labels, labels + values["off"], values["confidence"])
    except (ValueError, KeyError, EOFError, OSError, BadZipFile):
        return None
    pictures = EvaluationPictures(
        labels=labels, seen=np.zeros(len(rows), bool), of=of, left_out=left_out,
        draw=_drawing(source, rows, drawn), place=partial(_lines, source, rows), rows=rows,
    )  # fmt: skip
    return pictures, evaluation


def _coarse(confidence: np.ndarray) -> np.ndarray:
    """Without the last seven bits, which do not compress: at most 8e-6 less, and never rounded up to 1."""
    return (confidence.astype(np.float32).view(np.uint32) & np.uint32(0xFFFFFF80)).view(np.float32)


def _drawing(
    source: SamplerSettings | str, rows: np.ndarray, drawn: dict[int, np.ndarray]
) -> Callable[[np.ndarray | slice], np.ndarray]:
    """Draws pictures of a test part by their numbers, and keeps them in `drawn`."""

    def draw(chosen: np.ndarray | slice) -> np.ndarray:
        numbers = np.arange(len(rows))[chosen].tolist()
        if missing := [number for number in numbers if number not in drawn]:
            drawn.update(zip(missing, _drawn(source, rows[missing]), strict=True))
        return np.array([drawn[number] for number in numbers], np.uint8).reshape(-1, FRAME, FRAME, 3)

    return draw


def _drawn(source: SamplerSettings | str, rows: np.ndarray) -> np.ndarray:
    if isinstance(source, str):
        return imported_data.labelled_pictures(source).pictures[rows]
    return sample(source, rows).pictures


def _lines(source: SamplerSettings | str, rows: np.ndarray) -> Lines | None:
    return None if isinstance(source, str) else sampled_lines(source, rows)


def ended_run_file(outputs: dict[str, np.ndarray], data: "Dataset", settings: RunSettings) -> bytes | None:
    """The file of a run that has just ended; None: Evaluate sees for itself what of its test part is honest.

    Args:
        outputs: Of the network, for the pictures of the test part.
    """
    if settings.split != "honest" and settings.start is not None:
        return None
    test = data.parts.test
    honest = np.arange(len(test)) if settings.split == "honest" else _honest(data)
    chosen = honest[:PICTURES_AT_MOST]
    if not len(chosen):
        return None
    rows = test[chosen]
    pictures = EvaluationPictures(
        labels=data.labels[rows], seen=np.zeros(len(rows), bool), of=len(honest),
        left_out=len(test) - len(honest) + data.left_out,
        draw=lambda numbers: data.pictures[rows[numbers]], place=lambda: None, rows=rows,
    )  # fmt: skip
    probabilities = class_probabilities(outputs)
    evaluation = evaluate({head: values[chosen] for head, values in probabilities.items()}, pictures.labels)
    return evaluation_file(pictures, evaluation)


def _honest(data: "Dataset") -> np.ndarray:
    """`(k,)` which pictures of the test part are new: each once, none that stands in the training part."""
    known, new = set(digests(data.pictures, data.parts.training)), []
    for number, digest in enumerate(digests(data.pictures, data.parts.test)):
        if digest not in known:
            known.add(digest)
            new.append(number)
    return np.array(new, np.int64)
