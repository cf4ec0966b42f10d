// What the news of a class make a student's page do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { actions, barText, openLesson } from "../../../../static/shared/class_bar/news.js";

const NEWS = { state: "in", number: 2, place: "Train", following: true, paused: false, revealed: [] };

test("a page that follows goes to each new place once", () => {
  assert.deepEqual(actions(1, NEWS, NEWS), [{ name: "push", value: 2 }]);
  assert.deepEqual(actions(2, NEWS, NEWS), []);
  assert.deepEqual(actions(1, NEWS, { ...NEWS, following: false }), []);
  assert.deepEqual(actions(1, NEWS, { ...NEWS, place: "" }), []);
});

test("who is in no class any more is told so, and goes nowhere", () => {
  const gone = { ...NEWS, state: "removed", departure: "Your teacher took you out of the class." };
  assert.deepEqual(actions(1, NEWS, gone), [{ name: "news", value: "removed" }]);
  assert.equal(barText(gone), gone.departure);
});

test("guesses that the teacher shows draw the page anew", () => {
  const shown = { ...NEWS, revealed: ["race/1"] };
  assert.deepEqual(actions(2, NEWS, shown), [{ name: "news", value: 1 }]);
  assert.deepEqual(actions(2, shown, shown), []);
});

test("the open lesson is that of the address", () => {
  assert.deepEqual(openLesson("http://a/learn?lesson=who-wakes-first&lesson_step=3&v=1"), {
    lesson: "who-wakes-first",
    step: "3",
  });
  assert.deepEqual(openLesson("http://a/base/learn?lesson=race"), { lesson: "race", step: "0" });
  for (const other of ["http://a/train?lesson=race", "http://a/learn", "http://a/learn?lesson=<b>", "http://a/"])
    assert.deepEqual(openLesson(other), { lesson: "", step: "0" });
  assert.equal(openLesson("http://a/learn?lesson=race&lesson_step=-1").step, "0");
});

test("the bar says who leads, and what is paused", () => {
  assert.equal(barText(NEWS), "Your teacher leads to Train.");
  assert.equal(barText({ ...NEWS, following: false }), "You go your own way. Your teacher is at Train.");
  assert.equal(barText({ ...NEWS, place: "", paused: true }), "Your teacher has paused new training.");
  assert.equal(barText({ ...NEWS, place: "" }), "");
});
