"""A network with one answer is trained by the loss of that, and repeats bit for bit."""

from dataclasses import replace

import numpy as np
import pytest

from data.labels import CLASS_COUNT, class_index, labels_of
from model.balance import METHODS
from model.files import NETWORK_EXPORTS, Trained, checked
from model.heads import HEADS
from model.networks import build
from model.networks.design import Convolution, Design, Pooling
from model.networks.joint import JOINT, with_joint
from model.saving import artefacts
from runs.records import Control
from tests.tiers import cases
from tests.training.few_steps import DRAWN, ROWS, assert_same, everything, steps
from training.command_line import parser, settings_from_options
from training.dataset import dataset
from training.engine.task import trainer_for
from training.loop.callbacks import NullCallback
from training.loop.loop import Loop
from training.loop.measurements import training_scores, validation_joint_loss
from training.loop.trainer import Trainer
from training.presets import PRESETS
from training.results.scores import test_scores as scores_of
from training.search.goals import GOALS
from training.search.space import SearchPlan
from training.settings import RunSettings, SettingsError, equal_weights

DESIGN = Design(trunk=(Convolution(filters=6, kernel=5, stride=3, normalise=True), Pooling()), joint=(16,))
ONE = replace(PRESETS["custom"].settings, design=DESIGN, schedule="constant", per_class=20, epochs=0.5)


@pytest.mark.slow
def test_the_loss_is_keras_cross_entropy_of_the_96_classes_and_the_step_that_of_fit(held):
    """The same batches through `compile` and `fit`, on a copy that ends in the softmax of 2019."""
    import keras

    ours, report = Trainer(ONE), steps(Trainer(ONE), held)
    steps(ours, held)
    network = build(ONE.network, ONE.seed, ONE.design)
    answer = keras.layers.Softmax()(with_joint(network).output[JOINT])
    fitted = keras.Model(network.input, answer)
    adam = keras.optimizers.Adam(1e-3, beta_2=ONE.optimizer_parameters["beta_2"])
    fitted.compile(adam, loss="categorical_crossentropy")
    wanted = keras.utils.to_categorical(class_index(DRAWN.labels), CLASS_COUNT)
    for row, told in zip(ROWS, report, strict=True):
        loss = fitted.train_on_batch(DRAWN.pictures[row].astype("f4"), wanted[row])
        assert float(np.ravel(loss)[0]) == pytest.approx(told[-1], rel=1e-4)
        fitted.reset_metrics()
    for one, other in zip(ours.network.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=2e-5)


@pytest.mark.long
@pytest.mark.slow
def test_runs_repeat_bit_for_bit_and_a_saved_state_goes_on(held):
    one, other, third = Trainer(ONE), Trainer(ONE), Trainer(replace(ONE, seed=9))
    report = steps(one, held)
    assert_same([steps(other, held, last=4)], [report[:4]])
    third.load_state(other.state())
    assert_same([steps(third, held, 4)], [report[4:]])
    assert_same(everything(third), everything(one))
    one.reset(ONE)
    assert_same([steps(one, held)], [report])


class Wishing(NullCallback):
    """Wants all that means nothing here."""

    def __init__(self, **wishes):
        self.wishes, self.points = wishes, []

    def control(self):
        return Control(**self.wishes)

    def point(self, point):
        self.points.append(point)

    def weights_changed(self, step, old, new):
        raise AssertionError("there are none")

    def frozen(self, step, parts):
        raise AssertionError("there are none")


@pytest.mark.slow
def test_wishes_for_heads_change_nothing_and_points_tell_of_the_heads_and_the_one_loss():
    wishes = {"weights": {**equal_weights(), "angle": 9.0}, "frozen": ["trunk"], "probe": 3, "solo": "angle"}
    ends, outcomes, runs = [], [], [Wishing(), Wishing(**wishes)]
    for run in runs:
        trainer = trainer_for(ONE)
        outcome = Loop(ONE, dataset(ONE), trainer, run).run()
        outcomes.append((outcome.status, outcome.step))
        ends.append(everything(trainer))
    assert_same(*ends)
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][1] > 5
    for point in runs[1].points:
        assert set(point.loss) == set(HEADS)
        assert not point.diagnostics
        assert max(point.loss.values()) - 1e-4 < point.total_loss < sum(point.loss.values()) + 1e-4 + np.log(96)
    scores = scores_of(trainer, dataset(ONE))
    assert 0 <= scores["joint"] <= 1


