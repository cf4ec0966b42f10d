"""The conductor: never more trials than asked for, never in a person's way, nothing lost and nothing done twice."""

import pytest
from sqlalchemy import update

from runs.records import ACTIVE, TRIAL_STATUSES
from runs.tables import SearchRow
from tests.tiers import cases
from training.search import conductor
from training.search.conductor import pruning_message
from training.search.goals import GOALS
from training.search.selection import best_trial
from training.search.space import trial_settings
from training.search.suggest import suggest_parameters
from training.settings import equal_weights

from .conftest import STEPS, World, curve

pytestmark = pytest.mark.slow


def history(store, search_id):
    """What must repeat: everything but ids and times."""
    return [
        (trial.number, trial.status, trial.parameters, trial.scores, trial.reports, trial.step)
        for trial in store.trials(search_id)
    ]


def check_trials(store, search_id):
    """What holds of every search."""
    trials = store.trials(search_id)
    assert [trial.number for trial in trials] == list(range(len(trials)))
    tried = [tuple(trial.parameters.items()) for trial in trials]
    assert len(set(tried)) == len(tried)
    for trial in trials:
        assert trial.status in TRIAL_STATUSES
        if trial.status == "complete":
            run = store.run(trial.run_id)
            last = curve(run.settings.weights, STEPS)
            assert trial.scores["accuracy"] == last.validation_accuracy
            assert trial.parameters | {"colour": 1.0} == run.settings.weights


@pytest.mark.parametrize("goal", cases(GOALS, {"worst-head", "four-heads"}))
def test_a_search_makes_as_many_trials_as_it_may_and_finds_better_weights(store, begin, goal):
    world = World(store, workers=3)
    search = world.finish(begin(goal, budget=14))
    trials = store.trials(search.id)
    assert (search.status, search.message, len(trials)) == ("done", "", 14)
    assert len(world.order) == 14
    check_trials(store, search.id)
    assert store.runs() == []  # they do not flood the lists
    assert {trial.status for trial in trials} <= {"complete", "pruned"}
    if not GOALS[goal].single:
        assert {trial.status for trial in trials} == {"complete"}
    found = best_trial(GOALS[goal], trials)
    first = trials[0]
    assert found.number != first.number  # its weights are equal: not what the heads like
    assert set(search.importance) <= {one.label for one in GOALS[goal].objectives}


def test_bad_trials_are_pruned_with_words_and_good_ones_are_not(store, begin, world):
    search = world.finish(begin(budget=16))
    trials = store.trials(search.id)
    pruned = [trial for trial in trials if trial.status == "pruned"]
    assert pruned
    for trial in pruned:
        assert trial.number >= 5
        assert STEPS / 3 <= trial.step < STEPS
        assert max(map(int, trial.reports)) == trial.step
        run = store.run(trial.run_id)
        assert run.status == "stopped"
        if trial.number < len(trials) - 1:
            assert run.message == pruning_message(search, trial)
    worst = min(trials, key=lambda trial: min(trial.scores["accuracy"].values()))
    assert worst.status == "pruned" or worst.number < 5
    assert best_trial(GOALS[search.goal], trials).status == "complete"


@pytest.mark.slow
def test_equal_seeds_repeat_a_search_and_another_seed_does_not(store, begin):
    searches = []
    for seed in (3, 3, 4):
        search_id = begin(seed=seed, budget=15)
        World(store).finish(search_id)
        searches.append(history(store, search_id))
    assert searches[0] == searches[1]
    assert searches[0] != searches[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("goal", "workers"),
    cases((("worst-head", 1), ("angle-against-rest", 1), ("worst-head", 2)), {("angle-against-rest", 1)}),
)
def test_a_search_goes_on_after_crashes_as_if_nothing_had_been(store, begin, goal, workers):
    calm = begin(goal, budget=14, seed=1)
    World(store).finish(calm)
    rough, world = begin(goal, budget=14, seed=1), World(store, workers)
    for _ in range(6):
        for _ in range(17):
            world.turn()
        world.crash()
    search = world.finish(rough)
    assert (search.status, len(store.trials(rough))) == ("done", 14)
    check_trials(store, rough)
    if workers == 1:
        assert history(store, rough) == history(store, calm)


def test_a_crash_in_the_middle_of_a_trial_loses_nothing_and_repeats_nothing(store, begin, world):
    search_id = begin(budget=3)
    world.run(lambda: len(store.trials(search_id)) == 2)
    for _ in range(3):
        world.turn()
    world.crash()
    world.finish(search_id)
    second = store.trials(search_id)[1]
    assert (second.attempts, world.order.count(second.run_id)) == (2, 2)
    assert [trial.status for trial in store.trials(search_id)] == ["complete"] * 3
    check_trials(store, search_id)


def test_a_search_that_is_stopped_stands_still_until_it_is_resumed(store, begin, world):
    search_id = begin(budget=8)
    world.run(lambda: len(store.trials(search_id)) == 3)
    world.turn()
    store.stop_search(search_id)
    for _ in range(20):
        world.turn()
    begun = len(world.order)
    assert store.search(search_id).status == "stopped"
    assert [trial.status for trial in store.trials(search_id)] == ["complete", "complete", "held"]
    assert not any(not future.done() for future in world.futures.values())
    store.resume_search(search_id)
    assert world.finish(search_id).status == "done"
    assert len(store.trials(search_id)) == 8
    assert world.order.count(world.order[begun - 1]) == 2  # the third went on, in the same run
    check_trials(store, search_id)
    store.resume_search(search_id, budget=10)
    assert world.finish(search_id).status == "done"
    assert len(store.trials(search_id)) == 10


