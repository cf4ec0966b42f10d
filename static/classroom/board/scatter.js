// Which weights gave what: each run at the share of one head's loss weight, as high as its accuracy on the test.
import { even, linear } from "../../shared/axes.js";
import { closest } from "../../shared/dom.js";
import { percent, percentNumber, withPercent } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { gridStep } from "../../shared/pointer.js";
import { grid, level, text } from "../../shared/svg.js";

/** @import { Head } from "./board.js" */

/**
 * @typedef {{ id: string, student: string, weights: string, share: number, values: number[] }} Dot `share`: of the
 *   chosen head in all loss weights; `values`: test accuracies, as `marks` are ordered
 * @typedef {{ head: string, marks: string[], runs: Dot[], left_out: string }} Scatter `marks`: heads, or the one score
 */

const BOX = { width: 860, height: 420, left: 52, right: 840, top: 14, bottom: 372 };
const R = 6; // px
const EVERY = [0, 0.25, 0.5, 0.75, 1];

/** Marks that differ in their shape too. @type {((x: number, y: number) => string)[]} */
const SHAPES = [
  (x, y) => `M${x - R} ${y}a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`,
  (x, y) => `M${x - R} ${y - R}h${2 * R}v${2 * R}h${-2 * R}Z`,
  (x, y) => `M${x} ${y - R - 1}L${x + R + 1} ${y + R}H${x - R - 1}Z`,
  (x, y) => `M${x} ${y - R - 2}L${x + R + 2} ${y}L${x} ${y + R + 2}L${x - R - 2} ${y}Z`,
];

/**
 * @param {Scatter} results @param {Head[]} heads
 * @param {string} [reached] the mark that Tab leads to; else the first one
 */
export function scatter({ head, marks, runs, left_out: leftOut }, heads, reached) {
  const low = lowest(runs);
  const ticks = [0, 1, 2, 3, 4, 5].map((i) => low + ((1 - low) * i) / 5); // whole percentages, as `low` is a tenth
  const axis = even(low, 1, ticks, percent, BOX);
  const x = linear(0, 1, BOX.left + 10, BOX.right - 10);
  const looks = marks.map((name, i) => ({ name, i, colour: heads.find((other) => other.name === name)?.colour }));
  const fromTheLeft = [...runs].sort((run, other) => run.share - other.share);
  const keys = fromTheLeft.flatMap((run) => marks.map((name) => `${run.id} ${name}`));
  const tabbed = keys.find((key) => key === reached) ?? keys[0];
  const dots = fromTheLeft.flatMap((run) =>
    looks.map(({ name, i, colour }) => {
      const words = `${run.student}: weights ${run.weights}, ${name} ${percent(run.values[i])}`;
      const d = SHAPES[i](round(x(run.share)), round(axis.y(run.values[i])));
      const key = `${run.id} ${name}`;
      const state = { "data-run": run.id, "data-mark": key, tabindex: key === tabbed ? 0 : -1 };
      return html`<path class="dot" d=${d} style="fill:${colour ?? "var(--st-primary-color)"}" ${state}
        role="button" aria-label=${words}><title>${words}</title></path>`;
    }),
  );
  const steps = EVERY.map((share) =>
    text("tick", round(x(share)), BOX.bottom + 18, withPercent(percentNumber(share)), "middle"),
  );
  const title = text(
    "tick",
    (BOX.left + BOX.right) / 2,
    BOX.bottom + 38,
    `share of ${head} in the loss weights`,
    "middle",
  );
  const about = "A mark is the test accuracy of a run; a click or Enter opens it, and arrow keys go from mark to mark.";
  return html`<div class="results"><svg class="scatter" viewBox="0 0 ${BOX.width} ${BOX.height}"
    role="group" aria-label=${spoken(runs, head)}>
    ${grid(axis.ticks, BOX)}${level("even", axis.y(low), BOX)}${steps}${title}${dots}</svg>
    <ul class="legend">${looks.map(entry)}</ul>
    <p class="about">${about} ${leftOut}</p></div>`;
}

/** A whole tenth below all values. @param {Dot[]} runs */
const lowest = (runs) => Math.min(0.9, Math.floor(10 * Math.min(...runs.flatMap(({ values }) => values)) + 1e-9) / 10);

/** @param {number} place px */
const round = (place) => Math.round(10 * place) / 10;

/** @param {{ name: string, i: number, colour?: string }} look */
const entry = ({ name, i, colour }) => html`<li><svg viewBox="0 0 20 20" width="20" height="20">
  <path d=${SHAPES[i](10, 10)} style="fill:${colour ?? "var(--st-primary-color)"}" /></svg>${name}</li>`;

/** @param {Dot[]} runs @param {string} head */
const spoken = (runs, head) =>
  `${runs.length} runs by the share of ${head} in their loss weights and by their test accuracy.`;

/** The mark that a key leads to. @param {HTMLElement} root @param {KeyboardEvent} event */
export function nextMark(root, event) {
  const mark = closest(event, ".dot");
  const marks = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".dot")]);
  if (!mark) return null;
  const place = marks.indexOf(mark);
  const step = gridStep(event.key, place, 1, marks.length);
  return step === undefined ? null : (marks[place + step] ?? mark);
}
