// The columns of a row by name, as ui/train/gradient_rows.py calls them.
/** @import { Row } from "../../shared/rows.js" */

/** @typedef {{ name: string }} Named */

/** @param {string} group @param {Named} head */
export const column = (group, { name }) => `${group}.${name}`;

/** @param {Named[]} heads @param {[number, number]} pair */
export const pairColumn = (heads, [i, j]) => `cosine.${heads[i].name}.${heads[j].name}`;

/** The numbers of all heads of one group in a row. @param {Named[]} heads @param {Row} row @param {string} group */
export const ofHeads = (heads, row, group) => heads.map((head) => row[column(group, head)]);

/** The indices of all pairs of heads. @param {Named[]} heads @returns {[number, number][]} */
export const pairsOf = (heads) =>
  heads.flatMap((_, i) => heads.slice(i + 1).map((_, j) => /** @type {[number, number]} */ ([i, i + 1 + j])));

/** Every second row; the first and the last stay. @template Item @param {Item[]} rows */
export const halve = (rows) => rows.filter((_, i) => i % 2 === 0 || i === rows.length - 1);
