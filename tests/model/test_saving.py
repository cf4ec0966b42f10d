import numpy as np
import pytest

from model.networks import build
from model.predict import Predictor
from model.saving import litert_file, load_weights, weights_file
from model.scores import class_probabilities

pytestmark = pytest.mark.slow

PICTURES = np.random.default_rng(0).integers(0, 256, (5, 28, 28, 3), np.uint8)


def test_weights_come_back_as_they_were():
    network, other = build("coursework-v3", seed=1), build("coursework-v3", seed=2)
    load_weights(other, weights_file(network))
    for saved, loaded in zip(network.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(saved, loaded)


def test_weights_of_another_network_are_refused():
    with pytest.raises(ValueError, match="belong to another network"):
        load_weights(build("fast", seed=0), weights_file(build("coursework-v3", seed=0)))


@pytest.mark.parametrize("name", ["fast", "coursework-v3"])
def test_litert_answers_as_keras_does(name):
    network = build(name, seed=5)
    expected = class_probabilities({head: output.numpy() for head, output in network(PICTURES.astype("f4")).items()})
    for head, probabilities in Predictor(litert_file(network))(PICTURES).items():
        np.testing.assert_allclose(probabilities, expected[head], atol=1e-6)


def test_a_network_that_was_trained_anew_has_its_weights_in_the_file_without_a_conversion(monkeypatch):
    network, random = build("fast", seed=0), np.random.default_rng(1)
    for _ in range(2):
        network.set_weights([random.normal(size=weight.shape) / 10 for weight in network.weights])
        file = litert_file(network)
        outputs = {head: output.numpy() for head, output in network(PICTURES.astype("f4")).items()}
        for head, probabilities in Predictor(file)(PICTURES).items():
            np.testing.assert_allclose(probabilities, class_probabilities(outputs)[head], atol=1e-6)
        monkeypatch.setattr(network, "export", lambda *_, **__: pytest.fail("converted again"))
