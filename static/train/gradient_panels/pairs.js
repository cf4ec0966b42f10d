// Panels about pairs of heads: who pulls together, against whom, and how unequally.
import { even, overSteps, PLOT } from "../../shared/axes.js";
import { known, minus, percent, signed, sum } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { area, line, note, pairStrokes, shade, swatch } from "../../shared/marks.js";
import { matrix, pairsSpoken } from "./matrix.js";
import { ofHeads, pairColumn, pairsOf } from "./rows.js";

/** @import { Row } from "../../shared/rows.js" */
/** @import { Drawing, Model } from "./drawings.js" */

const AS_STRANGERS = 5; // points from 50 % that count as none
const LOW = { ...PLOT, height: 118, bottom: 98 };

/** @param {Model} model @param {...number} indices of heads */
const isSilent = ({ heads, now }, ...indices) => indices.some((i) => now.silent.includes(heads[i].name));

/** Cosines are mostly near 0: make small ones visible. @param {number} value */
const spread = (value) => Math.sign(value) * Math.sqrt(Math.abs(value));

/**
 * The matrix of a number of each pair; numbers of a silent head are faint.
 * @param {Model} model @param {(number | null)[][]} numbers
 * @param {(value: number | null) => string} text @param {(value: number) => number} strength -1..1
 * @param {boolean} [isFramed] whether the diagonal is framed: it is a noise floor
 */
function pairMatrix(model, numbers, text, strength, isFramed = true) {
  return matrix(model, (i, j) => {
    const value = numbers[i][j];
    const faint = !known(value) || isSilent(model, i, j);
    return { text: text(value), fill: `fill:${shade(strength(value ?? 0))}`, faint, floor: isFramed && i === j };
  });
}

/** @param {Model} model @returns {Drawing} */
export function cosine(model) {
  const { heads, now } = model;
  const cosines = now.cosine.map((row, i) => row.map((value, j) => (i === j ? now.within[heads[i].name] : value)));
  const floors = heads.map(({ name }) => `${name} with itself ${signed(now.within[name])}`).join(", ");
  const cells = pairMatrix(model, cosines, signed, spread);
  const remark = "Diagonal and grey band: the same head on other pictures. Faint cells: a head is silent.";
  return {
    words: `Cosines: ${pairsSpoken(heads, now.cosine, signed)}. Between pictures of the same head: ${floors}.`,
    nodes: [cells, cosineHistory(model), pairLegend(model), note(remark)],
  };
}

/** The six cosines over the steps, with the band of what a head has with itself. @param {Model} model */
function cosineHistory(model) {
  const { heads } = model;
  const axis = even(-1, 1, [-1, 0, 1], (tick) => minus(String(tick)), LOW);
  const within = (/** @type {(...values: number[]) => number} */ pick) => (/** @type {Row} */ row) => {
    const values = ofHeads(heads, row, "within").filter(known);
    return values.length ? pick(...values) : null;
  };
  const band = area(model, axis, within(Math.min), within(Math.max), "", "band");
  const lines = pairsOf(heads).flatMap((pair) => {
    const styles = pairStrokes(heads[pair[0]], heads[pair[1]], 1.6);
    return styles.map((style) => line(model, axis, pairColumn(heads, pair), style));
  });
  return overSteps(model, axis, [band, ...lines], LOW);
}

/** @param {Model} model */
const pairLegend = ({ heads, row }) => {
  const entry = (/** @type {[number, number]} */ [i, j]) => {
    const words = `${heads[i].name}–${heads[j].name} ${signed(row[pairColumn(heads, [i, j])])}`;
    return html`<li>${swatch(...pairStrokes(heads[i], heads[j], 2.5))}<span>${words}</span></li>`;
  };
  return html`<ul class="legend pairs">${pairsOf(heads).map(entry)}</ul>`;
};

/** @param {Model} model @returns {Drawing} */
export function conflict(model) {
  const { heads, now } = model;
  const sentence = besideStrangers(heads, now.conflict);
  const cells = pairMatrix(model, now.conflict, percent, (rate) => -rate);
  const remark = "Line: between heads. Framed diagonal and grey: a head against itself on other pictures.";
  return {
    words: `Conflict rates: ${pairsSpoken(heads, now.conflict, percent)}. ${sentence}`,
    nodes: [cells, conflictHistory(model), note(sentence), note(remark)],
  };
}

/** The mean rate between heads over the steps, and in grey that of a head with itself. @param {Model} model */
function conflictHistory(model) {
  const axis = even(0, 1, [0, 0.5, 1], percent, LOW);
  const self = (/** @type {Row} */ row) => row.self_conflict;
  const floor = area(model, axis, () => 0, self, "", "band");
  return overSteps(model, axis, [floor, line(model, axis, "conflict", "", "line between")], LOW);
}

// Whether heads conflict more often than unrelated ones do.
/** @param {Model["heads"]} heads @param {(number | null)[][]} rates */
export function besideStrangers(heads, rates) {
  const mean = (/** @type {number[]} */ values) => sum(values) / values.length;
  const pairs = pairsOf(heads).map(([i, j]) => rates[i][j]);
  const between = mean(pairs.filter(known));
  if (!pairs.some(known)) return "No head pulls, so there is nothing to compare.";
  const points = Math.round(100 * between) - 50;
  const more = `${Math.abs(points)} points ${points > 0 ? "more" : "less"} than the ${percent(0.5)} of unrelated heads`;
  const verdict = Math.abs(points) < AS_STRANGERS ? `as unrelated heads, which have ${percent(0.5)}` : more;
  const self = mean(heads.map((_, i) => rates[i][i]).filter(known));
  return `Between heads ${percent(between)}: ${verdict}. Of a head with itself ${percent(self)}.`;
}

/** @param {Model} model @returns {Drawing} */
export function similarity(model) {
  const { heads, now } = model;
  const cells = pairMatrix(model, now.similarity, signed, (value) => value, false);
  return {
    words: `Magnitude similarity: ${pairsSpoken(heads, now.similarity, signed)}.`,
    nodes: [cells, note("1: equally loud. Near 0: one drowns the other. Faint: a head is silent.")],
  };
}
