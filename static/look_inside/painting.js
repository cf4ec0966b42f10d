// Maps as small pictures: teal above 0, orange below, stronger when further away; nothing at 0.
import { paintPixels } from "../shared/pixels.js";
import { mostOf } from "./arrays.js";

const ON_LIGHT = { more: [0, 112, 105], less: [186, 84, 8] };
const ON_DARK = { more: [64, 222, 206], less: [255, 160, 84] };

/** @typedef {{ more: number[], less: number[] }} Tones */

/** The two colours that can be seen on the theme's ground. @param {Element} root */
export function tonesOf(root) {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  return parseInt(ground.slice(1, 3), 16) < 128 ? ON_DARK : ON_LIGHT;
}

export const tonesOnBlack = ON_DARK;

/**
 * One px a value; values are signed, NaN stays empty.
 * @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values (height * width)
 * @param {number} height @param {number} width @param {number} most the size that gets the full colour
 * @param {Tones} tones
 */
export function paintMap(canvas, values, height, width, most, tones) {
  paintPixels(canvas, height, width, (i) => {
    const value = values[i];
    if (Number.isNaN(value)) return [0, 0, 0, 0];
    const strength = most > 0 ? Math.min(Math.abs(value) / most, 1) : 0;
    return [...(value < 0 ? tones.less : tones.more), Math.round(255 * strength)];
  });
}

// Three maps as red, green and blue: grey at 0. For kernels over a picture.
/** @param {HTMLCanvasElement} canvas @param {Float32Array[]} channels @param {number} height @param {number} width */
export function paintColours(canvas, channels, height, width) {
  const most = Math.max(...channels.map(mostOf)) || 1;
  const byte = (/** @type {number} */ value) => Math.round(127.5 * (1 + value / most));
  paintPixels(canvas, height, width, (i) => [...channels.map((values) => byte(values[i])), 255]);
}
