// What `ui/shared/live_search.py` packs.
import { decodedBytes } from "../pixels.js";

/** @import { Directions } from "./nearest_flip.js" */

/** @typedef {{ first: string, rounds: string, kept: string, shape: [number, number, number] }} PackedDirections */

/** @param {PackedDirections} packed @returns {Directions} */
export function unpackedDirections({ first, rounds, kept, shape: [, tries, size] }) {
  const flat = rows(numbers(rounds), size);
  return {
    first: rows(numbers(first), size),
    rounds: rows(flat, tries),
    kept: rows(rows([...decodedBytes(kept)], size), tries),
  };
}

/** @param {string} text of 32-bit numbers in base64 */
export const numbers = (text) => [...new Float32Array(decodedBytes(text).buffer)];

/** @template Item @param {Item[]} items @param {number} size @returns {Item[][]} */
const rows = (items, size) =>
  Array.from({ length: items.length / size }, (_, i) => items.slice(i * size, (i + 1) * size));
