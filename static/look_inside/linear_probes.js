// Linear probes: how well each property can be read after each layer, with chance as a thin line.

import { draw } from "../shared/dom.js";
import { exactPercent, percent } from "../shared/format.js";
import { html } from "../shared/html.js";
import { stroke, swatch } from "../shared/marks.js";
import { onResize } from "../shared/pointer.js";
import { frameOf, grid, letterScale, level } from "../shared/svg.js";

/** @import { Head } from "./look_inside.js" */

const PLOT = { left: 46, top: 12, height: 250, bottom: 74, right: 16 };

/**
 * @typedef {object} LinearProbes
 * @property {Head[]} heads
 * @property {string[]} ticks places along the lines
 * @property {number[][]} lines accuracy of each head at each tick
 * @property {string[]} layers
 * @property {number[][]} accuracy after each layer, for each head
 * @property {number[]} chance of each head
 */

/** @param {HTMLElement} root */
export function linearProbes(root) {
  /** @type {LinearProbes} */
  let data;
  const show = () => data && root.clientWidth && render(root, data, root.clientWidth / letterScale());
  return {
    /** @param {LinearProbes} fresh */
    update(fresh) {
      data = fresh;
      show();
    },
    stop: onResize(root, show),
  };
}

/** @param {HTMLElement} root @param {LinearProbes} data @param {number} width px */
function render(root, { ticks, lines, layers, accuracy, chance, heads }, width) {
  const x = (/** @type {number} */ i) => PLOT.left + ((width - PLOT.left - PLOT.right) * (i + 0.5)) / ticks.length;
  const y = (/** @type {number} */ value) => PLOT.top + PLOT.height * (1 - value);
  const foot = PLOT.top + PLOT.height;
  const across = { left: PLOT.left, right: width - PLOT.right };
  /** @type {[number, string][]} */
  const levels = [0, 0.25, 0.5, 0.75, 1].map((value) => [y(value), percent(value)]);
  const names = ticks.map((name, i) => {
    const turned = `translate(${x(i).toFixed(1)} ${foot + 14}) rotate(-38)`;
    return html`<text class="tick" transform=${turned} text-anchor="end">${name}</text>`;
  });
  const marks = heads.flatMap((head, h) => {
    const places = lines[h].map((value, i) => [x(i), y(value)]);
    const dots = places.map(([cx, cy], i) => {
      const words = `${head.name}, ${ticks[i]}: ${exactPercent(lines[h][i])}`;
      return html`<circle cx=${cx} cy=${cy} r="3.5" style="fill:${head.colour}"><title>${words}</title></circle>`;
    });
    const curve = html`<polyline class="line" style=${stroke(head, 2.5)} points=${places.join(" ")} />`;
    return [level("chance", y(chance[h]), across, `stroke:${head.colour}`), curve, ...dots];
  });
  const values = (/** @type {number[]} */ line) =>
    line.map((value, i) => `${ticks[i]} ${exactPercent(value)}`).join(", ");
  const spoken = heads.map(({ name }, h) => `${name}: ${values(lines[h])}`);
  const entry = (/** @type {Head} */ head, /** @type {number} */ h) =>
    html`<li>${swatch(stroke(head, 2.5))}<b>${head.name}</b> · chance ${exactPercent(chance[h])}</li>`;
  const nodes = html`<ul class="legend">${heads.map(entry)}</ul>
    <svg class="plot" ${frameOf(width, foot + PLOT.bottom)} role="img" aria-label=${spoken.join("; ")}>
      ${grid(levels, across)}${names}${marks}</svg>
    <p class="rest">Dotted: chance. After the trunk each line goes on through its head's own layers.</p>
    <details><summary>Every layer and every property as a table</summary>
      ${table(layers, accuracy, chance, heads)}</details>`;
  draw(root, nodes);
}

/** @param {string[]} layers @param {number[][]} accuracy @param {number[]} chance @param {Head[]} heads */
function table(layers, accuracy, chance, heads) {
  const row = (/** @type {string} */ name, /** @type {number[]} */ values) =>
    html`<tr><th>${name}</th>${values.map((value) => html`<td>${exactPercent(value)}</td>`)}</tr>`;
  return html`<table><thead><tr><th>after</th>${heads.map(({ name }) => html`<th>${name}</th>`)}</tr></thead>
    <tbody>${layers.map((name, i) => row(name, accuracy[i]))}${row("chance", chance)}</tbody></table>`;
}
