// Maps that are off, doubled or noisy: what the layers behind get in place of what a filter gives. Kept per network
// while the page is open.
import { sum } from "../shared/format.js";

/** @import { Values } from "../shared/network/layers.js" */

/**
 * @typedef {"off" | "doubled" | "noisy"} Kind
 * @typedef {{ kind: Kind, size: number, noise?: Float64Array }} Edit `size`: standard deviation of the noise
 * @typedef {Map<string, Map<number, Edit>>} Edits of maps by layer
 */

/** @type {Record<Kind, string>} */
export const MARKS = { off: "off", doubled: "× 2", noisy: "noisy" };
export const NOISE_SHARE = 0.25; // standard deviation of the noise, of the strongest value of a map

/** @type {Map<string, Edits>} */
const ofNetworks = new Map();

/** @param {string} network its name @returns {Edits} */
export function editsOf(network) {
  const edits = ofNetworks.get(network) ?? new Map();
  ofNetworks.set(network, edits);
  return edits;
}

/**
 * Edit a map; what it already has is taken back.
 * @param {Edits} edits @param {string} layer @param {number} map @param {Kind} kind
 * @param {number} strongest value of the map
 */
export function toggle(edits, layer, map, kind, strongest) {
  const maps = edits.get(layer) ?? new Map();
  if (maps.get(map)?.kind === kind) maps.delete(map);
  else maps.set(map, { kind, size: NOISE_SHARE * strongest });
  if (maps.size) edits.set(layer, maps);
  else edits.delete(layer);
}

/** How many maps are edited. @param {Edits} edits */
export const countOf = (edits) => sum([...edits.values()].map(({ size }) => size));

/**
 * Change what a layer gave. The noise of a map is the same every time.
 * @param {Edits} edits @param {string} layer @param {Values} values rows, columns, maps @param {number} count of maps
 */
export function applyEdits(edits, layer, values, count) {
  for (const [map, edit] of edits.get(layer) ?? []) {
    edit.noise ??= edit.kind === "noisy" ? noiseOf(`${layer}/${map}`, values.length / count, edit.size) : undefined;
    for (let place = 0, at = map; at < values.length; place += 1, at += count) {
      values[at] = edit.noise ? values[at] + edit.noise[place] : edit.kind === "off" ? 0 : 2 * values[at];
    }
  }
}

/** Normal numbers that a name determines. @param {string} name @param {number} count @param {number} size */
function noiseOf(name, count, size) {
  let state = 0;
  for (const sign of name) state = (Math.imul(state, 31) + sign.charCodeAt(0)) | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Float64Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform())); // Box and Muller
    return size * radius * Math.cos(2 * Math.PI * uniform());
  });
}
