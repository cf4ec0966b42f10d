// What stands round the figure: state, counters, legend with the newest numbers, and the table of the last rows.
import { draw, find, icon } from "../dom.js";
import { exactPercent, short } from "../format.js";
import { html } from "../html.js";
import { stroke, swatch } from "../marks.js";
import { columnsOf, EXACT } from "./figure.js";

/** @import { Row } from "../rows.js" */
/** @import { Head, LiveChart } from "./live_chart.js" */

const TABLE_ROWS = 10;
const SECOND = { race: "thin", reference: "pale" }; // what the lines of the second run are called
const EXACT_MATCH = { colour: "var(--faint)", dash: "solid", icon: "done_all", name: "exact match" };

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
      <label class="reference" hidden><input type="checkbox" class="pale"> reference run, pale</label>
      <label><input type="checkbox" class="log"> log axis for losses</label>
    </div>
  </div>`;

/** The newest number in a column. @param {Row[]} rows @param {string} column */
export const newest = (rows, column) => rows.findLast((row) => row[column] !== null)?.[column];

/** '98.2 % · loss 0.12' @param {Row[]} rows @param {Head} head */
function standing(rows, head) {
  const { validation, loss } = columnsOf(head);
  return `${exactPercent(newest(rows, validation))} · loss ${short(newest(rows, loss))}`;
}

/** @param {HTMLElement} root @param {LiveChart} data @param {Row[]} rows @param {Row[]} secondRows */
export function writeWords(root, data, rows, secondRows) {
  const { heads, words, other, effective_weights: weights } = data;
  // `draw` leaves a text that is the same: a screen reader would read it again.
  const write = (/** @type {string} */ name, /** @type {string} */ text) => draw(find(root, `.${name}`), [text]);
  const second = (/** @type {string} */ text) => (other ? `${SECOND[other.kind]} ${text}` : "");
  for (const name of ["state", "detail", "epoch", "step", "rate", "left", "versus"]) write(name, words[name]);
  write("weight-change", words.weight_change);
  write("trouble", "");
  find(root, ".figure").setAttribute("aria-label", words.alt);
  find(root, ".reference").hidden = other?.kind !== "reference";
  const entries = heads.map((head, i) => {
    const weight = weights ? ` weight ${short(weights[i])}` : "";
    return legendEntry(head, String(i), weight, standing(rows, head), second(standing(secondRows, head)));
  });
  const [first, beside] = [rows, secondRows].map((known) => exactPercent(newest(known, EXACT)));
  draw(find(root, ".legend"), [...entries, legendEntry(EXACT_MATCH, "exact", "", first, second(beside))]);
  writeTable(root, heads, rows);
}

/** @type {(entry: Head, slot: string, weight: string, first: string, second: string) => any} */
function legendEntry(entry, slot, weight, first, second) {
  const { icon: symbol, name } = entry;
  return html`<li>${swatch(stroke(entry, entry === EXACT_MATCH ? 6 : 3))} ${icon(symbol)}<b>${name}</b>
    <span class="weight weight-${slot}">${weight}</span><br /><span class="first-${slot}">${first}</span><br />
    <span class="second second-${slot}">${second}</span></li>`;
}

// The last rows as numbers, for those who do not see the chart; written only while it is open.
/** @param {HTMLElement} root @param {Head[]} heads @param {Row[]} rows */
export function writeTable(root, heads, rows) {
  if (!find(root, ".table").open) return;
  const titles = heads.flatMap(({ name }) => [`${name} loss`, `${name} training`, `${name} validation`]);
  const newestRows = rows.slice(-TABLE_ROWS).reverse();
  const names = ["step", "epoch", ...titles, "exact", "total"];
  draw(find(root, ".head"), [html`<tr>${names.map((text) => html`<th>${text}</th>`)}</tr>`]);
  const cells = (/** @type {Row} */ row) => cellsOf(row, heads).map((text) => html`<td>${text}</td>`);
  const body = newestRows.map((row) => html`<tr>${cells(row)}</tr>`);
  draw(find(root, ".body"), body);
}

/** @param {Row} row @param {Head[]} heads */
function cellsOf(row, heads) {
  const cells = heads.flatMap((head) => {
    const { loss, accuracy, validation } = columnsOf(head);
    return [short(row[loss]), exactPercent(row[accuracy]), exactPercent(row[validation])];
  });
  return [String(row.step), row.epoch.toFixed(2), ...cells, exactPercent(row[EXACT]), short(row.total_loss)];
}
