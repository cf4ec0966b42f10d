// Tools and the line's properties under the canvas: trained values to press, any value to type.

import { find } from "../dom.js";
import { element } from "../mount.js";
import { lineAbout, measure, middle, moved, randomLine } from "./geometry.js";

/** @import { Point } from "./geometry.js" */
/** @import { Drawing, Pad } from "./line_pad.js" */

/** @type {Record<string, string>} */
const ICONS = { line: "pen_size_2", stroke: "gesture", undo: "undo", redo: "redo", clear: "delete", random: "casino" };
/** @param {string} name @param {string} label @param {number} min @param {number} max @param {number} step */
const number = (name, label, min, max, step = 0.5) =>
  `<input type="number" data-value="${name}" aria-label="${label}" min="${min}" max="${max}" step="${step}">`;
const HTML = `<div class="tools" role="toolbar" aria-label="Drawing tools">
  <span class="joined"><button type="button" data-mode="line">Line</button
    ><button type="button" data-mode="stroke">Freehand</button></span>
  <span class="joined"><button type="button" data-act="undo" aria-label="Undo" title="Undo (Ctrl+Z)"></button>
    <button type="button" data-act="redo" aria-label="Redo" title="Redo (Ctrl+Y)"></button>
    <button type="button" data-act="clear" aria-label="Clear" title="Clear the canvas"></button></span>
  <button type="button" data-act="random" title="Generate a line with trained values, in a random place"
    aria-label="Random line">Random</button>
</div>
<div class="values">
  <span>Length</span><span class="joined" data-trained="length"></span>
    <label class="field">${number("length", "Length in px", 1, 38)}<i>px</i></label>
  <span>Width</span><span class="joined" data-trained="width"></span>
    <label class="field">${number("width", "Width in px", 1, 5)}<i>px</i></label>
  <span>Colour</span><span class="joined" data-trained="colour"></span>
    <label class="field"><input type="color" data-value="colour" aria-label="Any colour"></label>
  <span>Angle</span>
    <input type="range" data-value="turn" aria-label="Angle in steps of 15 degrees" min="0" max="165" step="15">
    <label class="field">${number("angle", "Angle in degrees", -1, 180, 1)}<i>°</i></label>
  <span>Start</span><span class="pair">
    <label class="field"><i>x</i>${number("x", "Start x in px", 0.5, 27.5)}</label>
    <label class="field"><i>y</i>${number("y", "Start y in px", 0.5, 27.5)}</label></span>
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
  if (name === "x" || name === "y")
    return { ...drawing, points: moved(drawing.points, name === "x" ? [value - x, 0] : [0, value - y]) };
  const [long, turned] = name === "length" ? [value, angle] : [length, value];
  return { ...drawing, points: lineAbout(middle(drawing.points), long, ((turned % 180) + 180) % 180) };
}

/** @param {Pad} pad @param {HTMLElement} parent @param {string[]} painters */
export function createPanel(pad, parent, painters) {
  parent.insertAdjacentHTML("beforeend", HTML);
  /** @type {Record<string, HTMLInputElement>} */
  const inputs = Object.fromEntries(all(parent, "[data-value]").map((input) => [input.dataset.value, input]));
  const trained = Object.fromEntries(pad.trained.map(({ name, ...rest }) => [name, rest]));
  trained.colour.values = trained.colour.values.map(hex);
  for (const painter of painters) find(parent, '[data-value="edge"]').add(new Option(painter));
  /** @param {string} name @param {any} value */
  function set(name, value) {
    const drawing = changed(pad.drawing, name, value);
    if (drawing) pad.settle(drawing);
  }
  const draw = (/** @type {HTMLInputElement | undefined} */ finished = undefined) => {
    const values = valuesOf(pad.drawing);
    for (const [name, input] of Object.entries(inputs)) showValue(input, values[name], pad.drawing, finished);
    for (const group of all(parent, "[data-trained]")) {
      const name = group.dataset.trained;
      [...group.children].forEach((button, i) => {
        button.disabled = inputs[name].disabled;
        button.ariaPressed = isSame(values[name], trained[name].values[i]);
      });
    }
    for (const button of all(parent, "[data-mode]")) button.ariaPressed = button.dataset.mode === pad.mode;
    find(parent, '[data-act="undo"]').disabled = !pad.canUndo();
    find(parent, '[data-act="redo"]').disabled = !pad.canRedo();
    find(parent, '[data-act="clear"]').disabled = pad.drawing.kind === "none";
  };
  for (const input of Object.values(inputs)) listen(input, { pad, set, draw });
  listenToTools(pad, parent, trained);
  for (const group of all(parent, "[data-trained]")) {
    const name = group.dataset.trained;
    trained[name].classes.forEach((text, i) => {
      const button = element("button", { type: "button", textContent: text, onclick: pad.remember });
      button.addEventListener("click", () => set(name, trained[name].values[i]));
      group.append(button);
    });
  }
  return { draw };
}

/** @param {ParentNode} parent @param {string} selector @returns {any[]} */
const all = (parent, selector) => [...parent.querySelectorAll(selector)];

/** @param {any} value @param {any} target */
const isSame = (value, target) => (typeof target === "number" ? Math.abs(value - target) < 0.05 : value === target);

/** @param {Drawing} drawing @returns {Record<string, any>} */
function valuesOf({ kind, points, width, colour, edge }) {
  if (kind !== "line") return { width, colour, edge };
  const line = measure(points);
  return { width, colour, edge, ...line, turn: (Math.round(line.angle / 15) * 15) % 180 };
}

// Show a value of the drawing; a field in use is left alone, unless it is `finished`.
/** @param {HTMLInputElement} input @param {any} value @param {Drawing} drawing @param {HTMLInputElement} [finished] */
function showValue(input, value = 0, { kind }, finished) {
  const name = input.dataset.value ?? "";
  const isNumber = input.type === "number";
  input.disabled = (GEOMETRY.includes(name) && kind !== "line") || (name === "edge" && kind === "stroke");
  if (input.matches(":focus") && isNumber && input !== finished) return;
  const shown = input.disabled && isNumber ? "" : value;
  const text = typeof shown === "number" ? String(Math.round(shown * 10) / 10) : shown;
  if (input.value !== text) input.value = text;
}

// A field that sets its value while it is edited: each stay in it is one step of undo.
/** @param {HTMLInputElement} input @param {{ pad: Pad, set: Function, draw: Function }} panel */
function listen(input, { pad, set, draw }) {
  let editing = false;
  input.onfocus = () => {
    editing = false;
  };
  input.oninput = () => {
    if (!editing) pad.remember();
    editing = true;
    const { type, value, valueAsNumber: number, min, max } = input;
    const name = input.dataset.value ?? "";
    if (type === "range") set(name, number);
    else if (type !== "number") set(name, value);
    else if (value !== "") set(name, Math.min(Number(max), Math.max(Number(min), number)));
  };
  input.onchange = () => {
    editing = false;
    draw(input);
  };
  input.onblur = () => draw();
}

/** @param {Pad} pad @param {HTMLElement} parent @param {Record<string, { values: any[] }>} trained */
function listenToTools(pad, parent, trained) {
  const random = () => {
    const names = ["length", "angle", "width", "colour"];
    const [length, angle, width, colour] = names.map((name) => pick(trained[name].values));
    pad.remember();
    pad.mode = "line";
    pad.settle({ ...pad.drawing, width, colour, kind: "line", points: randomLine(length, angle) });
  };
  /** @type {Record<string, () => void>} */
  const acts = { undo: pad.undo, redo: pad.redo, clear: pad.clear, random };
  for (const button of all(parent, "[data-act],[data-mode]")) {
    const { act, mode } = button.dataset;
    button.prepend(element("span", { className: "icon", textContent: ICONS[act ?? mode], ariaHidden: "true" }));
    const choose = () => {
      pad.mode = mode;
      pad.redraw();
    };
    button.onclick = act ? acts[act] : choose;
  }
}
