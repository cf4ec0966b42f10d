// A trained network in the browser, from the file of `model/files/browser.py`: one picture at a time, all layers kept.
import { ACTIVATIONS, LAYERS } from "./layers.js";

/** @import { Row, Values } from "./layers.js" */

/**
 * @typedef {(layer: string, out: Values) => void} Change of what a layer gives, before others read it
 *
 * @typedef {object} Network
 * @property {Row[]} layers in topological order
 * @property {Record<string, Values>} outputs of each layer for the last picture: rows, columns, channels
 * @property {Record<string, Values>} logits of each head for the last picture: before its activation
 * @property {Record<string, Record<string, Float32Array>>} weights of each layer by name: kernel, bias, gamma, ...
 * @property {(rgb: ArrayLike<number>, change?: Change | null) => Record<string, number[]>} predict probabilities of
 *   every class per head, for the RGB bytes of 28 x 28 pixels
 */

/** @param {ArrayBuffer} file @returns {Network} */
export function createNetwork(file) {
  const length = new DataView(file).getUint32(0, true);
  const { layers, weights: places, heads } = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 4, length)));
  const numbers = new Float32Array(file, 4 + length);
  /** @type {Record<string, Values>} */
  const outputs = {};
  /** @type {Network["weights"]} */
  const weights = {};
  const shapes = Object.fromEntries(layers.map((/** @type {Row} */ { name, shape }) => [name, shape]));
  /** @type {Record<string, Values>} */
  const logits = Object.fromEntries(
    heads.map((/** @type {string} */ head) => [head, new Float64Array(shapes[head][0])]),
  );
  const classes = heads.map((/** @type {string} */ head) => Math.max(2, shapes[head][0]));
  const steps = layers.map((/** @type {Row} */ row) => {
    const out = new Float64Array(row.shape.reduce((product, side) => product * side, 1));
    outputs[row.name] = out;
    weights[row.name] = weightsOf(row.name, places, numbers);
    const compute = LAYERS[row.kind]({
      row,
      shapes: row.inputs.map((name) => shapes[name]),
      weights: weights[row.name],
      place: placeOf(heads.indexOf(row.owner), classes),
    });
    const inputs = row.inputs.map((name) => outputs[name]);
    const activate = ACTIVATIONS[row.activation ?? "linear"];
    return (/** @type {Change | null} */ change) => {
      compute?.(inputs, out);
      logits[row.name]?.set(out);
      activate(out);
      change?.(row.name, out);
    };
  });
  return { layers, outputs, logits, weights, predict };

  /** @param {ArrayLike<number>} rgb @param {Change | null} [change] */
  function predict(rgb, change = null) {
    outputs[layers[0].name].set(rgb);
    for (const step of steps) step(change);
    return Object.fromEntries(heads.map((/** @type {string} */ head) => [head, probabilities(outputs[head])]));
  }
}

/** Of every class: a sigmoid unit says how likely the second is. @param {Values} out */
const probabilities = (out) => (out.length > 1 ? [...out] : [1 - out[0], out[0]]);

/** @param {string} layer @param {Record<string, [number, number]>} places @param {Float32Array} numbers */
function weightsOf(layer, places, numbers) {
  const own = Object.entries(places).filter(([name]) => name.startsWith(`${layer}/`));
  return Object.fromEntries(own.map(([name, place]) => [name.slice(layer.length + 1), numbers.subarray(...place)]));
}

/** @param {number} head @param {number[]} classes */
const placeOf = (head, classes) => ({
  classes: classes[head],
  after: classes.slice(head + 1).reduce((product, count) => product * count, 1),
});
