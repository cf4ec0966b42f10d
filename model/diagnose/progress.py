"""How far the heads came: losses beside those of the untrained network, when each head reached 95 %, what moved."""

from typing import Any

import numpy as np

from model.diagnose.gradient_sample import GradientSample
from model.diagnose.gram import Gram
from model.diagnose.panel import Panel
from model.diagnose.to_json import numbers_by_head


def _rates(sample: GradientSample, gram: Gram, mean: np.ndarray) -> dict[str, Any]:
    ratios = sample.losses / sample.first_losses
    return {
        "loss": numbers_by_head(sample.losses),
        "accuracy": numbers_by_head(sample.accuracies),
        "loss_ratio": numbers_by_head(ratios),
        "rate": numbers_by_head(ratios / ratios.mean()),
    }


CHOSEN_WEIGHTS = Panel(
    "weights",
    "Chosen weights",
    "The loss weights that the method really used (solid), beside what your sliders say (dotted).",
    learns="What an automatic method does with your wish: some follow the loud heads, some the late ones.",
    formula="total loss = Σ w_i L_i; under `manual` w_i is the slider",
    source="Under Adam a weight acts only through the shared trunk: C. Elich et al., Challenging Common Paradigms in "
    "Multi-Task Learning, 2023, arXiv 2311.04698, equation 3.",
    keys=("effective_weights", "weights"),
    of_point=True,
)
RATE = Panel(
    "rate",
    "Learning speed",
    "What is left of each head's first loss, and that beside the mean of all heads (r: above 1 is behind).",
    learns="The heads learn at different speeds, and r puts a number on it.",
    formula="ratio_i = L_i / L_i(0);  r_i = ratio_i / mean_j ratio_j (inverse training rate)",
    source="Z. Chen et al., GradNorm, 2018, arXiv 1711.02257, section 3.",
    measure=_rates,
    keys=("loss_ratio", "rate", "loss", "accuracy"),
)
SOLVED = Panel(
    "solved",
    "First to reach 95 %",
    "The step at which each head first had 95 % of the validation pictures right.",
    learns="To be fast is not to be best: compare the order here with the accuracies at the end.",
    formula="first step with validation accuracy_i ≥ 95 %",
    source="This project; steps to a target are a usual measure of speed, as in C. Coleman et al., DAWNBench, 2017.",
    keys=("validation_accuracy",),
    of_point=True,
)
MOVED = Panel(
    "moved",
    "What moved",
    "How far the trunk and each head's own layers went since the last point, as a part of their size.",
    learns="Freezing is exact (0), and under Adam a small loss weight does not slow a head's own layers.",
    formula="|θ_now − θ_before| / |θ_before| for each part",
    source="Relative update size, as in Y. You et al., Large Batch Training of Convolutional Networks, 2017, "
    "arXiv 1708.03888.",
    keys=("relative_change",),
    of_point=True,
)
