// A small matrix as a table: cells that hold no picture stay empty, labels choose a row or a column.
import { closest } from "../../shared/dom.js";
import { counted, percent, percentNumber, whole } from "../../shared/format.js";

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
const GOOD = "#0B8A83";
const BAD = "#C4661F"; // teal and orange: neither red nor blue
const STRONGEST = 62; // % of the colour, so that the number on it can be read in both themes
const FAINTEST = 14; // % of the colour of a single picture

/** 'angle.2.', 'angle.2.3' @param {string} name @param {number} row @param {number} column */
export const cellName = (name, row, column) => `${name}.${row < 0 ? "" : row}.${column < 0 ? "" : column}`;

/**
 * The colour of a cell: right answers teal, wrong ones orange, the stronger the more of the row they are.
 * @param {Matrix} matrix @param {number} row @param {number} column @param {number} share
 */
export function fill({ classes }, row, column, share) {
  const good = classes ? row === column : row === 0 && column === 0;
  const strength = FAINTEST + (STRONGEST - FAINTEST) * (good ? share : Math.sqrt(share));
  return `color-mix(in srgb, ${good ? GOOD : BAD} ${strength.toFixed(0)}%, var(--ground))`;
}

/** The counts as rows of numbers, and their sums. @param {Pick<Matrix, "rows" | "columns" | "cells">} matrix */
export function counts({ rows, columns, cells }) {
  const full = rows.map(() => columns.map(() => 0));
  for (const [row, column, count] of cells) full[row][column] = count;
  const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
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

/**
 * Whether a cell lies in what is chosen.
 * @param {string} chosen @param {string} name @param {number} row @param {number} column
 */
function isWithin(chosen, name, row, column) {
  const [matrix, chosenRow, chosenColumn] = chosen.split(".");
  const fits = (/** @type {string} */ text, /** @type {number} */ index) => text === "" || Number(text) === index;
  return matrix === name && fits(chosenRow, row) && fits(chosenColumn, column);
}

/**
 * @param {Matrix} matrix
 * @param {{ chosen: string, cursor?: [number, number], shares: boolean }} view
 */
export function matrixTable(matrix, { chosen, cursor = [0, 0], shares }) {
  const { name, title, icon, colour, rows, columns, rowWord, columnWord } = matrix;
  const { full, ofRow, ofColumn } = counts(matrix);
  const focusable = (/** @type {number} */ row, /** @type {number} */ column) => ({
    "data-row": row,
    "data-column": column,
    tabindex: cursor[0] === row && cursor[1] === column ? 0 : -1,
    "aria-selected": cellName(name, row, column) === chosen,
  });
  const label = (
    /** @type {string} */ text,
    /** @type {number} */ row,
    /** @type {number} */ column,
    /** @type {number} */ count,
  ) => {
    const role = row < 0 ? { role: "columnheader", scope: "col" } : { role: "rowheader", scope: "row" };
    const words = `${row < 0 ? columnWord : rowWord} ${text}: ${counted(count, "picture")}`;
    return ["th", { ...focusable(row, column), ...role, title: words }, text];
  };
  const cell = (/** @type {number} */ count, /** @type {number} */ row, /** @type {number} */ column) => {
    const share = ofRow[row] ? count / ofRow[row] : 0;
    const words = `${rowWord} ${rows[row]}, ${columnWord} ${columns[column]}: ${counted(count, "picture")}`;
    const looks = {
      class: `${isWithin(chosen, name, row, column) ? "within" : ""}${count ? "" : " none"}`,
      style: count ? `background:${fill(matrix, row, column, share)}` : "",
    };
    const text = shares ? percentNumber(share) : whole(count);
    return [
      "td",
      { ...focusable(row, column), role: "gridcell", "aria-label": words, title: words, ...looks },
      count ? text : "",
    ];
  };
  const titles = columns.map((text, j) => label(text, -1, j, ofColumn[j]));
  const body = rows.map((text, i) => [
    "tr",
    { role: "row" },
    label(text, i, -1, ofRow[i]),
    ...full[i].map((count, j) => cell(count, i, j)),
  ]);
  return [
    "figure",
    { class: "matrix", style: `--n:${columns.length}; --head:${colour}` },
    [
      "figcaption",
      {},
      ["span", { class: "icon", "aria-hidden": "true" }, icon],
      ["b", {}, title],
      ["span", { class: "share" }, matrix.classes ? `${percent(rightShare(full))} right` : ""],
    ],
    ["p", { class: "axes" }, `rows: ${rowWord} · columns: ${columnWord}`],
    [
      "table",
      { "data-name": name, role: "grid", "aria-label": `${title}: rows ${rowWord}, columns ${columnWord}` },
      ["thead", {}, ["tr", { role: "row" }, ["td", { class: "corner", role: "presentation" }], ...titles]],
      ["tbody", {}, ...body],
    ],
  ];
}

/** The share on the diagonal. @param {number[][]} full */
function rightShare(full) {
  const right = full.reduce((total, row, i) => total + row[i], 0);
  return (
    right /
    Math.max(
      1,
      full.flat().reduce((total, count) => total + count, 0),
    )
  );
}
