// A card: label, one sentence, the drawing, what one learns, and 'Why?'. All texts are set as text.
import { find } from "../../shared/dom.js";
import { element } from "../../shared/mount.js";

/**
 * @typedef {Record<"name" | "label" | "about" | "learns" | "formula" | "source", string>} Texts
 * @typedef {Texts & { keys?: string[] }} Panel `keys`: of its numbers, where it has no drawing of its own
 */

const HTML = `
  <h3></h3>
  <p class="about"></p>
  <div class="drawing" role="img"></div>
  <p class="learns"><b>What you learn</b> <span></span></p>
  <details><summary>Why?</summary><p class="formula"></p><p class="source"></p></details>`;

/** @param {Panel} panel */
export function createCard({ name, label, about, learns, formula, source }) {
  const card = element("article", { className: `card ${name}`, innerHTML: HTML });
  const texts = { h3: label, ".about": about, ".learns span": learns, ".formula": formula, ".source": source };
  for (const [place, text] of Object.entries(texts)) find(card, place).textContent = text;
  find(card, "summary").setAttribute("aria-label", `Why? ${label}`);
  return { element: card, drawing: find(card, ".drawing") };
}
