// Parts of drawings.
import { html } from "./html.js";

const USUAL_LETTER = 16; // px, of the page

/** How much larger letters are than usual: drawings of fixed letters grow by it while presenting. */
export const letterScale = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_LETTER;

/**
 * The frame of a drawing, whose units are px of usual letters.
 * @param {number} width @param {number} height
 */
export const frameOf = (width, height) => {
  const scale = letterScale();
  return { width: width * scale, height: height * scale, viewBox: `0 0 ${width} ${height}` };
};

/**
 * A level line from `left` to `right`.
 * @param {string} name @param {number | string} y @param {{ left: number, right: number }} box @param {string} [style]
 */
export const level = (name, y, { left, right }, style) =>
  html`<line class=${name} style=${style} x1=${left} x2=${right} y1=${y} y2=${y} />`;

/**
 * The lines of a grid, with their labels at the left.
 * @param {[number, string][]} ticks @param {{ left: number, right: number }} box
 */
export function grid(ticks, box) {
  const label = (/** @type {number} */ y, /** @type {string} */ words) =>
    text("tick", box.left - 5, y + 3.5, words, "end");
  return ticks.map(([y, words]) => [level("grid", y, box), label(y, words)]);
}

/** A line through places in px. @param {string} name @param {number[][]} places @param {string} [style] */
export const path = (name, places, style) => {
  const points = places.map((place) => place.map((value) => value.toFixed(1)).join(" "));
  return html`<path class=${name} style=${style} d="M${points.join("L")}" />`;
};

// An upright line from `top` to `bottom`.
/** @param {string} name @param {number} place px @param {{ top: number, bottom: number }} box */
export function upright(name, place, { top, bottom }) {
  const x = place.toFixed(1);
  return html`<line class=${name} x1=${x} x2=${x} y1=${top} y2=${bottom} />`;
}

/**
 * @param {string} name @param {number | string} x @param {number | string} y @param {string} words
 * @param {string} [anchor]
 */
export const text = (name, x, y, words, anchor) =>
  html`<text class=${name} x=${x} y=${y} text-anchor=${anchor}>${words}</text>`;
