"""Accuracy by how far lines lie from the class that they count as."""

from dataclasses import dataclass

import numpy as np

BIN = 0.75  # degrees
OFF_AT_MOST = 7.5  # degrees: halfway to the next class


@dataclass(frozen=True, slots=True, eq=False)
class OffGrid:
    """Shares right in bins of `BIN` degrees; NaN where there are no lines."""

    degrees: np.ndarray  # (b,) the middle of each bin
    count: np.ndarray  # (b,) lines
    accuracy: np.ndarray  # (b,)


def by_degrees_off(degrees: np.ndarray, right: np.ndarray) -> OffGrid:
    """
    Args:
        degrees: `(n,)` between each line and its class; those beyond `OFF_AT_MOST` are left out.
        right: `(n,)` bool.
    """
    edges = np.arange(0, OFF_AT_MOST + BIN / 2, BIN)
    count = np.histogram(degrees, edges)[0]
    hits = np.histogram(degrees[right], edges)[0]
    accuracy = np.divide(hits, count, out=np.full(len(count), np.nan), where=count > 0)
    return OffGrid((edges[:-1] + edges[1:]) / 2, count, accuracy)
