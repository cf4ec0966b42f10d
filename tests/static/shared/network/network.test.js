import assert from "node:assert/strict";
import test from "node:test";
import { createNetwork } from "../../../../static/shared/network/network.js";

const ROW = { owner: "trunk", activation: null, details: {} };
const LAYERS = [
  { ...ROW, name: "pixels", kind: "InputLayer", inputs: [], shape: [1, 2, 1] },
  { ...ROW, name: "features", kind: "Flatten", inputs: ["pixels"], shape: [2] },
  { ...ROW, name: "width", kind: "Dense", owner: "width", inputs: ["features"], shape: [1], activation: "sigmoid" },
];

function network() {
  const weights = { "width/kernel": [0, 2], "width/bias": [2, 3] };
  const text = JSON.stringify({ layers: LAYERS, weights, heads: ["width"] });
  const header = new TextEncoder().encode(text.padEnd(4 * Math.ceil(text.length / 4)));
  const file = new Uint8Array(4 + header.length + 12);
  new DataView(file.buffer).setUint32(0, header.length, true);
  file.set(header, 4);
  file.set(new Uint8Array(Float32Array.from([1, -2, 0.5]).buffer), 4 + header.length);
  return createNetwork(file.buffer);
}

test("logits and the values of all layers are kept", () => {
  const { predict, outputs, logits, weights } = network();
  const [, second] = predict([3, 1]).width;
  assert.equal(logits.width[0], 1.5);
  assert.equal(second, 1 / (1 + Math.exp(-1.5)));
  assert.deepEqual([...outputs.features], [3, 1]);
  assert.deepEqual([...weights.width.bias], [0.5]);
});

test("a change of a layer reaches those behind it alone, and the next picture is whole again", () => {
  const { predict, outputs, logits } = network();
  predict([3, 1], (layer, values) => {
    if (layer === "features") values[0] = 0;
  });
  assert.deepEqual([...outputs.pixels], [3, 1]);
  assert.equal(logits.width[0], -1.5);
  predict([3, 1]);
  assert.equal(logits.width[0], 1.5);
});
