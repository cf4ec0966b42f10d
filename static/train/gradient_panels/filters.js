// The head that pulls hardest on each filter: for each layer of the trunk a row of stacked columns, one per filter.
import { percent } from "../../shared/format.js";
import { legend, note, spoken } from "../../shared/marks.js";

/** @typedef {import("./drawings.js").Model} Model */
/** @typedef {number[] | null} Shares of the heads in a filter's gradient; null where nobody pulls */

/** @param {Model} model @returns {import("./drawings.js").Drawing} */
export function ownership({ heads, now }) {
  const layers = Object.entries(now.ownership);
  const filters = layers.flatMap(([, shares]) => shares);
  const owned = heads.map((_, i) => filters.filter((shares) => shares && shares[i] === Math.max(...shares)).length);
  const text = (/** @type {number} */ i) =>
    `${owned[i]} (${percent(filters.length ? owned[i] / filters.length : null)})`;
  return {
    words: `Of ${filters.length} filters, the strongest pull comes from: ${spoken(heads, text)}.`,
    nodes: [
      ...layers.flatMap(([name, shares]) => layerRow(heads, name, shares)),
      legend(heads, text),
      note("The number: filters on which this head pulls hardest."),
    ],
  };
}

/** @param {Model["heads"]} heads @param {string} layer @param {Shares[]} filters */
function layerRow(heads, layer, filters) {
  const columns = filters.flatMap((shares, i) => stack(heads, shares, i));
  const looks = { class: "filters", viewBox: `0 0 ${filters.length} 1`, preserveAspectRatio: "none" };
  const name = layer.replace(/^trunk_/, "").replaceAll("_", " ");
  return [
    ["p", { class: "layer" }, `${name}: ${filters.length} filters`],
    ["svg", looks, ...columns],
  ];
}

/**
 * A column of height 1, stacked by head; grey where nobody pulls.
 * @param {Model["heads"]} heads @param {Shares} shares @param {number} i
 * @returns {any[]}
 */
function stack(heads, shares, i) {
  const place = { x: i + 0.06, width: 0.88 };
  if (!shares) return [["rect", { ...place, y: 0, height: 1, class: "nobody" }]];
  const total = shares.reduce((sum, share) => sum + share, 0);
  let top = 0;
  return shares.map((share, head) => {
    const height = share / total;
    top += height;
    const looks = { y: (1 - top).toFixed(3), height: height.toFixed(3), style: `fill:${heads[head].colour}` };
    return ["rect", { ...place, ...looks }];
  });
}
