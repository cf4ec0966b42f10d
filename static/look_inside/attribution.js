// Where the four heads look: a map over the same picture for each; below it, when asked for, that of shuffled weights.
import { draw } from "../shared/dom.js";
import { decoded, mostOf } from "./arrays.js";
import { paintMap, paintPicture, tonesOnBlack } from "./painting.js";

export function attention(root) {
  root.className = "attention";
  return {
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

function column(head, i, rows, { height, width }) {
  const size = { width, height };
  const one = (row, r) => [
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
    ["h3", {}, ["span", { class: "icon", "aria-hidden": "true" }, head.icon], head.name],
    ...rows.map(one),
  ];
}

function paint(root, r, i, { picture, frame: { height, width } }, map) {
  const find = (name) => root.querySelector(`canvas.${name}[data-place="${r}-${i}"]`);
  paintPicture(find("under"), picture, height, width);
  const values = map?.values ?? new Float32Array(height * width);
  paintMap(find("over"), values, height, width, mostOf(values), tonesOnBlack);
}
