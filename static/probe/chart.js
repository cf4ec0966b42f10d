// One head's probabilities over the property that moves.
import { linear } from "../shared/axes.js";
import { stroke } from "../shared/marks.js";
import { argmax, className, ticks } from "./text.js";

export const SIDE = { left: 46, right: 10 }; // px
const TOP = 6;
const RIBBON = 17;
const FOOT = 20;
const HEIGHTS = { pair: 62, many: 118 }; // px of the curves alone

export const scaleOf = (model, width) => linear(model.values[0], model.values.at(-1), SIDE.left, width - SIDE.right);

/** The index of the likeliest class at each value. */
export const answersOf = (curves) => curves[0].map((_, i) => argmax(curves.map((curve) => curve[i])));

/** Stretches of values with one answer: [{ answer, from, to }], as numbers of values; `to` is the last one. */
export function stretches(answers) {
  /** @type {{ answer: number, from: number, to: number }[]} */
  const runs = [];
  answers.forEach((answer, i) => {
    const last = runs.at(-1);
    if (last && last.answer === answer) last.to = i;
    else runs.push({ answer, from: i, to: i });
  });
  return runs;
}

/** The drawing of `head`, `width` px wide; the last of the charts has the axis. Markup for `draw`. */
export function chart(model, head, width, isLast) {
  const curves = model.probabilities[head.name];
  const pair = curves.length === 2;
  const bottom = TOP + (pair ? HEIGHTS.pair : HEIGHTS.many);
  const x = scaleOf(model, width);
  const y = linear(0, 1, bottom, TOP);
  const height = bottom + RIBBON + 3 + (isLast ? FOOT : 0);
  const parts = [
    ...outside(model, x, bottom),
    ...grid(head, pair, y, width),
    ...marks(model, x, bottom + RIBBON),
    ...(pair ? [path(model, curves[1], x, y, stroke(head, 2.2))] : many(model, head, curves, x, y)),
    ...ribbon(model, head, curves, x, bottom + 3),
    ...(isLast ? foot(model, x, height - 4, width) : []),
    ["line", { class: "now", x1: 0, x2: 0, y1: TOP - 4, y2: bottom + RIBBON + 3 }],
    ["circle", { class: "dot", r: 4.5, cx: 0, cy: 0, style: `fill:${head.colour}` }],
  ];
  return { nodes: [["svg", { width, height, viewBox: `0 0 ${width} ${height}` }, ...parts]], y };
}

const path = (model, curve, x, y, style, name = "curve") => [
  "path",
  { class: name, style, d: `M${curve.map((p, i) => `${x(model.values[i]).toFixed(1)} ${y(p).toFixed(1)}`).join("L")}` },
];

/** Twelve thin curves, and the likeliest class as a strong one. */
function many(model, head, curves, x, y) {
  const top = curves[0].map((_, i) => Math.max(...curves.map((curve) => curve[i])));
  const thin = curves.map((curve) => path(model, curve, x, y, `stroke:${head.colour}`, "curve thin"));
  return [...thin, path(model, top, x, y, stroke(head, 2.2))];
}

function grid(head, pair, y, width) {
  const labels = pair
    ? [
        [1, head.classes[1]],
        [0.5, "½"],
        [0, head.classes[0]],
      ]
    : [
        [1, "100 %"],
        [0.5, "50 %"],
        [0, "0 %"],
      ];
  return labels.flatMap(([value, label]) => [
    [
      "line",
      {
        class: value === 0.5 && pair ? "half" : "grid",
        x1: SIDE.left,
        x2: width - SIDE.right,
        y1: y(value),
        y2: y(value),
      },
    ],
    ["text", { class: "tick", x: SIDE.left - 6, y: y(value) + 3.5, "text-anchor": "end" }, label],
  ]);
}

const marks = (model, x, bottom) =>
  model.trained
    .filter((value) => value >= model.values[0] && value <= model.values.at(-1))
    .map((value) => [
      "line",
      { class: "trained", x1: x(value).toFixed(1), x2: x(value).toFixed(1), y1: TOP, y2: bottom },
    ]);

/** Where the frame cuts the line off. */
function outside(model, x, bottom) {
  return stretches(model.inside)
    .filter(({ answer }) => !answer)
    .map(({ from, to }) => {
      const left = x(model.values[from]);
      const right = x(model.values[to]);
      return [
        "rect",
        { class: "cut", x: left.toFixed(1), width: Math.max(1, right - left).toFixed(1), y: TOP, height: bottom - TOP },
      ];
    });
}

/** What the head says, as a band under its curve; its borders are the flips. */
function ribbon(model, head, curves, x, top) {
  const all = stretches(answersOf(curves));
  const flips = model.flips.filter((flip) => flip.head === head.name);
  const border = (i, side) => {
    const low = model.values[i - 1];
    const high = model.values[i];
    return flips.find(({ at }) => at > low && at <= high)?.at ?? (side === "from" ? high : low);
  };
  return all.flatMap(({ answer, from, to }, i) => {
    const left = x(i ? border(from, "from") : model.values[0]);
    const right = x(i < all.length - 1 ? border(to + 1, "to") : model.values[to]);
    const label = className(head, answer);
    const fits = right - left > 7 * label.length + 4;
    return [
      [
        "rect",
        {
          class: `said ${answer % 2 ? "odd" : ""}`,
          style: `fill:${head.colour}`,
          x: left.toFixed(1),
          y: top,
          width: Math.max(0.5, right - left).toFixed(1),
          height: RIBBON - 2,
        },
      ],
      ...(i
        ? [["line", { class: "flip", x1: left.toFixed(1), x2: left.toFixed(1), y1: top - 4, y2: top + RIBBON - 2 }]]
        : []),
      ...(fits
        ? [
            [
              "text",
              { class: "label", x: ((left + right) / 2).toFixed(1), y: top + 11.5, "text-anchor": "middle" },
              label,
            ],
          ]
        : []),
    ];
  });
}

function foot(model, x, y, width) {
  const [low, high] = [model.values[0], model.values.at(-1)];
  const even = ticks(low, high, width > 480 ? 12 : 6, model.moved.unit === "°");
  return even.map((value) => [
    "text",
    { class: "tick", x: x(value).toFixed(1), y, "text-anchor": "middle" },
    `${value}${model.moved.unit === "°" ? "°" : ""}`,
  ]);
}
