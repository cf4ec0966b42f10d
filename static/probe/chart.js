// One head's probabilities over the property that moves.
import { linear } from "../shared/axes.js";
import { percent } from "../shared/format.js";
import { html } from "../shared/html.js";
import { stroke } from "../shared/marks.js";
import { frameOf, grid, level, path, text, upright } from "../shared/svg.js";
import { argmax, className, ticks } from "./text.js";

/** @import { Curves } from "./payload.js" */
/** @import { Head } from "./probe.js" */
/** @import { Scale } from "../shared/axes.js" */

/**
 * @typedef {{ answer: number, from: number, to: number }} Stretch of values, by index; `to` is its last
 */

const SIDE = { left: 46, right: 10 }; // px
const TOP = 6;
const RIBBON = 17;
const FOOT = 20;
const HEIGHTS = { pair: 62, many: 118 }; // px of the curves alone

/** @param {number[]} values */
const ends = (values) => [values[0], values[values.length - 1]];

/** From a value to px. @param {Curves} data @param {number} width px */
export function scaleOf({ values }, width) {
  const [low, high] = ends(values);
  return linear(low, high, SIDE.left, width - SIDE.right);
}

/** The index of the likeliest class at each value. @param {number[][]} curves */
export const answersOf = (curves) => curves[0].map((_, i) => argmax(curves.map((curve) => curve[i])));

/** Stretches of values with one answer. @param {number[]} answers */
export function stretches(answers) {
  /** @type {Stretch[]} */
  const merged = [];
  answers.forEach((answer, i) => {
    const last = merged.at(-1);
    if (last && last.answer === answer) last.to = i;
    else merged.push({ answer, from: i, to: i });
  });
  return merged;
}

// The drawing of a head; the last of the charts has the axis.
/** @param {Curves} data @param {Head} head @param {number} width px @param {boolean} isLast */
export function chart(data, head, width, isLast) {
  const curves = data.probabilities[head.name];
  const isPair = curves.length === 2;
  const bottom = TOP + (isPair ? HEIGHTS.pair : HEIGHTS.many);
  const x = scaleOf(data, width);
  const y = linear(0, 1, bottom, TOP);
  const height = bottom + RIBBON + 3 + (isLast ? FOOT : 0);
  const likeliest = curves[0].map((_, i) => Math.max(...curves.map((curve) => curve[i])));
  const places = (/** @type {number[]} */ curve) => curve.map((share, i) => [x(data.values[i]), y(share)]);
  const thin = isPair ? [] : curves.map((curve) => path("curve thin", places(curve), `stroke:${head.colour}`));
  const parts = [
    ...outside(data, x, bottom),
    ...levels(head, isPair, y, width),
    ...trainedValues(data, x, bottom + RIBBON),
    ...thin,
    path("curve", places(isPair ? curves[1] : likeliest), stroke(head, 2.2)),
    ...ribbon(data, head, curves, x, bottom + 3),
    ...(isLast ? foot(data, x, height - 4, width) : []),
    upright("now", 0, { top: TOP - 4, bottom: bottom + RIBBON + 3 }),
    html`<circle class="dot" r="4.5" cx="0" cy="0" style="fill:${head.colour}" />`,
  ];
  return { nodes: [html`<svg ${frameOf(width, height)}>${parts}</svg>`], y };
}

/** @param {Head} head @param {boolean} isPair @param {Scale} y @param {number} width */
function levels({ classes }, isPair, y, width) {
  const across = { left: SIDE.left, right: width - SIDE.right };
  const labels = isPair ? [classes[0], "½", classes[1]] : [0, 0.5, 1].map(percent);
  /** @type {[number, string][]} */
  const ticks = labels.map((label, i) => [y(i / 2), label]);
  return [...grid(ticks, across), isPair ? level("half", y(0.5), across) : []];
}

/** @param {Curves} data @param {Scale} x @param {number} bottom */
function trainedValues({ trained, values }, x, bottom) {
  const [low, high] = ends(values);
  const shown = trained.filter((value) => value >= low && value <= high);
  return shown.map((value) => upright("trained", x(value), { top: TOP, bottom }));
}

/** Where the frame cuts the line off. @param {Curves} data @param {Scale} x @param {number} bottom */
function outside({ inside, values }, x, bottom) {
  const cut = stretches(inside).filter(({ answer }) => !answer);
  return cut.map(({ from, to }) => {
    const [left, right] = [x(values[from]), x(values[to])];
    const width = Math.max(1, right - left).toFixed(1);
    return html`<rect class="cut" x=${left.toFixed(1)} width=${width} y=${TOP} height=${bottom - TOP} />`;
  });
}

// What the head says, as a band under its curve; its borders are the flips.
/** @param {Curves} data @param {Head} head @param {number[][]} curves @param {Scale} x @param {number} top */
function ribbon({ values, flips }, head, curves, x, top) {
  const all = stretches(answersOf(curves));
  const own = flips.filter((flip) => flip.head === head.name).map(({ at }) => at);
  /** The flip between two values; else one of them. */
  const border = (/** @type {number} */ i, /** @type {number} */ otherwise) =>
    own.find((flip) => flip > values[i - 1] && flip <= values[i]) ?? otherwise;
  return all.flatMap(({ answer, from, to }, i) => {
    const left = x(i ? border(from, values[from]) : values[0]);
    const right = x(i < all.length - 1 ? border(to + 1, values[to]) : values[to]);
    const name = className(head, answer);
    const place = { x: left.toFixed(1), width: Math.max(0.5, right - left).toFixed(1), y: top, height: RIBBON - 2 };
    const fits = right - left > 7 * name.length + 4;
    return html`<rect class="said ${answer % 2 ? "odd" : ""}" style="fill:${head.colour}" ${place} />
      ${i > 0 && upright("flip", left, { top: top - 4, bottom: top + RIBBON - 2 })}
      ${fits && text("label", ((left + right) / 2).toFixed(1), top + 11.5, name, "middle")}`;
  });
}

/** @param {Curves} data @param {Scale} x @param {number} y @param {number} width */
function foot({ values, moved }, x, y, width) {
  const [low, high] = ends(values);
  const degree = moved.unit === "°" ? "°" : "";
  const shown = ticks(low, high, width > 480 ? 12 : 6, Boolean(degree));
  return shown.map((value) => text("tick", x(value).toFixed(1), y, `${value}${degree}`, "middle"));
}
