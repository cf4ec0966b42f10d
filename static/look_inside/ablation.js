// Which head needs which filter: a strip for each head, a bar for each filter: the accuracy that is lost without it.

import { closest, draw, icon, listen, radio } from "../shared/dom.js";
import { exactPercent, points } from "../shared/format.js";
import { html } from "../shared/html.js";
import { readWord, writeWord } from "../shared/url_state.js";

/** @import { Head } from "./look_inside.js" */

const ORDERS = ["number", "fall"]; // the first is usual

/**
 * @typedef {object} Ablation
 * @property {string} layer
 * @property {Head[]} heads
 * @property {number[][]} falls accuracy lost without each filter, for each head
 * @property {number[]} base accuracy of each head with all filters
 */

/** @param {HTMLElement} root */
export function ablation(root) {
  /** @type {Ablation} */
  let data;
  let order = readWord("order", ORDERS);
  let at = 0; // the filter
  const show = () => render(root, data, order, at);
  root.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) order = target.value;
    writeWord("order", ORDERS, order);
    show();
  });
  for (const type of ["pointermove", "click"]) {
    listen(root, type, "filter", (filter) => {
      if (Number(filter) === at) return;
      at = Number(filter);
      show();
    });
  }
  root.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step || !closest(event, ".strips")) return;
    event.preventDefault();
    const filters = ordered(data, order);
    const next = filters[filters.indexOf(at) + step];
    if (next !== undefined) at = next;
    show();
  });
  return {
    /** @param {Ablation} fresh */
    update(fresh) {
      if (fresh.layer !== data?.layer) at = ordered(fresh, "fall")[0];
      data = fresh;
      show();
    },
  };
}

// Filters by number, or those that cost most (over all heads) first.
/** @param {Pick<Ablation, "falls">} data @param {string} order */
export function ordered({ falls }, order) {
  const filters = falls.map((_, i) => i);
  const cost = (/** @type {number} */ i) => falls[i].reduce((sum, fall) => sum + fall, 0);
  return order === "number" ? filters : filters.sort((first, second) => cost(second) - cost(first));
}

/** @param {HTMLElement} root @param {Ablation} data @param {string} order @param {number} at */
function render(root, data, order, at) {
  const filters = ordered(data, order);
  const most = Math.max(0.01, ...data.falls.flat());
  const full = points(most);
  const label = `${data.heads.length} heads by ${filters.length} filters; arrow keys walk from filter to filter`;
  const nodes = html`
    <fieldset class="scales"><legend>Filters</legend>
      ${radio("order", "number", "by number", order)}${radio("order", "fall", "most needed first", order)}</fieldset>
    <p class="where" role="status">${words(data, at)}</p>
    <div class="strips" tabindex="0" role="group" aria-label=${label}>
      ${data.heads.map((head, i) => strip(data, head, i, filters, most, at))}</div>
    <p class="rest">Height and strength: points of accuracy lost without the filter; a full bar is ${full}.</p>`;
  draw(root, nodes);
}

/** @param {Ablation} data @param {number} at */
function words({ heads, falls, layer }, at) {
  const each = heads.map(({ name }, i) => `${name} ${points(falls[at][i])}`).join(", ");
  return `Without filter ${at} of ${layer}, accuracy falls by (points): ${each}.`;
}

/**
 * @param {Ablation} data @param {Head} head @param {number} i
 * @param {number[]} filters @param {number} most @param {number} at
 */
function strip({ falls, base }, head, i, filters, most, at) {
  const cell = (/** @type {number} */ filter) => {
    const share = Math.max(0, falls[filter][i]) / most;
    const style = `height:${(100 * share).toFixed(1)}%;opacity:${(0.45 + 0.55 * share).toFixed(2)}`;
    const title = `filter ${filter}: ${points(falls[filter][i])} points`;
    const name = filter === at ? "at" : "";
    return html`<i class=${name} data-filter=${filter} title=${title}><i style=${style} /></i>`;
  };
  const strongest = filters.reduce((best, filter) => (falls[filter][i] > falls[best][i] ? filter : best), filters[0]);
  const loss = `most needed is filter ${strongest}, ${points(falls[strongest][i])} points`;
  const label = `${head.name}: ${exactPercent(base[i])} with all filters; ${loss}`;
  return html`<div class="strip" style="--head:${head.colour}">
    <span class="who"><b>${icon(head.icon)}${head.name}</b>${exactPercent(base[i])}</span>
    <div class="columns" role="img" aria-label=${label}>${filters.map(cell)}</div></div>`;
}
