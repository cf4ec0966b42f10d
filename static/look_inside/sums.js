// The arithmetic behind one place as nodes for `draw`: what goes in, what it is multiplied with, what comes out.

import { brief, exact, sum, whole } from "../shared/format.js";
import { html } from "../shared/html.js";
import { mostOf } from "./arrays.js";

/** @import { Explanation, Layer } from "./arithmetic.js" */

const CHANNELS_SHOWN = 4;
const TERMS_SHOWN = 10;
const SIZES = Object.entries({ 3: 40, 5: 33, 7: 27 }); // kernels up to so many px wide: cells so many px, with numbers
/** @typedef {(number | null)[]} Values null outside the input */

const RGB = ["red", "green", "blue"];
const STRONGEST = 60; // % of the colour, so that the number on it can be read in both themes

/** Whether a layer looks at the picture itself, or at the picture rescaled. @param {Pick<Layer, "inputs">} layer */
export const isPicture = ({ inputs }) => String(inputs[0]?.shape) === "28,28,3";

/** @param {number} channel @param {number} channels @param {boolean} picture */
export const channelName = (channel, channels, picture) =>
  picture && channels === 3 ? RGB[channel] : `map ${channel}`;

// The line that ends in the value: 'Σ of 147 products 0.831 + bias −0.024 = 0.807 → relu → 0.807'.
/** @param {Explanation} explanation @param {Pick<Layer, "kind">} layer */
export function line(explanation, layer) {
  const after = (/** @type {number} */ before) =>
    explanation.activation && explanation.activation !== "linear"
      ? ` = ${exact(before)} → ${explanation.activation} → `
      : " = ";
  switch (explanation.kind) {
    case "convolution":
    case "dense": {
      const count = explanation.terms?.length ?? explanation.parts.length * explanation.parts[0].products.length;
      const terms = `Σ of ${whole(count)} products ${exact(explanation.sum)} + bias ${exact(explanation.bias)}`;
      return `${terms}${after(explanation.before)}${result(explanation)}`;
    }
    case "pooling": {
      const count = whole(known(explanation.patch).length);
      return `${explanation.join} of ${count} values of map ${explanation.channel} = ${exact(explanation.value)}`;
    }
    case "rescaling": {
      const [from, scale, offset] = [explanation.from, explanation.scale, explanation.offset].map(exact);
      return `${from} × ${scale} + ${offset} = ${exact(explanation.value)}`;
    }
    case "from": {
      const { map, y, x } = explanation;
      const place = y === undefined ? `unit ${map}` : `map ${map}, row ${y}, column ${x}`;
      return `Taken over from ${explanation.name}, ${place}: ${exact(explanation.value)}`;
    }
    case "addition": {
      const terms = explanation.terms.map((/** @type {any} */ { name, value }) => `${exact(value)} (${name})`);
      return `${terms.join(" + ")} = ${exact(explanation.value)}`;
    }
    case "activation":
      return `${exact(explanation.before)} → ${explanation.activation} → ${result(explanation)}`;
    case "passed":
      return `Passed on as it is: dropout acts in training only. ${exact(explanation.value)}`;
    case "pixel":
      return `The pixel's own value, 0 to 255: ${exact(explanation.value)}`;
    default:
      return `What a layer of the kind ${layer.kind} computes is not itemised here; its values are shown as they are.`;
  }
}

/** @param {Explanation} explanation */
const result = ({ value }) => (value === null ? "(this activation is not itemised)" : exact(value));

// What stands under the line: patches, kernels and products, or the largest contributions.
/** @param {Explanation} explanation @param {Layer} layer @param {boolean} picture */
export function details(explanation, layer, picture) {
  const { kind, patch, size, join, value } = explanation;
  if (kind === "convolution") return convolution(explanation, picture);
  if (kind === "pooling")
    return grid(patch, size, mostOf(known(patch)), "the window", join === "maximum" ? value : null);
  return kind === "dense" ? dense(explanation, layer) : [];
}

