// The 96 classes as a grid of pictures: angles across, the other properties down.
import { createChoice } from "../../shared/choice.js";
import { draw, listen } from "../../shared/dom.js";
import { whole, withPercent } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { element, mounting } from "../../shared/mount.js";
import { gridStep, walk } from "../../shared/pointer.js";
import { CSS } from "./style.js";
/** @import { Host } from "../../shared/mount.js" */

/**
 * @typedef {object} ClassGrid
 * @property {string} strip URL of all pictures below each other
 * @property {string[]} rows
 * @property {string[]} columns
 * @property {number[]} counts of each class
 * @property {string} label
 * @property {string} unit what is counted
 * @property {number[] | null} shares of each class, in percent
 * @property {number | null} chosen class
 */

export default mounting({ className: "classes", css: CSS }, createGrid);

/** @param {HTMLElement} root @param {ClassGrid} data @param {Host} host */
function createGrid(root, data, host) {
  /** @type {ReturnType<typeof createChoice<number | null>>} */
  const choice = createChoice(data.chosen);
  let cursor = 0; // the class that the Tab key reaches
  const body = element("div");
  root.append(body);
  const render = () => {
    root.style.setProperty("--strip", `url("${data.strip}")`);
    root.style.setProperty("--across", String(data.columns.length));
    draw(body, [grid(data, cursor, choice.value)]);
  };

  listen(root, "click", "class", (value) => {
    cursor = Number(value);
    choice.choose(cursor);
    host.send("chosen", cursor);
    render();
  });
  // Arrows walk through the grid; Enter and the space bar open a class, as they press any button.
  const next = (/** @type {HTMLElement} */ root, /** @type {KeyboardEvent} */ { key }) => {
    const index = neighbour(key, cursor, data.columns.length, data.counts.length);
    return /** @type {HTMLElement | null} */ (root.querySelector(`[data-class="${index}"]`));
  };
  walk(root, next, (button) => {
    cursor = Number(button.dataset.class);
    render();
  });

  return {
    /** @param {ClassGrid} fresh */
    update(fresh) {
      data = fresh;
      choice.take(data.chosen);
      const { activeElement } = /** @type {ShadowRoot} */ (root.getRootNode());
      if (choice.value === data.chosen && data.chosen !== null && !root.contains(activeElement)) cursor = data.chosen;
      render();
    },
  };
}

// Where a key leads to in a grid of `count` cells; null if nowhere.
/** @param {string} key @param {number} cursor @param {number} across @param {number} count */
export function neighbour(key, cursor, across, count) {
  const column = cursor % across;
  const isAtEdge = key === "ArrowRight" ? column === across - 1 : key === "ArrowLeft" && !column;
  const next = cursor + (isAtEdge ? 0 : (gridStep(key, cursor, across, count) ?? Number.NaN));
  return next >= 0 && next < count ? next : null;
}

/** @param {ClassGrid} data @param {number} cursor @param {number | null} chosen */
function grid(data, cursor, chosen) {
  const titles = data.columns.map((text) => html`<span role="columnheader">${text}</span>`);
  const rows = data.rows.map((text, row) => {
    const cells = data.columns.map((_, column) => cell(data, row, column, cursor, chosen));
    return html`<div role="row" class="row">
      <span role="rowheader" class="name">${dot(text)}${text}</span>${cells}</div>`;
  });
  return html`<div class=${data.shares ? "grid shared" : "grid"} role="grid" aria-label=${data.label}>
    <div role="row" class="row head"><span role="columnheader" class="corner" />${titles}</div>${rows}</div>`;
}

/** The colour of a row's classes, which is the last word of its name. @param {string} name */
const dot = (name) => html`<i class="dot ${name.split(" ").at(-1)}" aria-hidden="true" />`;

/**
 * @param {ClassGrid} data
 * @param {number} row @param {number} column @param {number} cursor @param {number | null} chosen
 */
function cell({ rows, columns, counts, shares, unit }, row, column, cursor, chosen) {
  const index = row * columns.length + column;
  const count = counts[index];
  const share = shares?.[index];
  const leaks = share === undefined ? "" : `, ${withPercent(share)}`;
  const words = `${rows[row]}, ${columns[column]}: ${whole(count)} ${unit}${leaks}`;
  const state = { "data-class": index, tabindex: index === cursor ? 0 : -1, "aria-selected": index === chosen };
  const style = `background-position:0 ${(100 * index) / (counts.length - 1)}%`;
  return html`<button type="button" role="gridcell" ${state} aria-label=${words} title=${words}
    class=${count ? "picture" : "picture none"} style=${style}>
    ${!count && "–"}${shares && count > 0 && html`<span class="bar" style="--share:${share}%" />`}</button>`;
}
