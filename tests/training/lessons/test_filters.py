"""The small network in NumPy answers as the exported one does, and silencing a filter of no weight costs nothing."""

import io

import numpy as np

from data.sample import SamplerSettings, sample
from model.predict.predictor import SHIPPED, shipped
from model.scores import predicted
from training.lessons import filters


def test_it_answers_as_the_network_does():
    drawn = sample(SamplerSettings(per_class=3, seed=5))
    weights = (SHIPPED / "fast.weights.npz").read_bytes()
    with np.load(io.BytesIO(weights)) as file:
        arrays = dict(file)
    ours = filters.class_answers(arrays, filters._features(arrays, drawn.pictures))
    assert (ours == predicted(shipped("fast")(drawn.pictures))).mean() > 0.999
    costs = filters.filter_costs(weights, drawn.pictures, drawn.labels)
    assert costs.shape == (64, 4)
    assert filters.hurting(costs).any()
