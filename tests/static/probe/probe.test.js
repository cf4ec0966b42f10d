import assert from "node:assert/strict";
import test from "node:test";
import { stretches } from "../../../static/probe/chart.js";
import { changeText } from "../../../static/probe/nearest_flip.js";
import { placeAfter } from "../../../static/probe/player.js";
import { nearestPlace, pointOf } from "../../../static/probe/position_maps.js";
import { breakingPoint } from "../../../static/probe/robustness.js";
import { argmax, flipText, ticks, valueText } from "../../../static/probe/text.js";
import { nearestIndex } from "../../../static/shared/format.js";

test("places and points belong to each other", () => {
  for (let index = 0; index < 28 * 28; index += 1) assert.equal(nearestPlace(pointOf(index)), index);
  assert.equal(nearestPlace([-5, 40]), 0);
  assert.equal(nearestPlace([40, -5]), 28 * 28 - 1);
});

test("ticks are even, lie between the ends, and are no more than asked for", () => {
  for (const [low, high] of [
    [0, 180],
    [1, 5],
    [0.5, 27.5],
  ]) {
    const values = ticks(low, high, 6, high === 180);
    assert.ok(values.length >= 2 && values.length <= 7);
    assert.ok(values.every((value) => value >= low - 1e-9 && value <= high + 1e-9));
    const steps = values.slice(1).map((value, i) => (value - values[i]).toFixed(6));
    assert.equal(new Set(steps).size, 1);
  }
  assert.deepEqual(ticks(0, 180, 6, true), [0, 30, 60, 90, 120, 150, 180]);
});

test("stretches of one answer are merged", () => {
  assert.deepEqual(stretches([1, 1, 0, 1]), [
    { answer: 1, from: 0, to: 1 },
    { answer: 0, from: 2, to: 2 },
    { answer: 1, from: 3, to: 3 },
  ]);
});

test("a head breaks between two measured strengths", () => {
  assert.deepEqual(breakingPoint([0, 10, 20], [1, 1, 0.5], 15), { index: 1.5, accuracy: 0.75 });
  assert.deepEqual(breakingPoint([0, 10], [1, 0], 0), { index: 0, accuracy: 1 });
});

test("the nearest value, the largest, and a value in words", () => {
  assert.equal(nearestIndex([0, 1, 2], 1.4), 1);
  assert.equal(argmax([0.2, 0.5, 0.3]), 1);
  assert.equal(valueText({ digits: 1, unit: " px" }, 9.84), "9.8 px");
});

test("pictures play round and round where their ends meet, else to and fro", () => {
  const places = (/** @type {boolean} */ cyclic) => [0, 0.4, 2, 3, 4, 5, 6, 7].map((way) => placeAfter(way, 3, cyclic));
  assert.deepEqual(places(true), [0, 0, 2, 3, 0, 1, 2, 3]);
  assert.deepEqual(places(false), [0, 0, 2, 3, 2, 1, 0, 1]);
});

test("flips and changes are told as Python tells them", () => {
  const head = { name: "length", classes: ["short", "long"], degrees: false, icon: "", colour: "", dash: "" };
  const data = { heads: [head], moved: { digits: 1, unit: " px" } };
  assert.equal(flipText(data, { head: "length", at: 9.84, after: 1 }), "length flips to long at 9.8 px");
  const factor = /** @type {any} */ ({ label: "Length", unit: " px", digits: 1 });
  assert.equal(changeText(factor, 15, 9.25), "length 15 → 9.2 px");
  assert.equal(changeText(factor, 15, 15.01), "length 15 → 15.01 px");
});
