// The small pictures of a layer: its maps, and the kernels of a convolution.
import { html } from "../shared/html.js";
import { formOf, mapOf, mostOf } from "./arrays.js";
import { MARKS } from "./edits.js";
import { shapeText } from "./layer_text.js";
import { paintColours, paintMap } from "./painting.js";
import { SHEET } from "./sheet.js";
import { channelName, isPicture } from "./sums.js";

/** @import { Layer } from "./arithmetic.js" */
/** @import { Form, Tensor } from "./arrays.js" */
/** @import { Edit } from "./edits.js" */
/** @import { Tones } from "./painting.js" */

// The size of kernels that can be seen as one coloured picture each: those over red, green and blue.
/** @param {Pick<Layer, "kind" | "kernel">} layer */
const ownKernel = ({ kind, kernel }) =>
  kind === "Conv2D" && kernel?.shape[2] === 3 ? { height: kernel.shape[0], width: kernel.shape[1] } : null;

/**
 * A button for each map; none for a vector.
 * @param {Layer} layer @param {number} chosen map
 * @param {((canvas: HTMLCanvasElement, values: Float32Array, form: Form, map: number) => void) | null} paint null:
 *   as they are
 * @param {Map<number, Edit>} [edits]
 */
export function smallMaps({ output, kind, kernel }, chosen, paint, edits) {
  const form = formOf(output);
  if (form.maps === 1) return [];
  const own = ownKernel({ kind, kernel });
  const smallMap = (/** @type {unknown} */ _, /** @type {number} */ map) => {
    const state = { "data-map": map, "aria-pressed": String(map === chosen), tabindex: map === chosen ? 0 : -1 };
    const size = { width: form.width, height: form.height };
    const paintSmall = (/** @type {HTMLCanvasElement} */ canvas) =>
      paint?.(canvas, mapOf(output, form, map), form, map);
    const paintOwn = (/** @type {HTMLCanvasElement} */ canvas) =>
      paint && kernel && paintColours(canvas, slicesOf(kernel, map), canvas.height, canvas.width);
    const edit = edits?.get(map)?.kind;
    const name = `Map ${map}${edit ? `, ${MARKS[edit]}` : ""}`;
    return html`<button class="map ${edit ?? ""}" type="button" aria-label=${name} ${state}>
      <canvas aria-hidden="true" ${size} paint=${paintSmall} />
      ${own && html`<canvas class="own" aria-hidden="true" ${own} paint=${paintOwn} />`}
      <span aria-hidden="true">${map}${edit && html` <b>${MARKS[edit]}</b>`}</span></button>`;
  };
  return html`<div class="maps" role="group" aria-label="Maps of this layer; arrow keys walk">
    ${Array.from({ length: form.maps }, smallMap)}${SHEET}</div>`;
}

/**
 * Paint other values into the buttons that are there.
 * @param {HTMLElement} root @param {Tensor} output @param {(map: number, values: Float32Array) => number} strongest
 * @param {Tones} tones
 */
export function paintSmallMaps(root, output, strongest, tones) {
  const form = formOf(output);
  /** @type {NodeListOf<HTMLCanvasElement>} */
  const canvases = root.querySelectorAll(".map > canvas:not(.own)");
  for (const [map, canvas] of canvases.entries()) {
    const values = mapOf(output, form, map);
    paintMap(canvas, values, form.height, form.width, strongest(map, values), tones);
  }
}

/**
 * The kernel of one map: a picture for each map that it reads.
 * @param {Layer} layer @param {number} map @param {Tones} tones @param {boolean} isNew whether they are to be painted
 */
export function kernels(layer, map, tones, isNew) {
  if (layer.kind !== "Conv2D" || !layer.kernel) return [];
  const [height, width, channels] = layer.kernel.shape;
  const picture = isPicture(layer);
  const slices = isNew ? slicesOf(layer.kernel, map) : [];
  const most = Math.max(...slices.map(mostOf));
  /** @type {(name: string, paint: (canvas: HTMLCanvasElement) => void) => any} */
  const figure = (name, paint) => html`<figure class="kernel">
    <div class="square" role="img" aria-label="Kernel: ${name}">
      <canvas width=${width} height=${height} paint=${isNew ? paint : null} /></div>
    <figcaption>${name}</figcaption></figure>`;
  const each = Array.from({ length: channels }, (_, i) =>
    figure(channelName(i, channels, picture), (canvas) => paintMap(canvas, slices[i], height, width, most, tones)),
  );
  const all = channels === 3 && figure("together", (canvas) => paintColours(canvas, slices, height, width));
  const weights = `${shapeText(layer.kernel.shape.slice(0, 3))} weights`;
  return html`<p class="over">Kernel of map ${map}: ${weights}, a picture for each map it reads</p>
    <div class="kernels"><div class="in-kernels">${all}${each}${SHEET}</div></div>`;
}

/** One filter's weights, a slice for each map that it reads. @param {Tensor} kernel @param {number} filter */
function slicesOf({ shape: [height, width, channels, filters], values }, filter) {
  const slice = (/** @type {number} */ channel) =>
    Float32Array.from({ length: height * width }, (_, i) => values[(i * channels + channel) * filters + filter]);
  return Array.from({ length: channels }, (_, channel) => slice(channel));
}
