// "Copy link", in the head of every page: the address as it is now reproduces what is shown.
import { find } from "./dom.js";
import "./history.js";
import { address, copy } from "./link.js";
import { element, mounting, takeNoSpace } from "./mount.js";

const DONE_MS = 1600;
const LABEL = "Copy link";
const CSS = `
  button { position: fixed; top: .9rem; right: 3.4rem; z-index: 1000000; display: inline-flex; align-items: center;
    gap: .35rem; padding: .3rem .6rem; font: inherit; font-size: .875rem; line-height: 1.3; cursor: pointer;
    color: var(--st-text-color); background: var(--st-background-color);
    border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
  button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
  svg { width: 1.05em; height: 1.05em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
  span { min-width: 4.6em; text-align: left; }
  @media (max-width: 640px) { button { right: 3rem; padding: .35rem; } span { display: none; } }`;
const CHAIN =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1.5 1.5"/>' +
  '<path d="M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1.5-1.5"/></svg>';

/** @typedef {{ version: number }} Link of the addresses */

export default mounting({ className: "copy", css: CSS, base: "" }, createButton);

/** @param {HTMLElement} root @param {Link} data */
function createButton(root, data) {
  const button = element("button", { type: "button", innerHTML: `${CHAIN}<span></span>` });
  button.title = "Copy the link that shows this page as it is now";
  root.append(button);
  let timer = 0;
  const write = (/** @type {string} */ text) => {
    find(button, "span").textContent = text;
    button.setAttribute("aria-label", text);
  };
  button.addEventListener("click", async () => {
    write((await copy(address(location.href, data.version))) ? "Copied" : "Not copied");
    clearTimeout(timer);
    timer = setTimeout(write, DONE_MS, LABEL);
  });
  write(LABEL);
  takeNoSpace(root);
  return {
    /** @param {Link} fresh */
    update(fresh) {
      data = fresh;
    },
    stop: () => clearTimeout(timer),
  };
}
