// Four by four numbers, one for each pair of heads.
import { known } from "../../shared/format.js";

const CELL = { left: 62, top: 22, width: 62, height: 27, gap: 2 };
const AGAINST = "#C4661F", TOGETHER = "#0B8A83"; // orange and teal: neither red nor blue
const STRONGEST = 62; // % of the colour, so that the number on it can be read in both themes

/** The colour of a cell: teal above 0, orange below. */
export function ground(strength) {
  const share = Math.min(Math.abs(strength), 1) * STRONGEST;
  return `fill:color-mix(in srgb, ${strength < 0 ? AGAINST : TOGETHER} ${share.toFixed(0)}%, var(--ground))`;
}

/**
 * @param model heads and more
 * @param cell (i, j) => { text, fill, faint, floor }: what stands there; `floor` cells are framed
 */
export function matrix({ heads }, cell) {
  const at = (i, j) => [CELL.left + j * (CELL.width + CELL.gap), CELL.top + i * (CELL.height + CELL.gap)];
  const label = (x, y, anchor, head) => ["text", { class: "name", x, y, "text-anchor": anchor, style: `fill:${head.colour}` }, head.name];
  const across = heads.map((head, j) => label(at(0, j)[0] + CELL.width / 2, CELL.top - 8, "middle", head));
  const down = heads.map((head, i) => label(CELL.left - 7, at(i, 0)[1] + CELL.height / 2 + 4, "end", head));
  const cells = heads.flatMap((_, i) => heads.map((_, j) => {
    const { text, fill, faint, floor } = cell(i, j);
    const [x, y] = at(i, j);
    return ["g", { class: `cell${faint ? " faint" : ""}${floor ? " floor" : ""}` },
      ["rect", { x, y, width: CELL.width, height: CELL.height, rx: 3, style: faint ? "" : fill }],
      ["text", { x: x + CELL.width / 2, y: y + CELL.height / 2 + 4.5, "text-anchor": "middle" }, text]];
  }));
  return ["svg", { class: "matrix", viewBox: "0 0 320 140" }, ...across, ...down, ...cells];
}

/** The numbers above the diagonal in words. */
export const pairsSpoken = (heads, values, text) =>
  heads.flatMap((one, i) => heads.slice(i + 1).map((other, j) => [one, other, values[i][i + 1 + j]]))
    .filter(([, , value]) => known(value))
    .map(([one, other, value]) => `${one.name} and ${other.name} ${text(value)}`).join(", ");