class Answering:
    """Stands for a trainer whose likeliest combination is not that of the likeliest marginals."""

    def probabilities(self, pictures):
        joint = np.full((len(pictures), CLASS_COUNT), -20.0)
        joint[:, 0] = np.log(0.4)  # short, thin, red, 0 degrees
        joint[:, class_index(np.array([[1, 0, 0, 1], [1, 1, 0, 1]]))] = np.log(0.3)
        lengths, widths = np.full((len(pictures), 1), 0.6), np.full((len(pictures), 1), 0.3)
        angles = np.eye(12)[np.ones(len(pictures), int)]
        heads = {"length": lengths, "width": widths, "colour": 0 * widths, "angle": angles}
        return {**heads, JOINT: joint}


def test_exact_match_goes_by_the_heads_and_joint_by_the_likeliest_combination():
    data = dataset(replace(ONE, per_class=10))
    labels = data.labels[data.parts.test]
    scores = scores_of(Answering(), data)
    assert scores["joint"] == (class_index(labels) == 0).mean() > 0
    assert scores["exact"] == (labels == [1, 0, 0, 1]).all(axis=1).mean() > 0


def test_before_training_the_total_is_the_loss_of_the_one_answer():
    data = dataset(replace(ONE, per_class=10))
    pictures, labels = data.validation_sample()
    powers = np.exp(Answering().probabilities(pictures)[JOINT])
    wanted = [-np.log(row[number] / row.sum()) for row, number in zip(powers, class_index(labels), strict=True)]
    assert validation_joint_loss(Answering(), data) == pytest.approx(np.mean(wanted))


def test_the_report_of_four_heads_reads_as_before():
    report = np.arange(26.0).reshape(2, 13)
    assert training_scores(report)["total_loss"] == pytest.approx((report[:, 9:] * report[:, :4]).sum(axis=1).mean())
    wide = np.hstack([report, [[2.0], [4.0]]])
    assert training_scores(wide) == {**training_scores(report), "total_loss": 3.0}


@pytest.mark.parametrize("settings", [ONE, PRESETS["one-head"].settings], ids=["own", "one-head"])
@pytest.mark.parametrize(
    "change",
    [
        *({"method": name} for name in METHODS if name != "manual"),
        {"exact_shares": True},
        {"loss_from": "clipped-probabilities"},
    ],
)
def test_what_needs_separate_heads_is_refused_in_words(settings, change):
    with pytest.raises(SettingsError, match=r"one answer has one loss.*Received: .*Leave it out"):
        replace(settings, **change)


def test_one_answer_has_no_weights_whatever_is_given_and_a_command_says_so():
    heavy = replace(ONE, weights={**equal_weights(), "angle": 50.0})
    assert heavy == ONE
    assert RunSettings.from_json(ONE.to_json()) == ONE
    with pytest.raises(SettingsError, match="Leave --weights out"):
        settings_from_options(parser().parse_args(["--preset", "one-head", "--weights", "angle=50"]))


def test_labels_are_numbered_as_in_2019():
    labels = labels_of(np.arange(CLASS_COUNT))
    length, width, colour, angle = labels.T
    np.testing.assert_array_equal(((length * 2 + width) * 2 + colour) * 12 + angle, np.arange(CLASS_COUNT))


def test_a_search_is_refused_in_words():
    with pytest.raises(SettingsError, match="no weights to look for"):
        SearchPlan(settings=ONE, goal=next(iter(GOALS)), budget=10)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras reading weights of HDF5
@pytest.mark.parametrize("form", cases(NETWORK_EXPORTS, {"onnx"}))
def test_files_answer_as_the_network(form, held):
    trainer = Trainer(ONE)
    steps(trainer, held, last=2)
    files = artefacts(trainer.network, ONE.to_json())
    given = Trained(
        name="one", network=trainer.network, settings=ONE.to_json(), litert=files["network.tflite"], test={}
    )
    assert checked(NETWORK_EXPORTS[form], given, DRAWN.pictures[:20]).difference < 1e-4
