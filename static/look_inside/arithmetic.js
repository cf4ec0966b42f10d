// What a layer computes at one place, with its real numbers: plain functions, no drawing.
// Each explanation has `kind`, and `value` (null where the last step is not itemised). Conventions as in Keras 3.
import { sum as total } from "../shared/format.js";
import { decoded } from "./arrays.js";

/** @import { Cell, Tensor } from "./arrays.js" */

/** @type {Record<string, (x: number) => number>} */
const ELEMENTWISE = {
  linear: (x) => x,
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leaky_relu: (x) => (x > 0 ? x : 0.2 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  silu: (x) => x / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

/**
 * @typedef {Cell | { unit: number }} Place in maps or in a vector
 * @typedef {[number, number]} Pair down and across
 *
 * @typedef {{
 *   kind: string, activation?: string | null, details: any, inputs: (Tensor & { name: string })[], output: Tensor,
 *   kernel?: Tensor | null, bias?: Tensor | null
 * }} Layer with its arrays; `details`: the settings of this kind of layer
 *
 * @typedef {{ kind: string, value: number | null, [part: string]: any }} Explanation
 * @typedef {(layer: Layer, place: any) => Explanation | null} Explain null where the layer does more than is known here
 */

// A layer as it was sent, with its arrays read.
/** @param {any} message @returns {Layer & import("./layer_text.js").Layer} */
export function read({ layer, inputs, output, kernel, bias }) {
  const optional = (/** @type {any} */ array) => (array ? decoded(array) : null);
  const named = inputs.map((/** @type {any} */ input) => ({ name: input.name, ...decoded(input) }));
  return { ...layer, inputs: named, output: decoded(output), kernel: optional(kernel), bias: optional(bias) };
}

// How the value at a place comes about.
/** @param {Layer} layer from `read` @param {Place} place in the output @returns {Explanation} */
export const explain = (layer, place) => EXPLANATIONS[layer.kind]?.(layer, place) ?? { kind: "none", value: null };

// The value after the activation; null where it is not itemised. `all` gives every unit that a softmax looks at.
/** @param {string | null | undefined} name @param {number} before @param {() => number[]} all */
function activated(name, before, all) {
  if (name === "softmax") {
    const logits = all();
    const most = Math.max(...logits);
    return Math.exp(before - most) / total(logits.map((logit) => Math.exp(logit - most)));
  }
  return ELEMENTWISE[name ?? "linear"]?.(before) ?? null;
}

/**
 * Where a window begins in the input: `same` pads as TensorFlow does, less before than after.
 * @param {number} at @param {number} size @param {number} stride @param {number} length
 * @param {number} outputs @param {string} padding
 */
function windowStart(at, size, stride, length, outputs, padding) {
  const padded = padding === "same" ? Math.max((outputs - 1) * stride + size - length, 0) : 0;
  return at * stride - Math.floor(padded / 2);
}

// The window over the input that one output place looks at: its frame, and what lies at each of its places.
/** @param {Layer} layer @param {Cell} place @param {Pair} size @param {Pair} strides */
function windowOf(layer, { y, x }, [height, width], [down, across]) {
  const [input] = layer.inputs;
  const [rows, columns, channels] = input.shape;
  const top = windowStart(y, height, down, rows, layer.output.shape[0], layer.details.padding);
  const left = windowStart(x, width, across, columns, layer.output.shape[1], layer.details.padding);
  const at = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ channel) => {
    const [row, column] = [top + i, left + j];
    const inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? input.values[(row * columns + column) * channels + channel] : null;
  };
  return { frame: { top, left, height, width }, at, channels };
}

/** All places of a window, row by row. @param {Pair} size @returns {Pair[]} */
const placesOf = ([height, width]) =>
  Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width]);

