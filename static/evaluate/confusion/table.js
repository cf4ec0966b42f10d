// A small matrix as a table: cells that hold no picture stay empty, labels choose a row or a column.
import { closest, icon as symbol } from "../../shared/dom.js";
import { counted, percent, percentNumber, sum, whole } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { shade } from "../../shared/marks.js";

/**
 * @typedef {object} Matrix
 * @property {string} name
 * @property {string} title
 * @property {string} icon
 * @property {string} colour
 * @property {boolean} classes whether rows and columns are the same classes
 * @property {string[]} rows
 * @property {string[]} columns
 * @property {string} rowWord what the rows are
 * @property {string} columnWord
 * @property {[number, number, number][]} cells row, column, count; those with pictures alone
 * @typedef {{ name: string, row: number, column: number, cell: string }} Place
 */

export const MAX_ROWS = 24; // of a table; larger matrices are drawn
const FAINTEST = 0.23; // strength of the colour of a single picture

/** The nearest index of a label, -1, or of one of `count` rows. @param {number} index @param {number} count */
export const within = (index, count) => Math.max(-1, Math.min(count - 1, index));

/** 'angle.2.', 'angle.2.3' @param {string} name @param {number} row @param {number} column */
export const cellName = (name, row, column) => `${name}.${row < 0 ? "" : row}.${column < 0 ? "" : column}`;

// The colour of a cell: right answers teal, wrong ones orange, the stronger the more of the row they are.
/** @param {Matrix} matrix @param {number} row @param {number} column @param {number} share */
export function fill({ classes }, row, column, share) {
  const good = classes ? row === column : row === 0 && column === 0;
  const strength = FAINTEST + (1 - FAINTEST) * (good ? share : Math.sqrt(share));
  return shade(good ? strength : -strength);
}

/** The counts as rows of numbers, and their sums. @param {Pick<Matrix, "rows" | "columns" | "cells">} matrix */
export function counts({ rows, columns, cells }) {
  const full = rows.map(() => columns.map(() => 0));
  for (const [row, column, count] of cells) full[row][column] = count;
  return { full, ofRow: full.map(sum), ofColumn: columns.map((_, column) => sum(full.map((row) => row[column]))) };
}

/** The cell that an event came from, or null. @param {Event} event @returns {Place | null} */
export function placeOf(event) {
  const cell = closest(event, "[data-row]");
  const name = cell?.closest("table")?.dataset.name;
  if (!cell || !name) return null;
  const [row, column] = [Number(cell.dataset.row), Number(cell.dataset.column)];
  return { name, row, column, cell: cellName(name, row, column) };
}

// Whether a cell lies in what is chosen.
/** @param {string} chosen @param {string} name @param {number} row @param {number} column */
function isWithin(chosen, name, row, column) {
  const [matrix, chosenRow, chosenColumn] = chosen.split(".");
  const fits = (/** @type {string} */ text, /** @type {number} */ index) => text === "" || Number(text) === index;
  return matrix === name && fits(chosenRow, row) && fits(chosenColumn, column);
}

/** @param {Matrix} matrix @param {{ chosen: string, cursor?: [number, number], shares: boolean }} view */
export function matrixTable(matrix, { chosen, cursor = [0, 0], shares }) {
  const { name, title, icon, colour, rows, columns, rowWord, columnWord } = matrix;
  const { full, ofRow, ofColumn } = counts(matrix);
  /** @type {(row: number, column: number, words: string) => object} */
  const focusable = (row, column, words) => ({
    "data-row": row,
    "data-column": column,
    tabindex: cursor[0] === row && cursor[1] === column ? 0 : -1,
    "aria-selected": cellName(name, row, column) === chosen,
    title: words,
  });
  const heading = (/** @type {number} */ j) => {
    const words = `${columnWord} ${columns[j]}: ${counted(ofColumn[j], "picture")}`;
    return html`<th ${focusable(-1, j, words)} role="columnheader" scope="col">${columns[j]}</th>`;
  };
  const label = (/** @type {number} */ i) => {
    const words = `${rowWord} ${rows[i]}: ${counted(ofRow[i], "picture")}`;
    return html`<th ${focusable(i, -1, words)} role="rowheader" scope="row">${rows[i]}</th>`;
  };
  const cell = (/** @type {number} */ count, /** @type {number} */ i, /** @type {number} */ j) => {
    const share = ofRow[i] ? count / ofRow[i] : 0;
    const words = `${rowWord} ${rows[i]}, ${columnWord} ${columns[j]}: ${counted(count, "picture")}`;
    const looks = `${isWithin(chosen, name, i, j) ? "within" : ""}${count ? "" : " none"}`;
    const style = count ? `background:${fill(matrix, i, j, share)}` : "";
    const text = shares ? percentNumber(share) : whole(count);
    return html`<td ${focusable(i, j, words)} role="gridcell" aria-label=${words} class=${looks} style=${style}>
      ${count ? text : ""}</td>`;
  };
  const body = full.map((values, i) => {
    return html`<tr role="row">${label(i)}${values.map((count, j) => cell(count, i, j))}</tr>`;
  });
  return html`<figure class="matrix" style="--n:${columns.length}; --head:${colour}">
    <figcaption>${symbol(icon)}<b>${title}</b>
      <span class="share">${matrix.classes ? `${percent(rightShare(full))} right` : ""}</span></figcaption>
    <p class="axes">rows: ${rowWord} · columns: ${columnWord}</p>
    <table data-name=${name} role="grid" aria-label="${title}: rows ${rowWord}, columns ${columnWord}">
      <thead><tr role="row"><td class="corner" role="presentation" />${columns.map((_, j) => heading(j))}</tr></thead>
      <tbody>${body}</tbody></table></figure>`;
}

/** The share on the diagonal. @param {number[][]} full */
function rightShare(full) {
  const right = sum(full.map((row, i) => row[i]));
  return right / Math.max(1, sum(full.flat()));
}
