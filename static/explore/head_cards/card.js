// The card of one head: its answer, how sure it is, and whether it is right.
import { icon } from "../../shared/dom.js";
import { percent } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { dial } from "./dial.js";
import { scale } from "./scale.js";

/**
 * @typedef {object} Truth
 * @property {string | null} [class] null: off the grid
 * @property {number | null} value
 * @property {string} drawn the value in words
 * @property {string} [nearest] the nearest class
 * @property {string} [nearest_text] the same in words, and how far off it is
 *
 * @typedef {{
 *   name: string, icon: string, colour: string, unit: string, classes: string[], probabilities: number[], truth: Truth
 *   | null | undefined
 * }} Head `probabilities`: of each class
 * @typedef {"right" | "wrong" | "unknown"} State
 */

/** @type {Record<State, string>} */
const MARKS = { right: "check_circle", wrong: "cancel", unknown: "" };
/** @type {{ state: State, words: string }} */
const SILENT = { state: "unknown", words: "" };

/** The index of the likeliest class. @param {Pick<Head, "probabilities">} head */
export const guessOf = ({ probabilities }) => probabilities.indexOf(Math.max(...probabilities));

/** A class with its unit: 'long', '60°'. @param {Pick<Head, "unit" | "classes">} head @param {number} index */
export const classText = ({ unit, classes }, index) => `${classes[index]}${unit === "degrees" ? "°" : ""}`;

/**
 * Whether the guess is right, in words.
 * @param {Pick<Head, "truth" | "classes" | "unit">} head @param {number} guess
 * @returns {{ state: State, words: string }}
 */
export function verdict({ truth, classes, unit }, guess) {
  if (!truth) return SILENT;
  if (!truth.class) return { state: "unknown", words: `drawn ${truth.drawn}: off the grid` };
  if (truth.class === classes[guess]) return { state: "right", words: "right" };
  return { state: "wrong", words: `wrong, it is ${truth.class}${unit === "degrees" ? "°" : ""}` };
}

/** Off the grid: the nearest class, and whether the guess is it. @param {Head} head @param {number} guess */
export function nearestText({ truth, classes }, guess) {
  if (!truth?.nearest || truth.class) return "";
  return `${truth.nearest === classes[guess] ? "✓" : "✗"} ${truth.nearest_text}`;
}

/** @param {Head} head @param {number | null} guess null keeps silent */
export function card(head, guess) {
  const { name, icon: symbol, colour, probabilities, classes } = head;
  const { state, words } = guess === null ? SILENT : verdict(head, guess);
  const [parts, details] = (classes.length > 2 ? dial : scale)(head, guess);
  const answer = guess === null ? "no line found" : `${classes[guess]}, ${percent(probabilities[guess])}. ${words}`;
  const label = `${name}: ${answer}${guess === null ? "" : details}`;
  return html`<article class="card" role="img" data-head=${name} data-state=${state} style="--head:${colour}"
    aria-label=${label}><header>${icon(symbol)}<b class="name">${name}</b>
      <span class="verdict">${icon(MARKS[state])}<span class="words">${words}</span></span></header>
    <p class="guess"><b>${guess === null ? "–" : classText(head, guess)}</b> <span>
      ${guess === null ? "" : percent(probabilities[guess])}</span>
      <span class="nearest">${guess === null ? "" : nearestText(head, guess)}</span></p>${parts}</article>`;
}
