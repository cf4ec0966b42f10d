// Maps as small pictures: teal above 0, orange below, stronger when further away; nothing at 0.
import { mostOf } from "./arrays.js";

const ON_LIGHT = { more: [0, 112, 105], less: [186, 84, 8] };
const ON_DARK = { more: [64, 222, 206], less: [255, 160, 84] };

/** The two colours that can be seen on the theme's ground. */
export function tonesOf(root) {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  return parseInt(ground.slice(1, 3), 16) < 128 ? ON_DARK : ON_LIGHT;
}

export const tonesOnBlack = ON_DARK;

/**
 * @param canvas set to one px a value
 * @param values (height * width), signed; NaN stays empty
 * @param most the size that gets the full colour
 */
export function paintMap(canvas, values, height, width, most, tones) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const strength = most > 0 ? Math.min(Math.abs(value) / most, 1) : 0;
    image.data.set([...(value < 0 ? tones.less : tones.more), Math.round(255 * strength)], 4 * i);
  });
  context.putImageData(image, 0, 0);
}

/** A picture of RGB bytes in base64. */
export function paintPicture(canvas, text, height, width) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const rgb = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let i = 0; i < height * width; i += 1) image.data.set([rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2], 255], 4 * i);
  context.putImageData(image, 0, 0);
}

/** Three maps as red, green and blue: grey at 0. For kernels over a picture. */
export function paintColours(canvas, channels, height, width) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const most = Math.max(...channels.map(mostOf)) || 1;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const byte = (value) => Math.round(127.5 * (1 + value / most));
  for (let i = 0; i < height * width; i += 1) image.data.set([...channels.map((one) => byte(one[i])), 255], 4 * i);
  context.putImageData(image, 0, 0);
}
