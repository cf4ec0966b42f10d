// Pictures as bytes.

/** The bytes of a text in base64: pictures are RGB, row 0 on top. @param {string} text */
export const decodedBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Give each pixel of a canvas `[red, green, blue, alpha]`.
 * @param {HTMLCanvasElement} canvas @param {number} height px @param {number} width px
 * @param {(pixel: number) => ArrayLike<number>} colourOf of a pixel, counted row by row
 */
export function paintPixels(canvas, height, width, colourOf) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  for (let i = 0; i < height * width; i += 1) image.data.set(colourOf(i), 4 * i);
  context.putImageData(image, 0, 0);
}

/**
 * Paint RGB bytes, or such bytes in base64.
 * @param {HTMLCanvasElement} canvas @param {string | Uint8Array} picture @param {number} height @param {number} width
 */
export function paintPicture(canvas, picture, height, width) {
  const rgb = typeof picture === "string" ? decodedBytes(picture) : picture;
  paintPixels(canvas, height, width, (i) => [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2], 255]);
}
