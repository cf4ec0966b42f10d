// The small pictures of a layer: its maps, and the kernels of a convolution.
import { find } from "../shared/dom.js";
import { html } from "../shared/html.js";
import { formOf, mapOf, mostOf } from "./arrays.js";
import { shapeText } from "./layer_text.js";
import { paintColours, paintMap } from "./painting.js";
import { channelName, isPicture } from "./sums.js";

/** @import { Layer } from "./arithmetic.js" */
/** @import { Form, Tensor } from "./arrays.js" */
/** @import { Tones } from "./painting.js" */

// The size of kernels that can be seen as one coloured picture each: those over red, green and blue.
/** @param {Pick<Layer, "kind" | "kernel">} layer */
const ownKernel = ({ kind, kernel }) =>
  kind === "Conv2D" && kernel?.shape[2] === 3 ? { height: kernel.shape[0], width: kernel.shape[1] } : null;

/** A button for each map; none for a vector. @param {Layer} layer @param {number} chosen map */
export function smallMaps(layer, chosen) {
  const form = formOf(layer.output);
  const own = ownKernel(layer);
  const maps = Array.from({ length: form.maps }, (_, map) => smallMap(map, form, map === chosen, own));
  if (form.maps === 1) return [];
  return html`<div class="maps" role="group" aria-label="Maps of this layer; arrow keys walk">${maps}</div>`;
}

/** @param {number} map @param {Form} form @param {boolean} chosen @param {object | null} own */
function smallMap(map, form, chosen, own) {
  const state = { "data-map": map, "aria-pressed": String(chosen), tabindex: chosen ? 0 : -1 };
  return html`<button class="map" type="button" aria-label="Map ${map}" ${state}>
    <canvas aria-hidden="true" width=${form.width} height=${form.height} />
    ${own && html`<canvas class="own" aria-hidden="true" ${own} />`}
    <span aria-hidden="true">${map}</span></button>`;
}

/**
 * @param {HTMLElement} root @param {Layer} layer
 * @param {(values: Float32Array) => number} mostFor the size that gets the full colour, for the values of a map
 * @param {Tones} tones
 */
export function paintMaps(root, layer, mostFor, tones) {
  const form = formOf(layer.output);
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = root.querySelectorAll("button.map");
  buttons.forEach((button, map) => {
    const values = mapOf(layer.output, form, map);
    /** @type {HTMLCanvasElement | null} */
    const own = button.querySelector(".own");
    paintMap(find(button, "canvas"), values, form.height, form.width, mostFor(values), tones);
    if (own && layer.kernel) paintColours(own, slicesOf(layer.kernel, map), own.height, own.width);
  });
}

/** The kernel of one map: a picture for each map that it reads. @param {Layer} layer @param {number} map */
export function kernels(layer, map) {
  if (layer.kind !== "Conv2D" || !layer.kernel) return [];
  const [height, width, channels] = layer.kernel.shape;
  const size = { height, width };
  const picture = isPicture(layer);
  const figure = (/** @type {number | string} */ index, /** @type {string} */ name) => html`<figure class="kernel">
    <canvas ${size} role="img" aria-label="Kernel: ${name}" data-slice=${index} />
    <figcaption>${name}</figcaption></figure>`;
  const slices = Array.from({ length: channels }, (_, i) => figure(i, channelName(i, channels, picture)));
  const weights = `${shapeText(layer.kernel.shape.slice(0, 3))} weights`;
  return html`<p class="over">Kernel of map ${map}: ${weights}, a picture for each map it reads</p>
    <div class="kernels">${channels === 3 && figure("all", "together")}${slices}</div>`;
}

/** One filter's weights, a slice for each map that it reads. @param {Tensor} kernel @param {number} filter */
function slicesOf({ shape: [height, width, channels, filters], values }, filter) {
  const slice = (/** @type {number} */ channel) =>
    Float32Array.from({ length: height * width }, (_, i) => values[(i * channels + channel) * filters + filter]);
  return Array.from({ length: channels }, (_, channel) => slice(channel));
}

/**
 * @param {HTMLElement} root @param {Pick<Layer, "kind" | "kernel">} layer @param {number} filter @param {Tones} tones
 */
export function paintKernels(root, { kernel, kind }, filter, tones) {
  if (kind !== "Conv2D" || !kernel) return;
  const [height, width] = kernel.shape;
  const slices = slicesOf(kernel, filter);
  const most = Math.max(...slices.map(mostOf));
  /** @type {NodeListOf<HTMLCanvasElement>} */
  const canvases = root.querySelectorAll(".kernel canvas");
  for (const canvas of canvases) {
    if (canvas.dataset.slice === "all") paintColours(canvas, slices, height, width);
    else paintMap(canvas, slices[Number(canvas.dataset.slice)], height, width, most, tones);
  }
}
