"""The Train page: settings in the link, runs from start to end, sliders, the zip and the command."""

import csv
import io
import json
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.split import SPLITS
from model.heads import HEADS
from runs.records import FOLLOWS
from tests.tiers import cases
from training.cli_command import command_line
from training.command_line import parser, settings_from_options
from training.presets import PRESETS
from training.run import OTHER_VERSION
from training.settings import RunSettings
from ui.shared import run_control
from ui.shared.downloads import run_zip
from ui.shared.fields import PRESET, RUN, STEPS_PER_SECOND, weight
from ui.shared.run_view import RunReader, shipped_run
from ui.train import run_actions, weight_sliders

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
BUTTONS = ("start", "pause", "step_batch", "step_epoch", "stop", "apply")


def enabled(app):
    return {key for key in BUTTONS if not app.button(key=key).disabled}


def shown(app):
    return app.query_params.get(RUN.name)


def test_the_first_paint_is_a_finished_run(open_train):
    app = open_train()
    assert any("Solved first: colour" in text.value for text in app.markdown)
    assert shown(app) is None
    assert enabled(app) == {"start", "step_batch"}


def test_start_queues_the_chosen_settings_and_shows_the_run(open_train, store, press):
    app = open_train(seed="7", epochs="2.5", weight_angle="50", preset="robust")
    press(app, "start")
    record = store.run(shown(app))
    robust = PRESETS["robust"].settings
    expected = replace(robust, seed=7, epochs=2.5, weights=robust.weights | {"angle": 50.0})
    assert record.settings == expected
    assert record.status == "queued"


def test_a_double_click_starts_one_run_and_a_later_click_another(open_train, store, make_run, press, monkeypatch):
    before = make_run("done")
    app = open_train()
    moment = time.monotonic()
    monkeypatch.setattr(run_actions, "time", SimpleNamespace(monotonic=lambda: moment))  # a busy machine clicks late
    app.button(key="start").click().run()
    app.query_params[RUN.name] = before  # the browser sends the second press before it has the new address
    app.button(key="start").click().run()
    assert len(store.runs()) == 2
    assert shown(app) == store.runs()[0].id
    press(app, "start")
    assert [store.queue_place(run.id) for run in store.runs()] == [2, 1, None]
    assert shown(app) == store.runs()[0].id


def test_a_run_goes_through_pause_steps_pace_weights_and_stop(open_train, store, make_run, press):
    run = make_run()
    app = open_train()
    assert shown(app) == run
    assert enabled(app) == {"start", "pause", "step_batch", "step_epoch", "stop"}
    press(app, "pause")
    assert store.control(run).state == "pause"
    store.set_status(run, "paused", step=100)
    app.run()
    press(app, "step_batch")
    assert (store.control(run).state, store.control(run).until) == ("run", 101)
    press(app, "step_epoch")
    assert store.control(run).until == 200
    app.selectbox(key=STEPS_PER_SECOND.name).select(5.0).run()
    assert store.control(run).pace == 5
    app.select_slider(key=weight("angle").name).set_value(50.0).run()
    assert store.control(run).weights is None  # staged
    press(app, "apply")
    assert store.control(run).weights == {"length": 1, "width": 1, "colour": 1, "angle": 50}
    assert "apply" not in enabled(app)
    press(app, "pause")  # Resume
    assert store.control(run).until is None
    press(app, "stop")
    assert store.control(run).state == "stop"
    assert "stop" not in enabled(app)


def test_a_run_that_waits_can_leave_the_queue_and_join_it_again(open_train, store, make_run, press):
    run = make_run("queued")
    app = open_train()
    press(app, "stop")
    assert store.run(run).status == "stopped"
    assert app.button(key="pause").label == "Resume from step 0"
    press(app, "pause")
    assert store.queue_place(run) == 1


def test_a_suspended_run_steps_and_goes_on_through_the_queue(open_train, store, make_run, press):
    run = make_run("suspended")
    app = open_train()
    assert enabled(app) >= {"pause", "step_batch", "step_epoch", "stop"}
    assert app.button(key="pause").label == "Resume"
    press(app, "step_batch")
    assert (store.queue_place(run), store.control(run).until) == (1, 101)


