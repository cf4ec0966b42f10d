import assert from "node:assert/strict";
import test from "node:test";
import { drawnIn } from "../../../static/look_inside/layout.js";

const layer = (/** @type {string} */ name, /** @type {string[]} */ inputs, owner = "trunk") => ({
  name,
  inputs,
  owner,
});
const LAYERS = [
  layer("pixels", []),
  layer("left", ["pixels"]),
  layer("right", ["pixels"]),
  layer("features", ["left", "right"]),
  layer("length", ["features"], "length"),
  layer("angle", ["features"], "angle"),
];

for (const width of [330, 1280]) {
  test(`boxes do not overlap, and every input is joined, at ${width} px`, () => {
    const { boxes, joins } = drawnIn(width, LAYERS, ["length", "angle"]);
    const places = [...boxes.values()];
    assert.equal(places.length, LAYERS.length);
    assert.equal(joins.length, LAYERS.flatMap(({ inputs }) => inputs).length);
    for (const [i, box] of places.entries()) {
      for (const other of places.slice(i + 1)) {
        const apart = Math.abs(box.x - other.x) >= box.width || Math.abs(box.y - other.y) >= box.height;
        assert.ok(apart, JSON.stringify([box, other]));
      }
    }
  });
}
