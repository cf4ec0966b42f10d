// Whether there is a line at all, as `data/line_detector.py` decides it: in whole numbers until the last comparison.
import { FRAME } from "./rules.js";

/** @import { Detector } from "./rules.js" */

const INNER = FRAME - 2;

/**
 * Whether something stands out of the background and its noise.
 * @param {Uint8Array} picture RGB, 28 x 28 px @param {Detector} detector
 */
export const hasLine = (picture, detector) => [0, 1, 2].some((channel) => standsOut(picture, channel, detector));

/** @param {Uint8Array} picture @param {number} channel @param {Detector} detector */
function standsOut(picture, channel, { faintest, certainty, deviation }) {
  const noise = (steps(picture, channel) / (FRAME * (FRAME - 1))) * deviation;
  const sums = boxSums(picture, channel);
  const total = sums.reduce((sum, value) => sum + value, 0);
  const most = sums.reduce((far, value) => Math.max(far, Math.abs(sums.length * value - total)), 0);
  return most / (9 * sums.length) > Math.max(faintest, (certainty * noise) / 3);
}

/** The sum of all differences between neighbours in a row. @param {Uint8Array} picture @param {number} channel */
function steps(picture, channel) {
  let sum = 0;
  for (let pixel = 1; pixel < FRAME * FRAME; pixel += 1) {
    const at = 3 * pixel + channel;
    if (pixel % FRAME) sum += Math.abs(picture[at] - picture[at - 3]);
  }
  return sum;
}

/** The sums over 3x3 px that lie in the frame. @param {Uint8Array} picture @param {number} channel */
function boxSums(picture, channel) {
  const bands = new Int32Array(INNER * FRAME); // sums over three rows
  for (let i = 0; i < bands.length; i += 1) {
    const at = 3 * i + channel;
    bands[i] = picture[at] + picture[at + 3 * FRAME] + picture[at + 6 * FRAME];
  }
  return Int32Array.from({ length: INNER * INNER }, (_, i) => {
    const at = i + 2 * Math.floor(i / INNER);
    return bands[at] + bands[at + 1] + bands[at + 2];
  });
}
