// Lines, areas and legends in the looks of the heads.

import { stepScale } from "./axes.js";
import { known } from "./format.js";
import { html } from "./html.js";

/** @import { Axis, Model } from "./axes.js" */
/** @import { Row } from "./rows.js" */

/**
 * @typedef {{ name: string, colour: string, dash: string }} Look
 */

/** @type {Record<string, string>} */
const DASHES = { solid: "none", dash: "7 3", dot: "2 2.5", dashdot: "7 2.5 2 2.5" };

/** The width of a line: thicker while presenting. @param {number} width px */
const thick = (width) => `calc(${width}px * var(--thicker, 1))`;

/** How a head's line looks. @param {Pick<Look, "colour" | "dash">} look @param {number} [width] px */
export const stroke = ({ colour, dash }, width = 2) =>
  `stroke:${colour};stroke-width:${thick(width)};stroke-dasharray:${DASHES[dash]}`;

// One column of the rows as a line; gaps where nothing is known, a dot where a point stands alone.
/** @param {Model} model @param {Axis} axis @param {string} column @param {string} style @param {string} [name] */
export function line(model, axis, column, style, name = "line") {
  const x = stepScale(model);
  let pen = "M";
  const path = model.rows.map((row) => {
    const value = row[column];
    if (!known(value)) {
      pen = "M";
      return "";
    }
    const place = `${pen}${x(row.step).toFixed(1)} ${axis.y(value).toFixed(1)}`;
    pen = "L";
    return place;
  });
  const only = model.rows.length === 1 && path[0] ? "h.01" : ""; // a round cap makes it a dot
  return html`<path class=${name} style=${style} d=${path.join("") + only} />`;
}

/**
 * The area between two functions of a row.
 * @param {Model} model @param {Axis} axis
 * @param {(row: Row) => number | null} lower @param {(row: Row) => number | null} upper
 * @param {string} style @param {string} [name]
 */
export function area(model, axis, lower, upper, style, name = "area") {
  const x = stepScale(model);
  const rows = model.rows.filter((row) => known(lower(row)) && known(upper(row)));
  const place = (/** @type {Row} */ row, /** @type {number | null} */ value) =>
    `${x(row.step).toFixed(1)} ${axis.y(value ?? 0).toFixed(1)}`;
  const there = rows.map((row) => place(row, upper(row)));
  const back = rows.map((row) => place(row, lower(row))).reverse();
  const path = rows.length ? `M${[...there, ...back].join("L")}Z` : "";
  return html`<path class=${name} style=${style} d=${path} />`;
}

// The heads with their line and a number each.
/** @param {Look[]} heads @param {(i: number) => string} text @param {(i: number) => boolean} [isFaint] */
export const legend = (heads, text, isFaint) => {
  const entry = (/** @type {Look} */ head, /** @type {number} */ i) => html`<li class=${isFaint?.(i) ? "silent" : null}>
    ${swatch(stroke(head, 2.5))}<b>${head.name}</b> <span>${text(i)}</span></li>`;
  return html`<ul class="legend">${heads.map(entry)}</ul>`;
};

/** A short piece of a line. @param {...string} styles */
export const swatch = (...styles) => html`<svg class="stroke" viewBox="0 0 26 8" width="26" height="8">
  ${styles.map((style) => html`<line style=${style} x1="1" x2="25" y1="4" y2="4" />`)}</svg>`;

const STRONGEST = 62; // % of a colour, so that a number on it can be read in both themes

/** A ground: teal above 0, orange below, neither red nor blue. @param {number} strength -1..1 */
export const shade = (strength) => {
  const share = (STRONGEST * Math.min(Math.abs(strength), 1)).toFixed(0);
  return `color-mix(in srgb, var(${strength < 0 ? "--less" : "--more"}) ${share}%, var(--ground))`;
};

// The two colours of a pair of heads, in turn along one line.
/** @param {Look} first @param {Look} second @param {number} [width] */
export const pairStrokes = (first, second, width = 2) => [
  `stroke:${first.colour};stroke-width:${thick(width)}`,
  `stroke:${second.colour};stroke-width:${thick(width)};stroke-dasharray:5 5`,
];

/** 'length 0.2, width 0.1' @param {{ name: string }[]} heads @param {(i: number) => string} text */
export const spoken = (heads, text) => heads.map((head, i) => `${head.name} ${text(i)}`).join(", ");

/** A remark under a drawing. @param {string} text */
export const note = (text) => html`<p class="note">${text}</p>`;
