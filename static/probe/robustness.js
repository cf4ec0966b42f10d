// Robustness: one card for each disturbance, with the accuracy of the four heads over its strength.
import { even, linear } from "../shared/axes.js";
import { draw } from "../shared/dom.js";
import { percent } from "../shared/format.js";
import { html } from "../shared/html.js";
import { stroke, swatch } from "../shared/marks.js";
import { grid, path, text } from "../shared/svg.js";
import { createFilmStrip, FRAME } from "./film_strip.js";
import { headTitles } from "./text.js";

/** @import { Disturbance, Robustness } from "./payload.js" */
/** @import { Head } from "./probe.js" */

const BOX = { width: 320, height: 136, left: 34, right: 316, top: 8, bottom: 112 };

/** @type {WeakMap<HTMLCanvasElement, ReturnType<typeof createFilmStrip>>} */
const films = new WeakMap();

/** @param {HTMLElement} root */
export const createRobustness = (root) => ({
  update: (/** @type {Robustness} */ data) => draw(root, markup(data)),
});

/** Paints a picture of a film. @param {Disturbance["film"]} film @param {number} number */
const painter = (film, number) => (/** @type {HTMLCanvasElement} */ canvas) => {
  const strip = films.get(canvas) ?? createFilmStrip(canvas);
  films.set(canvas, strip);
  strip.load(film);
  strip.show(number);
};

/** @param {Robustness} data */
const markup = (data) => html`<p class="top">Accuracy on ${data.lines}, over the strength of each disturbance.</p>
  <div class="wide"><table class="summary">${summary(data)}</table></div>
  <div class="cards">${data.cards.map((disturbance) => card(disturbance, data.heads))}</div>`;

/** @param {Disturbance} disturbance @param {Head[]} heads */
function card(disturbance, heads) {
  const { name, label, about, words, breaks, first, strengths, film } = disturbance;
  const limits = heads.map((head, i) => `${head.name} ${breaks[i] ?? "holds"}`);
  const spoken = `Accuracy over ${label.toLowerCase()}. Breaks at: ${limits.join(", ")}.`;
  const size = { width: FRAME, height: FRAME };
  const pictures = strengths.map((_, i) => html`<canvas class="picture" ${size} paint=${painter(film, i)} />`);
  const entry = (/** @type {Head} */ head, /** @type {number} */ i) =>
    html`<li class=${i === first ? "first" : ""}>${swatch(stroke(head, 2.5))}${limits[i]}</li>`;
  return html`<article class="card" data-name=${name}><h4>${label}</h4><p class="about">${about}</p>
    <p class="words">${words}</p>
    <div class="drawing" role="img" aria-label=${spoken}>${plot(disturbance, heads)}</div>
    <div class="strips" aria-hidden="true">${pictures}</div>
    <ul class="key">${heads.map(entry)}</ul>
    <details><summary>Numbers</summary>
      <div class="wide"><table>${table(disturbance, heads)}</table></div></details></article>`;
}

// Strengths stand at even distances: they grow faster than a line.
/** @param {Disturbance} disturbance @param {Head[]} heads */
function plot(disturbance, heads) {
  const { strengths, accuracy, at } = disturbance;
  const x = linear(0, strengths.length - 1, BOX.left + 8, BOX.right - 8);
  const { y, ticks } = even(0, 1, [0, 0.5, 1], percent, BOX);
  const foot = strengths.map((value, i) => text("tick", x(i), BOX.bottom + 16, String(value), "middle"));
  const lines = heads.map((head, i) => {
    const places = accuracy[i].map((share, j) => [x(j), y(share)]);
    return path("line", places, stroke(head));
  });
  const marks = heads.flatMap(({ colour }, i) => {
    const limit = at[i];
    if (limit === null) return [];
    const place = breakingPoint(strengths, accuracy[i], limit);
    const [cx, cy] = [x(place.index).toFixed(1), y(place.accuracy).toFixed(1)];
    return [html`<circle class="break" r="4" style="stroke:${colour}" cx=${cx} cy=${cy} />`];
  });
  return html`<svg viewBox="0 0 ${BOX.width} ${BOX.height}" style="width:100%;height:auto">
    ${grid(ticks, BOX)}${foot}${lines}${marks}</svg>`;
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
