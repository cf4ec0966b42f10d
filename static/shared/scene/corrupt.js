// Blur and noise of finished pictures, as `model/probe/scenes.py` has them.
import { FRAME, rint } from "../line/rules.js";

const ROW = 3 * FRAME;
const { fround: f } = Math;

/** @param {number} level */
const byte = (level) => Math.max(0, Math.min(255, rint(level)));

/**
 * Gaussian blur; at the frame's sides the weights of what is left sum to 1.
 * @param {Uint8Array} rgb @param {number} deviation px
 */
export function blurred(rgb, deviation) {
  const weights = Array.from({ length: FRAME }, (_, at) => weightsAt(at, deviation));
  const down = new Float64Array(rgb.length);
  const out = new Uint8Array(rgb.length);
  for (let y = 0; y < FRAME; y += 1) {
    for (let i = 0; i < ROW; i += 1) down[y * ROW + i] = mixed(rgb, weights[y], i, ROW);
  }
  for (let y = 0; y < FRAME; y += 1) {
    for (let i = 0; i < ROW; i += 1) {
      out[y * ROW + i] = byte(mixed(down, weights[Math.floor(i / 3)], y * ROW + (i % 3), 3));
    }
  }
  return out;
}

/** @param {number} at @param {number} deviation px */
function weightsAt(at, deviation) {
  const weights = Array.from({ length: FRAME }, (_, i) => Math.exp(-((at - i) ** 2) / (2 * deviation ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** @param {ArrayLike<number>} values @param {number[]} weights @param {number} from @param {number} step */
function mixed(values, weights, from, step) {
  let sum = 0;
  for (let i = 0; i < FRAME; i += 1) sum += weights[i] * values[from + i * step];
  return sum;
}

/** @param {Uint8Array} rgb @param {number} deviation of 0..255 @param {Float32Array} field of deviation 1 */
export const noisy = (rgb, deviation, field) => rgb.map((level, i) => byte(f(level + f(f(deviation) * field[i]))));
