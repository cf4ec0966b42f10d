"""The answer to one look: every diagnostic of the family, as plain JSON."""

from typing import Any

import numpy as np

from model.diagnose import direction, filter_attribution, magnitude, progress, update
from model.diagnose.gradient_sample import Look
from model.diagnose.gram import Gram
from model.diagnose.to_json import per_head, plain, short
from model.heads import HEADS


def diagnose(look: Look) -> dict[str, Any]:
    """Measure everything that is drawn under the hood.

    Returns:
        Plain JSON, 4 significant digits: one number per head (`norm`, `noise`, `share`, `within`, `loss`, `accuracy`,
        `loss_ratio`, `rate`), `silent` heads, `update` with its `rest`, 4x4 `cosine`, `conflict` and `similarity`, and
        `ownership` per layer and filter. None stands for what cannot be said, such as the direction of a zero gradient.
    """
    jacobians = np.asarray(look.jacobians, float)
    with np.errstate(all="ignore"):  # what is not a number becomes None
        gram, mean = Gram.of(jacobians), jacobians.mean(axis=0)
        return _loudness(look, gram) | _directions(gram) | _step(look, mean) | _progress(look) | _owners(look, mean)


def _loudness(look: Look, gram: Gram) -> dict[str, Any]:
    norms, noise = gram.norms, magnitude.noise_floors(gram)
    return {
        "norm": per_head(norms),
        "noise": per_head(noise),
        "silent": [head for head, quiet in zip(HEADS, norms <= noise, strict=True) if quiet],
        "share": per_head(magnitude.effective_shares(look.weights, norms)),
        "similarity": plain(magnitude.magnitude_similarity(norms)),
    }


def _directions(gram: Gram) -> dict[str, Any]:
    return {
        "cosine": plain(direction.cosines(gram)),
        "within": per_head(direction.within_cosines(gram)),
        "conflict": plain(direction.conflict_rates(gram)),
    }


def _step(look: Look, mean: np.ndarray) -> dict[str, Any]:
    shares = update.update_shares(look, mean)
    named = None if shares is None else per_head(shares[:-1]) | {"rest": short(float(shares[-1]))}
    return {"update": named, "exact_update": look.parts is not None}


def _progress(look: Look) -> dict[str, Any]:
    ratios = progress.loss_ratios(look.losses, look.first_losses)
    return {
        "loss": per_head(look.losses),
        "accuracy": per_head(look.accuracies),
        "loss_ratio": per_head(ratios),
        "rate": per_head(progress.inverse_training_rates(ratios)),
    }


def _owners(look: Look, mean: np.ndarray) -> dict[str, Any]:
    layers = filter_attribution.ownership(look, mean)
    return {
        "ownership": {
            layer: [None if np.isnan(one).any() else plain(one) for one in filters] for layer, filters in layers.items()
        }
    }
