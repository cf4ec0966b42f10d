// Tools and the line's properties under the canvas: trained values to press, any value to type.

import { find } from "../../shared/dom.js";
import { element } from "../../shared/mount.js";
import { lineAbout, measure, middle, moved, randomLine } from "./geometry.js";

/** @import { Point } from "./geometry.js" */
/** @import { Drawing, Pad } from "./line_pad.js" */

/** @type {Record<string, string>} */
const ICONS = { line: "pen_size_2", stroke: "gesture", undo: "undo", redo: "redo", clear: "delete", random: "casino" };
const HTML = `<div class="tools" role="toolbar" aria-label="Drawing tools">
  <span class="group"><button type="button" data-mode="line">Line</button
    ><button type="button" data-mode="stroke">Freehand</button></span>
  <span class="group"><button type="button" data-act="undo" aria-label="Undo" title="Undo (Ctrl+Z)"></button>
    <button type="button" data-act="redo" aria-label="Redo" title="Redo (Ctrl+Y)"></button>
    <button type="button" data-act="clear" aria-label="Clear" title="Clear the canvas"></button></span>
  <button type="button" data-act="random" title="Generate a line with trained values, in a random place"
    aria-label="Random line">Random</button>
</div>
<div class="values">
  <span>Length</span><span class="group" data-trained="length"></span>
    <label class="field"><input type="number" data-value="length" aria-label="Length in px" min="1" max="38"
      step="0.5"><i>px</i></label>
  <span>Width</span><span class="group" data-trained="width"></span>
    <label class="field"><input type="number" data-value="width" aria-label="Width in px" min="1" max="5"
      step="0.5"><i>px</i></label>
  <span>Colour</span><span class="group" data-trained="colour"></span>
    <label class="field"><input type="color" data-value="colour" aria-label="Any colour"></label>
  <span>Angle</span><input type="range" data-value="turn" aria-label="Angle in steps of 15 degrees" min="0" max="165"
    step="15">
    <label class="field"><input type="number" data-value="angle" aria-label="Angle in degrees" min="-1" max="180"
      step="1"><i>°</i></label>
  <span>Start</span><span class="pair"><label class="field"><i>x</i><input type="number" data-value="x"
      aria-label="Start x in px" min="0.5" max="27.5" step="0.5"></label>
    <label class="field"><i>y</i><input type="number" data-value="y"
      aria-label="Start y in px" min="0.5" max="27.5" step="0.5"></label></span>
    <select data-value="edge" aria-label="Edge: how the line is painted" title="How the line is painted"></select>
</div>`;
const GEOMETRY = ["length", "angle", "turn", "x", "y"];
/** @param {number[]} colour RGB */
const hex = (colour) => `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
/** @template Item @param {Item[]} list */
const pick = (list) => list[Math.floor(Math.random() * list.length)];

// The drawing with one property set; null when the drawing cannot have it.
/** @param {Drawing} drawing @param {string} name @param {any} value @returns {Drawing | null} */
function changed(drawing, name, value) {
  if (!GEOMETRY.includes(name)) return { ...drawing, [name]: value };
  if (drawing.kind !== "line") return null;
  const { length, angle, x, y } = measure(drawing.points);
  const about = (/** @type {number} */ long, /** @type {number} */ turned) =>
    lineAbout(middle(drawing.points), long, ((turned % 180) + 180) % 180);
  /** @type {Record<string, () => Point[]>} */
  const changes = {
    length: () => about(value, angle),
    angle: () => about(length, value),
    turn: () => about(length, value),
    x: () => moved(drawing.points, [value - x, 0]),
    y: () => moved(drawing.points, [0, value - y]),
  };
  return { ...drawing, points: changes[name]() };
}

/** @param {Pad} pad @param {HTMLElement} parent @param {string[]} painters */
export function createPanel(pad, parent, painters) {
  parent.insertAdjacentHTML("beforeend", HTML);
  /** @type {(selector: string) => any[]} */
  const all = (selector) => [...parent.querySelectorAll(selector)];
  /** @type {Record<string, HTMLInputElement>} */
  const inputs = Object.fromEntries(all("[data-value]").map((input) => [input.dataset.value, input]));
  /** @type {Record<string, { classes: string[], values: any[] }>} */
  const trained = Object.fromEntries(pad.trained.map(({ name, classes, values }) => [name, { classes, values }]));
  trained.colour.values = trained.colour.values.map(hex);
  for (const painter of painters) find(parent, '[data-value="edge"]').add(new Option(painter));

  /** @param {string} name @param {any} value */
  function set(name, value) {
    const drawing = changed(pad.drawing, name, value);
    if (!drawing) return;
    pad.show(drawing);
    pad.rest();
  }
  /** @param {HTMLInputElement} input */
  function read(input) {
    const { type, value, valueAsNumber: number } = input;
    const name = input.dataset.value ?? "";
    if (type === "range") set(name, number);
    else if (type !== "number") set(name, value);
    else if (value !== "") set(name, Math.min(Number(input.max), Math.max(Number(input.min), number)));
  }
  for (const input of Object.values(inputs)) {
    let editing = false; // one step of undo for each stay in a field
    input.onfocus = () => {
      editing = false;
    };
    input.oninput = () => {
      if (!editing) pad.remember();
      editing = true;
      read(input);
    };
    input.onchange = () => {
      editing = false;
      draw(input);
    };
    input.onblur = () => draw();
  }

  /** @type {Record<string, () => void>} */
  const acts = {
    undo: pad.undo,
    redo: pad.redo,
    clear: pad.clear,
    random: () => {
      const [length, angle] = [pick(trained.length.values), pick(trained.angle.values)];
      const looks = { width: pick(trained.width.values), colour: pick(trained.colour.values) };
      pad.remember();
      pad.mode = "line";
      pad.show({ ...pad.drawing, ...looks, kind: "line", points: randomLine(length, angle) });
      pad.rest();
    },
  };
  for (const button of all("[data-act],[data-mode]")) {
    const { act, mode } = button.dataset;
    const icon = element("span", { className: "icon", textContent: ICONS[act ?? mode], ariaHidden: "true" });
    button.prepend(icon);
    button.onclick = act
      ? acts[act]
      : () => {
          pad.mode = mode;
          pad.redraw();
        };
  }
  for (const group of all("[data-trained]")) {
    const { classes, values } = trained[group.dataset.trained];
    classes.forEach((text, index) => {
      const button = element("button", { type: "button", textContent: text });
      button.onclick = () => {
        pad.remember();
        set(group.dataset.trained, values[index]);
      };
      group.append(button);
    });
  }

  /** Show the drawing's values; a field in use is left alone, unless it is `finished`. */
  function draw(/** @type {HTMLInputElement | undefined} */ finished = undefined) {
    const { kind, points, width, colour, edge } = pad.drawing;
    const line = kind === "line" ? measure(points) : null;
    /** @type {Record<string, any>} */
    const values = { width, colour, edge, ...line, turn: line && (Math.round(line.angle / 15) * 15) % 180 };
    for (const [name, input] of Object.entries(inputs)) {
      input.disabled = (GEOMETRY.includes(name) && !line) || (name === "edge" && kind === "stroke");
      if (input.matches(":focus") && input.type === "number" && input !== finished) continue;
      const value = input.disabled && input.type === "number" ? "" : (values[name] ?? 0);
      const text = typeof value === "number" ? String(Math.round(value * 10) / 10) : value;
      if (input.value !== text) input.value = text;
    }
    for (const group of all("[data-trained]")) {
      const name = group.dataset.trained;
      [...group.children].forEach((button, index) => {
        const target = trained[name].values[index];
        const same = typeof target === "number" ? Math.abs(values[name] - target) < 0.05 : values[name] === target;
        button.disabled = inputs[name].disabled;
        button.setAttribute("aria-pressed", same);
      });
    }
    for (const button of all("[data-mode]")) button.setAttribute("aria-pressed", button.dataset.mode === pad.mode);
    find(parent, '[data-act="undo"]').disabled = !pad.canUndo();
    find(parent, '[data-act="redo"]').disabled = !pad.canRedo();
    find(parent, '[data-act="clear"]').disabled = kind === "none";
  }
  return { draw };
}
