// Robustness: one card for each disturbance, with the accuracy of the four heads over its strength.
import { linear } from "../shared/axes.js";
import { draw } from "../shared/dom.js";
import { stroke, swatch } from "../shared/marks.js";
import { createFilm, FRAME } from "./film_strip.js";
import { percent } from "./text.js";

const BOX = { width: 320, height: 136, left: 34, right: 316, top: 8, bottom: 112 };
const HTML = `<h4></h4><p class="about"></p><p class="words"></p><div class="drawing" role="img"></div>
  <div class="strips" aria-hidden="true"></div><ul class="key"></ul>
  <details><summary>Numbers</summary><div class="wide"><table></table></div></details>`;

export function createBreaking(root) {
  root.innerHTML = `<p class="top"></p><div class="wide"><table class="summary"></table></div>
    <div class="cards"></div>`;
  const cards = new Map();

  function make(name) {
    const element = Object.assign(document.createElement("article"), { className: "card", innerHTML: HTML });
    element.dataset.name = name;
    root.querySelector(".cards").append(element);
    return { element, films: [] };
  }

  function show(card, one, heads) {
    const find = (selector) => card.element.querySelector(selector);
    find("h4").textContent = one.label;
    find(".about").textContent = one.about;
    find(".words").textContent = one.words;
    const broken = heads.map(({ name }, i) => `${name} ${one.breaks[i] ?? "holds"}`);
    find(".drawing").setAttribute(
      "aria-label",
      `Accuracy over ${one.label.toLowerCase()}. Breaks at: ${broken.join(", ")}.`,
    );
    draw(find(".drawing"), [plot(one, heads)]);
    draw(
      find(".key"),
      heads.map((head, i) => ["li", { class: i === one.first ? "first" : "" }, swatch(stroke(head, 2.5)), broken[i]]),
    );
    draw(find("table"), table(one, heads));
    while (card.films.length < one.strengths.length) {
      const canvas = Object.assign(document.createElement("canvas"), {
        width: FRAME,
        height: FRAME,
        className: "picture",
      });
      find(".strips").append(canvas);
      card.films.push(createFilm(canvas));
    }
    card.films.forEach((film, i) => {
      film.load(one.film);
      film.show(i);
    });
  }
  return {
    show(data) {
      root.querySelector(".top").textContent = `Accuracy on ${data.lines}, over the strength of each disturbance.`;
      draw(root.querySelector(".summary"), summary(data));
      for (const one of data.cards) {
        if (!cards.has(one.name)) cards.set(one.name, make(one.name));
        show(cards.get(one.name), one, data.heads);
      }
    },
    stop() {},
  };
}

/** Strengths stand at even distances: they grow faster than a line. */
function plot(one, heads) {
  const last = one.strengths.length - 1;
  const x = linear(0, last, BOX.left + 8, BOX.right - 8);
  const y = linear(0, 1, BOX.bottom, BOX.top);
  const grid = [0, 0.5, 1].flatMap((value) => [
    ["line", { class: "grid", x1: BOX.left, x2: BOX.right, y1: y(value), y2: y(value) }],
    ["text", { class: "tick", x: BOX.left - 5, y: y(value) + 3.5, "text-anchor": "end" }, `${100 * value} %`],
  ]);
  const foot = one.strengths.map((value, i) => [
    "text",
    { class: "tick", x: x(i), y: BOX.bottom + 16, "text-anchor": "middle" },
    String(value),
  ]);
  const lines = heads.map((head, i) => [
    "path",
    {
      class: "line",
      style: stroke(head),
      d: `M${one.accuracy[i].map((share, j) => `${x(j).toFixed(1)} ${y(share).toFixed(1)}`).join("L")}`,
    },
  ]);
  const marks = heads.flatMap((head, i) =>
    one.at[i] === null
      ? []
      : [["circle", { class: "break", r: 4, style: `stroke:${head.colour}`, ...place(one, i, x, y) }]],
  );
  return [
    "svg",
    { viewBox: `0 0 ${BOX.width} ${BOX.height}`, style: "width:100%;height:auto" },
    ...grid,
    ...foot,
    ...lines,
    ...marks,
  ];
}

/** Where on its line a head breaks. */
function place({ strengths, accuracy, at }, head, x, y) {
  const next = Math.max(
    1,
    strengths.findIndex((one) => one >= at[head]),
  );
  const share = (at[head] - strengths[next - 1]) / (strengths[next] - strengths[next - 1]);
  const between = accuracy[head][next - 1] + share * (accuracy[head][next] - accuracy[head][next - 1]);
  return { cx: x(next - 1 + share).toFixed(1), cy: y(between).toFixed(1) };
}

/** At which strength each head breaks, one row for each disturbance. */
function summary({ cards, heads }) {
  const head = [
    "tr",
    {},
    ["th", { scope: "col" }, "breaks at"],
    ...heads.map(({ name, icon, colour }) => [
      "th",
      { scope: "col" },
      ["span", { class: "icon", style: `color:${colour}`, "aria-hidden": "true" }, icon],
      name,
    ]),
    ["th", { scope: "col" }, "first"],
  ];
  const rows = cards.map((one) => [
    "tr",
    {},
    ["th", { scope: "row" }, one.label],
    ...heads.map(({ colour }, i) => [
      "td",
      { class: i === one.first ? "first" : "", style: `--head:${colour};--share:.6` },
      one.breaks[i] ?? "holds",
    ]),
    ["td", {}, one.first === null ? "none" : heads[one.first].name],
  ]);
  return [
    ["caption", { hidden: "" }, "The strength of each disturbance at which each head breaks"],
    ["thead", {}, head],
    ["tbody", {}, ...rows],
  ];
}

function table(one, heads) {
  const head = [
    "tr",
    {},
    ["th", { scope: "col" }, "strength"],
    ...one.strengths.map((value) => ["th", { scope: "col" }, `${value}${one.unit}`]),
  ];
  const rows = heads.map(({ name }, i) => [
    "tr",
    {},
    ["th", { scope: "row" }, name],
    ...one.accuracy[i].map((share) => ["td", {}, percent(share)]),
  ]);
  return [
    ["thead", {}, head],
    ["tbody", {}, ...rows],
  ];
}
