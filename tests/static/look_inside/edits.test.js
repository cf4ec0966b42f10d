import assert from "node:assert/strict";
import test from "node:test";
import { applyEdits, countOf, editsOf, NOISE_SHARE, toggle } from "../../../static/look_inside/edits.js";
import { createScales } from "../../../static/look_inside/scales.js";

const VALUES = [1, -2, 3, 4, 5, 6]; // two maps at three places

/** @param {import("../../../static/look_inside/edits.js").Kind} kind */
function edited(kind) {
  const edits = new Map();
  toggle(edits, "conv", 1, kind, 8);
  const values = Float64Array.from(VALUES);
  applyEdits(edits, "conv", values, 2);
  return values;
}

test("a map is off or doubled, and the others stay", () => {
  assert.deepEqual([...edited("off")], [1, 0, 3, 0, 5, 0]);
  assert.deepEqual([...edited("doubled")], [1, -4, 3, 8, 5, 12]);
});

test("noise is the same every time, and of the size that is said", () => {
  const values = edited("noisy");
  assert.deepEqual(values, edited("noisy"));
  assert.deepEqual([values[0], values[2], values[4]], [1, 3, 5]);
  const edits = new Map();
  toggle(edits, "conv", 0, "noisy", 8);
  const noise = new Float64Array(20_000);
  applyEdits(edits, "conv", noise, 1);
  const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  assert.ok(Math.abs(deviation / (8 * NOISE_SHARE) - 1) < 0.03, String(deviation));
});

test("the same edit again takes it back; another takes its place; each network has its own", () => {
  const edits = editsOf("first");
  toggle(edits, "conv", 1, "off", 1);
  toggle(edits, "conv", 2, "off", 1);
  toggle(edits, "conv", 1, "noisy", 1);
  assert.equal(countOf(editsOf("first")), 2);
  assert.equal(editsOf("first").get("conv")?.get(1)?.kind, "noisy");
  assert.equal(countOf(editsOf("second")), 0);
  toggle(edits, "conv", 1, "noisy", 1);
  toggle(edits, "conv", 2, "off", 1);
  assert.equal(edits.size, 0);
});

test("scales grow and never shrink, and the picture does not count for the whole", () => {
  const layers = [
    { name: "pixels", shape: [1, 1, 3] },
    { name: "conv", shape: [1, 2, 2] },
    { name: "hidden", shape: [3] },
  ];
  const scales = createScales();
  const take = (/** @type {number[]} */ conv) =>
    scales.take(/** @type {any} */ ({ layers, outputs: { pixels: [255, 0, 0], conv, hidden: [1, -6, 2] } }));
  take([1, -4, 2, 0]);
  take([0, 1, 5, 0]);
  assert.equal(scales.ofMap("conv", 0), 5);
  assert.equal(scales.ofMap("conv", 1), 4);
  assert.equal(scales.ofLayer("hidden"), 6);
  assert.equal(scales.ofNetwork(), 6);
});
