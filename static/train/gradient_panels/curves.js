// Panels that are lines or areas over the steps, one for each head.
import { decades, even, overSteps } from "../../shared/axes.js";
import { area, legend, line, spoken, stroke } from "../../shared/marks.js";
import { exactly, known, percent, short } from "../../shared/format.js";
import { column, ofHeads } from "./rows.js";

const all = (model, ...groups) => model.rows.flatMap((row) => groups.flatMap((group) => ofHeads(model.heads, row, group))).filter(known);
const at = (model) => `At step ${model.row.step}: `;
const lines = (model, axis, group) => model.heads.map((head) => line(model, axis, column(group, head), stroke(head)));

export function weights(model) {
  const axis = decades(all(model, "effective_weights", "weights"));
  const sliders = model.heads.map((head) => line(model, axis, column("weights", head), `stroke:${head.colour}`, "line slider"));
  const number = (group, i) => short(model.row[column(group, model.heads[i])]);
  const text = (i) => `${number("effective_weights", i)}, slider ${number("weights", i)}`;
  return {
    words: at(model) + spoken(model.heads, text),
    nodes: [overSteps(model, axis, [...sliders, ...lines(model, axis, "effective_weights")]), legend(model.heads, text)],
  };
}

export function norm(model) {
  const axis = decades(all(model, "norm", "noise").filter((value) => value > 0));
  const floors = model.heads.map((head) => line(model, axis, column("noise", head), `stroke:${head.colour}`, "line floor"));
  const [norms, noises] = ["norm", "noise"].map((group) => ofHeads(model.heads, model.row, group));
  const isSilent = (i) => known(norms[i]) && norms[i] <= noises[i];
  const text = (i) => `${short(norms[i])}${isSilent(i) ? ", silent" : ""}`;
  const faint = (head) => isSilent(model.heads.indexOf(head));
  return {
    words: at(model) + spoken(model.heads, (i) => `${text(i)} (noise floor ${short(noises[i])})`),
    nodes: [overSteps(model, axis, [...floors, ...lines(model, axis, "norm")]), legend(model.heads, text, faint),
      ["p", { class: "note" }, "Faint: the noise floor of each head."]],
  };
}

export function share(model) {
  const axis = even(0, 1, [0, 0.5, 1], percent);
  const upTo = (count) => (row) => {
    const shares = ofHeads(model.heads, row, "share");
    return shares.every(known) ? shares.slice(0, count).reduce((sum, one) => sum + one, 0) : null;
  };
  const areas = model.heads.map((head, i) => area(model, axis, upTo(i), upTo(i + 1), `fill:${head.colour}`));
  const text = (i) => percent(model.row[column("share", model.heads[i])]);
  return { words: at(model) + spoken(model.heads, text), nodes: [overSteps(model, axis, areas), legend(model.heads, text)] };
}

export function rate(model) {
  const axis = decades(all(model, "loss_ratio").filter((value) => value > 0));
  const ratios = ofHeads(model.heads, model.row, "loss_ratio"), mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
  const r = (i) => (known(ratios[i]) && mean > 0 ? (ratios[i] / mean).toFixed(2) : "–");
  const text = (i) => `${short(ratios[i])}, r ${r(i)}`;
  const { accuracy } = model.now;
  return {
    words: at(model) + spoken(model.heads, text),
    nodes: [overSteps(model, axis, lines(model, axis, "loss_ratio")), legend(model.heads, text),
      ["p", { class: "note" }, `Accuracy on these pictures: ${spoken(model.heads, (i) => exactly(accuracy[model.heads[i].name]))}.`]],
  };
}
