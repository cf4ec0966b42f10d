// Tools of every page: the menu for presenting, the way back from it, and the keys with their list.
import { draw, find, icon } from "../dom.js";
import { html } from "../html.js";
import { address, copy } from "../link.js";
import { mounting, takeNoSpace } from "../mount.js";
import { keyName, press } from "./keys.js";
import { CSS } from "./style.js";

/** @import { Host } from "../mount.js" */
/** @import { PageKey } from "./keys.js" */

/**
 * @typedef {object} PageTools
 * @property {[string, string, boolean][]} parts name in the link, label, and whether it always stays
 * @property {string[]} shown names of the parts that the presented page shows
 * @property {boolean} presented
 * @property {boolean} embedded in a frame
 * @property {PageKey[]} keys
 * @property {number} version of the link
 */

const DONE_MS = 1600;
const COPY = "Copy link for presenting";
const HTML = `<button type="button" class="open" popovertarget="menu" aria-label="Present"></button>
  <div popover id="menu" class="menu" role="group" aria-label="Present"></div>
  <div class="leave"></div>
  <dialog aria-label="Keys"><h2>Keys</h2><dl></dl>
    <p>They work while no field is in use, also for buttons that a presented page does not show.</p>
    <form method="dialog"><button class="close">Close</button></form></dialog>`;

/** Of the tools that were mounted last. @type {(event: KeyboardEvent) => void} */
let listener = () => {};
for (const onTheWayDown of [true, false])
  globalThis.document?.addEventListener("keydown", (event) => listener(event), onTheWayDown);

export default mounting({ className: "page-tools", css: CSS }, createTools);

/** @param {HTMLElement} root @param {PageTools} data @param {Host} host */
function createTools(root, data, host) {
  root.insertAdjacentHTML("beforeend", HTML);
  const [dialog, menu] = [find(root, "dialog"), find(root, ".menu")];
  draw(find(root, ".open"), [icon("slideshow"), html`<span>Present</span>`]);
  let timer = 0;
  takeNoSpace(root);

  const chosen = () => [...menu.querySelectorAll("[name=part]:checked")].map(({ value }) => value).join();
  const link = () => presentedLink(location.href, data.version, chosen(), menu.querySelector("[name=embed]").checked);
  /** @param {string} text */
  const label = (text) => {
    const words = menu.querySelector(".copy span:last-child");
    if (words) words.textContent = text;
  };
  const copied = async () => {
    label((await copy(link())) ? "Copied" : "Not copied");
    clearTimeout(timer);
    timer = setTimeout(label, DONE_MS, COPY);
  };
  menu.addEventListener("beforetoggle", (/** @type {ToggleEvent} */ { newState }) => {
    draw(menu, []); // no ticks of another page
    if (newState === "open") draw(menu, menuNodes(data));
  });
  root.addEventListener("click", ({ target }) => {
    const [button, anchor] = ["button", "a"].map((tag) => /** @type {Element} */ (target).closest(tag));
    if (anchor instanceof HTMLAnchorElement) anchor.href = wholeLink(location.href, data.version); // as it is now
    if (button?.matches(".copy")) copied();
    if (button?.matches(".start")) {
      host.send("present", chosen());
      menu.hidePopover();
    }
    if (button?.matches(".leave button")) host.send("leave", true);
  });
  listener = (event) => {
    if (!dialog.open) press(event, data.keys, () => dialog.showModal());
  };
  return {
    /** @param {PageTools} fresh */
    update(fresh) {
      data = fresh;
      root.classList.toggle("presented", data.presented);
      draw(find(root, ".leave"), [leaveNode(data)]);
      draw(find(root, "dl"), keyNodes(data.keys));
    },
    stop: () => clearTimeout(timer),
  };
}

/** @param {PageTools} data */
function menuNodes({ parts }) {
  const boxes = parts.map(([name, label, stays]) => {
    const state = stays ? { checked: "", disabled: "" } : { name: "part", value: name };
    return html`<label><input type="checkbox" ${state} />${label}</label>`;
  });
  return html`<p>Larger, for a projector. What shall be shown?</p>${boxes}
    <hr /><label><input type="checkbox" name="embed" />For a frame in slides</label>
    <button type="button" class="copy">${icon("link")}<span>${COPY}</span></button>
    <button type="button" class="start">${icon("slideshow")}<span>Present now</span></button>
    <p class="hint">The key ? lists the keys.</p>`;
}

/** Out of a frame the whole page opens beside the slides. @param {PageTools} data */
function leaveNode({ embedded, version }) {
  if (!embedded) return html`<button type="button">${icon("close_fullscreen")}<span>Leave presenting</span></button>`;
  const whole = wholeLink(location.href, version);
  return html`<a href=${whole} target="_blank" rel="noopener">${icon("open_in_new")}<span>Open LineHeads</span></a>`;
}

/** @param {PageKey[]} keys */
function keyNodes(keys) {
  const all = [...keys, { key: "?", about: "Show these keys." }];
  return all.map(({ key, about }) => html`<div><dt><kbd>${keyName(key)}</kbd></dt><dd>${about}</dd></div>`);
}

const NO_FRAME = { embed: null, embed_options: null };

/**
 * @param {string} here @param {number} version @param {string} shown names of parts
 * @param {boolean} embedded as a frame of slides
 */
export const presentedLink = (here, version, shown, embedded) =>
  address(here, version, { present: "1", show: shown || null, ...NO_FRAME, ...(embedded && { embed: "true" }) });

/** @param {string} here @param {number} version */
export const wholeLink = (here, version) => address(here, version, { present: null, show: null, ...NO_FRAME });
