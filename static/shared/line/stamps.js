// Lines between whole pixels, from the stamps of `data/paint/stamps.py`.
import { FRAME, PIXELS, rint, unpacked } from "./rules.js";

/** @import { LineRules, Point } from "./rules.js" */

/** @typedef {[number, number]} Pixel column, and row from the top */

/** @param {number} pixel @param {number} end */
const within = (pixel, end) => Math.max(0, Math.min(end, pixel));

/** A place on the frame's own side lies in the frame. @param {number} place px @param {number} pixel */
const held = (place, pixel) => (place >= 0 && place <= FRAME ? within(pixel, FRAME - 1) : pixel);

/**
 * The painters of whole pixels: each gives `(28 * 28)` bytes, 255 on the line.
 * @param {LineRules} rules
 */
export async function createStampers({ tie, stamps }) {
  const { reach, margin, rows, widths } = stamps;
  const field = FRAME + 2 * reach;
  const steps = 2 * field - 1;
  const [hard, pillow, cutSpans] = await Promise.all([
    unpacked(stamps.hard, rows, true),
    unpacked(stamps.pillow, rows),
    unpacked(stamps.cutSpans, FRAME),
  ]);
  const cut = new Map(stamps.cut.map((place, i) => [place, 2 * FRAME * i]));

  /** @param {Point} point @returns {Pixel} */
  const pixelOf = ([x, y]) => [held(x, Math.floor(x + tie)), FRAME - 1 - held(y, Math.floor(y - tie))];
  /** @param {Pixel} pixel */
  const near = (pixel) => pixel.map((place) => Math.max(-reach, Math.min(FRAME - 1 + reach, place)));

  /** The end pixels of a line, cut where stamps end; undefined: nothing of it is near. @param {Point[]} ends */
  function cutPixels(ends) {
    const isFar = ends.flat().some((place) => place < -reach || place > FRAME + reach);
    const cutEnds = isFar ? withinReach(ends, reach) : ends;
    return cutEnds?.map(pixelOf).map(near);
  }

  /**
   * A line's stamp, and its upper (or right) pixel.
   * @param {number[][]} pixels of its ends @param {number} width px @param {number} widest px
   */
  function placed([[c0, r0], [c1, r1]], width, widest) {
    const [column, row] = (r0 === r1 ? c0 > c1 : r0 < r1) ? [c0, r0] : [c1, r1];
    const [across, down] = [c0 + c1 - 2 * column, r0 + r1 - 2 * row];
    const thickness = Math.max(1, Math.min(widest, rint(width)));
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
      const pixels = cutPixels(ends);
      if (!pixels) return new Uint8Array(PIXELS);
      const place = placed(pixels, width, widths.hard);
      const first = cut.get((place.stamp * field + place.column + reach) * field + place.row + reach);
      return first === undefined ? stamped(hard, place) : cutLine(first);
    },
    /** As Pillow draws upwards, or from the left. @param {Point[]} ends @param {number} width px */
    pillow(ends, width) {
      const [start, end] = ends.map(pixelOf);
      const isFar = start.some((place, axis) => Math.abs(place - end[axis]) >= field);
      const pixels = isFar ? cutPixels(ends) : [start, end];
      return pixels ? stamped(pillow, placed(pixels, width, widths.pillow)) : new Uint8Array(PIXELS);
    },
  };
}

/**
 * A line cut at the field that stamps exist for (Liang and Barsky); null: nothing is left.
 * @param {Point[]} ends @param {number} reach px @returns {Point[] | null}
 */
function withinReach([start, end], reach) {
  const field = FRAME + 2 * reach;
  let [enter, leave] = [0, 1];
  for (const axis of [0, 1]) {
    const [from, along] = [start[axis] + reach, end[axis] - start[axis]];
    if (along === 0) {
      if (from < 0 || from > field) return null; // parallel to two sides, and out for good
      continue;
    }
    const crossings = [-from / along, (field - from) / along];
    enter = Math.max(enter, Math.min(...crossings));
    leave = Math.min(leave, Math.max(...crossings));
  }
  if (enter > leave) return null;
  /** @param {number} share @param {number} axis */
  const at = (share, axis) =>
    Math.max(0, Math.min(field, start[axis] + reach + share * (end[axis] - start[axis]))) - reach;
  return [enter, leave].map((share) => [at(share, 0), at(share, 1)]);
}
