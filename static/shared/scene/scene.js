// A picture of one line as numbers that can be moved, and how it is painted: `model/probe/scenes.py` in the browser.
import { FRAME, rgbOf, rint } from "../line/rules.js";
import { measured } from "../line/truth.js";
import { blurred, noisy } from "./corrupt.js";

/** @import { Drawing, Point } from "../line/rules.js" */

/**
 * @typedef {object} Scene
 * @property {Point} middle
 * @property {number} length px
 * @property {number} width px
 * @property {number} angle degrees
 * @property {number[]} colour RGB, 0..255
 * @property {string} painter
 * @property {number} noise its standard deviation, on the scale 0..255
 * @property {number} blur its standard deviation, px
 * @property {number | null} edge px from full to nothing; null: as the painter has it
 */

const DECIMALS = 1e9; // of px: an end in the middle of a pixel stays there, however it was computed

/** A drawn line, without noise or blur. @param {Drawing} line @returns {Scene} */
export function sceneOf({ points: [[x0, y0], [x1, y1]], width, colour, edge }) {
  const { length, angle } = measured([
    [x0, y0],
    [x1, y1],
  ]);
  const middle = /** @type {Point} */ ([(x0 + x1) / 2, (y0 + y1) / 2]);
  return { middle, length, width, angle, colour: rgbOf(colour), painter: edge, noise: 0, blur: 0, edge: null };
}

/** The line of a scene, which may leave the frame. @param {Scene} scene @returns {Drawing} */
export function lineOf({ middle, length, width, angle, colour, painter, edge }) {
  const turn = angle * (Math.PI / 180);
  const half = [(length / 2) * Math.cos(turn), (length / 2) * Math.sin(turn)];
  /** @param {number} side @returns {Point} */
  const end = (side) => [short(middle[0] + side * half[0]), short(middle[1] + side * half[1])];
  return { kind: "line", points: [end(-1), end(1)], width, colour: hexOf(colour), edge: painter, soft: edge };
}

/** Whether both ends lie in the frame. @param {Scene} scene */
export const isInside = (scene) =>
  lineOf(scene)
    .points.flat()
    .every((place) => place >= 0 && place <= FRAME);

/**
 * The pixels of scenes: line, then blur, then noise.
 * @param {(line: Drawing) => Uint8Array | null} paint @param {Float32Array | null} field noise of deviation 1
 */
export const scenePainter = (paint, field) => (/** @type {Scene} */ scene) => {
  const rgb = paint(lineOf(scene));
  if (!rgb) throw new Error(`No painter ${scene.painter}`);
  const soft = scene.blur > 0 ? blurred(rgb, scene.blur) : rgb;
  return scene.noise > 0 && field ? noisy(soft, scene.noise, field) : soft;
};

/** @param {number} place px */
const short = (place) => rint(place * DECIMALS) / DECIMALS;

/** @param {number[]} colour */
const hexOf = (colour) => `#${colour.map((level) => rint(level).toString(16).padStart(2, "0")).join("")}`;
