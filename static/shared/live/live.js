// The heads answer in the browser: one module for the page. Until the network and the rules of lines are here, or where
// they cannot come, nothing answers here and the server does.
import { hasLine } from "../line/find.js";
import { createPaint } from "../line/paint.js";
import { truth } from "../line/truth.js";
import { createNetwork } from "../network/network.js";

/** @import { Drawing, LineRules } from "../line/rules.js" */
/** @import { Truth } from "../line/truth.js" */
/** @import { Network } from "../network/network.js" */

/**
 * What the heads say of a drawing.
 * @typedef {object} Reading
 * @property {Uint8Array} rgb its pixels: 28 x 28, row 0 on top
 * @property {boolean} found whether there is a line
 * @property {Record<string, number[]>} probabilities of every class per head
 * @property {Record<string, Truth> | null} truth per head; null without a straight line
 *
 * @typedef {{ rules: LineRules, paint: (drawing: Drawing) => Uint8Array | null }} Lines
 */

/** @type {Map<string, Promise<Lines>>} */
const linesAt = new Map();
let wanted = "";
/** @type {Promise<void>} */
let loading = Promise.resolve();
/** @type {(Lines & { network: Network }) | null} */
let loaded = null;

/**
 * Make this network the one that answers; resolves when it does, or when it cannot.
 * @param {string | null} network address; null: the server answers @param {string} rules address
 */
export function load(network, rules) {
  if (wanted === (network ?? "")) return loading;
  wanted = network ?? "";
  loaded = null;
  loading = network ? loadBoth(network, rules) : Promise.resolve();
  return loading;
}

/** @param {string} network @param {string} rules */
async function loadBoth(network, rules) {
  if (!linesAt.has(rules)) linesAt.set(rules, loadLines(rules));
  try {
    const [file, lines] = await Promise.all([
      fetched(network).then((answer) => answer.arrayBuffer()),
      /** @type {Promise<Lines>} */ (linesAt.get(rules)),
    ]);
    if (wanted === network) loaded = { ...lines, network: createNetwork(file) };
  } catch (error) {
    linesAt.delete(rules);
    console.warn("The server answers:", error);
  }
}

/** Whether all is here that answers need. */
export const answersHere = () => loaded !== null;

/** What answers: lines and the network; null: the server does. */
export const parts = () => loaded;

/** What the heads say of a drawing; null: ask the server. @param {Drawing} drawing @returns {Reading | null} */
export function read(drawing) {
  const rgb = loaded?.paint(drawing);
  if (!loaded || !rgb) return null;
  const { network, rules } = loaded;
  const found = hasLine(rgb, rules.detector);
  return { rgb, found, probabilities: network.predict(rgb), truth: truth(drawing, rules) };
}

/** @param {string} address @returns {Promise<Lines>} */
async function loadLines(address) {
  const rules = await fetched(address).then((answer) => answer.json());
  return { rules, paint: await createPaint(rules) };
}

/** @param {string} address relative to the app; a worker gives the whole of it */
export async function fetched(address) {
  const answer = await fetch(new URL(address, globalThis.document?.baseURI));
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
}
