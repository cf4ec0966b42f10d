// The opened layer as nodes for `draw`: its maps, its kernels, and the arithmetic behind one place.
import { radio } from "../shared/dom.js";
import { counted, exact } from "../shared/format.js";
import { html } from "../shared/html.js";
import { paintPicture } from "../shared/pixels.js";
import { explain } from "./arithmetic.js";
import { formOf, indexOf, mapOf, mostOf } from "./arrays.js";
import { editBar, noteOf } from "./edit_bar.js";
import { sentence, shortName } from "./layer_text.js";
import { kernels, smallMaps } from "./maps.js";
import { paintMap } from "./painting.js";
import { details, isPicture, line, shownParts } from "./sums.js";

/** @import { Cell, Form } from "./arrays.js" */
/** @import { State } from "./layer.js" */
/** @import { Pass } from "./live_layers.js" */
/** @import { Canvas, Size } from "./look_inside.js" */
/** @import { Tones } from "./painting.js" */

/** @typedef {{ top: number, left: number, height: number, width: number }} Frame on a map */

const CLOSE = 1e-4; // of the value, or of 1: what float32 sums may differ
const SCALES = { map: "each map", layer: "this layer", network: "whole network" };

/**
 * @param {State} state @param {Tones} tones
 * @param {(map: number, values: Float32Array) => number} strongest has the full colour
 * @param {boolean} all whether the small maps and the kernels may be others: they are not when only the place moved
 * @returns {Record<"above" | "small" | "below", any[]>}
 */
export function layerMarkup(state, tones, strongest, all) {
  const { picture, classes, layer, form, at, scale, pass } = state;
  /** @type {(canvas: HTMLCanvasElement, values: Float32Array, size: Size, map: number) => void} */
  const paint = (canvas, values, { height, width }, map) =>
    paintMap(canvas, values, height, width, strongest(map, values), tones);
  const explanation = explain(layer, form.vector ? { unit: at.y * form.width + at.x } : at);
  const value = layer.output.values[indexOf(form, at) ?? 0];
  const input = inputMap(explanation, layer, picture, tones, pass);
  const place = placeText(form, at, classes);
  const cell = { top: at.y, left: at.x, height: 1, width: 1 };
  const { height, width } = form;
  const chosen = mapOf(layer.output, form, at.map);
  const map = {
    height,
    width,
    paint: (/** @type {HTMLCanvasElement} */ canvas) => paint(canvas, chosen, form, at.map),
  };
  const output = figure("output", formName(form, at), map, cell, `${place}: ${exact(value)}`, names(classes, at));
  const frame = explanation.frame ?? { top: explanation.y, left: explanation.x, height: 1, width: 1 };
  const source = input && figure("input", input.caption, input.canvas, frame, input.caption);
  const words = line(explanation, layer);
  const edits = pass?.edits.get(layer.name);
  const edit = edits?.get(at.map);
  const end = edit ? html`<p class="verdict" data-equal="null">${noteOf(edit)}</p>` : verdict(explanation.value, value);
  const above = html`<header><h3>${shortName(layer)}</h3><p>${sentence(layer)}</p></header>
    ${scales(scale, pass !== null)}${pass && editBar(state)}`;
  const small = smallMaps(layer, at.map, all ? paint : null, edits);
  const below = html`<div class="working">
      <div class="seen"><div class="figures">${output}${source}</div>${kernels(layer, at.map, tones, all)}</div>
      <div class="sum"><p class="where">${place}</p><p class="line">${words}</p>${end}
        <div class="parts" tabindex="0" role="group" aria-label="The sum in parts">
          ${details(explanation, layer, isPicture(layer))}</div></div></div>
    <p class="quiet" role="status" aria-live="polite">${place}: ${words}</p>`;
  return { above, small: [small].filter(({ length }) => length), below };
}

/** @param {Form} form @param {Cell} at */
const formName = (form, at) => (form.vector ? counted(form.units, "unit") : `map ${at.map}`);

/** @param {string} chosen @param {boolean} live whether it is held while the line moves */
const scales = (chosen, live) => html`<fieldset class="scales">
  <legend>Full colour is the strongest value${live && " so far"} of</legend>
  ${Object.entries(SCALES).map(([name, label]) => radio("scale", name, label, chosen))}
  <span class="key" aria-hidden="true"><i class="less" />below 0<i class="more" />above 0</span></fieldset>`;

/**
 * A large map with a frame on it, in shares of its sides.
 * @param {"output" | "input"} name @param {string} caption @param {Canvas} canvas
 * @param {Frame} frame @param {string} words @param {any} below
 */
function figure(name, caption, canvas, frame, words, below = null) {
  const { height, width } = canvas;
  const share = (/** @type {number} */ value, /** @type {number} */ side) => `${((100 * value) / side).toFixed(2)}%`;
  const place =
    `left:${share(frame.left, width)};top:${share(frame.top, height)};` +
    `width:${share(frame.width, width)};height:${share(frame.height, height)}`;
  const isOutput = name === "output";
  const focus = isOutput ? { tabindex: 0, "aria-roledescription": "map; arrow keys move the place" } : {};
  return html`<figure class="${name}${width > 3 * height ? " long" : ""}">
    <div class="framed" style="aspect-ratio:${width}/${height}">
      <canvas class="large ${name}" role="img" aria-label=${words} ${focus} ${canvas} />
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

/**
 * The input map that is drawn beside the output, if the input has maps: the one that adds most.
 * @param {any} explanation @param {State["layer"]} layer @param {string | Uint8Array} picture
 * @param {Tones} tones @param {Pass | null} pass
 */
function inputMap(explanation, layer, picture, tones, pass) {
  const from =
    explanation.kind === "from" ? layer.inputs.find(({ name }) => name === explanation.name) : layer.inputs[0];
  if (from?.shape.length !== 3 || !(explanation.frame || explanation.y !== undefined)) return null;
  const [height, width, channels] = from.shape;
  /** @type {(paint: (canvas: HTMLCanvasElement) => void, caption: string) => { canvas: Canvas, caption: string }} */
  const drawn = (paint, caption) => ({ canvas: { height, width, paint }, caption });
  if (explanation.kind === "convolution" && isPicture(layer))
    return drawn((canvas) => paintPicture(canvas, picture, height, width), "the picture");
  const map = explanation.parts ? shownParts(explanation)[0][0].channel : (explanation.channel ?? explanation.map);
  const values = mapOf(from, formOf(from), map);
  const caption = `map ${map}${explanation.parts && channels > 1 ? ": it counts most here" : ""}`;
  const most = pass ? pass.scales.ofMap(from.name, map) : mostOf(values);
  return drawn((canvas) => paintMap(canvas, values, height, width, most, tones), caption);
}
