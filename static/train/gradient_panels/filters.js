// Who owns which filter: for each layer of the trunk a row of stacked columns, one per filter.
import { legend, note, spoken } from "../../shared/marks.js";
import { percent } from "../../shared/format.js";

export function ownership(model) {
  const { heads, now } = model;
  const layers = Object.entries(now.ownership);
  const owned = heads.map((_, i) => layers.flatMap(([, filters]) => filters).filter((shares) => shares && shares[i] === Math.max(...shares)).length);
  const count = layers.reduce((sum, [, filters]) => sum + filters.length, 0);
  const text = (i) => `${owned[i]} (${percent(count ? owned[i] / count : null)})`;
  return {
    words: `Of ${count} filters, the strongest pull comes from: ${spoken(heads, text)}.`,
    nodes: [...layers.flatMap(([layer, filters]) => row(heads, layer, filters)), legend(heads, text),
      note("The number: filters on which this head pulls hardest.")],
  };
}

/** One layer: columns of height 1, stacked by head; grey where nobody pulls. */
function row(heads, layer, filters) {
  const columns = filters.flatMap((shares, f) => {
    const place = { x: f + 0.06, width: 0.88 };
    if (!shares) return [["rect", { ...place, y: 0, height: 1, class: "nobody" }]];
    const total = shares.reduce((sum, one) => sum + one, 0);
    let top = 0;
    return shares.map((one, i) => {
      const height = one / total;
      top += height;
      return ["rect", { ...place, y: (1 - top).toFixed(3), height: height.toFixed(3), style: `fill:${heads[i].colour}` }];
    });
  });
  return [["p", { class: "layer" }, `${layer.replace(/^trunk_/, "").replaceAll("_", " ")}: ${filters.length} filters`],
    ["svg", { class: "filters", viewBox: `0 0 ${filters.length} 1`, preserveAspectRatio: "none" }, ...columns]];
}
