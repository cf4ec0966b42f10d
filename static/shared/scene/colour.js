// Hue and brightness, as in `model/probe/colour.py`.

const SIXTH = 60; // degrees between red, yellow, green, cyan, blue and magenta

/** Degrees in 0..360, red at 0 and blue at 240; 0 for greys. @param {number[]} colour */
export function hueOf([red, green, blue]) {
  const strongest = Math.max(red, green, blue);
  const range = strongest - Math.min(red, green, blue);
  if (range === 0) return 0;
  if (strongest === red) return (((green - blue) / range + 6) % 6) * SIXTH;
  return (strongest === green ? (blue - red) / range + 2 : (red - green) / range + 4) * SIXTH;
}

/** Saturation and brightness stay. @param {number[]} colour @param {number} hue degrees */
export function withHue(colour, hue) {
  const [light, grey] = [Math.max(...colour), Math.min(...colour)];
  return [5, 3, 1].map((first) => {
    const place = (first + hue / SIXTH) % 6;
    return light - (light - grey) * Math.max(0, Math.min(1, place, 4 - place));
  });
}

/**
 * The strongest channel becomes so many per cent of 255; black stays.
 * @param {number[]} colour @param {number} percent
 */
export function withBrightness(colour, percent) {
  const light = Math.max(...colour);
  return colour.map((level) => level * ((percent * 2.55) / (light || 1)));
}