// The parts of a convolution that are shown: all of a picture, else those that count most.
/** @param {Explanation} explanation */
export function shownParts({ parts }) {
  const ordered = parts.length <= 3 ? parts : [...parts].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
  return [ordered.slice(0, CHANNELS_SHOWN), ordered.slice(CHANNELS_SHOWN)];
}

/** @param {Explanation} explanation @param {boolean} picture */
function convolution(explanation, picture) {
  const { parts, size } = explanation;
  const [shown, rest] = shownParts(explanation);
  const most = (/** @type {string} */ name) =>
    Math.max(...shown.map((/** @type {any} */ part) => mostOf(known(part[name]))));
  const [patch, kernel, product] = ["patch", "kernel", "products"].map(most);
  const rows = shown.map(
    (/** @type {any} */ part) => html`<div class="part"><b>${channelName(part.channel, parts.length, picture)}</b>
      ${grid(part.patch, size, patch, "patch")}<span class="sign">×</span>
      ${grid(part.kernel, size, kernel, "kernel")}<span class="sign">=</span>
      ${grid(part.products, size, product, "products")}<span class="sign total">Σ ${exact(part.sum)}</span></div>`,
  );
  const others = sum(rest.map((/** @type {any} */ part) => part.sum));
  const last = rest.length > 0 && html`<p class="rest">${rest.length} other maps together: ${exact(others)}</p>`;
  return html`${rows}${last}`;
}

/** @param {Values} values */
const known = (values) => values.filter((value) => value !== null);

/** @param {number} value @param {number} most */
function shade(value, most) {
  const strength = ((STRONGEST * Math.abs(value)) / most).toFixed(0);
  return `background:color-mix(in srgb, var(${value < 0 ? "--less" : "--more"}) ${strength}%, var(--ground))`;
}

/**
 * Numbers as a grid of cells; empty and hatched where the window leaves the input.
 * @param {Values} values @param {number[]} size @param {number} most @param {string} name
 * @param {number | null} [marked]
 */
function grid(values, [height, width], most, name, marked = null) {
  const side =
    SIZES.find(([upto]) => Math.max(height, width) <= Number(upto))?.[1] ?? Math.max(4, Math.floor(190 / width));
  const cells = values.map((value) => {
    if (value === null) return html`<i class="outside" style="" />`;
    const looks = { class: value === marked ? "marked" : "", style: value ? shade(value, most) : "" };
    return html`<i ${looks} title=${exact(value)}>${side >= 27 && brief(value)}</i>`;
  });
  const style = `grid-template:repeat(${height},${side}px)/repeat(${width},${side}px)`;
  const label = `${name}: ${values.map((value) => (value === null ? "outside" : exact(value))).join(", ")}`;
  const last = name.split(" ").at(-1);
  return html`<div class="cells ${last}" role="img" aria-label=${label} style=${style}>${cells}</div>`;
}

/** @param {Explanation} explanation @param {Layer} layer */
function dense({ terms, sum: all }, layer) {
  const shown = terms.slice(0, TERMS_SHOWN);
  const most = Math.abs(shown[0]?.product) || 1;
  const count = terms.length - shown.length;
  const rows = shown.map(
    (/** @type {any} */ { from, value, weight, product }) => html`<li><b>unit ${from}</b>
      <span>${exact(value)} × ${exact(weight)} =</span><span class="product">${exact(product)}</span>
      <span class="bar"><i style=${barStyle(product / most)} /></span></li>`,
  );
  const rest = all - sum(shown.map((/** @type {any} */ { product }) => product));
  const products = `${whole(terms.length)} products: unit of ${layer.inputs[0].name} × weight`;
  return html`<p class="rest">The ${shown.length} largest of ${products}</p><ul class="terms">${rows}</ul>
    ${count > 0 && html`<p class="rest">${whole(count)} others together: ${exact(rest)}</p>`}`;
}

/** A bar from the middle: right above 0, left below. @param {number} share -1..1 */
function barStyle(share) {
  const width = (50 * Math.abs(share)).toFixed(1);
  return `${share < 0 ? "right" : "left"}:50%;width:${width}%;background:var(${share < 0 ? "--less" : "--more"})`;
}
