// Matrices whose cells, rows and columns are chosen by a click or by keyboard.
import { createChoice } from "../../shared/choice.js";
import { draw, listen } from "../../shared/dom.js";
import { html } from "../../shared/html.js";
import { element, mounting } from "../../shared/mount.js";
import { ARROWS } from "../../shared/pointer.js";
import { createLargeMatrix } from "./large_matrix.js";
import { CSS } from "./style.js";
import { MAX_ROWS, matrixTable, placeOf, within } from "./table.js";
/** @import { Matrix, Place } from "./table.js" */
/** @import { Host } from "../../shared/mount.js" */

/** @typedef {{ matrices: Matrix[], cell: string }} Confusion `cell` is the chosen one, or '' */

export default mounting({ className: "confusion", css: CSS }, createConfusion);

/** @param {HTMLElement} root @param {Confusion} data @param {Host} host */
function createConfusion(root, data, host) {
  const tables = element("div", { className: "small" });
  const largePlace = element("div");
  const choice = createChoice("");
  /** @type {Record<string, [number, number]>} */
  const cursors = {}; // by the name of a matrix
  /** @type {ReturnType<typeof createLargeMatrix> | null} */
  let large = null;
  let shares = false;
  root.append(tables, largePlace);

  function render() {
    const small = data.matrices.filter(({ rows }) => rows.length <= MAX_ROWS);
    const matrix = data.matrices.find(({ rows }) => rows.length > MAX_ROWS);
    draw(tables, tablesOf(small, { chosen: choice.value, cursors, shares }));
    if (matrix) {
      large ??= createLargeMatrix(largePlace, choose);
      large.update(matrix, choice.value);
      return;
    }
    large?.stop();
    large = null;
    largePlace.replaceChildren();
  }

  /** @param {string} cell */
  function choose(cell) {
    choice.choose(cell === choice.value ? "" : cell);
    host.send("cell", choice.value);
    render();
  }

  listen(tables, "click", "shares", (value) => {
    shares = value === "true";
    render();
  });
  tables.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (!place) return;
    cursors[place.name] = [place.row, place.column];
    choose(place.cell);
  });
  tables.addEventListener("keydown", (event) => {
    const place = placeOf(event);
    if (!place) return;
    if (event.key === "Enter" || event.key === " ") choose(place.cell);
    else if (event.key === "Escape" && choice.value) choose(choice.value);
    else if (event.key in ARROWS || event.key === "Home" || event.key === "End") move(place, event.key);
    else return;
    event.preventDefault();
  });

  /** Labels are row -1 and column -1; the corner between them is skipped. @param {Place} place @param {string} key */
  function move({ name, row, column }, key) {
    const matrix = data.matrices.find((other) => other.name === name);
    if (!matrix) return;
    const width = matrix.columns.length;
    const [right, down] = ARROWS[key] ?? [key === "Home" ? -width : width, 0];
    const next = [within(row + down, matrix.rows.length), within(column + right, width)];
    if (next[0] === -1 && next[1] === -1) return;
    cursors[name] = [next[0], next[1]];
    render();
    const cell = `table[data-name="${name}"] [data-row="${next[0]}"][data-column="${next[1]}"]`;
    /** @type {HTMLElement | null} */ (tables.querySelector(cell))?.focus();
  }

  return {
    /** @param {Confusion} fresh */
    update(fresh) {
      data = fresh;
      choice.take(data.cell);
      render();
    },
    stop: () => large?.stop(),
  };
}

/**
 * @param {Matrix[]} matrices
 * @param {{ chosen: string, cursors: Record<string, [number, number]>, shares: boolean }} view
 */
function tablesOf(matrices, { chosen, cursors, shares }) {
  const isOfHeads = Boolean(matrices[0]?.classes);
  const unit = (/** @type {string} */ text, /** @type {boolean} */ value) =>
    html`<button type="button" data-shares=${value} aria-pressed=${shares === value}>${text}</button>`;
  const units = html`<div class="units" role="group" aria-label="What the cells show">
    ${unit("Pictures", false)}${unit("% of the row", true)}</div>`;
  const tables = matrices.map((matrix) =>
    matrixTable(matrix, { chosen, cursor: cursors[matrix.name], shares: shares && matrix.classes }),
  );
  return [...(isOfHeads ? [units] : []), html`<div class="tables of${isOfHeads ? "Heads" : "Two"}">${tables}</div>`];
}
