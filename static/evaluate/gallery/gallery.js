// Pictures with what each head answered; one is shown large.
import { createChoice } from "../../shared/choice.js";
import { closest, draw, listen } from "../../shared/dom.js";
import { counted, whole } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { element, mounting } from "../../shared/mount.js";
import { gridStep, walk } from "../../shared/pointer.js";
import { card, spoken, thumbnail } from "./parts.js";
import { CSS } from "./style.js";
/** @import { Head, Item } from "./parts.js" */
/** @import { Host } from "../../shared/mount.js" */

/**
 * @typedef {object} Gallery
 * @property {string} title
 * @property {boolean} chosen whether a cell is chosen
 * @property {number} total pictures; not all of them are sent
 * @property {Head[]} heads
 * @property {string} strip URL of the sent pictures below each other
 * @property {Item[]} items
 * @property {string} other name of the second network
 * @property {number | null} shown row of the large picture
 */

export default mounting({ className: "gallery", css: CSS }, createGallery);

/** @param {HTMLElement} root @param {Gallery} data @param {Host} host */
function createGallery(root, data, host) {
  /** @type {ReturnType<typeof createChoice<number | null>>} */
  const choice = createChoice(data.shown);
  const body = element("div");
  root.append(body);
  const render = () => {
    root.style.setProperty("--strip", `url("${data.strip}")`);
    root.style.setProperty("--count", String(data.items.length));
    draw(body, markup(data, choice.value));
  };
  const show = (/** @type {number} */ row) => {
    if (row === choice.value) return;
    choice.choose(row);
    host.send("shown", row);
    render();
  };

  listen(root, "click", "does", (action) => host.send(action, true));
  listen(root, "click", "picture", (row) => show(Number(row)));
  walk(root, neighbour, (thumb) => show(Number(thumb.dataset.picture)));

  return {
    /** @param {Gallery} fresh */
    update(fresh) {
      const anew = data.title !== fresh.title || data.items[0]?.row !== fresh.items[0]?.row;
      data = fresh;
      choice.take(data.shown, anew);
      render();
      if (anew) root.querySelector(".thumbs")?.scrollTo(0, 0);
    },
  };
}

/** @param {Gallery} data @param {number | null} shown */
function markup(data, shown) {
  const { items, total, title, chosen } = data;
  const count = counted(total, "picture");
  const index = Math.max(0, items.map(({ row }) => row).indexOf(shown ?? Number.NaN));
  const button = (/** @type {string} */ action, /** @type {string} */ text) =>
    html`<button type="button" class=${action} data-does=${action}>${text}</button>`;
  const head = html`<header><h3>${title}</h3><span class="count">${count}</span>
    ${chosen && button("clear", "Show all mistakes")}</header>`;
  if (!items.length)
    return html`${head}<div class="card bare"></div><p class="nothing">No picture is in this cell.</p>
      <p class="quiet" role="status"></p>`;
  return html`${head}${card(data, items[index], index)}
    <div class="thumbs" role="listbox" aria-label="${title}, ${count}">
      ${items.map((item, i) => thumbnail(data, item, i, i === index))}</div>
    ${items.length < total && button("more", `Show more of ${whole(total)}`)}
    <p class="quiet" role="status">${spoken(data, items[index])}</p>`;
}

// Where an arrow key leads to, as the pictures stand in the grid.
/** @param {HTMLElement} root @param {KeyboardEvent} event */
function neighbour(root, event) {
  const thumb = closest(event, "[role=option]");
  if (!thumb) return null;
  /** @type {HTMLElement[]} */
  const thumbs = [...root.querySelectorAll("[role=option]")].map((option) => /** @type {HTMLElement} */ (option));
  const across = thumbs.filter(({ offsetTop }) => offsetTop === thumbs[0].offsetTop).length;
  const index = thumbs.indexOf(thumb);
  return thumbs[index + (gridStep(event.key, index, across, thumbs.length) ?? Number.NaN)] ?? null;
}