def test_a_person_goes_first_and_a_trial_makes_room_and_goes_on_afterwards(store, begin, world):
    calm = begin(budget=4)
    world.finish(calm)
    rough = begin(budget=4)
    world.run(lambda: len(store.trials(rough)) == 2)
    for _ in range(3):
        world.turn()
    mine = store.create_run("mine", {"weights": equal_weights()})
    world.run(lambda: store.run(mine).status == "running", turns=5)
    second = store.trials(rough)[1]
    assert (second.status, second.run_status) == ("held", "stopped")
    world.run(lambda: store.run(mine).status == "done")
    world.finish(rough)
    assert world.order.count(second.run_id) == 2
    assert history(store, rough) == history(store, calm)


@pytest.mark.slow
def test_people_with_more_runs_than_workers_hold_up_all_trials_and_no_trial_is_queued_before_them(store, begin):
    world = World(store, workers=2)
    search_id = begin(budget=6)
    world.run(lambda: len(store.trials(search_id)) >= 2)
    mine = [store.create_run("mine", {"weights": equal_weights()}) for _ in range(4)]
    asked = len(store.trials(search_id))
    world.run(lambda: all(store.run(run_id).started for run_id in mine[:2]), turns=6)
    world.run(lambda: store.run(mine[3]).started is not None)
    assert len(store.trials(search_id)) == asked
    assert world.finish(search_id).status == "done"
    assert all(store.run(run_id).status == "done" for run_id in mine)


def test_a_trial_that_ends_badly_counts_and_the_search_goes_on(store, begin, world):
    world.trouble = {1: "diverged", 2: "failed", 3: "stopped"}
    search = world.finish(begin(budget=5))
    assert search.status == "done"
    statuses = ["complete", "diverged", "failed", "stopped", "complete"]
    assert [trial.status for trial in store.trials(search.id)] == statuses


def test_a_search_without_any_score_gives_up_and_says_why(store, begin, world):
    world.trouble = dict.fromkeys(range(9), "failed")
    search = world.finish(begin(budget=9))
    assert search.status == "failed"
    assert "The first 3 trials all ended without a score. The last one: Something went wrong." in search.message


def test_a_trial_whose_worker_dies_again_and_again_is_given_up(store, begin, world):
    search_id = begin("four-heads", budget=2)
    for _ in range(9):
        world.turn()
        if [trial.status for trial in store.trials(search_id)][:1] != ["failed"]:
            world.crash()
    assert store.trials(search_id)[0].status == "failed"


def test_a_trial_whose_run_is_thrown_away_keeps_its_place(store, begin, world):
    search_id = begin(budget=5)
    world.run(lambda: len(store.trials(search_id)) == 3)
    first, second, third = store.trials(search_id)
    for trial in (first, third):
        store.delete(trial.run_id)
    assert world.finish(search_id).status == "done"
    trials = store.trials(search_id)
    assert [trial.status for trial in trials] == ["complete", "complete", "stopped", "complete", "complete"]
    store.forget_deleted(after=-store.run(second.run_id).created.resolution)
    assert store.trials(search_id)[0].run_id is None
    assert store.trials(search_id)[0].scores == first.scores


def test_a_search_that_is_thrown_away_while_a_trial_is_suggested_harms_nobody(store, begin, world, monkeypatch):
    gone, kept = begin(budget=2), begin(budget=2)

    def slow(search, trials):
        if search.id == gone:
            store.delete_search(gone)
        return suggest_parameters(search, trials)

    monkeypatch.setattr(conductor, "suggest_parameters", slow)
    world.turn()
    assert [search.id for search in store.searches()] == [kept]
    assert world.finish(kept).status == "done"


def test_two_searches_share_the_workers(store, begin):
    world = World(store, workers=2)
    both = [begin(budget=4), begin("four-heads", budget=4)]
    for search_id in both:
        assert world.finish(search_id).status == "done"
        assert len(store.trials(search_id)) == 4


def test_trials_train_with_what_was_suggested(store, begin, world):
    search = world.finish(begin(budget=6, with_rate=True))
    for trial in store.trials(search.id):
        settings = store.run(trial.run_id).settings
        assert settings == trial_settings(search.settings, trial.parameters)
        assert settings.learning_rate == trial.parameters["learning_rate"]


def test_a_search_with_a_goal_of_another_version_ends_in_words_and_the_others_go_on(store, begin, world):
    strange, plain = begin(budget=4), begin(budget=2)
    world.run(lambda: any(trial.run_status == "running" for trial in store.trials(strange)))
    store.execute(update(SearchRow).where(SearchRow.id == strange).values(goal="beauty"))
    assert world.finish(plain).status == "done"
    search = store.search(strange)
    assert (search.status, "`beauty`" in search.message) == ("failed", True)
    assert not any(trial.run_status in ACTIVE for trial in store.trials(strange))
    store.execute(update(SearchRow).where(SearchRow.id == strange).values(goal="worst-head"))
    store.resume_search(strange)  # the version that knows it
    assert world.finish(strange).status == "done"
    assert len(store.trials(strange)) == 4
