// The layout of the live chart: three panels over the steps, in Plotly's words.
import { whole } from "../format.js";

/** @import { State } from "./live_chart.js" */

/** @typedef {{ x: number[], y: number[] }} Place [left, right] and [bottom, top], as shares of the figure */

// Sizes of letters and margins are px of a usual page: all are multiplied by the scale of the theme.
const LETTER = 5.6; // of a label beside the line of a mark
const LABEL_ACROSS = 14;
const AXES = ["", "2", "3"]; // of loss, accuracy and total
const [TITLE, TICKS] = [22, 18]; // px over and under a panel
/** @type {Place[]} */
const NARROW = [
  { x: [0, 1], y: [0.71, 0.97] },
  { x: [0, 1], y: [0.36, 0.62] },
  { x: [0, 1], y: [0, 0.27] },
];
const WIDE = 700; // px from which two panels stand side by side; of larger letters, with the longer titles
const [LOW, PAIR] = [420, 480]; // px: three panels do not fit above each other, two do side by side
const MARGIN = { l: 44, r: 12, t: 4, b: 40 };
const ACCURACY = "<b>Accuracy</b>: exact match is grey";
const WIDE_ACCURACY = "<b>Accuracy</b>: validation strong, training faint, exact match grey";
const HEADS = "<b>Loss of each head</b>";
const TITLES = {
  wide: [`${HEADS}, unweighted: 1 is chance`, WIDE_ACCURACY, "<b>Total loss</b>, weighted"],
  narrow: [`${HEADS}: 1 is chance`, ACCURACY, "<b>Total loss</b>, weighted"],
};
// Of a network with one answer for all classes: it has nothing to weigh.
const JOINT = "<b>Loss of the one answer</b>";
const JOINT_TITLES = {
  wide: [`${HEADS}, read from the one answer: 1 is chance`, WIDE_ACCURACY, `${JOINT}: ln 96 = 4.56 is chance`],
  narrow: [`${HEADS}: 1 is chance`, ACCURACY, `${JOINT}: 4.56 is chance`],
};

// Zoomed in, its ticks are tenths of a percent. Plotly writes '80%' of its own accord.
const TENTHS = Array.from({ length: 1031 }, (_, tenths) => tenths / 10);
const LABELS = Object.fromEntries(TENTHS.map((value) => [`${value}%`, `${value} %`]));
const PERCENT = { tickformat: ".1~%", labelalias: LABELS };
const SHARE_AXIS = { ...PERCENT, autorange: false, range: [0, 1.03], minallowed: 0, maxallowed: 1.03 };

/** Whether two panels stand side by side. @param {number} width @param {number} height of the figure, px */
export const isWide = (width, height) => width >= WIDE || (width >= PAIR && height < LOW);

/** Where the panels are; in a low figure letters need a larger share of it. @param {State} state @returns {Place[]} */
function placesOf(state) {
  if (!state.wide) return NARROW;
  const { t, b } = marginsOf(state);
  const pixel = state.theme.scale / Math.max(1, state.height - t - b);
  const total = 0.21;
  /** @type {[number, number]} */
  const y = [Math.max(0.37, total + (TITLE + TICKS) * pixel), Math.min(0.94, 1 - TITLE * pixel)];
  return [
    { x: [0, 0.48], y },
    { x: [0.535, 1], y },
    { x: [0, 1], y: [0, total] },
  ];
}

/** @param {State} state */
export function layout(state) {
  const { theme, wide } = state;
  const places = placesOf(state);
  const words = wide && state.width >= WIDE * theme.scale ? "wide" : "narrow";
  const titles = state.joint ? JOINT_TITLES[words] : TITLES[words];
  return {
    ...Object.fromEntries(places.flatMap((place, i) => axesOf(place, i, state))),
    autosize: true,
    showlegend: false,
    hovermode: "x unified",
    dragmode: wide ? "zoom" : false,
    uirevision: state.run,
    margin: marginsOf(state),
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: 12 * theme.scale, color: theme.text },
    hoverlabel: { bgcolor: theme.ground, bordercolor: theme.grid, font: { color: theme.text } },
    annotations: [...places.map((place, i) => title(place, titles[i], theme)), ...markLabels(state)],
    shapes: state.marks.flatMap(([step]) => AXES.map((axis) => markLine(axis, step, theme.text))),
  };
}

