// Lines between whole pixels, from the stamps of `data/paint/stamps.py`.
import { FRAME, PIXELS, unpacked } from "./rules.js";

/** @import { LineRules, Point } from "./rules.js" */

/** Halves go to the even number, as NumPy rounds. @param {number} value */
const rint = (value) => {
  const low = Math.floor(value);
  return value - low === 0.5 ? low + (low & 1) : Math.round(value);
};

/** @param {number} pixel @param {number} end */
const within = (pixel, end) => Math.max(0, Math.min(end, pixel));

/**
 * The painters of whole pixels: each gives `(28 * 28)` bytes, 255 on the line.
 * @param {LineRules} rules
 */
export async function createStampers({ tie, stamps }) {
  const { reach, margin, rows, widths } = stamps;
  const field = FRAME + 2 * reach;
  const steps = 2 * field - 1;
  const [hard, pillow, cutSpans] = await Promise.all([
    unpacked(stamps.hard, rows),
    unpacked(stamps.pillow, rows),
    unpacked(stamps.cutSpans, FRAME),
  ]);
  const cut = new Map(stamps.cut.map((place, i) => [place, 2 * FRAME * i]));

  /** The column and the row from the top of the pixel that holds a point. @param {Point} point */
  const pixelOf = ([x, y]) => [
    within(Math.floor(x + tie), FRAME - 1),
    FRAME - 1 - within(Math.floor(y - tie), FRAME - 1),
  ];

  /** A line's stamp, and its upper (or right) pixel. @param {Point[]} ends @param {number} width px */
  function placed(ends, width) {
    const [[c0, r0], [c1, r1]] = ends.map(pixelOf);
    const [column, row] = (r0 === r1 ? c0 > c1 : r0 < r1) ? [c0, r0] : [c1, r1];
    const [across, down] = [c0 + c1 - 2 * column, r0 + r1 - 2 * row];
    const thickness = Math.max(1, Math.min(widths, rint(width)));
    return { stamp: ((thickness - 1) * field + down) * steps + across + field - 1, column, row };
  }

  /** @param {Int8Array} spans @param {{ stamp: number, column: number, row: number }} place */
  function stamped(spans, { stamp, column, row }) {
    const coverage = new Uint8Array(PIXELS);
    const top = row - margin;
    for (let y = Math.max(0, top); y < Math.min(FRAME, top + rows); y += 1) {
      const at = 2 * (stamp * rows + y - top);
      const stop = within(spans[at + 1] + column, FRAME);
      coverage.fill(255, y * FRAME + Math.min(stop, within(spans[at] + column, FRAME)), y * FRAME + stop);
    }
    return coverage;
  }

  /** @param {number} first of the rows of `cutSpans` */
  function cutLine(first) {
    const coverage = new Uint8Array(PIXELS);
    for (let y = 0; y < FRAME; y += 1) {
      coverage.fill(255, y * FRAME + cutSpans[first + 2 * y], y * FRAME + cutSpans[first + 2 * y + 1]);
    }
    return coverage;
  }

  return {
    /** As OpenCV paints. @param {Point[]} ends @param {number} width px */
    hard(ends, width) {
      const place = placed(ends, width);
      const first = cut.get((place.stamp * field + place.column + reach) * field + place.row + reach);
      return first === undefined ? stamped(hard, place) : cutLine(first);
    },
    /** As Pillow draws upwards, or from the left. @param {Point[]} ends @param {number} width px */
    pillow: (ends, width) => stamped(pillow, placed(ends, width)),
  };
}
