// Maps as small pictures: teal above 0, orange below, stronger when further away; nothing at 0.
import { paintImage, paintPixels } from "../shared/pixels.js";
import { mostOf } from "./arrays.js";

const ON_LIGHT = { more: [0, 112, 105], less: [186, 84, 8] };
const ON_DARK = { more: [64, 222, 206], less: [255, 160, 84] };

/** @typedef {{ more: number[], less: number[] }} Tones */

/** @type {Tones} */
let tones = ON_LIGHT;

/** The two colours that can be seen on the theme's ground. */
export const tonesNow = () => tones;

/** The theme may be another; not while the line moves, as asking for it lays out the page. @param {Element} root */
export function renewTones(root) {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  tones = parseInt(ground.slice(1, 3), 16) < 128 ? ON_DARK : ON_LIGHT;
  return tones;
}

export const tonesOnBlack = ON_DARK;

/**
 * One px a value; values are signed, NaN stays empty.
 * @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values (height * width)
 * @param {number} height @param {number} width @param {number} most the size that gets the full colour
 * @param {Tones} tones
 */
export function paintMap(canvas, values, height, width, most, tones) {
  paintImage(canvas, height, width, (pixels) => {
    for (let i = 0, at = 0; at < pixels.length; i += 1, at += 4) {
      const value = values[i];
      const tone = value < 0 ? tones.less : tones.more;
      pixels[at] = tone[0];
      pixels[at + 1] = tone[1];
      pixels[at + 2] = tone[2];
      pixels[at + 3] = most > 0 ? 255 * Math.min(Math.abs(value) / most, 1) : 0; // NaN becomes 0
    }
  });
}

// Three maps as red, green and blue: grey at 0. For kernels over a picture.
/** @param {HTMLCanvasElement} canvas @param {Float32Array[]} channels @param {number} height @param {number} width */
export function paintColours(canvas, channels, height, width) {
  const most = Math.max(...channels.map(mostOf)) || 1;
  const byte = (/** @type {number} */ value) => Math.round(127.5 * (1 + value / most));
  paintPixels(canvas, height, width, (i) => [...channels.map((values) => byte(values[i])), 255]);
}
