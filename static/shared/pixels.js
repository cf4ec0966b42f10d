// Pictures as bytes.

/** The bytes of a text in base64: pictures are RGB, row 0 on top. @param {string} text */
export const decodedBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Give each pixel of a canvas `[red, green, blue, alpha]`.
 * @param {HTMLCanvasElement} canvas @param {number} height px @param {number} width px
 * @param {(pixel: number) => ArrayLike<number>} colourOf of a pixel, counted row by row
 */
export function paintPixels(canvas, height, width, colourOf) {
  paintImage(canvas, height, width, (pixels) => {
    for (let i = 0; i < height * width; i += 1) pixels.set(colourOf(i), 4 * i);
  });
}

/**
 * @param {HTMLCanvasElement} canvas @param {number} height px @param {number} width px
 * @param {(pixels: Uint8ClampedArray) => void} fill writes red, green, blue, alpha of each
 */
export function paintImage(canvas, height, width, fill) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  fill(image.data);
  context.putImageData(image, 0, 0);
}

/**
 * Paint RGB bytes, or such bytes in base64.
 * @param {HTMLCanvasElement} canvas @param {string | Uint8Array} picture @param {number} height @param {number} width
 */
export function paintPicture(canvas, picture, height, width) {
  const rgb = typeof picture === "string" ? decodedBytes(picture) : picture;
  paintImage(canvas, height, width, (pixels) => {
    for (let from = 0, to = 0; to < pixels.length; from += 3, to += 4) {
      pixels[to] = rgb[from];
      pixels[to + 1] = rgb[from + 1];
      pixels[to + 2] = rgb[from + 2];
      pixels[to + 3] = 255;
    }
  });
}
