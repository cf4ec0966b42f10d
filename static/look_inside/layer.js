// The opened layer: its maps for the chosen picture, its kernels, and the arithmetic behind one place, computed here.

import { draw } from "../shared/dom.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { explain, read } from "./arithmetic.js";
import { formOf, indexOf, mapOf, mostOf } from "./arrays.js";
import { kernels, paintKernels, paintMaps, smallMaps } from "./maps.js";
import { exact, shortName, whole } from "./numbers.js";
import { paintMap, paintPicture, tonesOf } from "./painting.js";
import { details, isPicture, line, shownParts } from "./sums.js";
import { sentence } from "./words.js";

const CLOSE = 1e-4; // of the value, or of 1: what float32 sums may differ
const SCALES = { map: "each map", layer: "this layer", network: "whole network" };
const MOVES = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

export function layer(root) {
  root.className = "opened";
  const state = { scale: "map", at: null };
  let frame = 0;
  const show = (all = false) => {
    cancelAnimationFrame(frame);
    if (state.layer) frame = requestAnimationFrame(() => render(root, state, all));
  };
  root.addEventListener("change", ({ target }) => {
    if (target.name !== "scale") return;
    state.scale = target.value;
    show(true);
  });
  root.addEventListener("click", (event) => {
    const small = event.target.closest("button.map");
    if (small) state.at = { ...state.at, map: Number(small.dataset.map) };
    const place = under(event, state);
    if (place) state.at = place;
    if (small || place) intoLink(state);
    show();
  });
  root.addEventListener("pointermove", (event) => {
    const place = under(event, state);
    if (!place || same(place, state.at)) return;
    state.at = place;
    show();
  });
  root.addEventListener("keydown", (event) => {
    if (move(root, event, state, show)) intoLink(state);
  });
  return {
    update(data) {
      root.classList.toggle("stale", !data.known);
      if (!data.known) return;
      const layer = read(data);
      const form = formOf(layer.output);
      const kept = state.layer?.name === layer.name && String(state.layer.output.shape) === String(layer.output.shape);
      Object.assign(state, {
        data,
        layer,
        form,
        at: kept ? state.at : (linked(layer, form) ?? brightest(layer, form)),
      });
      render(root, state);
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

const same = (one, other) => one.map === other.map && one.y === other.y && one.x === other.x;

const intoLink = ({ layer, at }) => writeAt(layer.name, [at.map, at.y, at.x]);

/** The place that the address names; null if it names none of this layer. */
function linked(layer, form) {
  const [map, y, x] = readAt(layer.name) ?? [];
  const inside = (value, count) => Number.isInteger(value) && value >= 0 && value < count;
  if (!inside(map, form.maps) || !inside(y, form.height) || !inside(x, form.width)) return null;
  return indexOf(form, { map, y, x }) === null ? null : { map, y, x };
}

/** The place with the strongest value: there is something to see. */
function brightest({ output: { values } }, form) {
  let most = 0;
  values.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(values[most])) most = i;
  });
  const place = form.vector ? most : Math.floor(most / form.maps);
  return { map: form.vector ? 0 : most % form.maps, y: Math.floor(place / form.width), x: place % form.width };
}

/** The place on the large map under the pointer. */
function under(event, { at, form }) {
  const canvas = event.target.closest?.("canvas.large.output");
  if (!canvas) return null;
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const within = (share, count) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  const place = {
    ...at,
    y: within((event.clientY - top) / height, form.height),
    x: within((event.clientX - left) / width, form.width),
  };
  return indexOf(form, place) === null ? null : place;
}

/** Arrow keys move the place on the large map, or from small map to small map; true if they did. */
function move(root, event, state, show) {
  const step = MOVES[event.key];
  const { form, at } = state;
  if (!step) return false;
  const small = event.target.closest?.("button.map");
  if (small) {
    const count = columnsOf(root.querySelector(".maps"));
    const map = at.map + step[1] + step[0] * count;
    if (map >= 0 && map < form.maps) state.at = { ...at, map };
    render(root, state);
    root.querySelector(`button.map[data-map="${state.at.map}"]`).focus();
  } else if (event.target.closest?.("canvas.large.output")) {
    const place = { ...at, y: at.y + step[0], x: at.x + step[1] };
    const inside = place.y >= 0 && place.y < form.height && place.x >= 0 && place.x < form.width;
    if (inside && indexOf(form, place) !== null) state.at = place;
    show();
  } else return false;
  event.preventDefault();
  return true;
}

const columnsOf = (grid) => getComputedStyle(grid).gridTemplateColumns.split(" ").length;

