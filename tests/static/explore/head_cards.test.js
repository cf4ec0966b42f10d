import assert from "node:assert/strict";
import test from "node:test";
import { nearestText, verdict } from "../../../static/explore/head_cards/card.js";
import { summary } from "../../../static/explore/head_cards/head_cards.js";
import { classText, guessOf } from "../../../static/shared/head_text.js";

/** @param {string} name @param {number[]} probabilities @param {any} truth */
const head = (name, probabilities, truth) => ({
  name,
  icon: "x",
  colour: "#000",
  unit: name === "angle" ? "degrees" : "px",
  classes: ["0", "15"],
  probabilities,
  truth,
});

test("the guess is the likeliest class, with its unit", () => {
  assert.equal(guessOf({ probabilities: [0.2, 0.8] }), 1);
  assert.equal(classText(head("angle", [], null), 1), "15°");
  assert.equal(classText(head("width", [], null), 1), "15");
});

test("a verdict says right, wrong, or that the value is off the grid", () => {
  assert.equal(verdict(head("angle", [], null), 0).words, "");
  assert.equal(verdict(head("angle", [], { class: "0" }), 0).words, "right");
  assert.equal(verdict(head("angle", [], { class: "15" }), 0).words, "wrong, it is 15°");
  assert.equal(verdict(head("width", [], { class: null, drawn: "2.5 px" }), 0).words, "drawn 2.5 px: off the grid");
});

test("the summary counts the heads whose truth is known", () => {
  const right = head("width", [1, 0], { class: "0" });
  const wrong = head("angle", [0, 1], { class: "0" });
  const unknown = head("length", [1, 0], { class: null, drawn: "9 px" });
  assert.deepEqual(summary([right, right]), { state: "right", text: "All four right" });
  assert.deepEqual(summary([right, unknown]), { state: "right", text: "Right on width" });
  assert.deepEqual(summary([right, wrong]), { state: "wrong", text: "Wrong: angle" });
  assert.deepEqual(summary([unknown]), { state: "", text: "Nothing here is a trained value." });
  assert.deepEqual(summary([head("width", [1, 0], null)]), { state: "", text: "" });
});

test("off the grid the nearest class is named, and whether the answer is it", () => {
  const between = { class: null, drawn: "12°", nearest: "15", nearest_text: "nearest class 15° (3° off)" };
  assert.equal(nearestText(head("angle", [], between), 1), "✓ nearest class 15° (3° off)");
  assert.equal(nearestText(head("angle", [], between), 0), "✗ nearest class 15° (3° off)");
  assert.equal(nearestText(head("angle", [], { ...between, class: "15" }), 1), "");
  assert.equal(nearestText(head("angle", [], null), 1), "");
});
