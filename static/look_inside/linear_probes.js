// Linear probes: how well each property can be read after each layer, with chance as a thin line.

import { draw } from "../shared/dom.js";
import { exactPercent } from "../shared/format.js";
import { stroke, swatch } from "../shared/marks.js";

const PLOT = { left: 46, top: 12, height: 250, bottom: 74, right: 16 };

/**
 * @typedef {object} LinearProbes
 * @property {import("./look_inside.js").Head[]} heads
 * @property {string[]} ticks places along the lines
 * @property {number[][]} lines accuracy of each head at each tick
 * @property {string[]} layers
 * @property {number[][]} accuracy after each layer, for each head
 * @property {number[]} chance of each head
 */

/** @param {HTMLElement} root */
export function linearProbes(root) {
  root.className = "linear-probes";
  /** @type {LinearProbes} */
  let data;
  let width = 0;
  const show = () => data && width && render(root, data, width);
  const observer = new ResizeObserver(() => {
    if (root.clientWidth && root.clientWidth !== width) {
      width = root.clientWidth;
      show();
    }
  });
  observer.observe(root);
  return {
    /** @param {LinearProbes} fresh */
    update(fresh) {
      data = fresh;
      width = root.clientWidth;
      show();
    },
    stop: () => observer.disconnect(),
  };
}

/** @param {HTMLElement} root @param {LinearProbes} data @param {number} width px */
function render(root, { ticks, lines, layers, accuracy, chance, heads }, width) {
  const x = (/** @type {number} */ i) => PLOT.left + ((width - PLOT.left - PLOT.right) * (i + 0.5)) / ticks.length;
  const y = (/** @type {number} */ value) => PLOT.top + PLOT.height * (1 - value);
  const place = (/** @type {number} */ value, /** @type {number} */ i) => [x(i).toFixed(1), y(value).toFixed(1)];
  const across = { x1: PLOT.left, x2: width - PLOT.right };
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
    ["line", { class: "grid", ...across, y1: y(value), y2: y(value) }],
    ["text", { class: "tick", x: PLOT.left - 6, y: y(value) + 4, "text-anchor": "end" }, `${100 * value} %`],
  ]);
  const turned = (/** @type {number} */ i) =>
    `translate(${x(i).toFixed(1)} ${PLOT.top + PLOT.height + 14}) rotate(-38)`;
  const names = ticks.map((name, i) => ["text", { class: "tick", transform: turned(i), "text-anchor": "end" }, name]);
  const marks = heads.flatMap((head, h) => [
    ["line", { class: "chance", style: `stroke:${head.colour}`, ...across, y1: y(chance[h]), y2: y(chance[h]) }],
    [
      "polyline",
      {
        class: "line",
        style: stroke(head, 2.5),
        points: lines[h].map((value, i) => place(value, i).join(",")).join(" "),
      },
    ],
    ...lines[h].map((value, i) => {
      const [cx, cy] = place(value, i);
      return [
        "circle",
        { cx, cy, r: 3.5, style: `fill:${head.colour}` },
        ["title", {}, `${head.name}, ${ticks[i]}: ${exactPercent(value)}`],
      ];
    }),
  ]);
  const spoken = heads
    .map((head, h) => `${head.name}: ${lines[h].map((value, i) => `${ticks[i]} ${exactPercent(value)}`).join(", ")}`)
    .join("; ");
  const height = PLOT.top + PLOT.height + PLOT.bottom;
  draw(root, [
    [
      "ul",
      { class: "legend" },
      ...heads.map((head, h) => [
        "li",
        {},
        swatch(stroke(head, 2.5)),
        ["b", {}, head.name],
        ` · chance ${exactPercent(chance[h])}`,
      ]),
    ],
    [
      "svg",
      { class: "plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spoken },
      ...grid,
      ...names,
      ...marks,
    ],
    ["p", { class: "rest" }, "Dotted: chance. After the trunk each line goes on through its head's own layers."],
    [
      "details",
      {},
      ["summary", {}, "Every layer and every property as a table"],
      table(layers, accuracy, chance, heads),
    ],
  ]);
}

/**
 * @param {string[]} layers @param {number[][]} accuracy @param {number[]} chance
 * @param {import("./look_inside.js").Head[]} heads
 */
function table(layers, accuracy, chance, heads) {
  const row = (/** @type {string} */ name, /** @type {number[]} */ values) => [
    "tr",
    {},
    ["th", {}, name],
    ...values.map((value) => ["td", {}, exactPercent(value)]),
  ];
  return [
    "table",
    {},
    ["thead", {}, ["tr", {}, ["th", {}, "after"], ...heads.map(({ name }) => ["th", {}, name])]],
    ["tbody", {}, ...layers.map((name, i) => row(name, accuracy[i])), row("chance", chance)],
  ];
}
