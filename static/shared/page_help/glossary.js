// The glossary in a dialog: what is typed filters it, and stands in the address as long as it is open.
import { draw, find } from "../dom.js";
import { html } from "../html.js";
import { write } from "../url_state.js";
import { matching } from "./terms.js";

/** @import { Term } from "./terms.js" */

const KEY = "glossary"; // in the address
const HTML = `<h2>Glossary</h2>
  <input type="search" aria-label="Find a term" placeholder="Find a term" autocomplete="off" spellcheck="false" />
  <p class="count" role="status"></p><div class="terms" tabindex="0" role="region" aria-label="Terms"></div>
  <form method="dialog"><button class="close">Close</button></form>`;

/** What the address asks the glossary for; null: nothing. */
export const linkedTerm = () => new URL(location.href).searchParams.get(KEY);

/**
 * @param {HTMLDialogElement} dialog
 * @param {() => Promise<Term[]>} load
 * @param {() => Term[]} onPage terms that the page shows
 */
export function createGlossary(dialog, load, onPage) {
  dialog.innerHTML = HTML;
  const [field, list] = [find(dialog, "input"), find(dialog, ".terms")];
  /** @type {Term[]} */
  let terms = [];
  const show = () => {
    const typed = field.value.trim();
    const all = matching(terms, typed);
    const first = typed ? [] : onPage();
    find(dialog, ".count").textContent = typed ? counted(all.length, terms.length) : `${terms.length} terms`;
    draw(list, first.length ? html`${part("On this page", first)}${part("All terms", all)}` : termNodes(all));
    list.scrollTop = 0;
  };
  field.addEventListener("input", () => {
    show();
    write(KEY, field.value.trim() || null);
  });
  dialog.addEventListener("close", () => write(KEY, null));
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the page has keys of its own
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside it
  return async (typed = "") => {
    terms = await load();
    field.value = typed;
    show();
    if (!dialog.open) dialog.showModal();
    field.focus();
  };
}

/** @param {number} some @param {number} all */
const counted = (some, all) => (some ? `${some} of ${all} terms` : `None of the ${all} terms. Try fewer letters.`);

/** @param {string} title @param {Term[]} terms */
const part = (title, terms) => [html`<h3>${title}</h3>`, ...termNodes(terms)];

/** @param {Term[]} terms */
const termNodes = (terms) => [
  html`<dl>${terms.map(({ name, also, means }) => [
    html`<dt>${name}${also.length ? html`<span>${also.join(", ")}</span>` : null}</dt>`,
    html`<dd>${means}</dd>`,
  ])}</dl>`,
];
