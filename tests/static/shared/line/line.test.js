// What the comparison with Python (`tests/ui/shared/test_line_rules.py`) does not ask.
import assert from "node:assert/strict";
import test from "node:test";
import { hasLine } from "../../../../static/shared/line/find.js";
import { createPaint } from "../../../../static/shared/line/paint.js";
import { PIXELS, upward } from "../../../../static/shared/line/rules.js";
import { stroke } from "../../../../static/shared/line/strokes.js";
import { truth } from "../../../../static/shared/line/truth.js";

/** @import { Drawing, LineRules } from "../../../../static/shared/line/rules.js" */

const NOTHING = "eJwDAAAAAAE="; // compressed
/** @type {LineRules} */
const RULES = {
  tie: 1e-6,
  nudge: [2e-4, 1e-4],
  stamps: {
    reach: 1,
    margin: 3,
    rows: 37,
    widths: { hard: 5, pillow: 6 },
    hard: NOTHING,
    pillow: NOTHING,
    cut: [],
    cutSpans: NOTHING,
  },
  detector: { faintest: 6, certainty: 8, deviation: Math.sqrt(Math.PI) / 2 },
  properties: [],
  texts: { noLine: "no line found", nearest: "{name}", nearestOff: "{name} ({off})" },
};
/** @type {Drawing} */
const LINE = {
  kind: "line",
  points: [
    [5.5, 9.5],
    [20.5, 9.5],
  ],
  width: 3,
  colour: "#ff8000",
  edge: "smooth",
};

test("nothing is black and has no line", async () => {
  const paint = await createPaint(RULES);
  const picture = paint({ ...LINE, kind: "none", points: [] });
  assert.deepEqual(picture, new Uint8Array(3 * PIXELS));
  assert.equal(hasLine(/** @type {Uint8Array} */ (picture), RULES.detector), false);
});

test("a line has its colour, row 0 on top", async () => {
  const picture = /** @type {Uint8Array} */ ((await createPaint(RULES))(LINE));
  const middle = 3 * (18 * 28 + 12);
  assert.deepEqual([...picture.subarray(middle, middle + 3)], [255, 128, 0]);
  assert.equal(hasLine(picture, RULES.detector), true);
});

test("uploaded pictures, and painters that the browser does not have, are left to Python", async () => {
  const paint = await createPaint(RULES);
  assert.equal(paint({ ...LINE, kind: "picture", points: [] }), null);
  assert.equal(paint({ ...LINE, edge: "yours" }), null);
});

test("a point alone is a dot, and of a stroke nothing is true", () => {
  const dot = stroke([[14, 14]], 3);
  assert.ok(dot.some((level) => level === 255));
  assert.ok(dot.filter((level) => level > 0).length < 25);
  assert.equal(truth({ ...LINE, kind: "stroke" }, RULES), null);
});

test("a line starts at its lower, or left, end", () => {
  const [a, b] = LINE.points;
  assert.deepEqual(upward([b, a]), [a, b]);
  assert.deepEqual(upward([[1, 9], a]), [[1, 9], a]);
  assert.deepEqual(upward([[1, 9.6], a]), [a, [1, 9.6]]);
});
