// Panels that are bars: who moved the trunk, who woke first, what moved.
import { decades, even, linear, overSteps } from "../../shared/axes.js";
import { line, note, spoken, stroke } from "../../shared/marks.js";
import { known, percent, power, short, steps } from "../../shared/format.js";
import { column } from "./rows.js";

const LEFT = 62, RIGHT = 314, ROW = 22;
const GREY = { name: "rest", colour: "var(--faint)", dash: "solid" };

const name = (y, { name, colour }) =>
  ["text", { class: "name", x: LEFT - 7, y: y + 4, "text-anchor": "end", style: `fill:${colour === GREY.colour ? "currentColor" : colour}` }, name];
const value = (x, y, text, anchor = "start") => ["text", { class: "value", x, y: y + 4, "text-anchor": anchor }, text];
const bars = (rows, nodes) => ["svg", { class: "bars", viewBox: `0 0 320 ${rows * ROW + 6}` }, ...nodes];
const middle = (i) => i * ROW + ROW / 2 + 3;

/** The bounds of an axis that holds all values: steps of a half, at least -0.5 to 1. */
const bounds = (values) => [Math.min(-0.5, Math.floor(2 * Math.min(...values)) / 2), Math.max(1, Math.ceil(2 * Math.max(...values)) / 2)];

export function update(model) {
  const parts = [...model.heads, GREY];
  const sharesOf = (row) => parts.map((part) => row[column("update", part)]);
  const shares = sharesOf(model.row);
  const text = (i) => percent(shares[i]);
  const exact = model.now.exact_update
    ? "Exact: every step was split as it happened."
    : "Each head is followed through the last steps; grey rest: what is older.";
  const [low, high] = bounds(model.rows.flatMap(sharesOf).filter(known));
  const x = linear(low, high, LEFT + 38, RIGHT - 38);
  const rows = parts.flatMap((part, i) => {
    const end = x(shares[i] ?? 0), zero = x(0), y = middle(i);
    return [name(y, part), ["rect", { x: Math.min(zero, end).toFixed(1), width: Math.abs(end - zero).toFixed(1), y: y - 7, height: 14, rx: 2, style: `fill:${part.colour}` }],
      value(end + (end < zero ? -4 : 4), y, text(i), end < zero ? "end" : "start")];
  });
  const zero = ["line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: parts.length * ROW + 6 }];
  const axis = even(low, high, [low, 0, 1, ...(high > 1.5 ? [high] : [])], percent);
  const lines = parts.map((part) => line(model, axis, column("update", part), stroke(part, 1.6))).reverse();
  return {
    words: `Shares in the trunk's step at step ${model.row.step}: ${spoken(parts, text)}. ${exact}`,
    nodes: [bars(parts.length, [...rows, zero]), overSteps(model, axis, lines), note(shares.some(known) ? exact : "The trunk did not move in this step.")],
  };
}

export function woke(model) {
  const { heads, steps: last } = model;
  const when = heads.map((head) => model.woke[head.name]);
  const order = when.filter(known).sort((a, b) => a - b);
  const x = linear(0, last, LEFT, RIGHT - 8);
  const text = (i) => (known(when[i]) ? `step ${steps(when[i])}` : "not yet");
  const now = x(Math.min(model.row.step, last));
  const rows = heads.flatMap((head, i) => {
    const y = 1.5 * middle(i), end = known(when[i]) ? x(when[i]) : now, late = end > 200;
    return [name(y, head), ["line", { class: "rail", x1: LEFT, x2: RIGHT - 8, y1: y, y2: y }],
      ["line", { style: `${stroke(head, 3)}${known(when[i]) ? "" : ";opacity:.35"}`, x1: LEFT, x2: end.toFixed(1), y1: y, y2: y }],
      ...(known(when[i]) ? [["circle", { cx: end.toFixed(1), cy: y, r: 5, style: `fill:${head.colour}` }]] : []),
      ["text", { class: "value", x: (end + (late ? -9 : 9)).toFixed(1), y: y - 6, "text-anchor": late ? "end" : "start" },
        known(when[i]) ? `${order.indexOf(when[i]) + 1}. ${text(i)}` : text(i)]];
  });
  const foot = ["text", { class: "tick", x: RIGHT - 8, y: 150, "text-anchor": "end" }, `step ${steps(last)}`];
  return {
    words: `95 % of the validation pictures right: ${spoken(heads, text)}.`,
    nodes: [["svg", { class: "bars", viewBox: "0 0 320 156" }, ...rows, ["text", { class: "tick", x: LEFT, y: 150 }, "0"], foot]],
  };
}

export function moved(model) {
  const parts = [{ name: "trunk", colour: "var(--faint)" }, ...model.heads];
  const values = parts.map((part) => model.now.relative_change?.[part.name]);
  const axis = decades(values.filter((one) => known(one) && one > 0), { bottom: LEFT, top: RIGHT - 60 },
    (exponent) => `${power(exponent + 2)} %`);
  const text = (i) => (values[i] === 0 ? "did not move" : percentOf(values[i]));
  const rows = parts.flatMap((part, i) => {
    const y = middle(i), end = values[i] > 0 ? Math.max(axis.y(values[i]), LEFT + 2) : LEFT;
    return [name(y, part), ["rect", { x: LEFT, width: (end - LEFT).toFixed(1), y: y - 7, height: 14, rx: 2, style: `fill:${part.colour}` }],
      value(end + 5, y, text(i))];
  });
  const foot = parts.length * ROW + 18;
  const grid = axis.ticks.flatMap(([x, label]) => [
    ["line", { class: "grid", x1: x, x2: x, y1: 0, y2: foot - 12 }],
    ["text", { class: "tick", x, y: foot, "text-anchor": "middle" }, label]]);
  return {
    words: `Relative change since the last point: ${spoken(parts, text)}.`,
    nodes: [["svg", { class: "bars", viewBox: `0 0 320 ${foot + 6}` }, ...grid, ...rows],
      note("Change since the last point, in percent of the size. Each grid line is ten times the one before.")],
  };
}

const percentOf = (value) => (known(value) ? `${short(100 * value)} %` : "–");
