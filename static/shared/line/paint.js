// Paints a drawing as Python does (`data/paint/`), pixel for pixel: `tests/ui/shared/test_line_rules.py` compares them.
import { PIXELS, rgbOf, upward } from "./rules.js";
import { createStampers } from "./stamps.js";
import { smooth, stroke, subpixel } from "./strokes.js";

/** @import { Drawing, LineRules, Point } from "./rules.js" */

/** @typedef {(ends: Point[], width: number) => Uint8Array} Coverage of each pixel: 0 is background, 255 is line */

/** @param {LineRules} rules */
export async function createPaint(rules) {
  /** @type {Record<string, Coverage>} */
  const painters = {
    ...(await createStampers(rules)),
    smooth: (ends, width) => smooth(ends, width),
    subpixel: (ends, width) => subpixel(ends, width, rules.nudge),
  };

  /** @param {Drawing} drawing @returns {Uint8Array | null} */
  function coverageOf({ kind, points, width, edge, soft }) {
    // Pillow's pixels depend on the direction
    if (kind === "line" && !soft) return painters[soft === 0 ? "subpixel" : edge]?.(upward(points), width) ?? null;
    if (kind === "line") return smooth(points, width, soft ?? 1);
    if (kind === "stroke") return stroke(points, width);
    return kind === "none" ? new Uint8Array(PIXELS) : null;
  }

  /**
   * The picture of a drawing on black, `(28 * 28 * 3)` bytes, row 0 on top; null of what only Python can paint.
   * @param {Drawing} drawing
   */
  return function paint(drawing) {
    const coverage = coverageOf(drawing);
    return coverage && tinted(coverage, rgbOf(drawing.colour));
  };
}

/** @param {Uint8Array} coverage @param {number[]} rgb */
function tinted(coverage, rgb) {
  const picture = new Uint8Array(3 * PIXELS);
  for (let pixel = 0; pixel < PIXELS; pixel += 1) {
    if (coverage[pixel] === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const mixed = coverage[pixel] * rgb[channel] + 128;
      picture[3 * pixel + channel] = (mixed + (mixed >> 8)) >> 8; // division by 255, rounded
    }
  }
  return picture;
}
