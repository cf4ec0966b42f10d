// What stands round the figure: state, counters, legend with the newest numbers, and the table of the last rows.
import { find } from "../../shared/dom.js";
import { exactPercent, known } from "../../shared/format.js";
import { element } from "../../shared/mount.js";
import { columnsOf, EXACT } from "./figure.js";

/** @import { Unknown } from "../../shared/format.js" */
/** @import { Row } from "../../shared/rows.js" */
/** @import { Head, LiveChart } from "./live_chart.js" */

const TABLE_ROWS = 10;
const SECOND = { rival: "thin", ghost: "pale" }; // what the lines of the second run are called
/** @type {Record<string, string>} */
const DASHES = { solid: "none", dash: "8 4", dot: "2 3", dashdot: "8 3 2 3" };

export const HTML = `
  <header>
    <p class="words" role="status"><b class="state"></b> <span class="detail"></span></p>
    <dl>
      <div><dt>epoch</dt><dd class="epoch"></dd></div>
      <div><dt>step</dt><dd class="step"></dd></div>
      <div><dt>pictures / s</dt><dd class="rate"></dd></div>
      <div><dt>time left</dt><dd class="left"></dd></div>
    </dl>
  </header>
  <ul class="legend" aria-label="Validation accuracy and loss over chance of each head"></ul>
  <p class="versus"></p>
  <p class="trouble" role="alert"></p>
  <div class="figure" role="img"></div>
  <p class="weight-change" role="status"></p>
  <div class="foot">
    <details class="table"><summary>Table of the last values</summary>
      <div><table><thead class="head"></thead><tbody class="body"></tbody></table></div>
    </details>
    <div class="boxes">
      <label class="ghosts" hidden><input type="checkbox" class="pale"> run before, pale</label>
      <label><input type="checkbox" class="log"> log axis for losses</label>
    </div>
  </div>`;

/** @param {Unknown} value */
const number = (value) => (!known(value) ? "–" : value >= 0.001 ? value.toPrecision(2) : value.toExponential(0));

// Change what a screen reader would read again only if it is another text.
/** @param {Element} place @param {string} text */
function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** The newest number in a column. @param {Row[]} rows @param {string} column */
export const newest = (rows, column) => rows.findLast((row) => row[column] !== null)?.[column];

/** '98.2 % · loss 0.12' @param {Row[]} rows @param {Head} head */
function standing(rows, head) {
  const { validation, loss } = columnsOf(head);
  return `${exactPercent(newest(rows, validation))} · loss ${number(newest(rows, loss))}`;
}

/** @param {HTMLElement} root @param {LiveChart} data @param {Row[]} rows @param {Row[]} secondRows */
export function writeWords(root, data, rows, secondRows) {
  const { heads, words, other, effective_weights: weights } = data;
  const write = (/** @type {string} */ name, /** @type {string} */ text) => put(find(root, `.${name}`), text);
  const second = (/** @type {string} */ text) => (other ? `${SECOND[other.kind]} ${text}` : "");
  for (const name of ["state", "detail", "epoch", "step", "rate", "left", "versus"]) write(name, words[name]);
  write("weight-change", words.weight_change);
  write("trouble", "");
  find(root, ".figure").setAttribute("aria-label", words.alt);
  find(root, ".ghosts").hidden = other?.kind !== "ghost";
  const legend = find(root, ".legend");
  if (legend.childElementCount !== heads.length + 1) legend.replaceChildren(...legendOf(heads));
  heads.forEach((head, i) => {
    write(`first-${i}`, standing(rows, head));
    write(`weight-${i}`, weights ? ` weight ${number(weights[i])}` : "");
    write(`second-${i}`, second(standing(secondRows, head)));
  });
  write("first-exact", exactPercent(newest(rows, EXACT)));
  write("second-exact", second(exactPercent(newest(secondRows, EXACT))));
  writeTable(root, heads, rows);
}

/** An entry for each head, and one for the exact match. @param {Head[]} heads */
const legendOf = (heads) => [
  ...heads.map(({ colour, dash, icon, name }, i) =>
    legendEntry({ stroke: colour, strokeWidth: "3", strokeDasharray: DASHES[dash] }, icon, name, String(i)),
  ),
  legendEntry({ stroke: "var(--faint)", strokeWidth: "6" }, "done_all", "exact match", "exact"),
];

/** @param {Partial<CSSStyleDeclaration>} stroke @param {string} icon @param {string} name @param {string} slot */
function legendEntry(stroke, icon, name, slot) {
  const item = element("li");
  item.innerHTML = `<svg width="34" height="10" aria-hidden="true"><line x1="1" x2="33" y1="5" y2="5"/></svg>
    <span class="icon" aria-hidden="true"></span><b></b><span class="weight weight-${slot}"></span><br>
    <span class="first-${slot}"></span><br><span class="second second-${slot}"></span>`;
  Object.assign(find(item, "line").style, stroke);
  put(find(item, ".icon"), icon);
  put(find(item, "b"), name);
  return item;
}

// The last rows as numbers, for those who do not see the chart; written only while it is open.
/** @param {HTMLElement} root @param {Head[]} heads @param {Row[]} rows */
export function writeTable(root, heads, rows) {
  if (!find(root, ".table").open) return;
  const titles = heads.flatMap(({ name }) => [`${name} loss`, `${name} training`, `${name} validation`]);
  const newestRows = rows.slice(-TABLE_ROWS).reverse();
  find(root, ".head").replaceChildren(tableRow(["step", "epoch", ...titles, "exact", "total"], "th"));
  find(root, ".body").replaceChildren(...newestRows.map((row) => tableRow(cellsOf(row, heads), "td")));
}

/** @param {Row} row @param {Head[]} heads */
function cellsOf(row, heads) {
  const cells = heads.flatMap((head) => {
    const { loss, accuracy, validation } = columnsOf(head);
    return [number(row[loss]), exactPercent(row[accuracy]), exactPercent(row[validation])];
  });
  return [String(row.step), row.epoch.toFixed(2), ...cells, exactPercent(row[EXACT]), number(row.total_loss)];
}

/** @param {string[]} cells @param {"th" | "td"} tag */
function tableRow(cells, tag) {
  const row = element("tr");
  row.append(...cells.map((text) => element(tag, { textContent: text })));
  return row;
}
