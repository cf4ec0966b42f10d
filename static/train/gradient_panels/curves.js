// Panels that are lines or areas over the steps, one for each head.
import { decades, even, overSteps } from "../../shared/axes.js";
import { exactPercent, known, percent, short, sum } from "../../shared/format.js";
import { area, legend, line, note, spoken, stroke } from "../../shared/marks.js";
import { column, ofHeads } from "./rows.js";

/** @import { Axis } from "../../shared/axes.js" */
/** @import { Row } from "../../shared/rows.js" */
/** @import { Drawing, Model } from "./drawings.js" */

/** All numbers of these groups. @param {Model} model @param {...string} groups */
const numbers = ({ rows, heads }, ...groups) =>
  rows.flatMap((row) => groups.flatMap((group) => ofHeads(heads, row, group))).filter(known);

/** 'At step 40: length 0.2, width 0.1' @param {Model} model @param {(i: number) => string} text */
const inWords = ({ row, heads }, text) => `At step ${row.step}: ${spoken(heads, text)}`;

/** @param {Model} model @param {Axis} axis @param {string} group */
const lines = (model, axis, group) => model.heads.map((head) => line(model, axis, column(group, head), stroke(head)));

/** @param {Model} model @param {Axis} axis @param {string} group @param {string} name */
const thinLines = (model, axis, group, name) =>
  model.heads.map((head) => line(model, axis, column(group, head), `stroke:${head.colour}`, `line ${name}`));

/** @param {Model} model @returns {Drawing} */
export function weights(model) {
  const { heads, row } = model;
  const axis = decades(numbers(model, "effective_weights", "weights"));
  const number = (/** @type {string} */ group, /** @type {number} */ i) => short(row[column(group, heads[i])]);
  const text = (/** @type {number} */ i) => `${number("effective_weights", i)}, slider ${number("weights", i)}`;
  const curves = [...thinLines(model, axis, "weights", "slider"), ...lines(model, axis, "effective_weights")];
  return { words: inWords(model, text), nodes: [overSteps(model, axis, curves), legend(heads, text)] };
}

/** @param {Model} model @returns {Drawing} */
export function norm(model) {
  const { heads, row } = model;
  const axis = decades(numbers(model, "norm", "noise").filter((value) => value > 0));
  const [norms, noises] = ["norm", "noise"].map((group) => ofHeads(heads, row, group));
  const isSilent = (/** @type {number} */ i) => known(norms[i]) && norms[i] <= noises[i];
  const text = (/** @type {number} */ i) => `${short(norms[i])}${isSilent(i) ? ", silent" : ""}`;
  const curves = [...thinLines(model, axis, "noise", "floor"), ...lines(model, axis, "norm")];
  const remark = note("Faint: the noise floor of each head.");
  return {
    words: inWords(model, (i) => `${text(i)} (noise floor ${short(noises[i])})`),
    nodes: [overSteps(model, axis, curves), legend(heads, text, isSilent), remark],
  };
}

/** @param {Model} model @returns {Drawing} */
export function share(model) {
  const { heads, row } = model;
  const axis = even(0, 1, [0, 0.5, 1], percent);
  const upTo = (/** @type {number} */ count) => (/** @type {Row} */ step) => {
    const shares = ofHeads(heads, step, "share");
    return shares.every(known) ? sum(shares.slice(0, count)) : null;
  };
  const areas = heads.map(({ colour }, i) => area(model, axis, upTo(i), upTo(i + 1), `fill:${colour}`));
  const text = (/** @type {number} */ i) => percent(row[column("share", heads[i])]);
  return { words: inWords(model, text), nodes: [overSteps(model, axis, areas), legend(heads, text)] };
}

/** @param {Model} model @returns {Drawing} */
export function rate(model) {
  const { heads, row, now } = model;
  const axis = decades(numbers(model, "loss_ratio").filter((value) => value > 0));
  const ratios = ofHeads(heads, row, "loss_ratio");
  const mean = sum(ratios) / ratios.length;
  const relative = (/** @type {number} */ i) => (known(ratios[i]) && mean > 0 ? (ratios[i] / mean).toFixed(2) : "–");
  const text = (/** @type {number} */ i) => `${short(ratios[i])}, r ${relative(i)}`;
  const accuracies = spoken(heads, (i) => exactPercent(now.accuracy[heads[i].name]));
  const remark = note(`Accuracy on these pictures: ${accuracies}.`);
  const curves = overSteps(model, axis, lines(model, axis, "loss_ratio"));
  return { words: inWords(model, text), nodes: [curves, legend(heads, text), remark] };
}
