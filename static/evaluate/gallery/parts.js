// One picture small, and one large with what the four heads answered.

import { icon as symbol } from "../../shared/dom.js";
import { withPercent } from "../../shared/format.js";
import { html } from "../../shared/html.js";

/**
 * @typedef {{ name: string, icon: string, colour: string, classes: string[] }} Head
 * @typedef {object} Item
 * @property {number} row
 * @property {number[]} true classes
 * @property {number[]} said predicted classes
 * @property {number[]} sure confidence in whole percent, rounded down
 * @property {number[] | null} [other] predictions of the second network
 * @typedef {{ heads: Head[], items: Item[], other: string }} Pictures
 */

const RIGHT = "check_circle";
const WRONG = "cancel";

/** @param {Item} item @param {number} head */
const isWrong = (item, head) => item.said[head] !== item.true[head];

/** 'True long, thick. Predicted long, thin: wrong on width (98 %).' @param {Pictures} data @param {Item} item */
export function spoken({ heads }, item) {
  const list = (/** @type {number[]} */ labels) => heads.map(({ classes }, i) => classes[labels[i]]).join(", ");
  const wrong = heads.flatMap(({ name }, i) => (isWrong(item, i) ? [`${name} (${withPercent(item.sure[i])})`] : []));
  const verdict = wrong.length ? `wrong on ${wrong.join(", ")}` : "all right";
  return `True ${list(item.true)}. Predicted ${list(item.said)}: ${verdict}.`;
}

/** Where a picture stands in the strip. @param {number} index @param {number} count */
export const sprite = (index, count) => `background-position:0 ${count > 1 ? (100 * index) / (count - 1) : 0}%`;

/** @param {Pictures} data @param {Item} item @param {number} index @param {boolean} chosen */
export function thumbnail(data, item, index, chosen) {
  const mistakes = data.heads.flatMap(({ classes, colour, icon }, i) => {
    const answers = `${classes[item.true[i]]} → ${classes[item.said[i]]}`;
    return isWrong(item, i) ? [html`<span class="slip" style="--head:${colour}">${symbol(icon)}${answers}</span>`] : [];
  });
  const fine = html`<span class="fine">${symbol(RIGHT)}${withPercent(Math.min(...item.sure))}</span>`;
  const words = spoken(data, item);
  const state = { "data-picture": item.row, tabindex: chosen ? 0 : -1, "aria-selected": chosen };
  return html`<button type="button" role="option" ${state} title=${words}><span class="quiet">${words}</span>
    <span class="picture" style=${sprite(index, data.items.length)} />${mistakes.length ? mistakes : fine}</button>`;
}

// The chosen picture with a row for each head: its prediction, its confidence, and what is true.
/** @param {Pictures} data @param {Item} item @param {number} index */
export function card(data, item, index) {
  const names = ["", "true", "predicted", "confidence", ...(item.other ? [data.other] : [])];
  const style = sprite(index, data.items.length);
  return html`<div class="card">
    <div class="picture large" role="img" aria-label=${spoken(data, item)} style=${style} />
    <table class="heads"><thead><tr>${names.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
      <tbody>${data.heads.map((head, i) => answerRow(head, item, i))}</tbody></table></div>`;
}

/** @param {Head} head @param {Item} item @param {number} i */
function answerRow({ name, icon, colour, classes }, item, i) {
  const state = isWrong(item, i) ? "wrong" : "right";
  const mark = html`<i class="icon mark" role="img" aria-label=${state}>${state === "wrong" ? WRONG : RIGHT}</i>`;
  const other = item.other?.[i];
  const second = other !== undefined && html`<td class=${other === item.true[i] ? "" : "wrong"}>${classes[other]}</td>`;
  const sure = withPercent(item.sure[i]);
  return html`<tr class=${state} style="--head:${colour}"><th scope="row">${symbol(icon)}${name}</th>
    <td>${classes[item.true[i]]}</td><td class="said">${classes[item.said[i]]}${mark}</td>
    <td class="sure"><span class="bar" style="--share:${item.sure[i]}%" />${sure}</td>${second}</tr>`;
}
