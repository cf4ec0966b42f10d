// A drawing as plain lists: [tag, attributes, ...children]; strings become text, never markup. An attribute that is a
// function is called with the element, whenever that is drawn: it paints a canvas.

import { html } from "./html.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Text, or [tag, attributes, ...children].
 * @typedef {string | any[]} Markup
 */

// Make the children of `parent` what `nodes` say. Elements that are there are kept and changed: nothing flickers.
/** @param {Element} parent @param {Markup[]} nodes */
export function draw(parent, nodes) {
  nodes.forEach((node, i) => {
    if (typeof node === "string") putText(parent, node, parent.childNodes[i]);
    else putElement(parent, node, parent.childNodes[i]);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild?.remove();
}

/** @param {Element} parent @param {string} text @param {ChildNode} [old] */
function putText(parent, text, old) {
  if (old instanceof Text) {
    if (old.data !== text) old.data = text;
  } else put(parent, document.createTextNode(text), old);
}

/** @param {Element} parent @param {any[]} node @param {ChildNode} [old] */
function putElement(parent, [tag, attributes, ...children], old) {
  const isKept = old instanceof Element && old.localName === tag;
  const isDrawing = tag === "svg" || parent.namespaceURI === SVG;
  /** @type {Element} */
  const element = isKept ? old : isDrawing ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (!isKept) put(parent, element, old);
  /** @type {((element: Element) => void)[]} */
  const calls = [];
  let count = 0;
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === "function") {
      calls.push(value);
      continue;
    }
    count += 1;
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
  if (element.attributes.length > count) removeOthers(element, attributes);
  for (const call of calls) call(element);
  draw(element, children);
}

/** What is unfolded stays so, a canvas has its size. @type {Record<string, string[]>} */
const OWN = { details: ["open"], canvas: ["width", "height"] };

/** @param {Element} element @param {object} attributes that stay */
function removeOthers(element, attributes) {
  const own = OWN[element.localName] ?? [];
  for (const { name } of [...element.attributes])
    if (!(name in attributes) && !own.includes(name)) element.removeAttribute(name);
}

/** @param {Element} parent @param {ChildNode} node @param {ChildNode} [old] */
const put = (parent, node, old) => (old ? old.replaceWith(node) : parent.append(node));

// The element that an event came from, or one around it, that matches.
/** @param {Event} event @param {string} selector @returns {HTMLElement | null} */
export const closest = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

/**
 * Call `act` when an element with a `data-<name>` gets an event of this type.
 * @param {HTMLElement} root @param {string} type @param {string} name @param {(value: string) => void} act
 */
export function listen(root, type, name, act) {
  root.addEventListener(type, (event) => {
    const value = closest(event, `[data-${name}]`)?.dataset[name];
    if (value !== undefined) act(value);
  });
}

// The one element inside `root` that matches.
/** @param {ParentNode} root @param {string} selector @returns {any} of the type that the selector says */
export function find(root, selector) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`Nothing matches ${selector}.`);
  return element;
}

/** A symbol of the icon font, which is no text for those who listen. @param {string} name @param {object} [more] */
export const icon = (name, more = {}) => ["span", { class: "icon", ...more, "aria-hidden": "true" }, name];

/** A button of a choice. @param {string} name @param {string} value @param {string} label @param {string} chosen */
export const radio = (name, value, label, chosen) =>
  html`<label><input type="radio" ${{ name, value, checked: value === chosen ? "" : null }} />${label}</label>`;
