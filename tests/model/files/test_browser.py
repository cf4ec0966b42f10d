"""A network answers in the browser as it does on the server."""

import io
import json

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from data.sample import SamplerSettings, sample
from model.files.browser import answers_in_browser, browser_file
from model.heads import HEADS
from model.networks.known import DESIGNS
from model.networks.plan import plan
from model.predict import shipped_names
from tests.model.files.browser_answers import browser_answers, browser_layers
from tests.model.networks.designs import designs
from tests.tiers import cases
from training.catalogue import Catalogue

TOLERANCE = 1e-5  # of a probability
IN_BROWSER = [name for name in DESIGNS if name != "one-head"]


def pictures_of(seed, count):
    drawn = sample(SamplerSettings(per_class=-(-count // 96), seed=seed, noise=4.0))
    return np.random.default_rng(seed).permutation(drawn.pictures)[:count]


def compare(files, expected, pictures, folder):
    for name, answers in browser_answers(files, pictures, folder).items():
        for head in HEADS:
            np.testing.assert_allclose(answers[head], expected[name][head], atol=TOLERANCE, err_msg=f"{name} {head}")
            np.testing.assert_array_equal(answers[head].argmax(axis=1), expected[name][head].argmax(axis=1))


@pytest.mark.parametrize("count", [50, pytest.param(1_000, marks=(pytest.mark.slow, pytest.mark.long))])
def test_shipped_networks_answer_in_the_browser_as_on_the_server(count, tmp_path):
    networks = [Catalogue().get(name) for name in shipped_names()]
    pictures = pictures_of(7, count)
    files = {network.name: network.browser_file for network in networks}
    expected = {network.name: network.predictor(pictures) for network in networks}
    compare(files, expected, pictures, tmp_path)


def compare_layers(file, network, pictures, folder):
    """Every layer's values, to a hundred-thousandth of the layer's largest (or of 1)."""
    from model.explain.tracing import values_of

    expected = values_of(network)(pictures.astype(np.float32))
    given = browser_layers(file, pictures, folder)
    assert set(given) == set(expected)
    for name, values in expected.items():
        wanted = np.asarray(values).reshape(len(pictures), -1)
        tolerance = TOLERANCE * max(1, np.abs(wanted).max())
        np.testing.assert_allclose(given[name], wanted, rtol=0, atol=tolerance, err_msg=name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in shipped_names() if Catalogue().get(name).browser_file])
def test_every_layer_of_a_shipped_network_gives_the_same_in_the_browser(name, tmp_path):
    from model.saving import rebuilt

    network = Catalogue().get(name)
    compare_layers(
        network.browser_file, rebuilt(network.settings.to_json(), network.weights), pictures_of(5, 6), tmp_path
    )


def random_weights(network, seed):
    """All of them, moving means and variances too, so that every number counts."""
    chance = np.random.default_rng(seed)
    for weight in network.weights:
        values = chance.normal(0, 1 / np.sqrt(max(1, np.prod(weight.shape[:-1]))), weight.shape)
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)


@pytest.mark.long
@pytest.mark.slow
@settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(design=designs(layers=4, filters=12, units=64))
def test_any_network_of_ones_own_answers_in_the_browser_as_in_keras(design, tmp_path_factory):
    assume(not plan(design).problem and answers_in_browser(design))
    check(design, tmp_path_factory.mktemp("design"))


@pytest.mark.slow
@pytest.mark.parametrize("name", cases(IN_BROWSER, {"fast", "robust", "coursework-v3"}))
def test_every_known_network_answers_in_the_browser_as_in_keras(name, tmp_path):
    check(DESIGNS[name], tmp_path)


def check(design, folder):
    from model.networks.building import from_design
    from model.saving import weights_file
    from model.scores import class_probabilities

    network, pictures = from_design(design), pictures_of(3, 24)
    random_weights(network, 5)
    expected = class_probabilities(network.predict(pictures.astype(np.float32), verbose=0))
    file = browser_file(design, weights_file(network))
    compare({"own": file}, {"own": expected}, pictures, folder)
    compare_layers(file, network, pictures[:4], folder)


def test_the_file_says_its_layers_and_all_weights():
    network = Catalogue().get("fast")
    file = network.browser_file
    length = int.from_bytes(file[:4], "little")
    header = json.loads(file[4 : 4 + length])
    numbers = np.frombuffer(file, "<f4", offset=4 + length)
    assert len(numbers) == plan(network.settings.built_design).parameters
    with np.load(io.BytesIO(network.weights)) as arrays:
        for name, (begin, end) in header["weights"].items():
            np.testing.assert_array_equal(numbers[begin:end], arrays[name].ravel())


def test_weights_of_another_network_are_refused():
    fast = Catalogue().get("fast")
    with pytest.raises(ValueError, match="Received: "):
        browser_file(DESIGNS["coursework-v2"], fast.weights)


def test_large_networks_stay_on_the_server():
    assert [name for name, design in DESIGNS.items() if not answers_in_browser(design)] == ["one-head"]
