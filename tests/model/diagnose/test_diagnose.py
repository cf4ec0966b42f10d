"""What always holds of the diagnostics, and that they agree with plain loops."""

import json
from dataclasses import replace
from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.diagnose import GradientSample, diagnose, expected_shares
from model.diagnose.gram import Gram
from model.diagnose.magnitude import noise_floors
from model.heads import HEADS

pytestmark = pytest.mark.slow

NAMES = list(HEADS)
K, T, P = 4, len(HEADS), 3 * 3 * 2 * 5 + 5 + 5 * 4
FILTERS = {"conv_1": [(slice(0, 90), (3, 3, 2, 5)), (slice(90, 95), (5,))], "dense": [(slice(95, P), (5, 4))]}
MATRICES = ("cosine", "conflict", "similarity")
PER_HEAD = ("norm", "noise", "share", "within", "loss", "accuracy", "loss_ratio", "rate")
ROUNDED = 2e-3  # answers have four digits


def make_look(seed=0, **given):
    """A look at gradients that have something in common, and a step that they explain in part."""
    rng = np.random.default_rng(seed)
    jacobians = rng.normal(size=(1, T, P)) + rng.normal(size=(K, T, P))
    known = {
        "jacobians": jacobians,
        "weights": rng.uniform(0.1, 5, T),
        "losses": rng.uniform(0.1, 1, T),
        "first_losses": rng.uniform(1, 2, T),
        "accuracies": rng.uniform(size=T),
        "filters": FILTERS,
        "step": rng.normal(size=P),
        "pace": rng.uniform(0.1, 1, P),
    }
    return GradientSample(**(known | given))


looks = st.integers(0, 2**32).map(make_look)
scales = st.sampled_from([2.0**power for power in (-20, -3, 1, 8, 30)])
heads = st.integers(0, T - 1)


def always(*strategies):
    def decorate(test):
        return settings(deadline=None, max_examples=30)(given(*strategies)(test))

    return decorate


def total(shares):
    return sum(shares.values())


@always(looks)
def test_the_answer_agrees_with_plain_loops(look):
    answer, mean = diagnose(look), look.jacobians.mean(axis=0)
    dot = np.dot
    norms = [sqrt(dot(g, g)) for g in mean]
    for i, name in enumerate(NAMES):
        mine = look.jacobians[:, i]
        noise = sqrt(sum(dot(g - mean[i], g - mean[i]) for g in mine) / (K * (K - 1)))
        assert answer["norm"][name] == pytest.approx(norms[i], rel=ROUNDED)
        assert answer["noise"][name] == pytest.approx(noise, rel=ROUNDED)
        assert (name in answer["silent"]) == (norms[i] <= noise)
        pull = look.weights[i] * norms[i] / sum(w * n for w, n in zip(look.weights, norms, strict=True))
        assert answer["share"][name] == pytest.approx(pull, rel=ROUNDED)
        step = dot(-look.pace * look.weights[i] * mean[i], look.step) / dot(look.step, look.step)
        assert answer["update"][name] == pytest.approx(step, rel=ROUNDED, abs=1e-9)
        assert answer["loss_ratio"][name] == pytest.approx(look.losses[i] / look.first_losses[i], rel=ROUNDED)
        inner = [dot(mine[k], mine[m]) / sqrt(dot(mine[k], mine[k]) * dot(mine[m], mine[m])) for k, m in pairs()]
        assert answer["within"][name] == pytest.approx(np.mean(inner), rel=ROUNDED, abs=1e-9)
    for i, j in product(range(T), repeat=2):
        assert answer["cosine"][i][j] == pytest.approx(dot(mean[i], mean[j]) / norms[i] / norms[j], rel=ROUNDED)
        against = np.mean([dot(look.jacobians[k, i], look.jacobians[m, j]) < 0 for k, m in pairs()])
        assert answer["conflict"][i][j] == pytest.approx(against, rel=ROUNDED)
        alike = 2 * norms[i] * norms[j] / (norms[i] ** 2 + norms[j] ** 2)
        assert answer["similarity"][i][j] == pytest.approx(alike, rel=ROUNDED)


def pairs():
    return [(k, m) for k in range(K) for m in range(K) if k != m]


