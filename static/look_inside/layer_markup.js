// The opened layer as nodes for `draw`: its maps, its kernels, and the arithmetic behind one place.
import { radio } from "../shared/dom.js";
import { exact, whole } from "../shared/format.js";
import { html } from "../shared/html.js";
import { explain } from "./arithmetic.js";
import { indexOf } from "./arrays.js";
import { sentence, shortName } from "./layer_text.js";
import { kernels, smallMaps } from "./maps.js";
import { details, isPicture, line, shownParts } from "./sums.js";

/** @import { Cell, Form } from "./arrays.js" */
/** @import { State } from "./layer.js" */

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
  const source = input && figure("input", input.caption, input, frame, input.caption);
  const words = line(explanation, layer);
  const nodes = html`<header><h3>${shortName(layer)}</h3><p>${sentence(layer)}</p></header>
    ${scales(scale)}
    ${smallMaps(layer, at.map)}
    <div class="working">
      <div class="seen"><div class="figures">${output}${source}</div>${kernels(layer, at.map)}</div>
      <div class="sum"><p class="where">${place}</p><p class="line">${words}</p>${verdict(explanation.value, value)}
        <div class="parts">${details(explanation, layer, isPicture(layer))}</div></div></div>
    <p class="quiet" role="status" aria-live="polite">${place}: ${words}</p>`;
  return { nodes, input };
}

/** @param {Form} form @param {Cell} at */
const formName = (form, at) =>
  form.vector ? `${whole(form.units)} ${form.units === 1 ? "unit" : "units"}` : `map ${at.map}`;

/** @param {string} chosen */
const scales = (chosen) => html`<fieldset class="scales"><legend>Full colour is the strongest of</legend>
  ${Object.entries(SCALES).map(([name, label]) => radio("scale", name, label, chosen))}
  <span class="key" aria-hidden="true"><i class="less" />below 0<i class="more" />above 0</span></fieldset>`;

/**
 * A large map with a frame on it, in shares of its sides.
 * @param {"output" | "input"} name @param {string} caption @param {{ height: number, width: number }} size
 * @param {Frame} frame @param {string} words @param {any} below
 */
function figure(name, caption, { height, width }, frame, words, below = null) {
  const share = (/** @type {number} */ value, /** @type {number} */ side) => `${((100 * value) / side).toFixed(2)}%`;
  const place =
    `left:${share(frame.left, width)};top:${share(frame.top, height)};` +
    `width:${share(frame.width, width)};height:${share(frame.height, height)}`;
  const isOutput = name === "output";
  const focus = isOutput ? { tabindex: 0, "aria-roledescription": "map; arrow keys move the place" } : {};
  return html`<figure class="${name}${width > 3 * height ? " long" : ""}">
    <div class="framed" style="aspect-ratio:${width}/${height}">
      <canvas class="large ${name}" width=${width} height=${height} role="img" aria-label=${words} ${focus} />
      <i class="frame" style=${place} /></div>
    ${below}
    <figcaption>${isOutput ? `Its output, ${caption}: point at it` : `Its input, ${caption}`}</figcaption></figure>`;
}

/** The classes under the units of a head's answer. @param {string[] | null} classes @param {Cell} at */
const names = (classes, at) => {
  const spans = classes?.map((name, unit) => html`<span class=${unit === at.x ? "best" : ""}>${name}</span>`);
  return spans && html`<div class="names" aria-hidden="true">${spans}</div>`;
};

/** 'Map 3, row 2, column 7' @param {Form} form @param {Cell} at @param {string[] | null} classes */
function placeText(form, at, classes) {
  const unit = at.y * form.width + at.x;
  if (!form.vector) return `Map ${at.map}, row ${at.y}, column ${at.x}`;
  return `Unit ${unit}${classes ? ` (${classes[unit]})` : ""}`;
}

/** Whether what was computed here is what the layer gave. @param {number | null} value @param {number} given */
function verdict(value, given) {
  const equal = value === null ? null : Math.abs(value - given) <= CLOSE * Math.max(1, Math.abs(given));
  const words = equal ? " The same." : " Not the same: the layer does more than is itemised here.";
  const data = { "data-value": value ?? "", "data-shown": given, "data-equal": String(equal) };
  return html`<p class="verdict" ${data}>The layer gives ${exact(given)}.${equal !== null && words}</p>`;
}

// The input map that is drawn beside the output, if the input has maps: the one that adds most.
/** @param {any} explanation @param {State["layer"]} layer */
function inputMap(explanation, layer) {
  const from =
    explanation.kind === "from" ? layer.inputs.find(({ name }) => name === explanation.name) : layer.inputs[0];
  if (from?.shape.length !== 3 || !(explanation.frame || explanation.y !== undefined)) return null;
  const [height, width, channels] = from.shape;
  const size = { height, width };
  if (explanation.kind === "convolution" && isPicture(layer)) return { ...size, picture: true, caption: "the picture" };
  const map = explanation.parts ? shownParts(explanation)[0][0].channel : (explanation.channel ?? explanation.map);
  return {
    ...size,
    map,
    from,
    caption: `map ${map}${explanation.parts && channels > 1 ? ": it counts most here" : ""}`,
  };
}
