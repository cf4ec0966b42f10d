"""Suggestions lie in their bounds, come from the record alone, and lead to where the good trials are."""

from dataclasses import replace

import pytest

from model.balance import METHODS
from runs.records import TrialRecord, now
from training.presets import PRESETS
from training.run import Search
from training.search.goals import point_scores
from training.search.space import REFERENCE, SEARCHABLE_PRESETS, SearchPlan, first_trials, trial_settings
from training.search.suggest import parameter_importance, suggest_parameters
from training.settings import SettingsError, equal_weights
from training.weight_grid import WEIGHT_GRID

from .conftest import STEPS, curve

FAST = PRESETS["fast"].settings


def search_of(goal="worst-head", settings=FAST, seed=0, budget=30, **more):
    record = SearchPlan(settings=settings, goal=goal, budget=budget, seed=seed, **more).to_record()
    times = {"created": now(), "ended": None, "message": "", "importance": None}
    return Search(id="s", name="a search", status="running", **record, **times)


def tried(search, count):
    """So many trials, each complete as soon as it is suggested."""
    trials = []
    for number in range(count):
        parameters = suggest_parameters(search, trials)
        point = curve(trial_settings(FAST, parameters).weights, STEPS)
        scores = point_scores(point)
        run = dict.fromkeys(("run_status", "run_step", "run_steps", "run_message", "run_started", "run_ended"))
        known = {"run_id": "r", "status": "complete", "reports": {}, "step": None, "attempts": 1, **run}
        trials.append(TrialRecord(number=number, parameters=parameters, scores=scores, **known))
    return trials


@pytest.mark.parametrize("goal", ["worst-head", "four-heads"])
def test_suggestions_lie_in_their_bounds_on_the_sliders_and_none_comes_twice(goal):
    search = search_of(goal, with_rate=True, low=0.5, high=50)
    trials = tried(search, 14)
    for trial in trials:
        assert set(trial.parameters) == {"length", "width", "angle", "learning_rate"}
        for name, value in trial.parameters.items():
            low, high = search.varied[name]
            assert low <= value <= high
            assert name == "learning_rate" or value in WEIGHT_GRID
        weights = trial_settings(FAST, trial.parameters).weights
        assert weights[REFERENCE] == 1
    assert len({tuple(trial.parameters.items()) for trial in trials}) == 14


def test_even_a_small_space_is_gone_through_without_repeats():
    search = search_of(low=1, high=1.5)  # 8 points
    assert len({tuple(trial.parameters.items()) for trial in tried(search, 8)}) == 8


def test_a_suggestion_depends_on_the_record_and_the_seed_alone():
    trials = tried(search_of(), 12)
    assert suggest_parameters(search_of(), trials) == suggest_parameters(search_of(), list(trials))
    assert len({tuple(suggest_parameters(search_of(seed=seed), trials).items()) for seed in range(5)}) > 1


@pytest.mark.slow
def test_the_sampler_finds_what_the_heads_like():
    trials = tried(search_of(), 40)

    def worst(some):
        return sorted(min(trial.scores["accuracy"].values()) for trial in some)

    assert worst(trials[25:])[7] > worst(trials[2:12])[5]  # its usual try beats the usual random one


def test_the_first_trials_are_ones_own_weights_and_equal_ones():
    v3 = PRESETS["coursework-v3"].settings
    varied = search_of(settings=v3).varied
    assert first_trials(v3, varied) == [
        {"length": 5.0, "width": 2.0, "angle": 50.0}, {"length": 1.0, "width": 1.0, "angle": 1.0}
    ]  # fmt: skip
    assert trial_settings(v3, first_trials(v3, varied)[0]) == v3
    assert len(first_trials(FAST, varied)) == 1
    scaled = replace(v3, weights={head: 10 * weight for head, weight in v3.weights.items()})
    assert first_trials(scaled, varied) == first_trials(v3, varied)  # a common factor is nothing
    silent = replace(v3, weights=equal_weights() | {REFERENCE: 0.0, "angle": 0.0})
    for parameters in first_trials(silent, varied):
        assert all(low <= parameters[name] <= high for name, (low, high) in varied.items())


@pytest.mark.slow
def test_importance_says_what_mattered():
    search = search_of("four-heads")
    found = parameter_importance(search, tried(search, 30))
    for head in ("length", "width", "angle"):
        assert max(found[head], key=found[head].get) == head  # a head cares about its own weight
        assert sum(found[head].values()) == pytest.approx(1)
    assert REFERENCE not in found  # its weight is always 1: it never differs
    assert parameter_importance(search, tried(search, 3)) == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"goal": "luck"}, "Goals are all-four"),
        ({"budget": 1}, "2 to 500 trials"),
        ({"low": 10.0, "high": 1.0}, "lower bound first"),
        ({"low": 0.0}, "lower bound first"),
        (
            {"settings": replace(FAST, method=next(n for n, m in METHODS.items() if m.role == "nothing"))},
            "does not listen to the weights",
        ),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(changes, words):
    with pytest.raises(SettingsError, match=words):
        SearchPlan(**{"settings": FAST, "goal": "all-four", "budget": 5, **changes})


def test_whatever_is_offered_can_be_searched():
    plans = [SearchPlan(settings=PRESETS[name].settings, goal="all-four", budget=5) for name in SEARCHABLE_PRESETS]
    assert FAST in [plan.settings for plan in plans]


def test_a_plan_is_plain_json():
    record = search_of(with_rate=True)
    assert record.settings == FAST
    assert record.varied["learning_rate"] == [pytest.approx(6e-4), pytest.approx(6e-2)]
