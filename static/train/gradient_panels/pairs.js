// Panels about pairs of heads: who pulls together, against whom, and how unequally.
import { even, overSteps, PLOT } from "../../shared/axes.js";
import { area, line, note, pairStrokes, swatch } from "../../shared/marks.js";
import { ground, matrix, pairsSpoken } from "./matrix.js";
import { known, percent, signed } from "../../shared/format.js";
import { ofHeads, pairColumn, pairsOf } from "./rows.js";

const LOW = { ...PLOT, height: 118, bottom: 98 };
const isSilent = ({ heads, now }, ...which) => which.some((i) => now.silent.includes(heads[i].name));

/** Cosines are mostly near 0: make small ones visible. */
const spread = (value) => Math.sign(value) * Math.sqrt(Math.abs(value));

export function cosine(model) {
  const { heads, now } = model;
  const cell = (i, j) => {
    const value = i === j ? now.within[heads[i].name] : now.cosine[i][j];
    return { text: signed(value), fill: ground(spread(value ?? 0)), faint: !known(value) || isSilent(model, i, j), floor: i === j };
  };
  const floors = heads.map((head) => `${head.name} with itself ${signed(now.within[head.name])}`).join(", ");
  return {
    words: `Cosines: ${pairsSpoken(heads, now.cosine, signed)}. Between pictures of the same head: ${floors}.`,
    nodes: [matrix(model, cell), history(model), pairLegend(model),
      note("Diagonal and grey band: the same head on other pictures. Faint cells: a head is silent.")],
  };
}

/** The six cosines over the steps, with the band of what a head has with itself. */
function history(model) {
  const axis = even(-1, 1, [-1, 0, 1], (tick) => String(tick).replace("-", "−"), LOW);
  const within = (pick) => (row) => {
    const values = ofHeads(model.heads, row, "within").filter(known);
    return values.length ? pick(...values) : null;
  };
  const band = area(model, axis, within(Math.min), within(Math.max), "", "band");
  const lines = pairsOf(model.heads).flatMap((pair) =>
    pairStrokes(...pair.map((i) => model.heads[i]), 1.6).map((style) => line(model, axis, pairColumn(model.heads, pair), style)));
  return overSteps(model, axis, [band, ...lines], LOW);
}

const pairLegend = ({ heads, row }) => [
  "ul", { class: "legend pairs" },
  ...pairsOf(heads).map(([i, j]) => ["li", {}, swatch(...pairStrokes(heads[i], heads[j], 2.5)),
    ["span", {}, `${heads[i].name}–${heads[j].name} ${signed(row[pairColumn(heads, [i, j])])}`]]),
];

export function conflict(model) {
  const { heads, now } = model;
  const cell = (i, j) => {
    const value = now.conflict[i][j];
    return { text: percent(value), fill: ground(-(value ?? 0)), faint: !known(value) || isSilent(model, i, j), floor: i === j };
  };
  const sentence = aboveNoise(heads, now.conflict);
  return {
    words: `Conflict rates: ${pairsSpoken(heads, now.conflict, percent)}. ${sentence}`,
    nodes: [matrix(model, cell), conflictHistory(model), note(sentence),
      note("Line: between heads. Framed diagonal and grey: a head against itself on other pictures.")],
  };
}

/** The mean rate between heads over the steps, above the grey of what a head has with itself. */
function conflictHistory(model) {
  const axis = even(0, 1, [0, 0.5, 1], percent, LOW);
  const floor = area(model, axis, () => 0, (row) => row.self_conflict, "", "band");
  return overSteps(model, axis, [floor, line(model, axis, "conflict", "", "line between")], LOW);
}

/** How far the conflicts between heads stand above those of a head with itself. */
function aboveNoise(heads, rates) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const pairs = pairsOf(heads).filter(([i, j]) => known(rates[i][j]));
  if (!pairs.length) return "No head pulls, so there is nothing to compare.";
  const between = mean(pairs.map(([i, j]) => rates[i][j]));
  const floor = mean(heads.map((_, i) => rates[i][i]).filter(known));
  const points = Math.round(100 * (between - floor));
  const verdict = points > 0 ? `${points} points above this noise floor` : "not above this noise floor";
  return `Between heads ${percent(between)}, of a head with itself ${percent(floor)}: ${verdict}. Strangers have 50 %.`;
}

export function similarity(model) {
  const { heads, now } = model;
  const cell = (i, j) => {
    const value = now.similarity[i][j];
    return { text: signed(value), fill: ground(value ?? 0), faint: !known(value) || isSilent(model, i, j) };
  };
  return {
    words: `Magnitude similarity: ${pairsSpoken(heads, now.similarity, signed)}.`,
    nodes: [matrix(model, cell), note("1: equally loud. Near 0: one drowns the other. Faint: a head is silent.")],
  };
}
