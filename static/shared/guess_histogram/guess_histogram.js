// What a class guessed: a bar for each answer.
import { draw } from "../dom.js";
import { counted, whole } from "../format.js";
import { html } from "../html.js";
import { element, mounting } from "../mount.js";

/** @typedef {{ label: string, count: number, mine: boolean }} Bar `mine`: the student's own guess */
/** @typedef {{ bars: Bar[] }} Histogram */

const CSS = `
.bars { display: grid; gap: .5rem .75rem; align-items: center; font-size: 1.125rem; max-width: 60rem;
  grid-template-columns: minmax(6rem, max-content) minmax(4rem, 1fr) max-content; }
.bars li { display: contents; }
.label { max-width: 24rem; overflow-wrap: anywhere; }
.mine .label { font-weight: 600; }
.rail { height: 1.75rem; border-radius: var(--st-base-radius); background: var(--ground); overflow: hidden; }
.length { display: block; height: 100%; background: var(--st-primary-color); transition: width .4s; }
.count { font-weight: 600; text-align: right; }
.total { margin-top: .5rem; opacity: .75; }
@container (max-width: 40rem) {
  .bars { grid-template-columns: 1fr max-content; gap: .15rem .75rem; font-size: 1rem; }
  .label { grid-column: 1 / -1; max-width: none; margin-top: .35rem; }
  .rail { height: 1.25rem; }
}
@media (prefers-reduced-motion: reduce) { .length { transition: none; } }
`;

export default mounting({ className: "guess-histogram", css: CSS }, (root) => {
  const body = element("div", {});
  root.append(body);
  return { update: (/** @type {Histogram} */ { bars }) => draw(body, histogram(bars)) };
});

/** @param {Bar[]} bars @returns {any[]} */
export function histogram(bars) {
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const rows = bars.map(
    ({ label, count, mine }) => html`<li class=${mine ? "mine" : null}>
      <span class="label">${label}${mine ? " (your guess)" : ""}</span>
      <span class="rail"><span class="length" style="width:${((100 * count) / most).toFixed(1)}%" /></span>
      <span class="count">${whole(count)}</span></li>`,
  );
  return [html`<ul class="bars">${rows}</ul>`, html`<p class="total">${counted(total, "answer")}</p>`];
}
