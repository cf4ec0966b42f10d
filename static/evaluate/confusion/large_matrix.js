// The matrix of many classes: a canvas with a cursor, and the most frequent mistakes as a list.
import { draw, listen } from "../../shared/dom.js";
import { counted } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { element } from "../../shared/mount.js";
import { ARROWS, onResize } from "../../shared/pointer.js";
import { MARGIN, paintMatrix, WIDTH } from "./large_matrix_painting.js";
import { cellName, counts, within } from "./table.js";

/** @import { Matrix } from "./table.js" */

/** @typedef {[number, number]} Cell row and column; -1 for the label of a row or a column */

const LISTED = 8; // mistakes
const HINT =
  "Point at a cell, or use the arrow keys; with Ctrl they jump to the next cell that holds pictures. " +
  "The left and the upper edge choose whole rows and columns.";

/** @param {HTMLElement} parent @param {(cell: string) => void} choose */
export function createLargeMatrix(parent, choose) {
  const root = element("div", { className: "big" });
  const canvas = element("canvas", { tabIndex: 0, role: "application", ariaRoleDescription: "confusion matrix" });
  const readout = element("p", { className: "readout", role: "status" });
  const list = element("ul", { className: "most" });
  root.append(canvas, readout, list);
  parent.replaceChildren(root);
  /** @type {Matrix} */
  let matrix;
  /** @type {ReturnType<typeof counts>} */
  let sums;
  let chosen = "";
  /** @type {Cell} */
  let cursor = [0, 0];
  /** @type {Cell | null} */
  let hovered = null;

  const paint = () => {
    const marked = hovered ?? (canvas.matches(":focus-visible") ? cursor : null);
    paintMatrix(canvas, matrix, sums.ofRow, marked && isCorner(marked) ? null : marked, chosen);
  };
  const point = (/** @type {Cell | null} */ cell) => {
    hovered = cell;
    readout.textContent = cell && !isCorner(cell) ? spoken(matrix, sums, cell) : HINT;
    paint();
  };
  const cellAt = (/** @type {MouseEvent} */ event) => cellUnder(canvas, matrix.rows.length, sums.full, event);

  canvas.addEventListener("pointermove", (event) => point(cellAt(event)));
  canvas.addEventListener("pointerleave", () => point(null));
  canvas.addEventListener("focus", paint);
  canvas.addEventListener("blur", paint);
  canvas.addEventListener("click", (event) => {
    const cell = cellAt(event);
    if (isCorner(cell)) return;
    cursor = cell;
    choose(cellName(matrix.name, ...cell));
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") choose(cellName(matrix.name, ...cursor));
    else if (event.key === "Escape" && chosen) choose(chosen);
    else if (event.key in ARROWS) {
      const [right, down] = ARROWS[event.key];
      const next = nextCell(cursor, [down, right], sums.full, event.ctrlKey || event.metaKey);
      if (!isCorner(next)) cursor = next;
      point(cursor);
    } else return;
    event.preventDefault();
  });
  listen(list, "click", "cell", choose);

  return {
    /** @param {Matrix} fresh @param {string} cell the chosen one */
    update(fresh, cell) {
      if (fresh.cells !== matrix?.cells) sums = counts(fresh);
      matrix = fresh;
      chosen = cell;
      const { title, rows, rowWord, columnWord } = matrix;
      canvas.ariaLabel = `${title}: ${rows.length} classes; rows ${rowWord}, columns ${columnWord}`;
      paint();
      draw(list, mistakes(matrix, chosen));
      readout.textContent ||= HINT;
    },
    stop: onResize(canvas, () => matrix && paint()),
  };
}

/** @param {Cell} cell */
const isCorner = ([row, column]) => row < 0 && column < 0;

/**
 * Row and column under the pointer, or of the cell beside it that holds pictures; -1 in the margins.
 * @param {HTMLElement} canvas @param {number} size @param {number[][]} full @param {MouseEvent} event
 * @returns {Cell}
 */
function cellUnder(canvas, size, full, { clientX, clientY }) {
  const box = canvas.getBoundingClientRect();
  const scale = WIDTH / box.width;
  const side = (WIDTH - MARGIN.left - 2) / size;
  /** @type {(offset: number, margin: number) => number} */
  const index = (offset, margin) => within(Math.floor((offset * scale - margin) / side), size);
  const [row, column] = [index(clientY - box.top, MARGIN.top), index(clientX - box.left, MARGIN.left)];
  if (row < 0 || column < 0) return [row, column];
  const offsets = [0, -1, 1];
  /** @type {Cell[]} */
  const near = offsets.flatMap((down) => offsets.map((right) => /** @type {Cell} */ ([row + down, column + right])));
  return near.find(([i, j]) => full[i]?.[j]) ?? [row, column];
}

// One cell on, or as far as the next one with pictures.
/** @param {Cell} cursor @param {[number, number]} move @param {number[][]} full @param {boolean} far @returns {Cell} */
export function nextCell(cursor, [down, right], full, far) {
  const last = full.length - 1;
  let [row, column] = cursor;
  do {
    row = within(row + down, full.length);
    column = within(column + right, full.length);
  } while (far && [row, column].every((index) => index > 0 && index < last) && !full[row][column]);
  return [row, column];
}

/** @param {Matrix} matrix @param {ReturnType<typeof counts>} sums @param {Cell} cell */
function spoken({ rows, columns, rowWord, columnWord }, { full, ofRow, ofColumn }, [row, column]) {
  const names = [row < 0 ? [] : `${rowWord} ${rows[row]}`, column < 0 ? [] : `${columnWord} ${columns[column]}`];
  const count = row < 0 ? ofColumn[column] : column < 0 ? ofRow[row] : full[row][column];
  return `${names.flat().join(", ")}: ${counted(count, "picture")}`;
}

/** The most frequent mistakes. @param {Matrix} matrix @param {string} chosen */
function mistakes({ name, rows, columns, cells }, chosen) {
  const wrong = cells.filter(([row, column]) => row !== column).sort((a, b) => b[2] - a[2]);
  return wrong.slice(0, LISTED).map(([row, column, count]) => {
    const cell = cellName(name, row, column);
    const truth = rows[row].split(" ");
    const words = columns[column].split(" ");
    const answer = words.map((word, i) => [word === truth[i] ? html`<span>${word}</span>` : html`<s>${word}</s>`, " "]);
    return html`<li><button type="button" data-cell=${cell} aria-pressed=${cell === chosen}>
      <b>${count}</b><span>${rows[row]} → ${answer}</span></button></li>`;
  });
}
