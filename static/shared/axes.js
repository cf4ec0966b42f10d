// Scales, axes and the frame of drawings over the steps.
import { power, whole } from "./format.js";
import { html } from "./html.js";
import { grid, text, upright } from "./svg.js";
/** @import { Markup } from "./dom.js" */
/** @import { Row } from "./rows.js" */

/**
 * @typedef {(value: number) => number} Scale from a value to px
 * @typedef {{ y: Scale, ticks: [number, string][] }} Axis
 * @typedef {{ width: number, height: number, left: number, right: number, top: number, bottom: number }} Box px
 *
 * @typedef {object} Model what drawings over the steps show
 * @property {Row[]} rows
 * @property {Row} row the one that is read: under the pointer, else the newest
 * @property {boolean} hovered whether the pointer is on a step
 * @property {number} steps of the whole run
 * @property {number[]} marks steps where weights were changed
 */

export const PLOT = { width: 320, height: 150, left: 38, right: 314, top: 8, bottom: 128 };
const DECADES = 6; // at most, below the largest value
const ZERO = 14; // px between 0 and the lowest decade

/** @param {number} low @param {number} high @param {number} from px @param {number} to px @returns {Scale} */
export const linear = (low, high, from, to) => (value) => from + ((value - low) / (high - low)) * (to - from);

/**
 * A linear axis with these ticks.
 * @param {number} low @param {number} high @param {number[]} ticks @param {(tick: number) => string} label
 * @param {Pick<Box, "bottom" | "top">} [box]
 * @returns {Axis}
 */
export function even(low, high, ticks, label, box = PLOT) {
  const y = linear(low, high, box.bottom, box.top);
  return { y, ticks: ticks.map((tick) => [y(tick), label(tick)]) };
}

/**
 * A log axis of whole decades round all values; 0 stands apart, at the foot.
 * @param {number[]} values @param {Pick<Box, "bottom" | "top">} [box] @param {(exponent: number) => string} [label]
 * @returns {Axis}
 */
export function decades(values, box = PLOT, label = power) {
  const positive = values.filter((value) => value > 0);
  const hasZero = values.includes(0);
  const logs = positive.length ? positive.map(Math.log10) : [0];
  const [least, most] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const high = least === most ? most + 1 : most; // a single power of ten stands in the middle
  const low = least === most ? least - 1 : Math.max(least, high - DECADES);
  const scale = linear(low, high, box.bottom - (hasZero ? ZERO : 0), box.top);
  const every = Math.ceil((high - low) / 4);
  const exponents = Array.from({ length: high - low + 1 }, (_, i) => high - i).filter((_, i) => i % every === 0);
  /** @type {[number, string][]} */
  const ticks = exponents.map((exponent) => [scale(exponent), label(exponent)]);
  return {
    y: (value) => (value > 0 ? scale(Math.max(Math.log10(value), low)) : box.bottom),
    ticks: hasZero ? [...ticks, [box.bottom, "0"]] : ticks,
  };
}

/** From a step to px. @param {Pick<Model, "steps">} model */
export const stepScale = (model) => linear(0, model.steps, PLOT.left, PLOT.right);

// A drawing over the steps: axes, what is drawn, marks of changed weights, and a hairline at the pointer's step.
/** @param {Model} model @param {Axis} axis @param {Markup[]} nodes @param {Box} [box] */
export function overSteps(model, axis, nodes, box = PLOT) {
  const x = stepScale(model);
  const { left, right, bottom } = box;
  const tick = (/** @type {number} */ place, /** @type {string} */ anchor, /** @type {string} */ label) =>
    text("tick", place, bottom + 15, label, anchor);
  return html`<svg class="steps" viewBox="0 0 ${box.width} ${box.height}">${grid(axis.ticks, box)}
    ${tick(left, "start", "0")}${tick((left + right) / 2, "middle", "step")}${tick(right, "end", whole(model.steps))}
    ${nodes}${model.marks.map((step) => upright("mark", x(step), box))}
    ${model.hovered && upright("hair", x(model.row.step), box)}</svg>`;
}
