"""Whether a head that says 90 % is right in 90 % of the cases."""

from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Pictures by how sure the head was, in bins of equal width."""

    edges: np.ndarray  # (bins + 1,) from 0 to 1; bin i holds edges[i] < confidence <= edges[i + 1]
    count: np.ndarray  # (bins,) pictures
    confidence: np.ndarray  # (bins,) mean; NaN without pictures
    accuracy: np.ndarray  # (bins,) share right; NaN without pictures

    @property
    def error(self) -> float:
        """Expected calibration error, 0..1: the gap between confidence and accuracy, averaged over pictures."""
        held = self.count > 0
        gaps = np.abs(self.confidence[held] - self.accuracy[held])
        return float(np.average(gaps, weights=self.count[held]))


def reliability(confidence: np.ndarray, right: np.ndarray) -> Reliability:
    """The bins of a reliability diagram.

    Args:
        confidence: `(n,)` probability of the predicted class, in 0..1; n is 1 or more.
        right: `(n,)` bool.

    Source:
        C. Guo et al., On Calibration of Modern Neural Networks, 2017, arXiv 1706.04599.
    """
    edges = np.linspace(0, 1, BINS + 1)
    place = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, BINS - 1)
    count = np.bincount(place, minlength=BINS)
    return Reliability(
        edges=edges, count=count, confidence=_means(place, confidence, count), accuracy=_means(place, right, count)
    )


def _means(place: np.ndarray, values: np.ndarray, count: np.ndarray) -> np.ndarray:
    sums = np.bincount(place, weights=values, minlength=len(count))
    return np.divide(sums, count, out=np.full(len(count), np.nan), where=count > 0)
