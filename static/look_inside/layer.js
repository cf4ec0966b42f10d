// The opened layer: its maps for the chosen picture, its kernels, and the arithmetic behind one place, computed here.

import { closest, draw, find } from "../shared/dom.js";
import { ARROWS, cellAt, shareAt } from "../shared/pointer.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { read } from "./arithmetic.js";
import { formOf, indexOf } from "./arrays.js";
import { layerMarkup } from "./layer_markup.js";
import { tonesOf } from "./painting.js";

/** @import { Cell, Form, Tensor } from "./arrays.js" */

/**
 * @typedef {object} State
 * @property {any} data what Python sends: the layer with its arrays, the picture, and whether they are `known`
 * @property {ReturnType<typeof read>} layer
 * @property {Form} form of its output
 * @property {Cell} at the place whose arithmetic is shown
 * @property {string} scale what has the full colour: the strongest of the map, the layer or the network
 */

/** @param {HTMLElement} root */
export function layer(root) {
  /** @type {State | null} */
  let state = null;
  let scale = "map";
  let frame = 0;
  const show = (all = false) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => state && render(root, state, all));
  };
  root.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "scale") return;
    scale = target.value;
    if (state) state.scale = scale;
    show(true);
  });
  root.addEventListener("click", (event) => {
    if (!state) return;
    const small = closest(event, "button.map");
    if (small) state.at = { ...state.at, map: Number(small.dataset.map) };
    const place = under(event, state);
    if (place) state.at = place;
    if (small || place) writePlace(state);
    show();
  });
  root.addEventListener("pointermove", (event) => {
    if (!state) return;
    const place = under(event, state);
    if (!place || same(place, state.at)) return;
    state.at = place;
    show();
  });
  root.addEventListener("keydown", (event) => {
    if (state && move(root, event, state, show)) writePlace(state);
  });
  return {
    /** @param {any} data */
    update(data) {
      root.classList.toggle("stale", !data.known);
      if (!data.known) return;
      const layer = read(data);
      const form = formOf(layer.output);
      const kept = state && isAlike(state.layer, layer) ? state.at : null;
      const at = kept ?? linkedPlace(layer.name, form) ?? strongestPlace(layer.output, form);
      state = { data, layer, form, at, scale };
      render(root, state);
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

/** @param {Cell} first @param {Cell} second */
const same = (first, second) => first.map === second.map && first.y === second.y && first.x === second.x;

/** @param {State["layer"]} first @param {State["layer"]} second */
const isAlike = (first, second) =>
  first.name === second.name && String(first.output.shape) === String(second.output.shape);

/** @param {State} state */
const writePlace = ({ layer, at }) => writeAt(layer.name, [at.map, at.y, at.x]);

/** The place that the address names; null if it names none of this layer. @param {string} name @param {Form} form */
function linkedPlace(name, form) {
  const [map, y, x] = readAt(name) ?? [];
  const inside = (/** @type {number} */ value, /** @type {number} */ count) =>
    Number.isInteger(value) && value >= 0 && value < count;
  if (!inside(map, form.maps) || !inside(y, form.height) || !inside(x, form.width)) return null;
  return indexOf(form, { map, y, x }) === null ? null : { map, y, x };
}

/** The place with the strongest value: there is something to see. @param {Tensor} output @param {Form} form */
function strongestPlace({ values }, form) {
  const most = values.reduce((best, value, i) => (Math.abs(value) > Math.abs(values[best]) ? i : best), 0);
  const place = form.vector ? most : Math.floor(most / form.maps);
  return { map: form.vector ? 0 : most % form.maps, y: Math.floor(place / form.width), x: place % form.width };
}

/** The place on the large map under the pointer. @param {MouseEvent} event @param {State} state */
function under(event, { at, form }) {
  const canvas = closest(event, "canvas.large.output");
  if (!canvas) return null;
  const [right, down] = shareAt(event, canvas);
  const place = { ...at, y: cellAt(down, form.height), x: cellAt(right, form.width) };
  return indexOf(form, place) === null ? null : place;
}

// Arrow keys move the place on the large map, or from small map to small map; true if they did.
/** @param {HTMLElement} root @param {KeyboardEvent} event @param {State} state @param {() => void} show */
function move(root, event, state, show) {
  const step = ARROWS[event.key];
  const { form, at } = state;
  if (!step) return false;
  if (closest(event, "button.map")) {
    const count = getComputedStyle(find(root, ".maps")).gridTemplateColumns.split(" ").length;
    const map = at.map + step[0] + step[1] * count;
    if (map >= 0 && map < form.maps) state.at = { ...at, map };
    render(root, state);
    find(root, `button.map[data-map="${state.at.map}"]`).focus();
  } else if (closest(event, "canvas.large.output")) {
    const place = { ...at, y: at.y + step[1], x: at.x + step[0] };
    const inside = place.y >= 0 && place.y < form.height && place.x >= 0 && place.x < form.width;
    if (inside && indexOf(form, place) !== null) state.at = place;
    show();
  } else return false;
  event.preventDefault();
  return true;
}

/**
 * @param {HTMLElement} root @param {State} state
 * @param {boolean} all whether the small maps may have changed too: they have not when only the place moved
 */
function render(root, state, all = true) {
  draw(root, layerMarkup(state, tonesOf(root), all));
}
