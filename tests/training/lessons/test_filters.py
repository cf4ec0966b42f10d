"""The small network in NumPy answers as the exported one does, and silencing a filter of no weight costs nothing."""

import io

import numpy as np
import pytest

from data.sample import SamplerSettings, sample
from model.predict.predictor import SHIPPED, shipped
from model.scores import predicted
from training.catalogue import Catalogue
from training.lessons import filters
from training.lessons.measures import MEASURES, TrainedRun, measured


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


@pytest.mark.slow
def test_every_measure_of_a_network_can_be_read():
    network = Catalogue().get("fast")
    run = TrainedRun(network.settings, network.files.points(), network.test, network.predictor, lambda: network.weights)
    details = {
        "says": ("angle", "0", "165"),
        "under": ("noise", "16", "length"),
        "breaks": ("noise", "length"),
        "neighbours": (),
        "filterswithout": (),
        "leaked": (),
    }
    for name, measure in MEASURES.items():
        if measure.needs_network:
            assert measured(run, name, details.get(name, ("angle",))) >= 0
