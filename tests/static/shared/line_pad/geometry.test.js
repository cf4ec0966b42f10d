import assert from "node:assert/strict";
import test from "node:test";
import {
  clamp,
  distance,
  extended,
  FRAME,
  hold,
  lineAbout,
  measure,
  middle,
  moved,
  randomLine,
} from "../../../../static/shared/line_pad/geometry.js";

/** @typedef {import("../../../../static/shared/line_pad/geometry.js").Point} Point */

const ANGLES = Array.from({ length: 12 }, (_, i) => 15 * i);
const LENGTHS = [3, 7, 15];
/** @param {Point[]} points */
const isInFrame = (points) => points.flat().every((value) => value >= 0.5 && value <= FRAME - 0.5);
/** @param {number} a @param {number} b */
const turn = (a, b) => Math.min(Math.abs(a - b) % 180, 180 - (Math.abs(a - b) % 180));

test("a line measures what it was drawn with", () => {
  for (const length of LENGTHS) {
    for (const angle of ANGLES) {
      const line = lineAbout([14, 14], length, angle);
      const measured = measure(line);
      assert.ok(Math.abs(measured.length - length) < 0.02, `${length} px, ${angle} degrees`);
      assert.ok(turn(measured.angle, angle) < 0.3);
      assert.ok(isInFrame(line));
    }
  }
});

test("a line keeps in the frame wherever its middle lies, and its start on a pixel's middle", () => {
  for (const centre of /** @type {Point[]} */ ([
    [0, 0],
    [28, 0],
    [1, 27],
    [28, 28],
  ])) {
    for (const angle of ANGLES) {
      const line = lineAbout(centre, 15, angle);
      assert.ok(isInFrame(line), `${centre}, ${angle} degrees`);
      for (const value of line[0]) assert.equal(value % 1, 0.5);
    }
  }
});

test("a line is measured the same from both ends, with an angle below 180", () => {
  for (const angle of ANGLES) {
    const [start, end] = lineAbout([14, 14], 10, angle);
    assert.deepEqual(measure([start, end]), measure([end, start]));
    assert.ok(measure([end, start]).angle >= 0 && measure([end, start]).angle < 180);
  }
});

test("points move together as far as the frame allows, and keep their distance", () => {
  const line = /** @type {Point[]} */ ([
    [5, 5],
    [20, 10],
  ]);
  assert.deepEqual(moved(line, [1, 2]), [
    [6, 7],
    [21, 12],
  ]);
  const far = moved(line, [100, -100]);
  assert.ok(isInFrame(far));
  assert.equal(distance(far[0], far[1]), distance(line[0], line[1]));
});

test("clamping keeps a point in the frame", () => {
  assert.deepEqual(clamp([-3, 40]), [0.5, 27.5]);
  assert.deepEqual(clamp([20.346, 14]), [20.35, 14]);
});

test("a pointer takes hold of an end, of the whole line, or of nothing", () => {
  const line = /** @type {Point[]} */ ([
    [4, 14],
    [24, 14],
  ]);
  assert.equal(hold(line, [4.5, 14], 2), 0);
  assert.equal(hold(line, [24, 15], 2), 1);
  assert.equal(hold(line, middle(line), 2), "whole");
  assert.equal(hold(line, [14, 20], 2), null);
});

test("a stroke stays below its limit and keeps its last point", () => {
  /** @type {Point[]} */
  let stroke = [];
  for (let i = 0; i < 1000; i += 1) stroke = extended(stroke, [i, 0]);
  assert.ok(stroke.length <= 200);
  assert.deepEqual(stroke.at(-1), [999, 0]);
  assert.equal(extended(stroke, [999.2, 0]), stroke);
});

test("a random line has both end pixels in the frame", () => {
  for (const length of LENGTHS) {
    for (const angle of ANGLES) {
      const line = randomLine(length, angle);
      assert.ok(line.flat().every((value) => value >= 0 && value <= FRAME));
      assert.ok(Math.abs(distance(line[0], line[1]) - length) < 0.02);
    }
  }
});
