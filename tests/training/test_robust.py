"""The shipped `robust` reads lines of any angle: a sample, with room for chance."""

import pytest

from data.counting_limit import WHOLE_PIXELS, limit_of
from data.paint import PAINTERS
from data.sample import SamplerSettings, sample
from model.predict import shipped
from model.predict.predictor import in_batches
from model.scores import accuracies
from training.catalogue import Catalogue
from training.presets import PRESETS
from training.provenance import sampler_of

pytestmark = pytest.mark.slow


def exact(drawn):
    return accuracies(in_batches(shipped("robust"), drawn.pictures), drawn.labels)["exact"]


@pytest.mark.parametrize("painter", PAINTERS)
def test_it_reads_free_lines_of_every_painter(painter):
    reached = limit_of(painter) - 0.01 if painter in WHOLE_PIXELS else {"smooth": 0.97, "subpixel": 0.925}[painter]
    assert exact(sample(SamplerSettings(per_class=21, free_lines=1, painters=(painter,), seed=99))) > reached - 0.02


@pytest.mark.parametrize("painter", PAINTERS)
def test_it_reads_lines_on_the_grid(painter):
    assert exact(sample(SamplerSettings(per_class=20, painters=(painter,), seed=98))) > 0.995
    assert exact(sample(SamplerSettings(per_class=20, painters=(painter,), seed=98, noise=8))) > 0.98


def test_it_reads_what_the_generator_of_2019_draws():
    assert exact(sample(SamplerSettings(positions="coursework"))) > 0.997


def test_it_is_the_preset_with_seed_0():
    network = Catalogue().get("robust")
    assert network.settings == PRESETS["robust"].settings
    assert network.provenance.own.source == sampler_of(PRESETS["robust"].settings)
