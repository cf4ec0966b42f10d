// How far pixels are from a line, as `distance` of `data/paint/painter.py` says it: every number is rounded to 32 bits
// where NumPy rounds it, and only sums, products, quotients and roots are used.
import { FRAME } from "./rules.js";

/** @import { Point } from "./rules.js" */

const { fround: f, sqrt } = Math;
const DOT = f(1e-6); // px: a shorter line has no direction, as the squares of its parts lose their digits

/** The rows or columns that a line may touch. @param {number} from px @param {number} to px @param {number} reach px */
const touched = (from, to, reach) => [
  Math.max(0, Math.floor(Math.min(from, to) - reach - 1)),
  Math.min(FRAME, Math.ceil(Math.max(from, to) + reach + 1)),
];

/**
 * Visit the pixels near a line, each with the distance of its centre, px.
 * @param {Point[]} ends @param {number} reach px: what lies farther is left out @param {Point} nudge px, moves the line
 * @param {(pixel: number, distance: number) => void} visit `pixel` counts from the top left
 */
export function eachNear([[x0, y0], [x1, y1]], reach, nudge, visit) {
  const [right, up] = [f(f(x1) - f(x0)), f(f(y1) - f(y0))];
  const length = f(sqrt(f(f(right * right) + f(up * up))));
  const [cos, sin] = length > DOT ? [f(right / length), f(up / length)] : [1, 0];
  const half = f(length / 2);
  const middleX = f(f(f(f(x0) + f(x1)) / 2) + f(nudge[0]));
  const middleY = f(f(f(f(y0) + f(y1)) / 2) + f(nudge[1]));
  const [left, stop] = touched(x0, x1, reach);
  const [bottom, top] = touched(y0, y1, reach);
  for (let row = FRAME - top; row < FRAME - bottom; row += 1) {
    const y = f(FRAME - 0.5 - row - middleY);
    const [yCos, ySin] = [f(y * cos), f(y * sin)];
    for (let column = left; column < stop; column += 1) {
      const x = f(column + 0.5 - middleX);
      const beside = f(yCos - f(x * sin));
      const beyond = Math.max(0, f(Math.abs(f(ySin + f(x * cos))) - half));
      visit(row * FRAME + column, f(sqrt(f(f(beside * beside) + f(beyond * beyond)))));
    }
  }
}
