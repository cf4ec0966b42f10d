// Four by four numbers, one for each pair of heads.
import { known } from "../../shared/format.js";

/** @typedef {{ name: string, colour: string }} Head */
/** @typedef {{ text: string, fill: string, faint: boolean, floor?: boolean }} Cell `floor` cells are framed */

const CELL = { left: 62, top: 22, width: 62, height: 27, gap: 2 }; // px
const AGAINST = "#C4661F";
const TOGETHER = "#0B8A83"; // orange and teal: neither red nor blue
const STRONGEST = 62; // % of the colour, so that the number on it can be read in both themes

/** The colour of a cell: teal above 0, orange below. @param {number} strength -1..1 */
export function ground(strength) {
  const share = Math.min(Math.abs(strength), 1) * STRONGEST;
  return `fill:color-mix(in srgb, ${strength < 0 ? AGAINST : TOGETHER} ${share.toFixed(0)}%, var(--ground))`;
}

/** @param {{ heads: Head[] }} model @param {(i: number, j: number) => Cell} cellOf */
export function matrix({ heads }, cellOf) {
  const left = (/** @type {number} */ j) => CELL.left + j * (CELL.width + CELL.gap);
  const top = (/** @type {number} */ i) => CELL.top + i * (CELL.height + CELL.gap);
  const label = (
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {string} */ anchor,
    /** @type {Head} */ head,
  ) => ["text", { class: "name", x, y, "text-anchor": anchor, style: `fill:${head.colour}` }, head.name];
  const across = heads.map((head, j) => label(left(j) + CELL.width / 2, CELL.top - 8, "middle", head));
  const down = heads.map((head, i) => label(CELL.left - 7, top(i) + CELL.height / 2 + 4, "end", head));
  const cells = heads.flatMap((_, i) =>
    heads.map((_, j) => {
      const { text, fill, faint, floor } = cellOf(i, j);
      const [x, y] = [left(j), top(i)];
      return [
        "g",
        { class: `cell${faint ? " faint" : ""}${floor ? " floor" : ""}` },
        ["rect", { x, y, width: CELL.width, height: CELL.height, rx: 3, style: faint ? "" : fill }],
        ["text", { x: x + CELL.width / 2, y: y + CELL.height / 2 + 4.5, "text-anchor": "middle" }, text],
      ];
    }),
  );
  return ["svg", { class: "matrix", viewBox: "0 0 320 140" }, ...across, ...down, ...cells];
}

/**
 * The numbers above the diagonal in words.
 * @param {Head[]} heads @param {(number | null)[][]} values @param {(value: number | null) => string} text
 */
export const pairsSpoken = (heads, values, text) =>
  heads
    .flatMap(({ name }, i) => heads.slice(i + 1).map((other, j) => ({ name, other, value: values[i][i + 1 + j] })))
    .filter(({ value }) => known(value))
    .map(({ name, other, value }) => `${name} and ${other.name} ${text(value)}`)
    .join(", ");
