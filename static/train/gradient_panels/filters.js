// The head that pulls hardest on each filter: for each layer of the trunk a row of stacked columns, one per filter.
import { percent, sum } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { legend, note, spoken } from "../../shared/marks.js";
/** @import { Drawing, Model } from "./drawings.js" */

/** @typedef {number[] | null} Shares of the heads in a filter's gradient; null where nobody pulls */

/** @param {Model} model @returns {Drawing} */
export function ownership({ heads, now }) {
  const layers = Object.entries(now.ownership);
  const filters = layers.flatMap(([, shares]) => shares);
  const owned = heads.map((_, i) => filters.filter((shares) => shares && shares[i] === Math.max(...shares)).length);
  const text = (/** @type {number} */ i) =>
    `${owned[i]} (${percent(filters.length ? owned[i] / filters.length : null)})`;
  return {
    words: `Of ${filters.length} filters, the strongest pull comes from: ${spoken(heads, text)}.`,
    nodes: html`${layers.map(([name, shares]) => layerRow(heads, name, shares))}${legend(heads, text)}
      ${note("The number: filters on which this head pulls hardest.")}`,
  };
}

/** @param {Model["heads"]} heads @param {string} layer @param {Shares[]} filters */
function layerRow(heads, layer, filters) {
  const columns = filters.map((shares, i) => stack(heads, shares, i));
  const name = layer.replace(/^trunk_/, "").replaceAll("_", " ");
  return html`<p class="layer">${name}: ${filters.length} filters</p>
    <svg class="filters" viewBox="0 0 ${filters.length} 1" preserveAspectRatio="none">${columns}</svg>`;
}

// A column of height 1, stacked by head; grey where nobody pulls.
/** @param {Model["heads"]} heads @param {Shares} shares @param {number} i @returns {any[]} */
function stack(heads, shares, i) {
  const place = { x: i + 0.06, width: 0.88 };
  if (!shares) return html`<rect ${place} y="0" height="1" class="nobody" />`;
  const total = sum(shares);
  let top = 0;
  return shares.map((share, head) => {
    const height = share / total;
    top += height;
    const upright = { y: (1 - top).toFixed(3), height: height.toFixed(3) };
    return html`<rect ${place} ${upright} style="fill:${heads[head].colour}" />`;
  });
}
