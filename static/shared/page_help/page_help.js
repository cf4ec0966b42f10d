// Help, in the head of every page: the glossary, the tour, and a tooltip for each term of the page.
import { draw, find, icon } from "../dom.js";
import { html } from "../html.js";
import { mounting, takeNoSpace } from "../mount.js";
import { createGlossary, linkedTerm } from "./glossary.js";
import { markTerms } from "./marks.js";
import { CSS } from "./style.js";

/** @import { Host } from "../mount.js" */
/** @import { Term } from "./terms.js" */

const HTML = `<button type="button" class="open" popovertarget="help" aria-label="Help"></button>
  <div popover id="help" class="menu" role="group" aria-label="Help"></div>
  <dialog aria-label="Glossary"></dialog><div popover="manual" class="tip" role="tooltip"></div>`;

const AFTER_MS = 500; // the page comes first

/** @type {Promise<Term[]> | undefined} */
let loading;
const load = () => {
  loading ??= fetch(new URL("terms.json", import.meta.url)).then((answer) => answer.json());
  return loading;
};

/** Of the component that was mounted last: a tour opens pages, and with each another one is mounted. */
let latest = { open: (/** @type {string} */ _page) => {}, focus: () => {} };

export default mounting({ className: "page-help", css: CSS }, createHelp);

/** @param {HTMLElement} root @param {object} _ @param {Host} host */
function createHelp(root, _, host) {
  root.insertAdjacentHTML("beforeend", HTML);
  const [button, menu] = [find(root, ".open"), find(root, ".menu")];
  draw(button, [icon("help"), html`<span>Help</span>`]);
  draw(menu, menuNodes());
  takeNoSpace(root);
  latest = { open: (page) => host.send("open", page), focus: () => button.focus() };

  /** @type {ReturnType<typeof markTerms> | undefined} */
  let marks;
  let isGone = false;
  const dialog = find(root, "dialog");
  const openGlossary = createGlossary(dialog, load, () => marks?.shown() ?? []);
  dialog.addEventListener("close", () => button.focus());
  const mark = async () => {
    const terms = await load();
    if (!isGone) marks = markTerms(terms, find(root, ".tip"));
  };
  if (globalThis.CSS?.highlights) setTimeout(mark, AFTER_MS);
  menu.addEventListener("click", (/** @type {Event} */ { target }) => {
    const chosen = /** @type {Element} */ (target).closest("button");
    if (!chosen) return;
    menu.hidePopover();
    if (chosen.matches(".glossary")) openGlossary();
    else takeTour(root);
  });
  const typed = linkedTerm();
  if (typed !== null) openGlossary(typed);
  return {
    update() {},
    stop() {
      isGone = true;
      marks?.stop();
    },
  };
}

/** @param {HTMLElement} root */
async function takeTour(root) {
  const { startTour } = await import("./tour.js");
  await startTour(
    root,
    (page) => latest.open(page),
    () => latest.focus(),
  );
}

const menuNodes = () => html`
  <button type="button" class="glossary">${icon("dictionary")}<span>Glossary</span></button>
  <button type="button" class="tour">${icon("tour")}<span>Take the tour</span></button>`;
