// A card: label, one sentence, the drawing, what one learns, and 'Why?'.
import { draw, find } from "../../shared/dom.js";
import { html } from "../../shared/html.js";
import { element } from "../../shared/mount.js";

/**
 * @typedef {Record<"name" | "label" | "about" | "learns" | "formula" | "source", string>} Texts
 * @typedef {Texts & { keys?: string[] }} Panel `keys`: of its numbers, where it has no drawing of its own
 */

/** @param {Panel} panel */
export function createCard({ name, label, about, learns, formula, source }) {
  const card = element("article", { className: `card ${name}` });
  const nodes = html`<h3>${label}</h3><p class="about">${about}</p><div class="drawing" role="img" />
    <p class="learns"><b>What you learn</b> <span>${learns}</span></p>
    <details><summary aria-label="Why? ${label}">Why?</summary>
      <p class="formula">${formula}</p><p class="source">${source}</p></details>`;
  draw(card, nodes);
  return { element: card, drawing: find(card, ".drawing") };
}
