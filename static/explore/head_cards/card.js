// The card of one head: its answer, how sure it is, and whether it is right.
import { find } from "../../shared/dom.js";
import { percent } from "../../shared/format.js";
import { element } from "../../shared/mount.js";

/**
 * @typedef {{ class?: string | null, value: number | null, drawn: string }} Truth without a class it is off the grid
 * @typedef {{
 *   name: string, icon: string, colour: string, unit: string, classes: string[], probabilities: number[], truth: Truth
 *   | null | undefined
 * }} Head `probabilities`: of each class
 * @typedef {"right" | "wrong" | "unknown"} State
 */

/** @type {Record<State, string>} */
const MARKS = { right: "check_circle", wrong: "cancel", unknown: "" };
const HTML = `<header><span class="icon" aria-hidden="true"></span><b class="name"></b>
  <span class="verdict"><span class="icon" aria-hidden="true"></span><span class="words"></span></span></header>
  <p class="guess"><b></b> <span></span></p>`;

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
  if (!truth) return { state: "unknown", words: "" };
  if (!truth.class) return { state: "unknown", words: `drawn ${truth.drawn}: off the grid` };
  if (truth.class === classes[guess]) return { state: "right", words: "right" };
  return { state: "wrong", words: `wrong, it is ${truth.class}${unit === "degrees" ? "°" : ""}` };
}

/** @param {Head} head */
export function createCard({ name, icon, colour }) {
  const card = element("article", { className: "card", innerHTML: HTML, role: "img" });
  card.dataset.head = name;
  card.style.setProperty("--head", colour);
  find(card, "header .icon").textContent = icon;
  find(card, ".name").textContent = name;
  return {
    element: card,
    /** Show the class number `guess`; null keeps silent. @param {Head} head @param {number | null} guess */
    update(head, guess) {
      const silent = /** @type {const} */ ({ state: "unknown", words: "" });
      const { state, words } = guess === null ? silent : verdict(head, guess);
      card.dataset.state = state;
      find(card, ".verdict .icon").textContent = MARKS[state];
      find(card, ".words").textContent = words;
      find(card, ".guess b").textContent = guess === null ? "–" : classText(head, guess);
      find(card, ".guess span").textContent = guess === null ? "" : percent(head.probabilities[guess]);
    },
  };
}
