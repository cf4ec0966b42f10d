// The network: a box for each layer, lines between them. A click, Enter or Space opens a layer; arrow keys walk.
import { closest, draw, find, icon, listen } from "../shared/dom.js";
import { counted, large, percent, whole } from "../shared/format.js";
import { html } from "../shared/html.js";
import { element } from "../shared/mount.js";
import { ARROWS, onResize, walk } from "../shared/pointer.js";
import { letterScale } from "../shared/svg.js";
import { answerCards } from "./answers.js";
import { shapeText, shortName } from "./layer_text.js";
import { drawnIn } from "./layout.js";
import { follow, listenLayers, open, opened } from "./live_layers.js";
import { renewTones, tonesNow } from "./painting.js";
import { paintSheets, renewSheets, SHEET } from "./sheet.js";
import { paintThumbnail, sizeOf } from "./thumbnails.js";

/** @import { LayerInfo } from "./layer_text.js" */
/** @import { Pass, Source } from "./live_layers.js" */
/** @import { Head } from "./look_inside.js" */

/** @typedef {{ x: number, y: number, width: number, height: number }} Box px */
/** @typedef {LayerInfo & { inputs: string[] }} Layer */

/**
 * @typedef {object} Network
 * @property {Layer[]} layers in topological order
 * @property {Head[]} heads
 * @property {number} parameters
 * @property {number} operations multiply-adds a picture
 * @property {string} opened layer
 * @property {Record<string, string[]>} classes of each head
 * @property {Record<string, number[]>} probabilities of each head, as the server says
 * @property {Source | null} live null: only the server answers
 */

const LIT = 24; // px, the height of what lights up in a box
const LEAST_ZOOM = 0.85; // of a presented page
const PADDING = 12; // px of a box, both sides together

/** @param {HTMLElement} root @param {(name: string, value: unknown) => void} send */
export function network(root, send) {
  /** @type {Network} */
  let data;
  /** @type {Pass | null} */
  let pass = null;
  let frame = 0;
  let at = ""; // the layer that the Tab key reaches
  root.append(element("div", { className: "heads" }), element("div", { className: "diagram" }));
  const answer = () => {
    const server = { probabilities: data.probabilities, unedited: null, logits: null };
    const known = pass ? { ...pass, logits: pass.network.logits } : data.live ? null : server;
    draw(find(root, ".heads"), [answerCards(data.heads, data.classes, known)]);
  };
  const show = () => {
    if (!data || !root.clientWidth) return;
    isDue = false;
    renewTones(root);
    render(find(root, ".diagram"), { ...data, opened: opened.value }, root.clientWidth, at, pass);
    answer();
    if (pass) light(root, data.layers, pass);
    renewSheets(root);
  };
  const stopListening = listenLayers((fresh) => {
    if (!data?.live) return;
    if (!fresh) send("server", data.live.name);
    isDue ||= !pass || String([...pass.edits.keys()]) !== edited;
    pass = fresh;
    edited = fresh ? String([...fresh.edits.keys()]) : "";
    if (!isDue) answer();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => (isDue ? show() : pass && light(root, data.layers, pass)));
  });
  let isDue = false; // the boxes are to be drawn anew
  let edited = ""; // the layers with edits
  const press = (/** @type {string} */ name) => {
    at = name;
    open(name);
    show();
    send("open", name);
  };
  listen(root, "click", "layer", press);
  walk(root, neighbour, (box) => {
    at = box.dataset.layer ?? at;
    show();
  });
  const stopResizing = onResize(root, show);
  return {
    /** @param {Network} fresh */
    update(fresh) {
      opened.take(fresh.opened, !fresh.live || fresh.live.name !== data?.live?.name);
      if (fresh.opened !== data?.opened) at = fresh.opened;
      if (fresh.live?.network !== data?.live?.network) pass = null;
      data = fresh;
      show();
      follow(fresh.live);
    },
    stop() {
      stopResizing();
      stopListening();
      cancelAnimationFrame(frame);
    },
  };
}

/**
 * @param {HTMLElement} root @param {Network} network @param {number} width px @param {string} at
 * @param {Pass | null} pass
 */
function render(root, { layers, heads, parameters, operations, opened, live }, width, at, pass) {
  if (!layers.length) {
    const waiting = "Its layers come as soon as the worker has read it.";
    return draw(root, html`<p class="totals">${waiting}</p><div class="boxes"></div>`);
  }
  const names = heads.map(({ name }) => name);
  const colours = new Map(heads.map((head) => [head.name, head.colour]));
  const { boxes, joins, width: across, height, zoom } = enlarged(width, layers, names);
  const line = (/** @type {typeof joins[0]} */ { path, owner }) =>
    html`<path d=${path} style=${colours.has(owner) ? `stroke:${colours.get(owner)}` : ""} />`;
  const tabStop = boxes.has(at) ? at : opened;
  const buttons = layers.map((layer) => {
    const place = /** @type {Box} */ (boxes.get(layer.name));
    const edits = pass?.edits.get(layer.name)?.size ?? 0;
    return box(layer, place, heads, layer.name === opened, layer.name === tabStop, live !== null, edits);
  });
  const label = "The layers of the network; arrow keys walk, Enter opens";
  const nodes = html`<p class="totals">${totals(layers, parameters, operations)}</p>
    <div class="scroll" role="group" aria-label=${label}>
      <div class="boxes" style="width:${across}px;height:${height}px;zoom:${zoom}">
        <svg class="joins" width=${across} height=${height} aria-hidden="true">${joins.map(line)}</svg>
        ${buttons}${live && SHEET}</div></div>`;
  draw(root, nodes);
}

