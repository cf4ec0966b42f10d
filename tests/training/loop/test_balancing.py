"""Every method inside the traced step: what moves, what repeats, and what stays as it is."""

from dataclasses import replace

import numpy as np
import pytest

from data.sample import SamplerSettings, sample
from model.balance import METHODS
from model.heads import HEADS
from tests.tiers import cases
from training.loop import steps
from training.loop.head_memory import HeadMemory
from training.loop.optimizers import OPTIMIZERS
from training.loop.trainer import DataTensors, Trainer, trace_key
from training.loop.variable_groups import NETWORK_PARTS, TRUNK, last_layer, size_of
from training.presets import PRESETS

pytestmark = pytest.mark.slow
SETTINGS = replace(
    PRESETS["fast"].settings,
    weights={"length": 1.0, "width": 2.0, "colour": 1.0, "angle": 4.0},
    optimizer_parameters={},
)
DRAWN = sample(SamplerSettings(per_class=2, seed=7))
STEPS, BATCH, RATE = 8, 24, 1e-3
ROWS = np.random.default_rng(1).permutation(len(DRAWN.pictures))[: BATCH * STEPS].reshape(STEPS, BATCH).astype(np.int32)
TRAINERS = {}
DIRECT = {"optimizer": "sgd", "optimizer_parameters": {"momentum": 0.0}}  # steps are gradients


@pytest.fixture(scope="module")
def held():
    return DataTensors(DRAWN.pictures, DRAWN.labels)


def trainer_of(**changes):
    """A fresh trainer; made once for each kind of settings, as tracing takes seconds."""
    settings = replace(SETTINGS, **{"optimizer_parameters": {}, **changes})
    kind = trace_key(settings)
    if kind not in TRAINERS:
        TRAINERS[kind] = Trainer(settings)
    TRAINERS[kind].reset(settings)
    return TRAINERS[kind]


def take(trainer, held, first=0, last=STEPS, rate=RATE):
    return trainer.train(held, ROWS[first:last], np.full(last - first, rate, np.float32))


def values(trainer):
    return np.concatenate([trainer.snapshot()[part] for part in NETWORK_PARTS])


@pytest.mark.parametrize("method", cases(METHODS, {"gradnorm"}))
def test_a_step_follows_the_weighted_gradients(method, held):
    """The trunk moves along sum w_i g_i and each head along w_i times its own gradient, with the weights reported."""
    trainer = trainer_of(method=method, **DIRECT)
    jacobian, _, _, own = trainer.gradients(DRAWN.pictures[ROWS[0]], DRAWN.labels[ROWS[0]].astype(np.int32))
    before = trainer.snapshot()
    weights = take(trainer, held, last=1)[0, -4:]
    after = trainer.snapshot()
    near = {"rtol": 2e-3, "atol": 2e-7}
    np.testing.assert_allclose(after[TRUNK] - before[TRUNK], -RATE * weights @ jacobian, **near)
    for i, head in enumerate(HEADS):
        np.testing.assert_allclose(after[head] - before[head], -RATE * weights[i] * own[i], **near)


def test_nearly_opposite_gradients_keep_their_inner_products(held, monkeypatch):
    """In float32 a sum of products that cancel has hardly a digit left."""
    rng = np.random.default_rng(0)
    row = rng.normal(size=2000).astype(np.float32)
    jacobian = np.stack([row, -row * np.float32(1.0001), row + rng.normal(size=2000).astype(np.float32) / 3000, row])
    real, seen = steps.gradients_by_head, []

    def nearly_opposite(*of_a_step):
        row, own = real(*of_a_step)
        return 0 * row + np.resize(jacobian, row.shape), own

    monkeypatch.setattr(steps, "gradients_by_head", nearly_opposite)
    trainer = Trainer(replace(SETTINGS, method="upgrad", optimizer_parameters={}))
    trainer.method.weights = lambda batch: seen.append(batch.gram) or np.ones(4)
    take(trainer, held, last=1)
    exact = np.resize(jacobian, (4, trainer.snapshot()[TRUNK].size)).astype(float)
    np.testing.assert_allclose(seen[0], exact @ exact.T, rtol=1e-12)


