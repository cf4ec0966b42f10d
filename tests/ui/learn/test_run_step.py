"""The button that trains."""

import streamlit as st

from training.lessons.lesson import Train
from training.lessons.read import lessons
from ui.learn import run_step

LESSON = lessons()[0]["angle-takes-over"]
(STEP,) = (step for step in LESSON.steps if isinstance(step, Train))


def test_a_double_click_trains_once_and_the_next_seed_anew(store, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", {})
    for seed in (0, 0, 1, 1):
        run_step._start(LESSON, [STEP], seed)
    assert sorted(run.settings.seed for run in store.runs()) == [0, 0, 1, 1], "two that race, for each seed"