def test_an_interrupted_run_resumes_from_its_step(open_train, store, make_run, press):
    run = make_run("interrupted")
    app = open_train()
    assert app.button(key="pause").label == "Resume from step 100"
    press(app, "pause")
    assert store.run(run).status == "queued"


@pytest.mark.slow
@pytest.mark.parametrize("status", cases((status for status in FOLLOWS if status != "starting"), {"running", "done"}))
def test_no_button_breaks_the_page_even_twice(open_train, make_run, status, press):
    make_run(status)
    app = open_train()
    for key in BUTTONS * 3:
        if key in enabled(app):
            press(app, key)


@pytest.mark.parametrize("status", FOLLOWS)
@pytest.mark.parametrize(
    "late",
    [
        run_control.stop,
        run_control.resume,
        partial(run_control.take_steps, count=1),
        partial(run_control.request, state="pause"),
    ],
)
def test_a_click_that_comes_too_late_does_no_harm(store, make_run, status, late):
    run = make_run(status if status != "starting" else "running")
    before = store.run(run)
    late(run)
    assert store.run(run).settings == before.settings
    assert store.run(run).status in (status, "running", "queued", "stopped")
    late("nonsense")


def test_a_step_on_a_finished_run_starts_one_that_pauses_after_a_batch(open_train, store, make_run, press):
    make_run("done")
    app = open_train()
    press(app, "step_batch")
    assert store.control(shown(app)).until == 1


def test_the_link_wins_then_the_newest_active_run_then_the_newest(open_train, make_run):
    done = make_run("done")
    assert shown(open_train()) == done
    active = make_run("running")
    newest = make_run("queued")
    assert shown(open_train()) == active
    assert shown(open_train(run=newest)) == newest
    app = open_train(run="nonsense")
    assert shown(app) == active
    assert "not here any more" in app.toast[0].value
    app.selectbox(key=RUN.name).select(done).run()
    assert shown(app) == done


def test_a_preset_sets_all_other_controls_and_a_bare_link_too(open_train):
    app = open_train()
    app.selectbox(key=PRESET.name).select("coursework-v3").run()
    for page in (app, open_train(preset="coursework-v3")):
        v3 = PRESETS["coursework-v3"].settings
        assert page.number_input(key="batch_size").value == v3.batch_size
        assert page.number_input(key="per_class").value == v3.per_class
        assert {head: page.select_slider(key=weight(head).name).value for head in HEADS} == v3.weights


def test_settings_that_cannot_be_trained_with_are_told_and_not_started(open_train):
    app = open_train(per_class="5")
    assert "per_class" in app.error[0].value
    assert "start" not in enabled(app)
    app = open_train(**{weight(head).name: "0" for head in HEADS})
    assert "above 0" in app.error[0].value


def test_links_with_nonsense_fall_back(open_train, press):
    app = open_train(preset="x", seed="-3", learning_rate="nan", weight_angle="77", split="?", epochs="1e9")
    press(app, "start")
    assert run_actions.view_of(shown(app)).record.settings == PRESETS["fast"].settings


def test_ready_made_weights_move_the_sliders_and_their_shares(open_train):
    app = open_train()
    next(button for button in app.button if button.label.startswith("Coursework")).click().run()
    angle = app.select_slider(key=weight("angle").name)
    assert angle.value == 50
    assert any(text.value.endswith("angle** · 86\u00a0%") for text in app.markdown)


def test_shares_from_a_link_stand_in_the_labels(open_train):
    assert any(text.value.endswith("angle** · 50\u00a0%") for text in open_train(weight_angle="3").markdown)