@pytest.mark.parametrize("method", cases(METHODS, {"gradnorm"}))
def test_equal_seeds_repeat_and_a_saved_state_goes_on(method, held):
    trainer = trainer_of(method=method)
    first = take(trainer, held)
    trainer.reset(replace(SETTINGS, method=method))
    np.testing.assert_array_equal(take(trainer, held, last=5), first[:5])
    state = trainer.state()
    take(trainer, held, 5)
    trainer.load_state(state)
    np.testing.assert_array_equal(take(trainer, held, 5), first[5:])
    assert trainer.traces == 1


@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize("method", [name for name, method in METHODS.items() if method.needs == "gram"])
def test_gradients_are_measured_every_so_many_steps_and_when_the_sliders_move(method, every, held):
    trainer = trainer_of(method=method, method_parameters={"every": every})
    chosen = take(trainer, held, last=7)[:, -4:]
    for step in range(7):
        assert (chosen[step] == chosen[step - step % every]).all()
        if step and step % every == 0:
            assert (chosen[step] != chosen[step - 1]).any()
    trainer.change_weights({head: weight + 1 for head, weight in SETTINGS.weights.items()})
    assert (take(trainer, held, 7)[0, -4:] != chosen[-1]).any()


@pytest.mark.long
@pytest.mark.parametrize("network", ["fast", "coursework-v3"])
@pytest.mark.parametrize("method", ["pcgrad", "upgrad", "nash"])
def test_on_the_last_shared_layer_the_weights_follow_from_that_alone(network, method, held):
    """And then the whole trunk moves along the weighted gradients."""
    given = {"method": method, "method_parameters": {"measure_on": 1}, "network": network, **DIRECT}
    trainer = trainer_of(**given)
    jacobian, losses, accuracies, own = trainer.gradients(
        DRAWN.pictures[ROWS[0]], DRAWN.labels[ROWS[0]].astype(np.int32)
    )
    alone = jacobian.copy()
    alone[:, : -size_of(last_layer(trainer.parts[TRUNK]))] = 0
    assert alone.any()
    chosen = trainer_of(**given | {"method_parameters": {}}).would_choose(losses, accuracies, alone)
    trainer = trainer_of(**given)
    before = trainer.snapshot()
    weights, after = take(trainer, held, last=1, rate=1.0)[0, -4:], trainer.snapshot()  # a step far above rounding
    np.testing.assert_allclose(weights, chosen, rtol=1e-3)
    near = {"rtol": 2e-3, "atol": 1e-6}
    np.testing.assert_allclose(after[TRUNK] - before[TRUNK], -weights @ jacobian, **near)
    for i, head in enumerate(HEADS):
        np.testing.assert_allclose(after[head] - before[head], -weights[i] * own[i], **near)
    split = trainer_of(exact_shares=True, **given)
    np.testing.assert_allclose(take(split, held, last=1)[0, -4:], weights, rtol=1e-3)
    if network == "coursework-v3":  # the heads of `fast` do not conflict on this batch
        whole = trainer_of(**given | {"method_parameters": {}})
        assert (np.abs(take(whole, held, last=1)[0, -4:] / weights - 1) > 1e-3).any()


def test_weights_that_are_held_are_followed_and_outlive_a_checkpoint(held):
    trainer = trainer_of(method="gradnorm", method_parameters={"every": 4}, **DIRECT)
    first = take(trainer, held, last=2)[1, -4:]
    state, before = trainer.state(), trainer.snapshot()[TRUNK]
    jacobian = trainer.gradients(DRAWN.pictures[ROWS[2]], DRAWN.labels[ROWS[2]].astype(np.int32))[0]
    np.testing.assert_array_equal(take(trainer, held, 2, 3)[0, -4:], first)
    moved = trainer.snapshot()[TRUNK] - before
    np.testing.assert_allclose(moved, -RATE * first @ jacobian, rtol=2e-3, atol=2e-7)
    rest = take(trainer, held, 3)
    trainer.load_state(state)
    take(trainer, held, 2, 3)
    np.testing.assert_array_equal(take(trainer, held, 3), rest)


