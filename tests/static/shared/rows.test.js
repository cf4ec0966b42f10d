import assert from "node:assert/strict";
import test from "node:test";
import { createHistory, createQuestion, named } from "../../../static/shared/rows.js";

const message = (/** @type {number} */ after, /** @type {number[]} */ steps) => ({
  run: "a",
  after,
  columns: ["step", "loss"],
  rows: steps.map((step) => [step, step / 10]),
});

test("rows have the names of their columns", () => {
  assert.deepEqual(named(message(-1, [3])), [{ step: 3, loss: 0.3 }]);
});

test("messages overlap, old ones bring nothing, and a gap is noticed", () => {
  const history = createHistory("a");
  assert.equal(history.accept(message(-1, [0, 10]))?.length, 2);
  assert.deepEqual(history.accept(message(0, [10, 20])), [{ step: 20, loss: 2 }]);
  assert.deepEqual(history.accept(message(-1, [0, 5])), []);
  assert.equal(history.accept(message(30, [40])), null);
  assert.equal(history.last, 20);
  assert.deepEqual(
    history.rows.map(({ step }) => step),
    [0, 10, 20],
  );
});

test("long histories are thinned until they fit", () => {
  const history = createHistory("a");
  history.accept(
    message(
      -1,
      Array.from({ length: 100 }, (_, step) => step),
    ),
  );
  const halve = (/** @type {any[]} */ rows) => rows.filter((_, i) => i % 2 === 0);
  assert.equal(history.thin(30, halve), true);
  assert.equal(history.thin(30, halve), false);
  assert.equal(history.rows.length, 25);
});

test("a question is not asked again at once", (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  /** @type {unknown[]} */
  const questions = [];
  const ask = createQuestion((question) => questions.push(question));
  ask(1);
  ask(2);
  now = 1001;
  ask(3);
  assert.deepEqual(questions, [1, 3]);
});
