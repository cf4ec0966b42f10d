// Four by four numbers, one for each pair of heads.
import { known } from "../../shared/format.js";
import { html } from "../../shared/html.js";

/** @typedef {{ name: string, colour: string }} Head */
/** @typedef {{ text: string, fill: string, faint: boolean, floor?: boolean }} Cell `floor` cells are framed */

const CELL = { left: 62, top: 22, width: 62, height: 27, gap: 2 }; // px

/** @param {{ heads: Head[] }} model @param {(i: number, j: number) => Cell} cellOf */
export function matrix({ heads }, cellOf) {
  const { width, height, gap } = CELL;
  const left = (/** @type {number} */ j) => CELL.left + j * (width + gap);
  const top = (/** @type {number} */ i) => CELL.top + i * (height + gap);
  /** @type {(head: Head, x: number, y: number, anchor: string) => any} */
  const label = ({ name, colour }, x, y, anchor) =>
    html`<text class="name" x=${x} y=${y} text-anchor=${anchor} style="fill:${colour}">${name}</text>`;
  const across = heads.map((head, j) => label(head, left(j) + width / 2, CELL.top - 8, "middle"));
  const down = heads.map((head, i) => label(head, CELL.left - 7, top(i) + height / 2 + 4, "end"));
  const cell = (/** @type {number} */ i, /** @type {number} */ j) => {
    const { text, fill, faint, floor } = cellOf(i, j);
    const [x, y] = [left(j), top(i)];
    return html`<g class="cell${faint ? " faint" : ""}${floor ? " floor" : ""}">
      <rect x=${x} y=${y} width=${width} height=${height} rx="3" style=${faint ? "" : fill} />
      <text x=${x + width / 2} y=${y + height / 2 + 4.5} text-anchor="middle">${text}</text></g>`;
  };
  const cells = heads.map((_, i) => heads.map((_, j) => cell(i, j)));
  return html`<svg class="matrix" viewBox="0 0 320 140">${across}${down}${cells}</svg>`;
}

// The numbers above the diagonal in words.
/** @param {Head[]} heads @param {(number | null)[][]} values @param {(value: number | null) => string} text */
export const pairsSpoken = (heads, values, text) =>
  heads
    .flatMap(({ name }, i) => heads.slice(i + 1).map((other, j) => ({ name, other, value: values[i][i + 1 + j] })))
    .filter(({ value }) => known(value))
    .map(({ name, other, value }) => `${name} and ${other.name} ${text(value)}`)
    .join(", ");
