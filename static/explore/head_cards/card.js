// The card of one head: its answer, how sure it is, and whether it is right.
import { icon } from "../../shared/dom.js";
import { percent } from "../../shared/format.js";
import { classText } from "../../shared/head_text.js";
import { html } from "../../shared/html.js";
import { dial } from "./dial.js";
import { scale } from "./scale.js";

/** @import { Head } from "../../shared/head_text.js" */

/** @typedef {"right" | "wrong" | "unknown"} State */

/** @type {Record<State, string>} */
const MARKS = { right: "check_circle", wrong: "cancel", unknown: "" };
/** @type {{ state: State, words: string }} */
const SILENT = { state: "unknown", words: "" };

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
