// The opened layer: its maps for the line as it is drawn, its kernels, and the arithmetic behind one place.
import { closest, draw, find } from "../shared/dom.js";
import { element } from "../shared/mount.js";
import { ARROWS, cellAt, shareAt } from "../shared/pointer.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { read } from "./arithmetic.js";
import { formOf, indexOf, mapOf, mostOf } from "./arrays.js";
import { toggle } from "./edits.js";
import { layerMarkup } from "./layer_markup.js";
import { follow, listenLayers, liveLayer, opened, repeat } from "./live_layers.js";
import { paintSmallMaps } from "./maps.js";
import { createPace } from "./pace.js";
import { paintMap, renewTones, tonesNow } from "./painting.js";
import { paintSheets, renewSheets } from "./sheet.js";

/** @import { Cell, Form, Tensor } from "./arrays.js" */
/** @import { Kind } from "./edits.js" */
/** @import { Pass } from "./live_layers.js" */

/**
 * @typedef {object} State
 * @property {string | Uint8Array} picture RGB
 * @property {string[] | null} classes what the units stand for
 * @property {Pass | null} pass null: the server has answered
 * @property {number} most the strongest value of the network
 * @property {ReturnType<typeof read>} layer
 * @property {Form} form of its output
 * @property {Cell} at the place whose arithmetic is shown
 * @property {string} scale what has the full colour: the strongest of the map, the layer or the network
 * @property {Kind | "look"} brush what a click on a map does
 */

const PARTS = ["above", "small", "below"];

/** @param {HTMLElement} root */
export function layer(root) {
  /** @type {State | null} */
  let state = null;
  let scale = "map";
  /** @type {State["brush"]} */
  let brush = "look";
  /** @type {any} */
  let sent = null; // what Python sent last
  let frame = 0;
  root.append(...PARTS.map((className) => element("div", { className: `part-of-layer ${className}` })));
  const pace = createPace(root, {
    quick: () => state && paintPass(root, state),
    slow: () => state && render(root, state, false),
  });
  const show = (all = false) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => state && render(root, state, all));
  };
  /** Another picture, layer or edit. @param {Pass} pass */
  const take = (pass) => {
    const row = sent.layers.find((/** @type {any} */ { name }) => name === opened.value);
    if (!row || !pass.network.outputs[row.name]) return;
    const isSame = state?.pass?.network === pass.network && state.layer.name === row.name;
    const layer = isSame ? /** @type {State} */ (state).layer : liveLayer(row, pass.network);
    const marks = JSON.stringify([...(pass.edits.get(row.name) ?? [])].map(([map, { kind }]) => [map, kind]));
    const isNew = !isSame || marks !== root.dataset.edits;
    root.dataset.edits = marks;
    become(layer, { picture: pass.rgb, classes: sent.classes[row.name] ?? null, pass, most: pass.scales.ofNetwork() });
    root.classList.remove("stale");
    if (isNew) show(true);
    else pace.soon();
  };
  /** @param {State["layer"]} layer @param {Pick<State, "picture" | "classes" | "pass" | "most">} rest */
  const become = (layer, rest) => {
    const form = formOf(layer.output);
    const kept = state && isAlike(state.layer, layer) ? state.at : null;
    const at = kept ?? linkedPlace(layer.name, form) ?? strongestPlace(layer.output, form);
    state = { ...rest, layer, form, at, scale, brush };
  };
  const stopListening = listenLayers((pass) => {
    if (pass && sent?.live) take(pass);
  });
  root.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "scale") scale = target.value;
    if (target.name === "brush") brush = /** @type {State["brush"]} */ (target.value);
    if (state) Object.assign(state, { scale, brush });
    show(true);
  });
  root.addEventListener("click", (event) => {
    if (!state) return;
    if (closest(event, "button.restore")) {
      state.pass?.edits.clear();
      return repeat();
    }
    const small = closest(event, "button.map");
    if (small) state.at = { ...state.at, map: Number(small.dataset.map) };
    if (small && state.pass && brush !== "look") {
      const { edits, scales } = state.pass;
      const { name } = state.layer;
      toggle(edits, name, state.at.map, brush, scales.ofMap(name, state.at.map));
      repeat();
    }
    const place = under(event, state);
    if (place) state.at = place;
    if (small || place) writePlace(state);
    show(small !== null);
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
      sent = data;
      renewTones(root);
      follow(data.live);
      if (data.live) return;
      root.classList.toggle("stale", !data.known);
      if (!data.known) return;
      become(read(data), {
        picture: data.picture,
        classes: data.classes[data.layer.name] ?? null,
        pass: null,
        most: data.most,
      });
      if (state) render(root, state);
    },
    stop() {
      stopListening();
      pace.end();
      cancelAnimationFrame(frame);
    },
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
  const most = Array.from(values).reduce(
    (best, value, i, all) => (Math.abs(value) > Math.abs(all[best]) ? i : best),
    0,
  );
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
 * @param {boolean} all whether the small maps and the kernels may be others: they are not when only the place moved
 */
function render(root, state, all = true) {
  const parts = Object.values(layerMarkup(state, tonesNow(), strongestOf(state), all));
  for (const [i, nodes] of parts.entries()) draw(find(root, `.${PARTS[i]}`), nodes);
  if (all) renewSheets(root);
}

/** Another picture: what changes with each move. @param {HTMLElement} root @param {State} state */
function paintPass(root, state) {
  const strongest = strongestOf(state);
  const { form, at, layer } = state;
  paintSmallMaps(root, layer.output, strongest, tonesNow());
  paintSheets(find(root, ".small"));
  const values = mapOf(layer.output, form, at.map);
  const large = find(root, "canvas.large.output");
  paintMap(large, values, form.height, form.width, strongest(at.map, values), tonesNow());
}

/**
 * The size of a value that has the full colour in a map, by the chosen scale.
 * @param {State} state @returns {(map: number, values: Float32Array) => number}
 */
function strongestOf({ layer, scale, pass, most }) {
  if (scale === "network") return () => most;
  const whole = pass ? pass.scales.ofLayer(layer.name) : mostOf(layer.output.values);
  if (scale === "layer") return () => whole;
  return (map, values) => (pass ? pass.scales.ofMap(layer.name, map) : mostOf(values));
}
