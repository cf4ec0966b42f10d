// A teacher's board: the students' runs, what they guessed, which weights gave what, and the leaderboard.
import { closest, draw, listen } from "../../shared/dom.js";
import { html } from "../../shared/html.js";
import { stroke, swatch } from "../../shared/marks.js";
import { element, mounting } from "../../shared/mount.js";
import { walk } from "../../shared/pointer.js";
import { cards } from "./cards.js";
import { rankings } from "./rankings.js";
import { nextMark, scatter } from "./scatter.js";
import { CSS } from "./style.js";
/** @import { Host } from "../../shared/mount.js" */
/** @import { Look } from "../../shared/marks.js" */
/** @import { Student } from "./cards.js" */
/** @import { Ranking } from "./rankings.js" */
/** @import { Scatter } from "./scatter.js" */

/**
 * @typedef {Look & { icon: string }} Head
 *
 * @typedef {object} Board one of the parts is given
 * @property {Head[]} heads
 * @property {string} counts how many train, wait and are idle
 * @property {Student[]} [students]
 * @property {Ranking[]} [rankings]
 * @property {Scatter} [scatter]
 * @property {string} empty what is said where there is nothing to show
 */

export default mounting(
  { className: "board", css: CSS, failure: "The board could not be drawn. Reload the page." },
  createBoard,
);

/** @param {HTMLElement} root @param {Board} _ @param {Host} host */
function createBoard(root, _, host) {
  const body = element("div", { className: "body" });
  root.append(body);
  let reached = ""; // mark of the scatter
  listen(root, "click", "run", (run) => host.send("run", run));
  listen(root, "focusin", "mark", (mark) => {
    reached = mark;
  });
  walk(root, nextMark, () => {});
  root.addEventListener("keydown", (event) => {
    const run = closest(event, ".dot")?.dataset.run;
    if (!run || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    host.send("run", run);
  });
  return {
    /** @param {Board} data */
    update(data) {
      const held = /** @type {HTMLElement | null} */ (root.querySelector(".dot:focus"))?.dataset.mark;
      draw(body, partOf(data, reached));
      if (held) /** @type {HTMLElement | null} */ (root.querySelector(`[data-mark="${held}"]`))?.focus();
    },
  };
}

/** @param {Board} data @param {string} reached mark of the scatter that was focused last */
function partOf({ heads, counts, students, rankings: lists, scatter: results, empty }, reached) {
  const count = html`<p class="counts">${counts}</p>`;
  if (students?.length) return [top(count, heads), cards(students, heads)];
  if (lists) return [count, rankings(lists)];
  if (results?.runs.length) return [count, scatter(results, heads, reached)];
  return [count, html`<p class="none">${empty}</p>`];
}

/** @param {any[]} count @param {Head[]} heads */
function top(count, heads) {
  const entry = (/** @type {Head} */ head) => html`<li>${swatch(stroke(head, 3))}${head.name}</li>`;
  return html`<header>${count}<ul class="key" aria-label="Heads">${heads.map(entry)}</ul></header>`;
}
