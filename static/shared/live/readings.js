// What the browser reads of the canvas, for the cards beside it. The server answers later, and for the last drawing of
// a gesture only; its answer must agree.

/** @import { Head } from "../head_text.js" */
/** @import { Reading } from "./live.js" */

/**
 * @typedef {object} Told of which drawing something is told
 * @property {string | null} network address of the network that answers; null: on the server alone
 * @property {number} version how often the server has replaced the drawing
 * @property {number} seq number of the change; the server hears of the last one of a gesture
 *
 * @typedef {Reading & Told} LiveReading
 */

const NEAR = 1e-3; // probabilities that differ by more are not the same

/** @type {Set<(reading: LiveReading) => void>} */
const listeners = new Set();

/** @param {LiveReading} reading */
export function publish(reading) {
  for (const listener of listeners) listener(reading);
}

/** Returns what ends it. @param {(reading: LiveReading) => void} listener */
export function listen(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether a reading is at least as new as what the server says. @param {Told | null} reading @param {Told} told */
export const holds = (reading, { network, version, seq }) =>
  reading !== null && reading.network === network && reading.version === version && reading.seq >= seq;

/**
 * Whether the server says the same of the same drawing.
 * @param {Reading} reading @param {{ found: boolean, heads: Head[] }} told
 */
export function agrees({ found, probabilities, truth }, told) {
  if (found !== told.found) return false;
  return told.heads.every(({ name, probabilities: theirs, truth: known }) => {
    const near = theirs.every((value, i) => Math.abs(value - probabilities[name][i]) <= NEAR);
    return near && (known?.class ?? null) === (truth?.[name].class ?? null);
  });
}
