// The opened layer as nodes for `draw`: its maps, its kernels, and the arithmetic behind one place.
import { exact, whole } from "../shared/format.js";
import { explain } from "./arithmetic.js";
import { indexOf } from "./arrays.js";
import { sentence, shortName } from "./layer_text.js";
import { kernels, smallMaps } from "./maps.js";
import { details, isPicture, line, shownParts } from "./sums.js";

/** @typedef {import("./layer.js").State} State */
/** @typedef {import("./arrays.js").Form} Form */
/** @typedef {import("./arrays.js").Cell} Cell */
/** @typedef {{ top: number, left: number, height: number, width: number }} Frame on a map */

const CLOSE = 1e-4; // of the value, or of 1: what float32 sums may differ
const SCALES = { map: "each map", layer: "this layer", network: "whole network" };

/** The nodes, and the input map that is drawn beside the output. @param {State} state */
export function layerMarkup({ data, layer, form, at, scale }) {
  const explanation = explain(layer, form.vector ? { unit: at.y * form.width + at.x } : at);
  const value = layer.output.values[indexOf(form, at) ?? 0];
  const input = inputMap(explanation, layer);
  const place = placeText(form, at, data.classes);
  const cell = { top: at.y, left: at.x, height: 1, width: 1 };
  const output = figure("output", formName(form, at), form, cell, `${place}: ${exact(value)}`, names(data.classes, at));
  const frame = explanation.frame ?? { top: explanation.y, left: explanation.x, height: 1, width: 1 };
  const figures = [output, ...(input ? [figure("input", input.caption, input, frame, input.caption)] : [])];
  const sum = [
    ["p", { class: "where" }, place],
    ["p", { class: "line" }, line(explanation, layer)],
    verdict(explanation.value, value),
    ["div", { class: "parts" }, ...details(explanation, layer, isPicture(layer))],
  ];
  const nodes = [
    ["header", {}, ["h3", {}, shortName(layer)], ["p", {}, sentence(layer)]],
    scales(scale),
    ...smallMaps(layer, at.map),
    [
      "div",
      { class: "working" },
      ["div", { class: "seen" }, ["div", { class: "figures" }, ...figures], ...kernels(layer, at.map)],
      ["div", { class: "sum" }, ...sum],
    ],
    ["p", { class: "quiet", role: "status", "aria-live": "polite" }, `${place}: ${line(explanation, layer)}`],
  ];
  return { nodes, input };
}

/** @param {Form} form @param {Cell} at */
const formName = (form, at) =>
  form.vector ? `${whole(form.units)} ${form.units === 1 ? "unit" : "units"}` : `map ${at.map}`;

/** @param {string} chosen */
function scales(chosen) {
  const choice = (/** @type {string[]} */ [name, label]) => [
    "label",
    {},
    ["input", { type: "radio", name: "scale", value: name, ...(name === chosen ? { checked: "" } : {}) }],
    label,
  ];
  return [
    "fieldset",
    { class: "scales" },
    ["legend", {}, "Full colour is the strongest of"],
    ...Object.entries(SCALES).map(choice),
    [
      "span",
      { class: "key", "aria-hidden": "true" },
      ["i", { class: "less" }],
      "below 0",
      ["i", { class: "more" }],
      "above 0",
    ],
  ];
}

/**
 * A large map with a frame on it, in shares of its sides.
 * @param {"output" | "input"} name @param {string} caption @param {{ height: number, width: number }} size
 * @param {Frame} frame @param {string} words @param {any[]} below
 */
function figure(name, caption, { height, width }, frame, words, below = []) {
  const share = (/** @type {number} */ value, /** @type {number} */ side) => `${((100 * value) / side).toFixed(2)}%`;
  const place =
    `left:${share(frame.left, width)};top:${share(frame.top, height)};` +
    `width:${share(frame.width, width)};height:${share(frame.height, height)}`;
  const focus = name === "output" ? { tabindex: 0, "aria-roledescription": "map; arrow keys move the place" } : {};
  return [
    "figure",
    { class: `${name}${width > 3 * height ? " long" : ""}` },
    [
      "div",
      { class: "framed", style: `aspect-ratio:${width}/${height}` },
      ["canvas", { class: `large ${name}`, width, height, role: "img", "aria-label": words, ...focus }],
      ["i", { class: "frame", style: place }],
    ],
    ...below,
    ["figcaption", {}, name === "output" ? `Its output, ${caption}: point at it` : `Its input, ${caption}`],
  ];
}

/** The classes under the units of a head's answer. @param {string[] | null} classes @param {Cell} at */
const names = (classes, at) =>
  classes
    ? [
        [
          "div",
          { class: "names", "aria-hidden": "true" },
          ...classes.map((name, unit) => ["span", { class: unit === at.x ? "best" : "" }, name]),
        ],
      ]
    : [];

/** 'Map 3, row 2, column 7' @param {Form} form @param {Cell} at @param {string[] | null} classes */
function placeText(form, at, classes) {
  const unit = at.y * form.width + at.x;
  if (!form.vector) return `Map ${at.map}, row ${at.y}, column ${at.x}`;
  return `Unit ${unit}${classes ? ` (${classes[unit]})` : ""}`;
}

/** Whether what was computed here is what the layer gave. @param {number | null} value @param {number} given */
function verdict(value, given) {
  const equal = value === null ? null : Math.abs(value - given) <= CLOSE * Math.max(1, Math.abs(given));
  const words =
    equal === null ? "" : equal ? " The same." : " Not the same: the layer does more than is itemised here.";
  return [
    "p",
    { class: "verdict", "data-value": value ?? "", "data-shown": given, "data-equal": String(equal) },
    `The layer gives ${exact(given)}.${words}`,
  ];
}

/**
 * The input map that is drawn beside the output, if the input has maps: the one that adds most.
 * @param {any} explanation @param {State["layer"]} layer
 */
function inputMap(explanation, layer) {
  const from =
    explanation.kind === "from" ? layer.inputs.find(({ name }) => name === explanation.name) : layer.inputs[0];
  if (from?.shape.length !== 3 || !(explanation.frame || explanation.y !== undefined)) return null;
  const [height, width, channels] = from.shape;
  if (explanation.kind === "convolution" && isPicture(layer))
    return { height, width, picture: true, caption: "the picture" };
  const map = explanation.parts ? shownParts(explanation)[0][0].channel : (explanation.channel ?? explanation.map);
  return {
    height,
    width,
    map,
    from,
    caption: `map ${map}${explanation.parts && channels > 1 ? ": it counts most here" : ""}`,
  };
}
