// The drawing of a panel that has none of its own: its newest numbers as they are, by the names that Python gives them.
import { short } from "../../shared/format.js";
import { html } from "../../shared/html.js";

/** @import { Draw } from "./drawings.js" */

/** A number, a number for each head, or rows of them, as text. @param {unknown} value @returns {string} */
function inWords(value) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return short(value);
  if (Array.isArray(value)) return value.map(inWords).join(Array.isArray(value[0]) ? "; " : ", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${inWords(part)}`)
    .join(", ");
}

/** @param {string[]} keys of the numbers of the panel @returns {Draw} */
export const numbers = (keys) => (model) => {
  const rows = keys.map((key) => ({ key, text: inWords(model.now.numbers[key]) }));
  return {
    words: `${rows.map(({ key, text }) => `${key}: ${text}`).join(". ")}.`,
    nodes: [html`<dl class="numbers">${rows.map(({ key, text }) => html`<dt>${key}</dt><dd>${text}</dd>`)}</dl>`],
  };
};