def test_a_finished_run_offers_its_network(open_train, store, make_run):
    run = make_run("running")
    store.save_artefact(run, "network.tflite", b"network")
    store.save_artefact(run, "weights.npz", b"weights")
    test = dict.fromkeys(HEADS, 1.0) | {"average": 1.0, "exact": 1.0}
    store.set_status(run, "done", result={"test": test, "seconds": 3.0, "first_solved": {}})
    assert not open_train().button(key="use").disabled
    view = RunReader(run, store).view()
    with zipfile.ZipFile(io.BytesIO(run_zip(view))) as archive:
        assert set(archive.namelist()) >= {"network.tflite", "weights.npz", "settings.json", "curve.json", "curve.csv"}
        assert RunSettings.from_json(json.loads(archive.read("settings.json"))) == PRESETS["fast"].settings
        assert archive.read("weights.npz") == b"weights"
        rows = list(csv.DictReader(io.StringIO(archive.read("curve.csv").decode())))
    assert [int(row["step"]) for row in rows] == [point.step for point in view.points]
    assert rows[0]["val_accuracy.angle"] == "0.5"


def test_a_run_of_another_version_is_shown_without_a_command(open_train, make_run):
    make_run("done", magic=1)
    app = open_train()
    assert OTHER_VERSION in [caption.value for caption in app.caption]
    assert not app.code
    assert app.button(key="use").disabled


def test_the_command_that_repeats_a_run_comes_when_it_is_wanted(open_train, make_run):
    make_run("done")
    app = open_train()
    assert not app.code
    app.session_state["terminal"] = True
    app.run()
    assert [code.value for code in app.code] == [command_line(PRESETS["fast"].settings)]


def test_the_story_can_be_downloaded(store):
    with zipfile.ZipFile(io.BytesIO(run_zip(shipped_run()))) as archive:
        assert {"network.tflite", "weights.npz"} <= set(archive.namelist())


heads_weights = st.fixed_dictionaries({head: st.sampled_from(weight_sliders.WEIGHT_GRID) for head in HEADS}).filter(
    lambda chosen: any(chosen.values())
)


@settings(deadline=None)
@given(
    st.sampled_from(list(PRESETS)),
    heads_weights,
    st.integers(0, 2**31 - 1),
    st.sampled_from(list(SPLITS)),
    st.floats(0.01, 200),
    st.floats(1e-6, 1),
    st.integers(1, 16_384),
    st.none() | st.integers(10, 2_000),
)
def test_the_command_line_repeats_the_settings(preset, chosen, seed, split, epochs, rate, batch, per_class):
    wanted = replace(
        PRESETS[preset].settings,
        weights=chosen,
        seed=seed,
        split=split,
        epochs=epochs,
        learning_rate=rate,
        batch_size=batch,
        per_class=per_class,
    )
    arguments = command_line(wanted).split()[3:]
    assert settings_from_options(parser().parse_args(arguments)) == wanted


def test_the_command_of_a_preset_is_short():
    assert command_line(PRESETS["fast"].settings) == "python -m training --preset fast"


def test_slider_positions_grow_by_like_factors_from_zero():
    first, *others = weight_sliders.WEIGHT_GRID
    assert first == 0
    assert others[0] == 0.01
    assert others[-1] == 1000
    assert all(1.2 <= high / low <= 1.51 for low, high in pairwise(others))
    for ready in weight_sliders.PRESET_WEIGHTS.values():
        assert {weight_sliders.nearest_weight(weight) for weight in ready.values()} == set(ready.values())


@given(st.floats(0.01, 1000))
def test_nearest_is_within_half_a_position(weight):
    assert 1 / 1.25 < weight_sliders.nearest_weight(weight) / weight < 1.25


@given(st.lists(st.sampled_from(weight_sliders.WEIGHT_GRID), min_size=4, max_size=4))
def test_shares_add_up_and_nothing_is_nothing(values):
    chosen = dict(zip(HEADS, values, strict=True))
    shares = weight_sliders.shares(chosen)
    assert sum(shares.values()) == pytest.approx(1 if any(values) else 0)
    assert all((share == 0) == (chosen[head] == 0) for head, share in shares.items())
    assert all(weight_sliders.share_text(share) != "0\u00a0%" for share in shares.values() if share)


def test_the_page_needs_neither_tensorflow_nor_dask():
    parts = "from ui.shared import live_chart; from ui.train import control_bar, result_bar, run_actions"
    parts += "; from ui.train import settings_form, weight_sliders"
    check = "import sys; assert not {'tensorflow', 'keras', 'dask', 'distributed'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", f"{parts}; {check}"], cwd=ROOT, check=True, timeout=60)
