import numpy as np
import pytest

from data.line import FRAME
from data.line_detector import has_line
from data.paint import PAINTERS
from data.sample import POSITIONS, SamplerSettings, sample

pytestmark = pytest.mark.slow

SHAPE = (FRAME, FRAME, 3)


@pytest.fixture(scope="module")
def drawn():
    """Every class by every painter."""
    return np.concatenate([sample(SamplerSettings(per_class=2, painters=(one,))).pictures for one in PAINTERS])


def noisy(picture, deviation, seed):
    noise = np.random.default_rng(seed).normal(0, deviation, SHAPE)
    return np.clip(np.rint(picture + noise), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("level", range(0, 256, 15))
def test_an_even_picture_has_no_line(level):
    assert not has_line(np.full(SHAPE, level, np.uint8))


@pytest.mark.parametrize("level", [0, 4, 16, 128, 255])
@pytest.mark.parametrize("deviation", [1, 8, 20])
def test_noise_alone_has_no_line(level, deviation):
    assert not any(has_line(noisy(np.full(SHAPE, level), deviation, seed)) for seed in range(40))


@pytest.mark.parametrize("brightness", [1, 0.5, 0.25])
@pytest.mark.parametrize("deviation", [0, 8])
def test_a_line_is_found_dim_or_in_noise(drawn, brightness, deviation):
    found = [has_line(noisy(picture * brightness, deviation, seed)) for seed, picture in enumerate(drawn)]
    assert all(found)


@pytest.mark.parametrize("positions", POSITIONS)
def test_every_trained_picture_has_a_line(positions):
    pictures = sample(SamplerSettings(positions=positions)).pictures[::7]
    assert all(has_line(picture) for picture in pictures)