def test_held_weights_do_not_keep_a_head_frozen_that_was_woken_before_a_resume(held):
    trainer = trainer_of(method="upgrad", method_parameters={"every": 4})
    trainer.freeze({"angle"})
    take(trainer, held, last=2)
    state = trainer.state()
    trainer.reset(replace(SETTINGS, method="upgrad", method_parameters={"every": 4}))
    trainer.load_state(state)
    assert take(trainer, held, 2, 3)[0, -1] > 0


@pytest.mark.parametrize("method", cases(METHODS, {"gradnorm"}))
def test_looking_leaves_everything_bit_for_bit(method, held):
    trainer = trainer_of(method=method)
    expected, end = take(trainer, held), values(trainer)
    trainer.reset(replace(SETTINGS, method=method))
    reports = []
    for step in range(STEPS):
        seen = trainer.gradients(DRAWN.pictures[:64], DRAWN.labels[:64].astype(np.int32))
        trainer.would_choose(seen[1], seen[2], seen[0])
        trainer.pace(TRUNK)
        reports.append(take(trainer, held, step, step + 1))
    np.testing.assert_array_equal(np.concatenate(reports), expected)
    np.testing.assert_array_equal(values(trainer), end)


@pytest.mark.parametrize("optimizer", cases(OPTIMIZERS, {"adam"}))
@pytest.mark.parametrize(
    "frozen", [{"angle"}, {"trunk"}, set(HEADS) - {"length"}], ids=["angle", "trunk", "but length"]
)
def test_frozen_parts_stay_and_the_others_move(optimizer, frozen, held):
    trainer = trainer_of(optimizer=optimizer)
    take(trainer, held, last=3)
    before, state = trainer.snapshot(), slots_of(trainer, frozen)
    trainer.freeze(frozen)
    report = take(trainer, held, 3)
    after = trainer.snapshot()
    assert {part for part in NETWORK_PARTS if (before[part] == after[part]).all()} == frozen
    assert all((one == other).all() for one, other in zip(state, slots_of(trainer, frozen), strict=True))
    for i, head in enumerate(HEADS):
        assert (report[:, -4 + i] == (0 if head in frozen else SETTINGS.weights[head])).all()
    trainer.freeze(())
    take(trainer, held)
    assert all((trainer.snapshot()[part] != after[part]).any() for part in frozen)


def slots_of(trainer, parts):
    return [slot.numpy() for part in parts for one in trainer.parts[part] for slot in trainer._slots(one)]


def test_every_slot_of_the_optimiser_belongs_to_one_variable():
    for optimizer in OPTIMIZERS:
        trainer = trainer_of(optimizer=optimizer)
        mine = [slot.path for part in NETWORK_PARTS for one in trainer.parts[part] for slot in trainer._slots(one)]
        others = {"iteration", "learning_rate"}
        all_of_them = [one.path for one in trainer.optimizer.variables if one.path.split("/")[-1] not in others]
        assert sorted(mine) == sorted(all_of_them)


def test_a_frozen_head_pulls_nobody(held):
    """Freezing a head is training the others with its weight at 0."""
    trainer = trainer_of(**DIRECT)
    trainer.freeze({"angle"})
    take(trainer, held)
    trunk = trainer.snapshot()[TRUNK]
    trainer.reset(replace(SETTINGS, weights=SETTINGS.weights | {"angle": 0.0}, **DIRECT))
    take(trainer, held)
    np.testing.assert_array_equal(trainer.snapshot()[TRUNK], trunk)


def test_an_unknown_part_cannot_be_frozen():
    with pytest.raises(ValueError, match="Parts are trunk"):
        trainer_of().freeze({"tail"})


