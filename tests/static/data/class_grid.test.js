import assert from "node:assert/strict";
import test from "node:test";
import { neighbour } from "../../../static/data/class_grid/class_grid.js";

const move = (/** @type {string} */ key, /** @type {number} */ cursor) => neighbour(key, cursor, 12, 96);

test("arrows walk through the grid and stop at its edges", () => {
  assert.equal(move("ArrowRight", 0), 1);
  assert.equal(move("ArrowRight", 11), 11);
  assert.equal(move("ArrowLeft", 12), 12);
  assert.equal(move("ArrowDown", 3), 15);
  assert.equal(move("ArrowDown", 90), null);
  assert.equal(move("ArrowUp", 3), null);
  assert.equal(move("Home", 40), 0);
  assert.equal(move("End", 40), 95);
  assert.equal(move("a", 40), null);
});
