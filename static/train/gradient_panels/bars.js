// Panels that are bars: each head's share in the trunk's step, the step at which it reached 95 %, and what moved.
import { decades, even, linear, overSteps } from "../../shared/axes.js";
import { known, percent, power, short, whole, withPercent } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { line, note, spoken, stroke } from "../../shared/marks.js";
import { text as label, level, upright } from "../../shared/svg.js";
import { column } from "./rows.js";

/** @import { Markup } from "../../shared/dom.js" */
/** @import { Row } from "../../shared/rows.js" */
/** @import { Drawing, Model } from "./drawings.js" */

/** @typedef {{ name: string, colour: string }} Part */

const LEFT = 62; // px of a drawing 320 wide
const RIGHT = 314;
const ROW = 22;
const REST = { name: "rest", colour: "var(--faint)", dash: "solid" };
const TRUNK = { name: "trunk", colour: "var(--faint)" };

/** @param {number} y @param {Part} part */
const name = (y, { name, colour }) => {
  const style = `fill:${colour === REST.colour ? "currentColor" : colour}`;
  return html`<text class="name" x=${LEFT - 7} y=${y + 4} text-anchor="end" style=${style}>${name}</text>`;
};
/** A text beside a place. @param {number} x @param {number} y @param {string} text @param {boolean} [isLeft] of it */
const value = (x, y, text, isLeft = false) =>
  label("value", x + (isLeft ? -5 : 5), y + 4, text, isLeft ? "end" : "start");
/** A bar between two places. @param {number} from @param {number} to @param {number} y @param {Part} part */
const bar = (from, to, y, { colour }) => {
  const place = { x: Math.min(from, to).toFixed(1), width: Math.abs(to - from).toFixed(1), y: y - 7 };
  return html`<rect ${place} height="14" rx="2" style="fill:${colour}" />`;
};
/** @param {number} height @param {Markup[]} nodes */
const bars = (height, nodes) => html`<svg class="bars" viewBox="0 0 320 ${height}">${nodes}</svg>`;
/** @param {number} i */
const middle = (i) => i * ROW + ROW / 2 + 3;

/** The bounds of an axis that holds all values: steps of a half, at least -0.5 to 1. @param {number[]} values */
export const bounds = (values) => [
  Math.min(-0.5, Math.floor(2 * Math.min(...values)) / 2),
  Math.max(1, Math.ceil(2 * Math.max(...values)) / 2),
];

/** @param {Model} model @returns {Drawing} */
export function update(model) {
  const parts = [...model.heads, REST];
  const sharesOf = (/** @type {Row} */ row) => parts.map((part) => row[column("update", part)]);
  const shares = sharesOf(model.row);
  const text = (/** @type {number} */ i) => percent(shares[i]);
  const method = model.now.exact_update
    ? "Exact: every step was split as it happened."
    : "The last steps were split as they happened, older ones by estimate. Grey rest: what no head explains.";
  const [low, high] = bounds(model.rows.flatMap(sharesOf).filter(known));
  const x = linear(low, high, LEFT + 38, RIGHT - 38);
  const rows = parts.flatMap((part, i) => {
    const end = x(shares[i] ?? 0);
    const y = middle(i);
    return [name(y, part), bar(x(0), end, y, part), value(end, y, text(i), end < x(0))];
  });
  const height = parts.length * ROW + 6;
  const zero = upright("zero", x(0), { top: 0, bottom: height });
  const axis = even(low, high, [low, 0, 1, ...(high > 1.5 ? [high] : [])], percent);
  const lines = parts.map((part) => line(model, axis, column("update", part), stroke(part, 1.6))).reverse();
  const unknown = "Not known: the trunk did not move, or too few steps before were split. Exact shares split all.";
  const remark = shares.some(known) ? method : unknown;
  return {
    words: `Shares in the trunk's step at step ${model.row.step}: ${spoken(parts, text)}. ${remark}`,
    nodes: [bars(height, [...rows, zero]), overSteps(model, axis, lines), note(remark)],
  };
}

/** @param {Model} model @returns {Drawing} */
export function solved(model) {
  const { heads, steps: last } = model;
  const when = heads.map((head) => model.first_solved[head.name]);
  const order = when.filter(known).sort((a, b) => a - b);
  const x = linear(0, last, LEFT, RIGHT - 8);
  const text = (/** @type {number} */ i) => {
    const step = when[i];
    return known(step) ? `step ${whole(step)}` : "not yet";
  };
  const rows = heads.flatMap((head, i) => {
    const step = when[i];
    const y = 1.5 * middle(i);
    const end = x(known(step) ? step : Math.min(model.row.step, last));
    const style = `${stroke(head, 3)}${known(step) ? "" : ";opacity:.35"}`;
    const words = known(step) ? `${order.indexOf(step) + 1}. ${text(i)}` : text(i);
    return html`${name(y, head)}${level("rail", y, { left: LEFT, right: RIGHT - 8 })}
      <line style=${style} x1=${LEFT} x2=${end.toFixed(1)} y1=${y} y2=${y} />
      ${known(step) && html`<circle cx=${end.toFixed(1)} cy=${y} r="5" style="fill:${head.colour}" />`}
      ${value(end, y - 10, words, end > 200)}`;
  });
  const foot = [label("tick", LEFT, 150, "0"), label("tick", RIGHT - 8, 150, `step ${whole(last)}`, "end")];
  return {
    words: `${percent(0.95)} of the validation pictures right: ${spoken(heads, text)}.`,
    nodes: [bars(156, [...rows, ...foot])],
  };
}

/** @param {Model} model @returns {Drawing} */
export function moved({ heads, now }) {
  const parts = [TRUNK, ...heads];
  const changes = parts.map((part) => now.relative_change?.[part.name]);
  const percentText = (/** @type {number} */ exponent) => withPercent(power(exponent + 2));
  const positive = changes.filter(known).filter((change) => change > 0);
  const axis = decades(positive, { bottom: LEFT, top: RIGHT - 60 }, percentText);
  const text = (/** @type {number} */ i) => {
    const change = changes[i];
    if (change === 0) return "did not move";
    return known(change) ? withPercent(short(100 * change)) : "–";
  };
  const rows = parts.flatMap((part, i) => {
    const y = middle(i);
    const change = changes[i] ?? 0;
    const end = change > 0 ? Math.max(axis.y(change), LEFT + 2) : LEFT;
    return [name(y, part), bar(LEFT, end, y, part), value(end, y, text(i))];
  });
  const foot = parts.length * ROW + 18;
  const grid = axis.ticks.map(([x]) => upright("grid", x, { top: 0, bottom: foot - 12 }));
  const words = axis.ticks.map(([x, words]) => label("tick", x, foot, words, "middle"));
  const remark = "Change since the last point, in percent of the size. Each grid line is ten times the one before.";
  return {
    words: `Relative change since the last point: ${spoken(parts, text)}.`,
    nodes: [bars(foot + 6, [...grid, ...words, ...rows]), note(remark)],
  };
}
