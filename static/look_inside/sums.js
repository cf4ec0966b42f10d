// The arithmetic behind one place as nodes for `draw`: what goes in, what it is multiplied with, what comes out.

import { brief, exact, sum, whole } from "../shared/format.js";
import { html } from "../shared/html.js";
import { shade } from "../shared/marks.js";
import { mostOf } from "./arrays.js";

/** @import { Explanation, Layer } from "./arithmetic.js" */

const CHANNELS_SHOWN = 4;
const TERMS_SHOWN = 10;
const SIZES = Object.entries({ 3: 40, 5: 33, 7: 27 }); // kernels up to so many px wide: cells so many px, with numbers
/** @typedef {(number | null)[]} Values null outside the input */

const RGB = ["red", "green", "blue"];

/** Whether a layer looks at the picture itself, or at the picture rescaled. @param {Pick<Layer, "inputs">} layer */
export const isPicture = ({ inputs }) => String(inputs[0]?.shape) === "28,28,3";

/** @param {number} channel @param {number} channels @param {boolean} picture */
export const channelName = (channel, channels, picture) =>
  picture && channels === 3 ? RGB[channel] : `map ${channel}`;

// The line that ends in the value: 'Σ of 147 products 0.831 + bias −0.024 = 0.807 → relu → 0.807'.
/** @param {Explanation} explanation @param {Pick<Layer, "kind">} layer */
export const line = (explanation, { kind }) =>
  LINES[explanation.kind]?.(explanation) ??
  `What a layer of the kind ${kind} computes is not itemised here; its values are shown as they are.`;

/** @param {any} explanation of a convolution or a dense layer */
function weightedSum({ terms, parts, sum, bias, before, activation, value }) {
  const count = terms?.length ?? parts.length * parts[0].products.length;
  const after = activation && activation !== "linear" ? ` = ${exact(before)} → ${activation} → ` : " = ";
  return `Σ of ${whole(count)} products ${exact(sum)} + bias ${exact(bias)}${after}${result(value)}`;
}

/** @param {number | null} value */
const result = (value) => (value === null ? "(this activation is not itemised)" : exact(value));

/** @type {Record<string, (explanation: any) => string>} */
const LINES = {
  convolution: weightedSum,
  dense: weightedSum,
  pooling: ({ join, patch, channel, value }) =>
    `${join} of ${whole(known(patch).length)} values of map ${channel} = ${exact(value)}`,
  rescaling: ({ from, scale, offset, value }) =>
    `${exact(from)} × ${exact(scale)} + ${exact(offset)} = ${exact(value)}`,
  from: ({ name, map, y, x, value }) => {
    const place = y === undefined ? `unit ${map}` : `map ${map}, row ${y}, column ${x}`;
    return `Taken over from ${name}, ${place}: ${exact(value)}`;
  },
  addition: ({ terms, value }) => {
    const parts = terms.map((/** @type {any} */ term) => `${exact(term.value)} (${term.name})`);
    return `${parts.join(" + ")} = ${exact(value)}`;
  },
  activation: ({ before, activation, value }) => `${exact(before)} → ${activation} → ${result(value)}`,
  passed: ({ value }) => `Passed on as it is: dropout acts in training only. ${exact(value)}`,
  pixel: ({ value }) => `The pixel's own value, 0 to 255: ${exact(value)}`,
};

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
    const looks = { class: value === marked ? "marked" : "", style: value ? `background:${shade(value / most)}` : "" };
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