@always(looks)
def test_ownership_agrees_with_a_plain_loop(look):
    answer, mean = diagnose(look)["ownership"], look.jacobians.mean(axis=0)
    assert {layer: len(filters) for layer, filters in answer.items()} == {"conv_1": 5, "dense": 4}
    for layer, variables in FILTERS.items():
        for f, found in enumerate(answer[layer]):
            pulls = [
                look.weights[i]
                * sqrt(sum((mean[i, place].reshape(shape)[..., f] ** 2).sum() for place, shape in variables))
                for i in range(T)
            ]
            assert found == pytest.approx([pull / sum(pulls) for pull in pulls], rel=ROUNDED)


@always(looks)
def test_shares_sum_to_one(look):
    answer = diagnose(look)
    assert total(answer["share"]) == pytest.approx(1, abs=ROUNDED)
    assert total(answer["update"]) == pytest.approx(1, abs=10 * ROUNDED)
    assert np.mean(list(answer["rate"].values())) == pytest.approx(1, abs=ROUNDED)
    for filters in answer["ownership"].values():
        np.testing.assert_allclose(np.sum(filters, axis=1), 1, atol=ROUNDED)
    mean = look.jacobians.mean(axis=0)
    assert expected_shares(mean, look.weights, look.pace).sum() == pytest.approx(1)


@always(looks)
def test_matrices_are_symmetric_and_cosines_have_ones_on_the_diagonal(look):
    answer = diagnose(look)
    for name in MATRICES:
        np.testing.assert_array_equal(answer[name], np.transpose(answer[name]))
    assert np.diagonal(answer["cosine"]).tolist() == np.diagonal(answer["similarity"]).tolist() == [1] * T


@always(looks, heads, scales)
def test_a_louder_head_changes_neither_cosines_nor_conflicts(look, head, scale):
    louder = look.jacobians.copy()
    louder[:, head] *= scale  # a power of two: exact
    before, after = diagnose(look), diagnose(replace(look, jacobians=louder))
    for name in ("cosine", "conflict", "within", "silent"):
        assert after[name] == before[name]
    assert after["norm"][NAMES[head]] == pytest.approx(scale * before["norm"][NAMES[head]], rel=ROUNDED)


@always(looks, st.permutations(range(T)))
def test_the_order_of_heads_does_not_matter(look, order):
    rows = {name: getattr(look, name)[order] for name in ("weights", "losses", "first_losses", "accuracies")}
    before, after = diagnose(look), diagnose(replace(look, jacobians=look.jacobians[:, order], **rows))
    for name in (*PER_HEAD, "update"):
        assert [after[name][one] for one in NAMES] == pytest.approx(
            [before[name][NAMES[i]] for i in order], rel=ROUNDED
        )
    for name in MATRICES:
        np.testing.assert_allclose(after[name], np.array(before[name])[np.ix_(order, order)], rtol=ROUNDED)
    for layer, filters in before["ownership"].items():
        np.testing.assert_allclose(after["ownership"][layer], np.array(filters)[:, order], rtol=ROUNDED)


@always(looks, scales)
def test_all_weights_times_a_number_change_no_share(look, scale):
    """The optimiser's pace is that of Adam: it falls as the gradients grow."""
    scaled = replace(look, weights=scale * look.weights, pace=look.pace / scale)
    before, after = diagnose(look), diagnose(scaled)
    for name in ("share", "update", "ownership"):
        assert after[name] == before[name]
    mean = look.jacobians.mean(axis=0)
    expected = expected_shares(mean, look.weights, look.pace)
    np.testing.assert_allclose(expected_shares(mean, scale * look.weights, look.pace), expected)


@always(looks)
def test_with_the_exact_parts_of_the_step_nothing_is_left(look):
    parts = -look.pace * look.weights[:, None] * look.jacobians[0]
    answer = diagnose(replace(look, parts=parts, step=parts.sum(axis=0)))
    assert answer["exact_update"]
    assert answer["update"]["rest"] == pytest.approx(0, abs=1e-12)
    expected = expected_shares(look.jacobians[0], look.weights, look.pace)
    assert [answer["update"][name] for name in NAMES] == pytest.approx(expected.tolist(), rel=ROUNDED)


