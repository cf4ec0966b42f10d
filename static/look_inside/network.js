// The network: a box for each layer, lines between them. A click, Enter or Space opens a layer; arrow keys walk.
import { closest, draw, icon, listen } from "../shared/dom.js";
import { large, percent, whole } from "../shared/format.js";
import { html } from "../shared/html.js";
import { ARROWS, onResize, walk } from "../shared/pointer.js";
import { shapeText, shortName } from "./layer_text.js";
import { drawnIn } from "./layout.js";
/** @import { LayerInfo } from "./layer_text.js" */
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
 */

/** @param {HTMLElement} root @param {(name: string, value: unknown) => void} send */
export function network(root, send) {
  /** @type {Network} */
  let data;
  let at = ""; // the layer that the Tab key reaches
  const show = () => data && root.clientWidth && render(root, data, root.clientWidth, at);
  const open = (/** @type {string} */ name) => {
    at = name;
    data = { ...data, opened: name };
    show();
    send("open", name);
  };
  listen(root, "click", "layer", open);
  walk(root, neighbour, (box) => {
    at = box.dataset.layer ?? at;
    show();
  });
  return {
    /** @param {Network} fresh */
    update(fresh) {
      if (fresh.opened !== data?.opened) at = fresh.opened;
      data = fresh;
      show();
    },
    stop: onResize(root, show),
  };
}

/** @param {HTMLElement} root @param {Network} network @param {number} width px @param {string} at */
function render(root, { layers, heads, parameters, operations, opened }, width, at) {
  if (!layers.length) {
    const waiting = "Its layers come as soon as the worker has read it.";
    return draw(root, html`<p class="totals">${waiting}</p><div class="boxes"></div>`);
  }
  const names = heads.map(({ name }) => name);
  const colours = new Map(heads.map((head) => [head.name, head.colour]));
  const { boxes, joins, width: across, height } = drawnIn(width, layers, names);
  const line = (/** @type {typeof joins[0]} */ { path, owner }) =>
    html`<path d=${path} style=${colours.has(owner) ? `stroke:${colours.get(owner)}` : ""} />`;
  const tabStop = boxes.has(at) ? at : opened;
  const buttons = layers.map((layer) => {
    const place = /** @type {Box} */ (boxes.get(layer.name));
    return box(layer, place, heads, layer.name === opened, layer.name === tabStop);
  });
  const label = "The layers of the network; arrow keys walk, Enter opens";
  const nodes = html`<p class="totals">${totals(layers, parameters, operations)}</p>
    <div class="scroll" role="group" aria-label=${label}>
      <div class="boxes" style="width:${across}px;height:${height}px">
        <svg class="joins" width=${across} height=${height} aria-hidden="true">${joins.map(line)}</svg>
        ${buttons}</div></div>`;
  draw(root, nodes);
}

/**
 * @param {Layer} layer @param {Box} place @param {Network["heads"]} heads @param {boolean} opened
 * @param {boolean} tabStop
 */
function box(layer, { x, y, width, height }, heads, opened, tabStop) {
  const head = heads.find(({ name }) => name === layer.owner);
  const answer = head && layer.name === head.name;
  const count = layer.parameters ? whole(layer.parameters) : "";
  const place = `left:${x.toFixed(1)}px;top:${y.toFixed(1)}px;width:${width.toFixed(1)}px;height:${height}px`;
  const words = `${layer.name}: ${layer.kind}, ${shapeText(layer.shape)}, ${whole(layer.parameters)} parameters`;
  const looks = { class: `layer${answer ? " answer" : ""}`, style: `${place}${head ? `;--head:${head.colour}` : ""}` };
  const state = { "aria-pressed": String(opened), tabindex: tabStop ? 0 : -1 };
  return html`<button type="button" ${looks} data-layer=${layer.name} title=${words} ${state}>
    <b>${answer && icon(head.icon)}${shortName(layer)}</b><span>${layer.kind}</span>
    <span class="figures"><span>${shapeText(layer.shape)}</span><span>${count}</span></span></button>`;
}

/** @param {Layer[]} layers @param {number} parameters @param {number} operations */
function totals(layers, parameters, operations) {
  const trunk = layers.filter(({ owner }) => owner === "trunk").reduce((sum, layer) => sum + layer.parameters, 0);
  const share = parameters ? ` (trunk ${percent(trunk / parameters)})` : "";
  return (
    `${layers.length} layers · ${large(parameters)} parameters${share} · ` +
    `${large(operations)} multiply-adds a picture. In each box: its shape, then its parameters.`
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
