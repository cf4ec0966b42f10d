import assert from "node:assert/strict";
import test from "node:test";
import { nextCell } from "../../../static/evaluate/confusion/large_matrix.js";
import { cellName, counts, matrixTable } from "../../../static/evaluate/confusion/table.js";
import { sprite } from "../../../static/evaluate/gallery/parts.js";

/** @type {import("../../../static/evaluate/confusion/table.js").Matrix} */
const MATRIX = {
  name: "colour",
  title: "Colour",
  icon: "x",
  colour: "#000",
  classes: true,
  rows: ["red", "blue"],
  columns: ["red", "blue"],
  rowWord: "true",
  columnWord: "said",
  cells: [
    [0, 0, 299],
    [0, 1, 1],
    [1, 1, 100],
  ],
};

test("sparse cells become rows of counts with their sums", () => {
  assert.deepEqual(counts(MATRIX), {
    full: [
      [299, 1],
      [0, 100],
    ],
    ofRow: [300, 100],
    ofColumn: [299, 101],
  });
});

test("labels are cells without a row or a column", () => {
  assert.equal(cellName("angle", 2, 3), "angle.2.3");
  assert.equal(cellName("angle", -1, 3), "angle..3");
  assert.equal(cellName("angle", 2, -1), "angle.2.");
});

test("a table shows counts, or shares that are never 0 or 100 unless they are", () => {
  const shares = JSON.stringify(matrixTable(MATRIX, { chosen: "", shares: true }));
  assert.match(shares, /"> 99"/);
  assert.match(shares, /"< 1"/);
  assert.match(JSON.stringify(matrixTable(MATRIX, { chosen: "", shares: false })), /"299"/);
  assert.match(shares, /> 99\u00a0% right/);
});

test("arrows go one cell on, with Ctrl as far as the next one with pictures", () => {
  const full = Array.from({ length: 6 }, () => Array(6).fill(0));
  full[2][4] = 1;
  assert.deepEqual(nextCell([2, 1], [0, 1], full, false), [2, 2]);
  assert.deepEqual(nextCell([2, 1], [0, 1], full, true), [2, 4]);
  assert.deepEqual(nextCell([2, 1], [0, -1], full, true), [2, 0]);
  assert.deepEqual(nextCell([0, -1], [0, -1], full, false), [0, -1]);
});

test("the strip is shown from its first picture to its last", () => {
  assert.equal(sprite(0, 1), "background-position:0 0%");
  assert.equal(sprite(4, 5), "background-position:0 100%");
});
