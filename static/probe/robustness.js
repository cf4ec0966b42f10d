// Robustness: one card for each disturbance, with the accuracy of the four heads over its strength.
import { linear } from "../shared/axes.js";
import { draw, find } from "../shared/dom.js";
import { percent } from "../shared/format.js";
import { html } from "../shared/html.js";
import { stroke, swatch } from "../shared/marks.js";
import { element } from "../shared/mount.js";
import { level, text } from "../shared/svg.js";
import { createFilmStrip, FRAME } from "./film_strip.js";
import { headTitles } from "./text.js";

/** @import { Disturbance, Robustness } from "./payload.js" */
/** @import { Head } from "./probe.js" */

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
    /** @param {Robustness} data */
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
      const entry = (/** @type {Head} */ head, /** @type {number} */ i) =>
        html`<li class=${i === first ? "first" : ""}>${swatch(stroke(head, 2.5))}${limits[i]}</li>`;
      draw(find(card, ".key"), heads.map(entry));
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

// Strengths stand at even distances: they grow faster than a line.
/** @param {Disturbance} disturbance @param {Head[]} heads */
function plot(disturbance, heads) {
  const { strengths, accuracy, at } = disturbance;
  const x = linear(0, strengths.length - 1, BOX.left + 8, BOX.right - 8);
  const y = linear(0, 1, BOX.bottom, BOX.top);
  const grid = [0, 0.5, 1].flatMap((value) => [
    level("grid", y(value), BOX),
    text("tick", BOX.left - 5, y(value) + 3.5, percent(value), "end"),
  ]);
  const foot = strengths.map((value, i) => text("tick", x(i), BOX.bottom + 16, String(value), "middle"));
  const lines = heads.map((head, i) => {
    const places = accuracy[i].map((share, j) => `${x(j).toFixed(1)} ${y(share).toFixed(1)}`);
    return html`<path class="line" style=${stroke(head)} d="M${places.join("L")}" />`;
  });
  const marks = heads.flatMap(({ colour }, i) => {
    const limit = at[i];
    if (limit === null) return [];
    const place = breakingPoint(strengths, accuracy[i], limit);
    const [cx, cy] = [x(place.index).toFixed(1), y(place.accuracy).toFixed(1)];
    return [html`<circle class="break" r="4" style="stroke:${colour}" cx=${cx} cy=${cy} />`];
  });
  return html`<svg viewBox="0 0 ${BOX.width} ${BOX.height}" style="width:100%;height:auto">
    ${grid}${foot}${lines}${marks}</svg>`;
}

// Where a strength lies between those that were measured, and the accuracy there.
/** @param {number[]} strengths @param {number[]} accuracy at each of them @param {number} strength */
export function breakingPoint(strengths, accuracy, strength) {
  const after = strengths.findIndex((value) => value >= strength);
  const [low, high] = after > 1 ? [after - 1, after] : [0, 1];
  const share = (strength - strengths[low]) / (strengths[high] - strengths[low]);
  return { index: low + share, accuracy: accuracy[low] + share * (accuracy[high] - accuracy[low]) };
}

/** At which strength each head breaks, one row for each disturbance. @param {Robustness} data */
function summary({ cards, heads }) {
  const cell = (/** @type {string} */ limit, /** @type {boolean} */ isFirst, /** @type {string} */ colour) =>
    html`<td class=${isFirst ? "first" : ""} style="--head:${colour};--share:.6">${limit}</td>`;
  const rows = cards.map(({ label, breaks, first }) => {
    const cells = heads.map(({ colour }, i) => cell(breaks[i] ?? "holds", i === first, colour));
    return html`<tr><th scope="row">${label}</th>${cells}<td>${first === null ? "none" : heads[first].name}</td></tr>`;
  });
  return html`<caption hidden>The strength of each disturbance at which each head breaks</caption>
    <thead><tr><th scope="col">breaks at</th>${headTitles(heads)}<th scope="col">first</th></tr></thead>
    <tbody>${rows}</tbody>`;
}

/** @param {Disturbance} disturbance @param {Head[]} heads */
function table({ strengths, unit, accuracy }, heads) {
  const titles = strengths.map((value) => html`<th scope="col">${value}${unit}</th>`);
  const rows = heads.map(({ name }, i) => {
    return html`<tr><th scope="row">${name}</th>${accuracy[i].map((share) => html`<td>${percent(share)}</td>`)}</tr>`;
  });
  return html`<thead><tr><th scope="col">strength</th>${titles}</tr></thead><tbody>${rows}</tbody>`;
}