/** @param all whether the small maps may have changed too: they have not when only the place moved */
function render(root, state, all = true) {
  const { data, layer, form, at, scale } = state;
  const place = form.vector ? { unit: at.y * form.width + at.x } : at;
  const found = explain(layer, place);
  const shown = layer.output.values[indexOf(form, at)];
  const input = inputMap(found, layer);
  draw(root, [
    ["header", {}, ["h3", {}, shortName(layer)], ["p", {}, sentence(layer)]],
    scales(scale),
    ...smallMaps(layer, at.map),
    [
      "div",
      { class: "working" },
      [
        "div",
        { class: "seen" },
        [
          "div",
          { class: "figures" },
          figure(
            "output",
            formName(form, at),
            form,
            { top: at.y, left: at.x, height: 1, width: 1 },
            outputWords(form, at, shown, data.classes),
            names(data.classes, at),
          ),
          ...(input
            ? [
                figure(
                  "input",
                  input.caption,
                  input,
                  found.frame ?? { top: found.y, left: found.x, height: 1, width: 1 },
                  input.caption,
                ),
              ]
            : []),
        ],
        ...kernels(layer, at.map),
      ],
      [
        "div",
        { class: "sum" },
        ["p", { class: "where" }, outputWords(form, at, null, data.classes)],
        ["p", { class: "line" }, line(found, layer)],
        verdict(found.value, shown),
        ["div", { class: "parts" }, ...details(found, layer, isPicture(layer))],
      ],
    ],
    [
      "p",
      { class: "quiet", role: "status", "aria-live": "polite" },
      `${outputWords(form, at, null, data.classes)}: ${line(found, layer)}`,
    ],
  ]);
  paint(root, state, input, all);
}

const formName = (form, at) =>
  form.vector ? `${whole(form.units)} ${form.units === 1 ? "unit" : "units"}` : `map ${at.map}`;

function scales(chosen) {
  const one = ([name, label]) => [
    "label",
    {},
    ["input", { type: "radio", name: "scale", value: name, ...(name === chosen ? { checked: "" } : {}) }],
    label,
  ];
  return [
    "fieldset",
    { class: "scales" },
    ["legend", {}, "Full colour is the strongest of"],
    ...Object.entries(SCALES).map(one),
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

/** A large map with a frame on it, in shares of its sides. */
function figure(name, caption, { height, width }, frame, words, below = []) {
  const share = (value, whole) => `${((100 * value) / whole).toFixed(2)}%`;
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

/** The classes under the units of a head's answer. */
const names = (classes, at) =>
  classes
    ? [
        [
          "div",
          { class: "names", "aria-hidden": "true" },
          ...classes.map((one, unit) => ["span", { class: unit === at.x ? "best" : "" }, one]),
        ],
      ]
    : [];

function outputWords(form, at, shown, classes) {
  const unit = at.y * form.width + at.x;
  const named = form.vector
    ? `Unit ${unit}${classes ? ` (${classes[unit]})` : ""}`
    : `Map ${at.map}, row ${at.y}, column ${at.x}`;
  return shown === null ? named : `${named}: ${exact(shown)}`;
}

/** Whether what was computed here is what the layer gave. */
function verdict(value, shown) {
  const equal = value === null ? null : Math.abs(value - shown) <= CLOSE * Math.max(1, Math.abs(shown));
  const words =
    equal === null ? "" : equal ? " The same." : " Not the same: the layer does more than is itemised here.";
  return [
    "p",
    { class: "verdict", "data-value": value ?? "", "data-shown": shown, "data-equal": String(equal) },
    `The layer gives ${exact(shown)}.${words}`,
  ];
}

/** The input map that is drawn beside the output, if the input has maps: the one that adds most. */
function inputMap(found, layer) {
  const from = found.kind === "from" ? layer.inputs.find(({ name }) => name === found.name) : layer.inputs[0];
  if (from?.shape.length !== 3 || !(found.frame || found.y !== undefined)) return null;
  const [height, width, channels] = from.shape;
  if (found.kind === "convolution" && isPicture(layer)) return { height, width, picture: true, caption: "the picture" };
  const map = found.parts ? shownParts(found)[0][0].channel : (found.channel ?? found.map);
  return {
    height,
    width,
    map,
    from,
    caption: `map ${map}${found.parts && channels > 1 ? ": it counts most here" : ""}`,
  };
}

function paint(root, { data, layer, form, at, scale }, input, all) {
  const tones = tonesOf(root);
  const chosen = mapOf(layer.output, form, at.map);
  const most = { layer: mostOf(layer.output.values), network: data.most };
  const mostFor = (values) => most[scale] ?? mostOf(values);
  if (all) paintMaps(root, layer, mostFor, tones);
  paintMap(root.querySelector("canvas.output"), chosen, form.height, form.width, mostFor(chosen), tones);
  const canvas = root.querySelector("canvas.input");
  if (canvas && input.picture) paintPicture(canvas, data.picture, input.height, input.width);
  else if (canvas) {
    const values = mapOf(input.from, formOf(input.from), input.map);
    paintMap(canvas, values, input.height, input.width, mostOf(values), tones);
  }
  paintKernels(root, layer, at.map, tones);
}
