import assert from "node:assert/strict";
import test from "node:test";
import { explain } from "../../../static/look_inside/arithmetic.js";
import { decoded, formOf, indexOf, mapOf, mostOf } from "../../../static/look_inside/arrays.js";

/** @param {number[]} shape @param {number[]} values */
const tensor = (shape, values) => ({ shape, values: Float32Array.from(values) });

test("a convolution is the sum of its products and its bias", () => {
  const layer = {
    kind: "Conv2D",
    activation: "relu",
    details: { kernel: [2, 2], strides: [1, 1], padding: "valid" },
    inputs: [tensor([3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9])],
    kernel: tensor([2, 2, 1, 1], [1, 0, 0, -1]),
    bias: tensor([1], [10]),
    output: tensor([2, 2, 1], [6, 6, 6, 6]),
  };
  const explanation = explain(layer, { y: 1, x: 0, map: 0 });
  assert.equal(explanation.value, 6);
  assert.equal(explanation.sum, -4);
  assert.deepEqual(explanation.frame, { top: 1, left: 0, height: 2, width: 2 });
  assert.deepEqual(explanation.parts[0].products, [4, 0, 0, -8]);
});

test("windows that pad as TensorFlow leave the outside empty", () => {
  const layer = {
    kind: "MaxPooling2D",
    details: { pool: [2, 2], strides: [2, 2], padding: "same" },
    inputs: [tensor([3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9])],
    output: tensor([2, 2, 1], [5, 6, 8, 9]),
  };
  const explanation = explain(layer, { y: 1, x: 1, map: 0 });
  assert.deepEqual(explanation.patch, [9, null, null, null]);
  assert.equal(explanation.value, 9);
});

test("a layer of another kind is not itemised", () => {
  assert.deepEqual(explain({ kind: "LSTM" }, { unit: 0 }), { kind: "none", value: null });
});

test("arrays are read as Python sends them, and vectors wrap to rows", () => {
  const values = Buffer.from(Float32Array.from([1, -2.5]).buffer).toString("base64");
  assert.deepEqual([...decoded({ shape: [2], values }).values], [1, -2.5]);
  const form = formOf({ shape: [20] });
  assert.ok(form.vector && form.height * form.width >= 20);
  assert.equal(
    indexOf(form, { y: form.height - 1, x: form.width - 1, map: 0 }),
    form.height * form.width === 20 ? 19 : null,
  );
  assert.deepEqual([...mapOf(tensor([1, 2, 2], [1, 2, 3, 4]), formOf({ shape: [1, 2, 2] }), 1)], [2, 4]);
  assert.equal(mostOf([1, Number.NaN, -3]), 3);
});
