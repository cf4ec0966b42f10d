// The strongest value so far of each map: what gets the full colour. It never shrinks, so nothing flickers.
import { formOf } from "./arrays.js";

/** @import { Network } from "../shared/network/network.js" */

/**
 * @typedef {object} Scales
 * @property {(network: Network) => void} take what it gave for its last picture
 * @property {(layer: string, map: number) => number} ofMap
 * @property {(layer: string) => number} ofLayer
 * @property {() => number} ofNetwork the picture's own 0..255 would hide all others, so it does not count
 */

/** @returns {Scales} */
export function createScales() {
  /** @type {Map<string, Float64Array>} */
  const strongest = new Map();
  const most = (/** @type {Iterable<number>} */ values) => Math.max(0, ...values);
  let picture = "";
  const ofLayer = (/** @type {string} */ layer) => most(strongest.get(layer) ?? []);
  return {
    take({ layers, outputs }) {
      picture = layers[0].name;
      for (const { name, shape } of layers) {
        const { maps } = formOf({ shape });
        if (strongest.get(name)?.length !== maps) strongest.set(name, new Float64Array(maps));
        keepStrongest(/** @type {Float64Array} */ (strongest.get(name)), outputs[name]);
      }
    },
    ofMap: (layer, map) => strongest.get(layer)?.[map] ?? 0,
    ofLayer,
    ofNetwork: () => most([...strongest.keys()].filter((layer) => layer !== picture).map(ofLayer)),
  };
}

/** @param {Float64Array} strongest of each map @param {Float64Array} values rows, columns, maps */
function keepStrongest(strongest, values) {
  for (let at = 0; at < values.length; ) {
    for (let map = 0; map < strongest.length; map += 1, at += 1) {
      const size = Math.abs(values[at]);
      if (size > strongest[map]) strongest[map] = size;
    }
  }
}