/** @param {State} state */
const marginsOf = ({ theme: { scale } }) => {
  const [l, r, t, b] = [MARGIN.l, MARGIN.r, MARGIN.t, MARGIN.b].map((side) => side * scale);
  return { l, r, t, b };
};

/** @param {Place} place @param {number} i @param {State} state */
function axesOf({ x, y }, i, state) {
  const { theme } = state;
  const axis = AXES[i];
  const shared = { gridcolor: theme.grid, zeroline: false, linecolor: theme.grid, automargin: false };
  const range = { autorange: false, range: [0, state.steps], minallowed: 0, nticks: state.wide ? 8 : 5 };
  const texts = { unifiedhovertitle: { text: "step %{x}" }, hoverformat: ",d", tickformat: ",d" };
  const spike = { spikethickness: 1, spikecolor: theme.text };
  const matches = i ? { matches: "x" } : {};
  const title = i === 2 ? { title: { text: stepTitle(state), standoff: 6 * theme.scale } } : {};
  const steps = { ...shared, domain: x, anchor: `y${axis}`, ...range, ...texts, ...spike, ...matches, ...title };
  const values = i === 1 ? SHARE_AXIS : lossAxis(i, state);
  const heights = { ...shared, ...values, domain: y, anchor: `x${axis}` };
  return Object.entries({ [`xaxis${axis}`]: steps, [`yaxis${axis}`]: heights });
}

/** @param {number} i @param {State} state */
function lossAxis(i, { log, run }) {
  const ticks = { nticks: i ? 4 : 6, exponentformat: "power" };
  const chance = i ? {} : { autorangeoptions: { include: log ? 1 : 1.1 } };
  return { ...ticks, ...chance, type: log ? "log" : "linear", rangemode: "tozero", uirevision: run + log };
}

/** @param {State} state */
const stepTitle = ({ epoch }) => (epoch ? `step (${whole(Math.round(epoch))} are one epoch)` : "step");

/** @param {Place} place @param {string} text @param {State["theme"]} theme */
const title = ({ x, y }, text, { scale }) => {
  const anchor = { xref: "paper", yref: "paper", xanchor: "left", yanchor: "bottom" };
  return { text, x: x[0], y: y[1], ...anchor, showarrow: false, yshift: 4 * scale };
};

/** @param {string} axis @param {number} step @param {string} color */
const markLine = (axis, step, color) => {
  const place = { xref: `x${axis}`, yref: `y${axis} domain`, x0: step, x1: step, y0: 0, y1: 1 };
  return { type: "line", ...place, line: { color, width: 1, dash: "dot" } };
};

/** The labels of the marks on every panel, upwards along their lines. @param {State} state */
function markLabels(state) {
  const { marks, steps, width, height } = state;
  const { scale } = state.theme;
  const [margin, space] = [marginsOf(state), LABEL_ACROSS * scale];
  const looks = { yanchor: "top", showarrow: false, textangle: -90, font: { size: 10 * scale }, borderpad: 1 };
  return placesOf(state).flatMap(({ x, y }, i) => {
    const across = (x[1] - x[0]) * (width - margin.l - margin.r);
    const fits = Math.floor(((y[1] - y[0]) * (height - margin.t - margin.b)) / (LETTER * scale));
    return groups(marks, (space * steps) / across).map((group) => {
      const [step] = group[group.length - 1];
      const [last, ...more] = group.map(([step, label]) => `step ${step}: ${label}`).reverse();
      const text = more.length ? `${more.length} more · ${last}` : last;
      const xanchor = (step / steps) * across < space ? "left" : "right"; // not over the ticks
      const place = { xref: `x${AXES[i]}`, yref: `y${AXES[i]} domain`, x: step, y: 1, xanchor };
      return { text: cut(text, fits), hovertext: [...more.reverse(), last].join("<br>"), ...place, ...looks };
    });
  });
}

/** Marks too near to each other for a label each stand together. @param {State["marks"]} marks @param {number} apart */
function groups(marks, apart) {
  /** @type {State["marks"][]} */
  const all = [];
  for (const mark of marks) {
    const group = all.at(-1);
    if (group && mark[0] - group[0][0] < apart) group.push(mark);
    else all.push([mark]);
  }
  return all;
}

/** @param {string} text @param {number} length */
const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