@always(st.integers(0, 2**32), st.floats(0, 2))
def test_a_head_is_silent_exactly_if_chance_can_make_its_parts_agree(seed, signal):
    rng = np.random.default_rng(seed)
    jacobians = signal * rng.normal(size=(1, T, P)) / 10 + rng.normal(size=(K, T, P))
    silent = diagnose(make_look(jacobians=jacobians))["silent"]
    products = [[jacobians[k, i] @ jacobians[m, i] for k, m in pairs() if k < m] for i in range(T)]
    agree = [np.mean(each) / np.sqrt(np.mean(np.square(each)) / len(each)) > 1.645 for each in products]
    assert silent == [name for name, yes in zip(NAMES, agree, strict=True) if not yes]


@pytest.mark.parametrize("sigma", [0.01, 1, 100])
def test_the_noise_floor_is_sigma_over_the_root_of_the_parts(sigma):
    parts, size = 16, 20_000
    jacobians = 3 + sigma * np.random.default_rng(0).normal(size=(parts, T, size))
    floors = noise_floors(Gram.of(jacobians))
    np.testing.assert_allclose(floors, sigma * sqrt(size / parts), rtol=0.02)


def test_heads_of_pure_noise_are_silent_and_conflict_half_of_the_time():
    rng = np.random.default_rng(0)
    answers = [diagnose(make_look(jacobians=rng.normal(size=(K, T, P)))) for _ in range(100)]
    assert np.mean([len(answer["silent"]) for answer in answers]) > 0.93 * T
    assert np.mean([answer["conflict"] for answer in answers]) == pytest.approx(0.5, abs=0.05)


def test_a_head_that_pulls_is_not_silent():
    rng = np.random.default_rng(0)
    looks = [make_look(jacobians=rng.normal(size=(1, T, P)) + rng.normal(size=(8, T, P))) for _ in range(50)]
    assert not any(diagnose(look)["silent"] for look in looks)


@pytest.mark.parametrize("dead", [[0], [1, 3], [0, 1, 2, 3]])
def test_zero_gradients_give_null_and_no_nan(dead):
    look = make_look()
    look.jacobians[:, dead] = 0
    answer = diagnose(look)
    json.dumps(answer, allow_nan=False)
    names = [NAMES[i] for i in dead]
    assert set(names) <= set(answer["silent"])
    for i, name in zip(dead, names, strict=True):
        assert answer["norm"][name] == answer["noise"][name] == answer["update"][name] == 0
        assert answer["within"][name] is None
        for matrix in ("cosine", "conflict"):
            assert answer[matrix][i] == [row[i] for row in answer[matrix]] == [None] * T
    if len(dead) == T:
        assert answer["share"] == dict.fromkeys(NAMES)
        assert answer["ownership"] == {"conv_1": [None] * 5, "dense": [None] * 4}


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300, 1e-300, np.float32(1e38), np.float32(1e-38)], ids=repr)
def test_any_number_gives_plain_json_without_a_warning(value):
    everything = np.full((K, T, P), value)
    rows = dict.fromkeys(("losses", "first_losses"), everything[0, :, 0])
    answer = diagnose(make_look(jacobians=everything, step=everything[0, 0], pace=everything[0, 0], **rows))
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


@pytest.mark.parametrize("without", [{"step": None}, {"step": np.zeros(P)}, {"pace": None}])
def test_without_a_step_nobody_moved_the_trunk(without):
    answer = diagnose(make_look(**without))
    assert answer["update"] is None
    assert not answer["exact_update"]


@pytest.mark.parametrize("nothing", [{"weights": np.zeros(T)}, {"pace": np.zeros(P)}, {"jacobian": np.zeros((T, P))}])
def test_expected_shares_are_zero_if_nothing_moves(nothing):
    look = make_look()
    given = {"jacobian": look.jacobians[0], "weights": look.weights, "pace": look.pace} | nothing
    assert expected_shares(**given).tolist() == [0] * T


def test_opposite_heads_of_equal_strength_move_nothing():
    pull = np.ones(P)
    assert expected_shares(np.stack([pull, -pull, 0 * pull, 0 * pull]), np.ones(T), pull).tolist() == [0] * T


def test_a_look_of_another_shape_is_refused_in_words():
    with pytest.raises(ValueError, match="at least two parts"):
        make_look(jacobians=np.zeros((1, T, P)))
    with pytest.raises(ValueError, match=r"`step` must be \(115,\).*Received: \(3,\)"):
        make_look(step=np.zeros(3))
