"""What follows from several runs: the numbers are theirs, and chance is not sold as a difference."""

from dataclasses import replace
from statistics import pstdev
from types import SimpleNamespace

import numpy as np
import pytest

from training.presets import PRESETS
from ui.report.verdicts import VERDICTS, comparison_findings

FAST = PRESETS["fast"].settings
HEAVY = replace(FAST, weights=FAST.weights | {"angle": 50.0})


@pytest.fixture
def conclude(make_facts):
    return lambda name, *runs, every=(): VERDICTS[name](make_facts(*runs, every=every))


@pytest.fixture
def seeds(make_run, make_result):
    """The records of one setting with several seeds and these exact matches."""

    def make(settings, exact):
        return [
            make_run(f"{i}{settings.weights['angle']}", replace(settings, seed=i), make_result(exact=one)).record
            for i, one in enumerate(exact)
        ]

    return make


def test_a_single_setting_that_differs_is_named_with_its_values(conclude, make_run):
    told = conclude("what_differs", make_run("A"), make_run("B", HEAVY))
    assert told == "The runs differ in one setting alone, weights (A: 1/1/1/1; B: 1/1/1/50)."
    many = replace(HEAVY, epochs=3, learning_rate=0.01)
    assert "differ in 3 settings (weights, learning rate and epochs)" in conclude(
        "what_differs", make_run("A"), make_run("B", many)
    )
    assert "the same settings" in conclude("what_differs", make_run("A"), make_run("B"))


def test_a_difference_is_held_against_the_seeds_by_welchs_test(conclude, make_run, make_result, seeds):
    spread = [0.90, 0.92, 0.94]
    every = (*seeds(FAST, spread), *seeds(HEAVY, [0.95, 0.951, 0.952]))
    first, second = make_run("A", FAST, make_result(exact=0.92)), make_run("B", HEAVY, make_result(exact=0.951))
    told = conclude("best", first, second, every=every)
    assert told == (
        "B beats A by 3.1 points of all four right (95.10\u00a0% against 92.00\u00a0%). Over 3 and 3 seeds the means "
        "differ by 3.1 points: which can be chance (Welch's t-test, p 0.11)."
    )
    every = (*seeds(FAST, [0.919, 0.92, 0.921]), *seeds(HEAVY, [0.95, 0.951, 0.952]))
    assert "3.1 points: unlikely to be chance (Welch's" in conclude("best", first, second, every=every)
    assert conclude("best", first, second).endswith("is not known: train each setting with three seeds.")
    assert conclude("best", first, make_run("B", result=make_result(exact=0.9))).endswith("the seed alone does that.")
    assert conclude("best", first, make_run("B", status="diverged")) is None


def test_runs_that_differ_in_the_seed_alone_have_a_mean_and_a_spread(conclude, make_run, make_result):
    runs = [make_run(str(i), replace(FAST, seed=i), make_result(exact=one)) for i, one in enumerate((0.9, 0.92, 0.97))]
    told = conclude("over_seeds", *runs)
    assert "93.00\u00a0% on average" in told
    assert (
        f"(standard deviation) of {100 * pstdev((0.9, 0.92, 0.97)):.1f} points, from 90.00\u00a0% to 97.00\u00a0%"
        in told
    )
    assert conclude("over_seeds", runs[0], make_run("B", HEAVY, make_result())) is None
    assert conclude("what_differs", *runs) is None


def test_two_networks_on_the_same_pictures_are_told_by_where_they_differ(
    conclude, make_run, make_result, make_evaluation, make_labels
):
    labels = make_labels(500)
    first, second = labels.copy(), labels.copy()
    first[:3, 3] = (first[:3, 3] + 1) % 12
    second[3:33, 3] = (second[3:33, 3] + 1) % 12
    pictures = SimpleNamespace(pictures=labels)
    runs = [
        make_run("A", FAST, make_result(exact=0.94), evaluation=make_evaluation(second, labels), part=pictures),
        make_run("B", HEAVY, make_result(exact=0.99), evaluation=make_evaluation(first, labels), part=pictures),
    ]
    assert conclude("same_pictures", *runs) == (
        "On the same 500 test pictures B alone has all four right on 30, A alone on 3: unlikely to be chance "
        "(sign test, p below 0.0001)."
    )
    other = replace(runs[1], part=SimpleNamespace(pictures=labels + 1))
    assert conclude("same_pictures", runs[0], other) is None


def test_gains_losses_and_steps(conclude, make_run, make_result):
    one = make_run("A", result=make_result((0.99, 0.98, 1.0, 0.8), 0.79, steps=(10, 20, 30, 200)))
    other = make_run("B", HEAVY, make_result((0.97, 0.98, 1.0, 0.95), 0.9, steps=(10, 20, 30, 50)))
    never = make_run("C", HEAVY, make_result((0.5, 0.5, 0.5, 0.1), 0.1, steps=(10, None, 30, 50)))
    assert conclude("gains_and_losses", one, other, never) == (
        "B gains most over A in angle: 15.0 points, and loses 2.0 points in length (one run each)."
    )
    assert conclude("quickest", one, other, never) == (
        "B reached 95\u00a0% with all four heads first, at step 50; A took 4.0 times as many steps (200); "
        "C never reached it (one run each)."
    )
    assert conclude("quickest", one, replace(one, label="D")) == (
        "A and D reached 95\u00a0% with all four heads first, at step 200 (one run each)."
    )


def test_baselines_give_delta_m(conclude, make_run, make_result):
    from training.results import leaderboard

    run = make_run("A", result=make_result((0.9, 0.9, 0.9, 0.9)))
    alone = [
        make_run(head, leaderboard.baseline_settings(FAST, head), make_result((1.0, 1.0, 1.0, 1.0))).record
        for head in FAST.weights
    ]
    told = conclude("against_baselines", run, make_run("B", HEAVY), every=(run.record, *alone))
    assert told.endswith("): A +10.00\u00a0% (1 seed).")
    assert conclude("against_baselines", run, make_run("B", HEAVY), every=(run.record,)) is None


def test_different_splits_are_warned_of(conclude, make_run):
    assert "different splits" in conclude("splits", make_run("A"), make_run("B", replace(FAST, split="coursework")))
    assert conclude("splits", make_run("A"), make_run("B")) is None


def test_runs_that_left_nothing_are_compared_without_a_word_too_much(make_facts, make_run):
    told = comparison_findings(make_facts(make_run("A", status="failed"), make_run("B", HEAVY, status="diverged")))
    assert told == ["The runs differ in one setting alone, weights (A: 1/1/1/1; B: 1/1/1/50)."]
    assert np.all([one.endswith(".") for one in told])
