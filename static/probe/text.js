// Numbers and answers as text.
import { icon } from "../shared/dom.js";
import { percent, rounded } from "../shared/format.js";
import { html } from "../shared/html.js";
/** @import { Head } from "./probe.js" */

/** @typedef {{ head: Head, name: string, sure: number }} Answer a class in words, with its probability */

/** A class of a head: 'long' or '60°'. @param {Head} head @param {number} index */
export const className = (head, index) => head.classes[index] + (head.degrees ? "°" : "");

/** A value with its unit: '9.8 px'. @param {{ digits: number, unit: string }} property @param {number} value */
export const valueText = ({ digits, unit }, value) => `${rounded(value, digits)}${unit}`;

/**
 * 'length flips to long at 9.8 px'
 * @param {{ heads: Head[], moved: { digits: number, unit: string } }} data
 * @param {{ head: string, at: number, after: number }} flip
 */
export function flipText({ heads, moved }, { head, at, after }) {
  const name = className(heads.filter((each) => each.name === head)[0], after);
  return `${head} flips to ${name} at ${valueText(moved, at)}`;
}

/** The index of the largest. @param {number[]} values */
export const argmax = (values) => values.indexOf(Math.max(...values));

/** 'length long, 98 %; width thin, > 99 %' @param {Answer[]} answers */
export const answersText = (answers) =>
  answers.map(({ head, name, sure }) => `${head.name} ${name}, ${percent(sure)}`).join("; ");

/** The answers as items of a list. @param {Answer[]} answers */
export const answerItems = (answers) => answers.map(answerItem);

/** @param {Answer} answer */
const answerItem = ({ head, name, sure }) =>
  html`<li>${headIcon(head)}<span>${head.name}</span><b>${name}</b><i>${percent(sure)}</i></li>`;

/** A table's titles: one for each head. @param {Head[]} heads */
export const headTitles = (heads) => heads.map((head) => html`<th scope="col">${headIcon(head)}${head.name}</th>`);

/** @param {Head} head */
const headIcon = ({ icon: name, colour }) => icon(name, { style: `color:${colour}` });

// Even ticks between two numbers; degrees in steps of 15, 30, 45, ...
/** @param {number} low @param {number} high @param {number} most how many, about @param {boolean} degrees */
export function ticks(low, high, most, degrees) {
  const sizes = degrees ? [15, 30, 45, 60, 90] : [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
  const size = sizes.find((step) => (high - low) / step <= most) ?? sizes[sizes.length - 1];
  const first = Math.ceil(low / size - 1e-9);
  const count = Math.floor(high / size + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * size).toFixed(6)));
}
