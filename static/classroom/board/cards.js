// A card for each student: state, validation accuracy of the four heads as small curves, loss weights beside them.
import { linear } from "../../shared/axes.js";
import { percent } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { stroke, swatch } from "../../shared/marks.js";
import { level, path } from "../../shared/svg.js";

/** @import { Head } from "./board.js" */

/**
 * @typedef {object} Student
 * @property {string} name
 * @property {"trains" | "paused" | "waits" | "idle" | "away"} state
 * @property {string} words the state in words
 * @property {string} place what is open in the lesson
 * @property {RunCard | null} run
 *
 * @typedef {object} RunCard
 * @property {string} id
 * @property {string} label
 * @property {string} opens what a click opens
 * @property {(string | null)[]} weights loss weight of each head; null: it has none of its own
 * @property {number} steps of the whole run
 * @property {number[][]} curve step, then the accuracy of each head in thousandths
 * @property {string} result
 */

const BOX = { width: 120, height: 62, left: 1, right: 119, top: 2, bottom: 60 };
const y = linear(0, 1000, BOX.bottom, BOX.top);
const CHANCES = [500, 1000 / 12]; // thousandths that a guess reads right: of two classes, of twelve
const [LARGE, MEDIUM] = [6, 12]; // students up to which cards are large, or of middle size

/** @param {Student[]} students @param {Head[]} heads */
export function cards(students, heads) {
  const size = students.length <= LARGE ? "large" : students.length <= MEDIUM ? "medium" : "small";
  return html`<ol class="students ${size}">${students.map((student) => card(student, heads))}</ol>`;
}

/** @param {Student} student @param {Head[]} heads */
function card({ name, state, words, place, run }, heads) {
  const title = html`<b class="name">${name}</b><span class="state">${words}</span>`;
  if (!run) return html`<li class="student ${state}"><div class="top">${title}</div><p class="none">${place}</p></li>`;
  return html`<li class="student ${state}">
    <button type="button" data-run=${run.id} title=${run.opens}>
      <span class="top">${title}</span>
      <span class="middle">${curves(run, heads)}<span class="heads">${rows(run, heads)}</span></span>
      <span class="foot"><span>${run.label}</span><span>${run.result}</span></span>
    </button></li>`;
}

/** The newest accuracy of each head; null before the first. @param {RunCard} run @param {number} i of the head */
const newest = ({ curve }, i) => (curve.length ? curve[curve.length - 1][i + 1] / 1000 : null);

/** @param {RunCard} run @param {Head[]} heads */
function rows(run, heads) {
  return heads.map(
    (head, i) => html`<span class="head">${swatch(stroke(head, 3))}<span class="quiet">${head.name}</span>
      <span class="weight">${run.weights[i] === null ? "" : `× ${run.weights[i]}`}</span>
      <span class="share">${percent(newest(run, i))}</span></span>`,
  );
}

/** @param {RunCard} run @param {Head[]} heads */
function curves({ curve, steps }, heads) {
  const x = linear(0, Math.max(steps, 1), BOX.left, BOX.right);
  const lines = heads.map((head, i) => {
    const places = curve.map((row) => [x(row[0]), y(row[i + 1])]);
    return places.length > 0 && path("line", places, stroke(head, 1.75));
  });
  return html`<svg class="curves" viewBox="0 0 ${BOX.width} ${BOX.height}" preserveAspectRatio="none"
    aria-hidden="true">${level("grid", y(1000), BOX)}${CHANCES.map((chance) => level("chance", y(chance), BOX))}
    ${level("grid", BOX.bottom, BOX)}${lines}</svg>`;
}