/** @param {Layer} layer @param {Cell} place @returns {Explanation | null} */
function convolution(layer, place) {
  const { kernel } = layer;
  const { kernel: size, strides = [1, 1], dilation = [1, 1], groups = 1, padding } = layer.details;
  const spread = [dilation].flat().some((rate) => rate !== 1);
  if (!kernel || spread || groups !== 1 || !["same", "valid"].includes(padding)) return null;
  const { frame, at, channels } = windowOf(layer, place, size, strides);
  const filters = layer.output.shape[2];
  const weight = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ channel) =>
    kernel.values[((i * size[1] + j) * channels + channel) * filters + place.map];
  const parts = Array.from({ length: channels }, (_, channel) => {
    const patch = placesOf(size).map(([i, j]) => at(i, j, channel));
    const weights = placesOf(size).map(([i, j]) => weight(i, j, channel));
    const products = weights.map((value, i) => value * (patch[i] ?? 0));
    return { channel, patch, kernel: weights, products, sum: total(products) };
  });
  const sum = total(parts.map((part) => part.sum));
  const all = () => Array.from({ length: filters }, (_, map) => beforeOf(layer, { ...place, map }));
  return { kind: "convolution", frame, size, parts, ...weighted(layer, sum, place.map, all) };
}

// A weighted sum, its bias and what the activation makes of both, at a place's map or unit.
/** @param {Layer} layer @param {number} sum @param {number} unit @param {() => number[]} all */
function weighted({ bias: shift, activation }, sum, unit, all) {
  const bias = shift?.values[unit] ?? 0;
  return { sum, bias, before: sum + bias, activation, value: activated(activation, sum + bias, all) };
}

// The value of another filter at the same place before the activation: a softmax needs all of them.
/** @param {Layer} layer @param {Cell} place */
const beforeOf = (layer, place) => convolution({ ...layer, activation: null }, place)?.before ?? Number.NaN;

/** @param {string} join @returns {Explain} */
const pooling = (join) => (layer, place) => {
  const { pool, strides } = layer.details;
  const { frame, at } = windowOf(layer, place, pool, strides ?? pool);
  const patch = placesOf(pool).map(([i, j]) => at(i, j, place.map));
  return { kind: "pooling", join, channel: place.map, frame, size: pool, patch, value: joined(join, patch) };
};

// The greatest, or the average, of what lies inside the input: Keras leaves the padding out of both.
/** @param {string} join @param {(number | null)[]} patch */
function joined(join, patch) {
  const inside = patch.filter((value) => value !== null);
  return join === "maximum" ? Math.max(...inside) : total(inside) / inside.length;
}

/** @param {string} join @returns {Explain} */
const globalPooling = (join) => (layer, place) => {
  const { shape, values } = layer.inputs[0];
  const [height, width, channels] = shape;
  const channel = place.unit ?? place.map;
  const patch = Array.from({ length: height * width }, (_, i) => values[i * channels + channel]);
  const frame = { top: 0, left: 0, height, width };
  return { kind: "pooling", join, channel, frame, size: [height, width], patch, value: joined(join, patch) };
};

/** @param {Layer} layer @param {{ unit: number }} place @returns {Explanation | null} */
function dense(layer, { unit }) {
  const [{ values, shape }] = layer.inputs;
  const units = layer.output.shape[0];
  const { kernel, bias } = layer;
  if (!kernel || shape.length !== 1) return null;
  const weightOf = (/** @type {number} */ from, /** @type {number} */ other) => kernel.values[from * units + other];
  const terms = Array.from(values, (value, from) => {
    const weight = weightOf(from, unit);
    return { from, value, weight, product: value * weight };
  });
  const beforeOf = (/** @type {unknown} */ _, /** @type {number} */ other) =>
    Array.from(values).reduce((sum, value, from) => sum + value * weightOf(from, other), bias?.values[other] ?? 0);
  const sum = total(terms.map(({ product }) => product));
  const result = weighted(layer, sum, unit, () => Array.from({ length: units }, beforeOf));
  terms.sort((first, second) => Math.abs(second.product) - Math.abs(first.product));
  return { kind: "dense", terms, ...result };
}