/** The boxes, as large as letters are if there is room. @param {Parameters<typeof drawnIn>} place */
function enlarged(...[width, layers, heads]) {
  const scale = letterScale();
  const drawn = drawnIn(width / scale, layers, heads);
  if (drawn.width * scale <= width) return { ...drawn, zoom: scale };
  const zoom = scale > 1 ? Math.max(LEAST_ZOOM, width / drawn.width) : 1;
  return { ...drawnIn(width / zoom, layers, heads), zoom };
}

/**
 * @param {Layer} layer @param {Box} place @param {Network["heads"]} heads @param {boolean} opened
 * @param {boolean} tabStop @param {boolean} live @param {number} edits how many of its maps are edited
 */
function box(layer, { x, y, width, height }, heads, opened, tabStop, live, edits) {
  const head = heads.find(({ name }) => name === layer.owner);
  const answer = head && layer.name === head.name;
  const count = layer.parameters ? whole(layer.parameters) : "";
  const place = `left:${x.toFixed(1)}px;top:${y.toFixed(1)}px;width:${width.toFixed(1)}px;height:${height}px`;
  const words = `${layer.name}: ${layer.kind}, ${shapeText(layer.shape)}, ${whole(layer.parameters)} parameters`;
  const looks = { class: `layer${answer ? " answer" : ""}`, style: `${place}${head ? `;--head:${head.colour}` : ""}` };
  const state = { "aria-pressed": String(opened), tabindex: tabStop ? 0 : -1 };
  const { shown, ...size } = sizeOf(layer, width - PADDING);
  const stripStyle = shown ? `width:${((LIT * size.width) / size.height).toFixed(1)}px` : "";
  const lit = { class: `lit ${shown === 0 ? "units" : shown === 1 && layer.shape[2] === 3 ? "whole" : "few"}` };
  return html`<button type="button" ${looks} data-layer=${layer.name} title=${words} ${state}>
    <b>${answer && icon(head.icon)}${shortName(layer)}</b>
    <span>${edits ? html`<em>${counted(edits, "map")} edited</em>` : layer.kind}</span>
    ${live && html`<canvas ${lit} ${size} style=${stripStyle} data-lit=${layer.name} aria-hidden="true" />`}
    <span class="figures"><span>${shapeText(layer.shape)}</span><span>${count}</span></span></button>`;
}

/** Paint what the layers give into their boxes. @param {HTMLElement} root @param {Layer[]} layers @param {Pass} pass */
function light(root, layers, pass) {
  const tones = tonesNow();
  /** @type {NodeListOf<HTMLCanvasElement>} */
  const canvases = root.querySelectorAll("canvas.lit");
  for (const canvas of canvases) {
    const layer = layers.find(({ name }) => name === canvas.dataset.lit);
    const width = Number.parseFloat(canvas.parentElement?.style.width ?? "0") - PADDING;
    if (layer && pass.network.outputs[layer.name]) paintThumbnail(canvas, layer, width, pass, tones);
  }
  paintSheets(root);
}

/** @param {Layer[]} layers @param {number} parameters @param {number} operations */
function totals(layers, parameters, operations) {
  const trunk = layers.filter(({ owner }) => owner === "trunk").reduce((sum, layer) => sum + layer.parameters, 0);
  const share = parameters ? ` (trunk ${percent(trunk / parameters)})` : "";
  return (
    `${layers.length} layers · ${large(parameters)} parameters${share} · ` +
    `${large(operations)} multiply-adds a picture. In each box: its strongest maps or its units, shape, parameters.`
  );
}

/** The nearest box in the direction of an arrow key. @param {HTMLElement} root @param {KeyboardEvent} event */
function neighbour(root, event) {
  const way = ARROWS[event.key];
  const from = closest(event, "button.layer");
  if (!way || !from) return null;
  const middle = (/** @type {HTMLElement} */ { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }) => [
    left + offsetWidth / 2,
    top + offsetHeight / 2,
  ];
  const [x, y] = middle(from);
  const reach = (/** @type {HTMLElement} */ box) => {
    const [right, below] = [middle(box)[0] - x, middle(box)[1] - y];
    const forward = right * way[0] + below * way[1];
    const sideways = Math.abs(right * way[1]) + Math.abs(below * way[0]);
    return forward > 5 ? forward + 2 * sideways : Infinity;
  };
  /** @type {NodeListOf<HTMLElement>} */
  const boxes = root.querySelectorAll("button.layer");
  const nearest = [...boxes].reduce((best, box) => (reach(box) < reach(best) ? box : best), from);
  return nearest === from ? null : nearest;
}
