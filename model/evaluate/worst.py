"""The order in which pictures are worth looking at."""

import numpy as np

from model.evaluate.evaluation import Evaluation
from model.heads import HEADS

FIRST = 60  # pictures that are shown at first


def shown_first(evaluation: Evaluation) -> np.ndarray:
    """`(k,)` all mistakes, the surest first; if there are none, a few that are right, the least sure first."""
    wrong = np.flatnonzero(~evaluation.exact)
    return worst_first(evaluation, wrong) if len(wrong) else worst_first(evaluation, np.arange(len(evaluation)))[:FIRST]


def worst_first(evaluation: Evaluation, rows: np.ndarray, head: str | None = None) -> np.ndarray:
    """Sort pictures: mistakes first, the surest first among them; then what is right, the least sure first.

    Args:
        rows: `(k,)` numbers of pictures.
        head: Whose mistakes count; None: any head's.

    Returns:
        `(k,)` the same numbers; equals stay in their order.
    """
    columns = slice(None) if head is None else [list(HEADS).index(head)]
    right, confidence = evaluation.right[rows][:, columns], evaluation.confidence[rows][:, columns]
    surest_mistake = np.where(right, 0, confidence).max(axis=1)
    doubt = np.where(right, confidence, 1).min(axis=1)
    return rows[np.argsort(np.where(surest_mistake > 0, -surest_mistake, doubt), kind="stable")]
