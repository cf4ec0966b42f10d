// Robustness: one card for each disturbance, with the accuracy of the four heads over its strength.
import { linear } from "../shared/axes.js";
import { draw, find } from "../shared/dom.js";
import { percent } from "../shared/format.js";
import { stroke, swatch } from "../shared/marks.js";
import { element } from "../shared/mount.js";
import { createFilmStrip, FRAME } from "./film_strip.js";
import { headTitles } from "./text.js";

/** @typedef {import("./payload.js").Disturbance} Disturbance */
/** @typedef {import("./payload.js").Head} Head */
/** @typedef {(value: number) => number} Scale */

const BOX = { width: 320, height: 136, left: 34, right: 316, top: 8, bottom: 112 };
const HTML = `<h4></h4><p class="about"></p><p class="words"></p><div class="drawing" role="img"></div>
  <div class="strips" aria-hidden="true"></div><ul class="key"></ul>
  <details><summary>Numbers</summary><div class="wide"><table></table></div></details>`;

/** @param {HTMLElement} root */
export function createRobustness(root) {
  root.innerHTML = `<p class="top"></p><div class="wide"><table class="summary"></table></div>
    <div class="cards"></div>`;
  /** @type {Map<string, ReturnType<typeof createCard>>} */
  const cards = new Map();
  return {
    /** @param {import("./payload.js").Robustness} data */
    update(data) {
      find(root, ".top").textContent = `Accuracy on ${data.lines}, over the strength of each disturbance.`;
      draw(find(root, ".summary"), summary(data));
      for (const disturbance of data.cards) {
        const card = cards.get(disturbance.name) ?? createCard(find(root, ".cards"), disturbance.name);
        cards.set(disturbance.name, card);
        card.show(disturbance, data.heads);
      }
    },
  };
}

/** @param {HTMLElement} parent @param {string} name */
function createCard(parent, name) {
  const card = element("article", { className: "card", innerHTML: HTML });
  card.dataset.name = name;
  parent.append(card);
  /** @type {ReturnType<typeof createFilmStrip>[]} */
  const films = [];
  return {
    /** @param {Disturbance} disturbance @param {Head[]} heads */
    show(disturbance, heads) {
      const { label, about, words, breaks, first, strengths, film } = disturbance;
      const limits = heads.map(({ name }, i) => `${name} ${breaks[i] ?? "holds"}`);
      find(card, "h4").textContent = label;
      find(card, ".about").textContent = about;
      find(card, ".words").textContent = words;
      find(card, ".drawing").ariaLabel = `Accuracy over ${label.toLowerCase()}. Breaks at: ${limits.join(", ")}.`;
      draw(find(card, ".drawing"), [plot(disturbance, heads)]);
      const key = heads.map((head, i) => [
        "li",
        { class: i === first ? "first" : "" },
        swatch(stroke(head, 2.5)),
        limits[i],
      ]);
      draw(find(card, ".key"), key);
      draw(find(card, "table"), table(disturbance, heads));
      while (films.length < strengths.length) {
        const canvas = element("canvas", { width: FRAME, height: FRAME, className: "picture" });
        find(card, ".strips").append(canvas);
        films.push(createFilmStrip(canvas));
      }
      films.forEach((strip, i) => {
        strip.load(film);
        strip.show(i);
      });
    },
  };
}

/**
 * Strengths stand at even distances: they grow faster than a line.
 * @param {Disturbance} disturbance @param {Head[]} heads
 */
function plot(disturbance, heads) {
  const { strengths, accuracy, at } = disturbance;
  const x = linear(0, strengths.length - 1, BOX.left + 8, BOX.right - 8);
  const y = linear(0, 1, BOX.bottom, BOX.top);
  const grid = [0, 0.5, 1].flatMap((value) => [
    ["line", { class: "grid", x1: BOX.left, x2: BOX.right, y1: y(value), y2: y(value) }],
    ["text", { class: "tick", x: BOX.left - 5, y: y(value) + 3.5, "text-anchor": "end" }, percent(value)],
  ]);
  const foot = strengths.map((value, i) => [
    "text",
    { class: "tick", x: x(i), y: BOX.bottom + 16, "text-anchor": "middle" },
    String(value),
  ]);
  const lines = heads.map((head, i) => {
    const places = accuracy[i].map((share, j) => `${x(j).toFixed(1)} ${y(share).toFixed(1)}`);
    return ["path", { class: "line", style: stroke(head), d: `M${places.join("L")}` }];
  });
  const marks = heads.flatMap(({ colour }, i) => {
    const limit = at[i];
    if (limit === null) return [];
    const place = breakingPoint(strengths, accuracy[i], limit);
    const centre = { cx: x(place.index).toFixed(1), cy: y(place.accuracy).toFixed(1) };
    return [["circle", { class: "break", r: 4, style: `stroke:${colour}`, ...centre }]];
  });
  const looks = { viewBox: `0 0 ${BOX.width} ${BOX.height}`, style: "width:100%;height:auto" };
  return ["svg", looks, ...grid, ...foot, ...lines, ...marks];
}

/**
 * Where a strength lies between those that were measured, and the accuracy there.
 * @param {number[]} strengths @param {number[]} accuracy at each of them @param {number} strength
 */
export function breakingPoint(strengths, accuracy, strength) {
  const next = Math.max(
    1,
    strengths.findIndex((value) => value >= strength),
  );
  const share = (strength - strengths[next - 1]) / (strengths[next] - strengths[next - 1]);
  return {
    index: next - 1 + share,
    accuracy: accuracy[next - 1] + share * (accuracy[next] - accuracy[next - 1]),
  };
}

/** At which strength each head breaks, one row for each disturbance. @param {import("./payload.js").Robustness} data */
function summary({ cards, heads }) {
  const title = (/** @type {string} */ text) => ["th", { scope: "col" }, text];
  const rows = cards.map(({ label, breaks, first }) => [
    "tr",
    {},
    ["th", { scope: "row" }, label],
    ...heads.map(({ colour }, i) => {
      const looks = { class: i === first ? "first" : "", style: `--head:${colour};--share:.6` };
      return ["td", looks, breaks[i] ?? "holds"];
    }),
    ["td", {}, first === null ? "none" : heads[first].name],
  ]);
  return [
    ["caption", { hidden: "" }, "The strength of each disturbance at which each head breaks"],
    ["thead", {}, ["tr", {}, title("breaks at"), ...headTitles(heads), title("first")]],
    ["tbody", {}, ...rows],
  ];
}

/** @param {Disturbance} disturbance @param {Head[]} heads */
function table({ strengths, unit, accuracy }, heads) {
  const titles = ["strength", ...strengths.map((value) => `${value}${unit}`)];
  const rows = heads.map(({ name }, i) => [
    "tr",
    {},
    ["th", { scope: "row" }, name],
    ...accuracy[i].map((share) => ["td", {}, percent(share)]),
  ]);
  return [
    ["thead", {}, ["tr", {}, ...titles.map((text) => ["th", { scope: "col" }, text])]],
    ["tbody", {}, ...rows],
  ];
}
