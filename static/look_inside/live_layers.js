// What every layer gives for the line as it is drawn: computed here, for the diagram and the opened layer alike.
import { createChoice } from "../shared/choice.js";
import { lineAbout } from "../shared/line_pad/geometry.js";
import { load, parts, read } from "../shared/live/live.js";
import { holds, listen } from "../shared/live/readings.js";
import { decodedBytes } from "../shared/pixels.js";
import { formOf } from "./arrays.js";
import { applyEdits, editsOf } from "./edits.js";
import { createScales } from "./scales.js";

/** @import { Drawing } from "../shared/line/rules.js" */
/** @import { LiveReading } from "../shared/live/readings.js" */
/** @import { Network } from "../shared/network/network.js" */
/** @import { Tensor } from "./arrays.js" */
/** @import { Edits } from "./edits.js" */
/** @import { Scales } from "./scales.js" */

/**
 * @typedef {object} Source what Python says of the network and the picture
 * @property {string} name of the network
 * @property {string} network address of its file
 * @property {string} rules address
 * @property {string} picture RGB in base64
 * @property {number} seq @property {number} version
 *
 * @typedef {Record<string, number[]>} Answers numbers of each head
 *
 * @typedef {object} Pass what was computed for one picture
 * @property {Network} network its `outputs` and `logits` are of this picture, with the edits
 * @property {Uint8Array} rgb
 * @property {Answers} probabilities
 * @property {Answers | null} unedited probabilities; null while nothing is edited
 * @property {Scales} scales
 * @property {Edits} edits
 */

/** The lines that the scales begin with: every trained angle. @type {Drawing[]} */
const LINES = Array.from({ length: 12 }, (_, i) => ({
  kind: "line",
  points: lineAbout([14, 14], i % 2 ? 15 : 7, 15 * i),
  width: i % 4 < 2 ? 3 : 1,
  colour: i % 3 ? "#ff0000" : "#0000ff",
  edge: "hard",
}));

export const opened = createChoice(""); // the name of the opened layer

/** @type {Set<(pass: Pass | null) => void>} */
const listeners = new Set();
/** @type {Map<string, Scales>} */
const scalesOf = new Map(); // by the name of the network
/** @type {Source | null} */
let source = null;
/** @type {LiveReading | null} */
let reading = null;
/** @type {Uint8Array} */
let rgb = new Uint8Array();
/** @type {Pass | null} */
let last = null;

listen((fresh) => {
  reading = fresh;
  if (listeners.size && source) compute(fresh.rgb, fresh.probabilities);
});

/** Hear of every pass; null: the browser cannot. Returns what ends it. @param {(pass: Pass | null) => void} listener */
export function listenLayers(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Take what Python says; null: the server answers. @param {Source | null} fresh */
export async function follow(fresh) {
  source = fresh;
  if (!fresh) return;
  await load(fresh.network, fresh.rules);
  if (source !== fresh) return;
  compute(reading && holds(reading, fresh) ? reading.rgb : decodedBytes(fresh.picture));
}

/** The same picture again, after a change of the edits. */
export const repeat = () => compute(rgb);

/** @param {string} name of a layer */
export function open(name) {
  opened.choose(name);
  if (source && last) tell(last);
}

/** @param {Uint8Array} pixels @param {Answers} [known] probabilities, if the network has just been asked for them */
function compute(pixels, known) {
  const network = parts()?.network;
  rgb = pixels;
  if (!network || !source) return tell(null);
  const isNew = !scalesOf.has(source.name);
  const scales = isNew ? scalesOver(LINES, network) : /** @type {Scales} */ (scalesOf.get(source.name));
  scalesOf.set(source.name, scales);
  const plain = (!isNew && known) || network.predict(rgb);
  scales.take(network);
  const edits = editsOf(source.name);
  const probabilities = edits.size ? predictEdited(network, edits) : plain;
  tell({ network, rgb, probabilities, unedited: edits.size ? plain : null, scales, edits });
}

/** @param {Network} network @param {Edits} edits */
function predictEdited(network, edits) {
  const counts = new Map(network.layers.map(({ name, shape }) => [name, formOf({ shape }).maps]));
  return network.predict(rgb, (layer, values) => applyEdits(edits, layer, values, counts.get(layer) ?? 1));
}

/** @param {Pass | null} pass */
function tell(pass) {
  last = pass;
  for (const listener of listeners) listener(pass);
}

/** @param {Drawing[]} lines @param {Network} network */
function scalesOver(lines, network) {
  const scales = createScales();
  for (const line of lines) if (read(line)) scales.take(network);
  return scales;
}

/**
 * A layer with its arrays, which every pass fills anew.
 * @param {any} row @param {Network} network
 */
export function liveLayer(row, { layers, outputs, weights }) {
  const shapes = new Map(layers.map(({ name, shape }) => [name, shape]));
  const outputOf = (/** @type {string} */ name) => ({ name, shape: shapes.get(name) ?? [], values: outputs[name] });
  const inputs = row.inputs.map(outputOf);
  const { kernel, bias } = weights[row.name];
  const axes = [...(row.details.kernel ?? []), inputs[0]?.shape.at(-1), row.shape.at(-1)];
  /** @type {(values: Float32Array | undefined, shape: number[]) => Tensor | null} */
  const optional = (values, shape) => (values ? { shape, values } : null);
  const arrays = { kernel: optional(kernel, axes), bias: optional(bias, row.shape.slice(-1)) };
  return { ...row, inputs, output: outputOf(row.name), ...arrays };
}
