// The networks of a run's steps, loaded when they are wanted and before: neighbours come with each.
import { fetched } from "../shared/live/live.js";
import { createNetwork } from "../shared/network/network.js";

/** @import { Network } from "../shared/network/network.js" */

const KEPT = 8; // networks; the browser keeps the files of all

/**
 * A cache of networks; the one used last stays longest.
 * @param {(address: string) => Promise<ArrayBuffer>} [load]
 */
export function createSnapshots(load = (address) => fetched(address).then((answer) => answer.arrayBuffer())) {
  /** @type {Map<string, Promise<Network>>} */
  const kept = new Map();

  /** @param {string} address */
  function get(address) {
    const network = kept.get(address) ?? load(address).then(createNetwork);
    kept.delete(address);
    kept.set(address, network);
    network.catch(() => kept.delete(address)); // it may come the next time
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return network;
  }

  /** The network at a place of the row; those beside it are loaded too. @param {string[]} row @param {number} place */
  function at(row, place) {
    for (const beside of [place - 1, place + 2, place + 1]) if (row[beside]) get(row[beside]).catch(() => {});
    return get(row[place]);
  }
  return { at };
}
