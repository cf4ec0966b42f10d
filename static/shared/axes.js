// Scales, axes and the frame of drawings over the steps.

import { STEP } from "../train/gradient_panels/rows.js";
import { steps as inWords, power } from "./format.js";

export const PLOT = { width: 320, height: 150, left: 38, right: 314, top: 8, bottom: 128 };
const DECADES = 6; // at most, below the largest value
const ZERO = 14; // px between 0 and the lowest decade

/** From a value to px. */
export const linear = (low, high, from, to) => (value) => from + ((value - low) / (high - low)) * (to - from);

/** A linear axis with these ticks. */
export const even = (low, high, ticks, label, box = PLOT) => {
  const y = linear(low, high, box.bottom, box.top);
  return { y, ticks: ticks.map((tick) => [y(tick), label(tick)]) };
};

/** A log axis of whole decades round all values; 0 stands apart, at the foot. */
export function decades(values, box = PLOT, label = power) {
  const positive = values.filter((value) => value > 0);
  const hasZero = values.some((value) => value === 0);
  const logs = positive.length ? positive.map(Math.log10) : [0];
  const [least, most] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const high = least === most ? most + 1 : most; // a single power of ten stands in the middle
  const low = least === most ? least - 1 : Math.max(least, high - DECADES);
  const scale = linear(low, high, box.bottom - (hasZero ? ZERO : 0), box.top);
  const y = (value) => (value > 0 ? scale(Math.max(Math.log10(value), low)) : box.bottom);
  const every = Math.ceil((high - low) / 4);
  const exponents = Array.from({ length: high - low + 1 }, (_, i) => high - i).filter((_, i) => i % every === 0);
  return { y, ticks: [...exponents.map((one) => [scale(one), label(one)]), ...(hasZero ? [[box.bottom, "0"]] : [])] };
}

/** From a step to px. */
export const stepScale = (model) => linear(0, model.steps, PLOT.left, PLOT.right);

/** A drawing over the steps: axes, what is drawn, marks of changed weights, and a hairline at the pointer's step. */
export function overSteps(model, axis, drawn, box = PLOT) {
  const x = stepScale(model);
  const { left, right, bottom, top } = box;
  const grid = axis.ticks.flatMap(([y, label]) => [
    ["line", { class: "grid", x1: left, x2: right, y1: y.toFixed(1), y2: y.toFixed(1) }],
    ["text", { class: "tick", x: left - 5, y: (y + 3.5).toFixed(1), "text-anchor": "end" }, label],
  ]);
  const foot = [
    [left, "start", "0"],
    [(left + right) / 2, "middle", "step"],
    [right, "end", inWords(model.steps)],
  ].map(([at, anchor, label]) => ["text", { class: "tick", x: at, y: bottom + 15, "text-anchor": anchor }, label]);
  const at = x(model.row[STEP]).toFixed(1);
  const marks = model.marks.map((step) => [
    "line",
    { class: "mark", x1: x(step).toFixed(1), x2: x(step).toFixed(1), y1: top, y2: bottom },
  ]);
  const hair = model.hovered ? [["line", { class: "hair", x1: at, x2: at, y1: top, y2: bottom }]] : [];
  return [
    "svg",
    { class: "steps", viewBox: `0 0 ${box.width} ${box.height}` },
    ...grid,
    ...foot,
    ...drawn,
    ...marks,
    ...hair,
  ];
}