/** @param {Layer} layer @param {Cell} place @returns {Explanation} */
function rescaling(layer, { y, x, map }) {
  const { scale: scales = 1, offset: offsets = 0 } = layer.details;
  const pick = (/** @type {number | number[]} */ values) => [values].flat()[map % [values].flat().length];
  const { shape, values } = layer.inputs[0];
  const from = values[(y * shape[1] + x) * shape[2] + map];
  const [scale, offset] = [pick(scales), pick(offsets)];
  return { kind: "rescaling", from, scale, offset, value: from * scale + offset };
}

/** @param {Layer} layer @param {{ unit: number }} place @returns {Explanation | null} */
function flatten(layer, { unit }) {
  const [{ name, shape, values }] = layer.inputs;
  if (shape.length !== 3) return null;
  const map = unit % shape[2];
  const place = Math.floor(unit / shape[2]);
  return { kind: "from", name, map, y: Math.floor(place / shape[1]), x: place % shape[1], value: values[unit] };
}

// Vectors one after the other, or maps one behind the other: the last axis.
/** @param {Layer} layer @param {any} place @returns {Explanation | null} */
function concatenate(layer, place) {
  const last = layer.output.shape.length - 1;
  if (![undefined, null, -1, last + 1].includes(layer.details.axis)) return null;
  let rest = place.unit ?? place.map;
  for (const { name, shape, values } of layer.inputs) {
    const size = shape[last];
    if (rest < size) {
      const index = last ? (place.y * shape[1] + place.x) * size + rest : rest;
      return { kind: "from", name, map: rest, ...(last ? { y: place.y, x: place.x } : {}), value: values[index] };
    }
    rest -= size;
  }
  return null;
}

// The index of a place in arrays that are shaped like the output.
/** @param {Layer} layer @param {any} place @returns {number} */
const same = ({ output: { shape } }, { unit, y, x, map }) => unit ?? (y * shape[1] + x) * shape[2] + map;

/** @param {Layer} layer @param {any} place @returns {Explanation | null} */
function addition(layer, place) {
  if (layer.inputs.some(({ shape }) => String(shape) !== String(layer.output.shape))) return null;
  const terms = layer.inputs.map(({ name, values }) => ({ name, value: values[same(layer, place)] }));
  return { kind: "addition", terms, value: total(terms.map(({ value }) => value)) };
}

/** @param {Layer} layer @param {any} place @returns {Explanation | null} */
function activation(layer, place) {
  const name = layer.kind === "ReLU" ? "relu" : layer.activation;
  const [{ values }] = layer.inputs;
  const { max_value: most, negative_slope: slope, threshold } = layer.details;
  if (layer.kind === "ReLU" && (most || slope || threshold)) return null;
  if (name === "softmax" && place.unit === undefined) return null;
  const before = values[same(layer, place)];
  return { kind: "activation", before, activation: name, value: activated(name, before, () => [...values]) };
}

/** @type {Explain} */
const passed = (layer, place) => ({ kind: "passed", value: layer.inputs[0].values[same(layer, place)] });
/** @type {Explain} */
const pixel = (layer, place) => ({ kind: "pixel", value: layer.output.values[same(layer, place)] });

/** @type {Record<string, Explain>} */
const EXPLANATIONS = {
  InputLayer: pixel,
  Rescaling: rescaling,
  Conv2D: convolution,
  Dense: dense,
  Flatten: flatten,
  Concatenate: concatenate,
  MaxPooling2D: pooling("maximum"),
  AveragePooling2D: pooling("average"),
  Add: addition,
  Activation: activation,
  ReLU: activation,
  GlobalMaxPooling2D: globalPooling("maximum"),
  GlobalAveragePooling2D: globalPooling("average"),
  Dropout: passed,
  SpatialDropout2D: passed,
};