@pytest.mark.parametrize("optimizer", cases(OPTIMIZERS, {"adam", "sgd"}))
def test_a_common_factor_changes_nothing_where_the_optimiser_says_so(optimizer, held):
    ends = []
    for factor in (1.0, 4.0):
        weights = {head: factor * weight for head, weight in SETTINGS.weights.items()}
        # epsilon is the only thing that the factor does not cancel out of
        parameters = {} if optimizer == "sgd" else {"epsilon": 1e-30}
        trainer = trainer_of(optimizer=optimizer, optimizer_parameters=parameters, weights=weights)
        before = values(trainer)
        take(trainer, held, last=1)
        ends.append(values(trainer) - before)
        assert np.isfinite(ends[-1]).all()
    if OPTIMIZERS[optimizer].scale_free:
        np.testing.assert_array_equal(*ends)
    else:
        np.testing.assert_allclose(ends[1], 4 * ends[0], rtol=1e-3, atol=1e-7)


@pytest.mark.parametrize("optimizer", cases(("adam", "adamw", "sgd"), {"adam"}))
def test_the_exact_split_adds_up_to_the_real_step(optimizer, held):
    parameters = {"weight_decay": 0.0} if optimizer == "adamw" else {}
    trainer = trainer_of(optimizer=optimizer, optimizer_parameters=parameters, exact_shares=True)
    take(trainer, held, last=STEPS - 1)
    before = trainer.snapshot()[TRUNK]
    take(trainer, held, STEPS - 1)
    step = trainer.snapshot()[TRUNK] - before
    parts = trainer.step_factor() * trainer.sums_by_head
    assert parts.shape == (len(HEADS), step.size)
    assert np.linalg.norm(parts.sum(axis=0) - step) < 1e-3 * np.linalg.norm(step)


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_steps_that_were_all_followed_split_as_exactly(optimizer, held):
    trainer = trainer_of(optimizer=optimizer)
    memory, before = None, None
    for step in range(STEPS):
        jacobian = trainer.gradients(DRAWN.pictures[ROWS[step]], DRAWN.labels[ROWS[step]].astype(np.int32))[0]
        before = trainer.snapshot()[TRUNK]
        pulls = take(trainer, held, step, step + 1)[0, -4:, None] * jacobian
        memory = memory or HeadMemory(trainer.memory, pulls.shape)
        memory.follow(step, pulls)
    moved = trainer.snapshot()[TRUNK] - before
    memory.settle(STEPS, np.full_like(pulls, 1e3), np.full_like(pulls, 1e3))  # there are no other steps
    parts = trainer.step_factor() * memory.sums
    assert np.linalg.norm(parts.sum(axis=0) - moved) < 1e-3 * np.linalg.norm(moved)


def test_splitting_every_step_is_the_same_training(held):
    reports = [take(trainer_of(exact_shares=exact), held) for exact in (False, True)]
    np.testing.assert_allclose(*reports, rtol=1e-3, atol=1e-4)


def test_l2_pulls_kernels_towards_zero_and_nothing_else(held):
    ends = []
    for l2 in (0.0, 0.5):
        trainer = trainer_of(l2=l2, **DIRECT)
        before = trainer.network.get_weights()
        take(trainer, held, last=1)
        ends.append(trainer.network.get_weights())
    for variable, start, plain, with_l2 in zip(trainer.network.weights, before, *ends, strict=True):
        wanted = -RATE * 2 * 0.5 * start if variable.name == "kernel" else np.zeros_like(start)
        np.testing.assert_allclose(with_l2 - plain, wanted, atol=1e-6)


def test_clipping_limits_the_whole_step(held):
    trainer = trainer_of(clip=0.01, **DIRECT)
    before = values(trainer)
    take(trainer, held, last=1)
    assert np.linalg.norm(values(trainer) - before) == pytest.approx(RATE * 0.01, rel=1e-2)
