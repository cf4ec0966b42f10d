// Lines and freehand strokes with their real width: `data/paint/smooth.py` and `subpixel.py`, to the last bit.
import { eachNear } from "./distance.js";
import { PIXELS } from "./rules.js";

/** @import { Point } from "./rules.js" */

const { fround: f } = Math;
/** @type {Point} */
const STAYS = [0, 0];
const HARDEST = 1e-3; // px

/**
 * Soft edges, laid over `coverage`.
 * @param {Point[]} ends @param {number} width px @param {number} [softness] px from full to nothing
 */
export function smooth(ends, width, softness = 1, coverage = new Uint8Array(PIXELS)) {
  const soft = f(Math.max(softness, HARDEST));
  const edge = f(f(f(width) / 2) + f(soft / 2));
  eachNear(ends, edge, STAYS, (pixel, distance) => {
    const inside = Math.min(1, Math.max(0, f(f(edge - distance) / soft)));
    const covered = f(f(inside * 255) + 0.5) | 0;
    if (covered > coverage[pixel]) coverage[pixel] = covered;
  });
  return coverage;
}

/** Hard edges, ends anywhere. @param {Point[]} ends @param {number} width px @param {Point} nudge px */
export function subpixel(ends, width, nudge) {
  const coverage = new Uint8Array(PIXELS);
  const edge = f(f(width) / 2);
  eachNear(ends, edge, nudge, (pixel, distance) => {
    if (distance <= edge) coverage[pixel] = 255;
  });
  return coverage;
}

/** A freehand stroke; one point alone is a dot. @param {Point[]} points @param {number} width px */
export function stroke(points, width) {
  const coverage = new Uint8Array(PIXELS);
  const pieces = points.length === 1 ? 1 : points.length - 1;
  for (let i = 0; i < pieces; i += 1) smooth([points[i], points[i + 1] ?? points[i]], width, 1, coverage);
  return coverage;
}
