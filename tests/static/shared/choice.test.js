import assert from "node:assert/strict";
import test from "node:test";
import { createChoice } from "../../../static/shared/choice.js";

test("an old echo does not undo a newer choice, and a repeated one ends the wait", () => {
  const choice = createChoice("a");
  choice.choose("b");
  choice.take("a");
  assert.equal(choice.value, "b");
  choice.take("b");
  choice.take("c");
  assert.equal(choice.value, "c");
});

test("Python is right when it shows something else, or when it does not repeat the choice in time", (context) => {
  context.mock.method(performance, "now", () => 0);
  const choice = createChoice("a");
  choice.choose("b");
  choice.take("c", true);
  assert.equal(choice.value, "c");
  choice.choose("b");
  context.mock.method(performance, "now", () => 2000);
  choice.take("a");
  assert.equal(choice.value, "a");
});

test("lists are compared by what they hold", () => {
  const choice = createChoice(["a"], (first, second) => first.join() === second.join());
  choice.choose(["a", "b"]);
  choice.take(["a", "b"]);
  choice.take([]);
  assert.deepEqual(choice.value, []);
});
