// Where the four heads look: a map over the same picture for each; below it, when asked for, that of shuffled weights.
import { draw, find, icon } from "../shared/dom.js";
import { paintPicture } from "../shared/pixels.js";
import { decoded, mostOf } from "./arrays.js";
import { paintMap, tonesOnBlack } from "./painting.js";

/**
 * @typedef {{ maps: (any | null)[], titles: string[], notes: string[], words: string[] }} Row one of each for each head
 * @typedef {object} Attribution
 * @property {import("./look_inside.js").Head[]} heads
 * @property {import("./look_inside.js").Size} frame
 * @property {string} picture RGB in base64
 * @property {Row[]} rows of the network as trained and, when asked for, with shuffled weights
 */

/** @param {HTMLElement} root */
export function attribution(root) {
  root.className = "attribution";
  return {
    /** @param {Attribution} data */
    update(data) {
      const rows = data.rows.map((row) => ({ ...row, maps: row.maps.map((map) => map && decoded(map)) }));
      draw(root, [
        ["div", { class: "grid" }, ...data.heads.map((head, i) => column(head, i, rows, data.frame))],
        [
          "p",
          { class: "legend", "aria-hidden": "true" },
          ["i", { class: "more" }],
          "speaks for the answer",
          ["i", { class: "less" }],
          "speaks against it",
        ],
      ]);
      for (const [r, row] of rows.entries()) {
        for (const [i, map] of row.maps.entries()) paint(root, r, i, data, map);
      }
    },
  };
}

/**
 * @param {import("./look_inside.js").Head} head @param {number} i @param {Row[]} rows
 * @param {import("./look_inside.js").Size} size
 */
function column(head, i, rows, { height, width }) {
  const size = { width, height };
  const figure = (/** @type {Row} */ row, /** @type {number} */ r) => [
    "figure",
    {},
    ...(rows.length > 1 ? [["p", { class: "which" }, r ? "shuffled weights" : "as trained"]] : []),
    [
      "div",
      {
        class: "stack",
        style: `aspect-ratio:${width}/${height}`,
        role: "img",
        "aria-label": `${head.name}: ${row.words[i] ?? "not known yet"}`,
      },
      ["canvas", { class: "under", "data-place": `${r}-${i}`, ...size }],
      ["canvas", { class: "over", "data-place": `${r}-${i}`, ...size }],
    ],
    ["figcaption", {}, ["b", {}, row.titles[i] ?? "…"], ["span", {}, row.notes[i] ?? ""]],
  ];
  return [
    "article",
    { "data-head": head.name, style: `--head:${head.colour}` },
    ["h3", {}, icon(head.icon), head.name],
    ...rows.map(figure),
  ];
}

/**
 * @param {HTMLElement} root @param {number} r @param {number} i @param {Attribution} data
 * @param {import("./arrays.js").Tensor | null} map
 */
function paint(root, r, i, { picture, frame: { height, width } }, map) {
  const canvas = (/** @type {string} */ name) => find(root, `canvas.${name}[data-place="${r}-${i}"]`);
  paintPicture(canvas("under"), picture, height, width);
  const values = map?.values ?? new Float32Array(height * width);
  paintMap(canvas("over"), values, height, width, mostOf(values), tonesOnBlack);
}
