// The matrix of many classes: a canvas with a cursor, and the most frequent mistakes as a list.
import { draw } from "../../shared/dom.js";
import { cellName, counts, pictures } from "./table.js";

export const BIG = 24; // rows that a table can have
const MARGIN = { left: 92, top: 20 }; // px of a drawing 690 wide
const WIDTH = 690;
const LISTED = 8; // mistakes
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const HINT =
  "Point at a cell, or use the arrow keys; with Ctrl they jump to the next cell that holds pictures. " +
  "The left and the upper edge choose whole rows and columns.";

export function makeBig(parent, choose) {
  const root = document.createElement("div");
  root.className = "big";
  const canvas = document.createElement("canvas");
  const readout = Object.assign(document.createElement("p"), { className: "readout" });
  const list = Object.assign(document.createElement("ul"), { className: "most" });
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "confusion matrix");
  readout.setAttribute("role", "status");
  root.append(canvas, readout, list);
  parent.replaceChildren(root);
  const one = { canvas, readout, list, choose, cursor: [0, 0], hovered: null, matrix: null, chosen: "" };
  canvas.addEventListener("pointermove", (event) => point(one, under(one, event)));
  canvas.addEventListener("pointerleave", () => point(one, null));
  canvas.addEventListener("click", (event) => clicked(one, under(one, event)));
  canvas.addEventListener("keydown", (event) => pressed(one, event));
  canvas.addEventListener("focus", () => paint(one));
  canvas.addEventListener("blur", () => paint(one));
  list.addEventListener("click", (event) => {
    const cell = event.target.closest("button")?.dataset.cell;
    if (cell) choose(cell);
  });
  const watch = new ResizeObserver(() => paint(one));
  watch.observe(canvas);
  return {
    update(matrix, chosen) {
      if (matrix.cells !== one.matrix?.cells) one.counts = counts(matrix);
      Object.assign(one, { matrix, chosen });
      canvas.setAttribute(
        "aria-label",
        `${matrix.title}: ${matrix.rows.length} classes; rows ${matrix.rowWord}, columns ${matrix.columnWord}`,
      );
      paint(one);
      listed(one);
      readout.textContent ||= HINT;
    },
    stop: () => watch.disconnect(),
  };
}

const side = ({ matrix }) => (WIDTH - MARGIN.left - 2) / matrix.rows.length;

/** Row and column under the pointer, or of the cell beside it that holds pictures; -1 in the margins. */
function under(one, { clientX, clientY }) {
  const box = one.canvas.getBoundingClientRect();
  const scale = WIDTH / box.width;
  const index = (offset, margin) =>
    Math.max(-1, Math.min(one.matrix.rows.length - 1, Math.floor((offset * scale - margin) / side(one))));
  const [row, column] = [index(clientY - box.top, MARGIN.top), index(clientX - box.left, MARGIN.left)];
  if (row < 0 || column < 0) return [row, column];
  const near = [0, -1, 1].flatMap((down) => [0, -1, 1].map((right) => [row + down, column + right]));
  return near.find(([i, j]) => one.counts.full[i]?.[j]) ?? [row, column];
}

const isCorner = ([row, column]) => row < 0 && column < 0;

function clicked(one, at) {
  if (isCorner(at)) return;
  one.cursor = at;
  one.choose(cellName(one.matrix.name, ...at));
}

function pressed(one, event) {
  const name = cellName(one.matrix.name, ...one.cursor);
  if (event.key === "Enter" || event.key === " ") one.choose(name);
  else if (event.key === "Escape" && one.chosen) one.choose(one.chosen);
  else if (MOVES[event.key]) {
    const next = moved(one, MOVES[event.key], event.ctrlKey || event.metaKey);
    if (!isCorner(next)) one.cursor = next;
    point(one, one.cursor);
  } else return;
  event.preventDefault();
}

/** One cell on, or as far as the next one with pictures. */
function moved({ cursor, counts: { full }, matrix }, [down, right], far) {
  const within = (value) => Math.max(-1, Math.min(matrix.rows.length - 1, value));
  let at = cursor;
  do at = [within(at[0] + down), within(at[1] + right)];
  while (far && at.every((value) => value > 0 && value < matrix.rows.length - 1) && !full[at[0]][at[1]]);
  return at;
}

function point(one, at) {
  one.hovered = at;
  const {
    matrix,
    counts: { full, ofRow, ofColumn },
  } = one;
  if (!at || isCorner(at)) one.readout.textContent = HINT;
  else {
    const [row, column] = at;
    const count = row < 0 ? ofColumn[column] : column < 0 ? ofRow[row] : full[row][column];
    const parts = [
      ...(row < 0 ? [] : [`${matrix.rowWord} ${matrix.rows[row]}`]),
      ...(column < 0 ? [] : [`${matrix.columnWord} ${matrix.columns[column]}`]),
    ];
    one.readout.textContent = `${parts.join(", ")}: ${pictures(count)}`;
  }
  paint(one);
}

/** The mistakes that were made most often. */
function listed({ matrix, list, chosen }) {
  const most = matrix.cells
    .filter(([row, column]) => row !== column)
    .sort((a, b) => b[2] - a[2])
    .slice(0, LISTED);
  draw(
    list,
    most.map(([row, column, count]) => {
      const cell = cellName(matrix.name, row, column);
      const truth = matrix.rows[row].split(" ");
      const said = matrix.columns[column]
        .split(" ")
        .flatMap((word, i) => [[word === truth[i] ? "span" : "s", {}, word], " "]);
      return [
        "li",
        {},
        [
          "button",
          { type: "button", "data-cell": cell, "aria-pressed": cell === chosen },
          ["b", {}, String(count)],
          ["span", {}, `${matrix.rows[row]} → `, ...said],
        ],
      ];
    }),
  );
}

function paint(one) {
  const {
    canvas,
    matrix,
    counts: { ofRow },
    chosen,
  } = one;
  const shown = canvas.clientWidth;
  const height = MARGIN.top + side(one) * matrix.rows.length + 2;
  if (!shown) return;
  const scale = (shown * devicePixelRatio) / WIDTH;
  Object.assign(canvas, { width: Math.round(WIDTH * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext("2d");
  const look = getComputedStyle(canvas);
  pen.scale(scale, scale);
  const size = side(one);
  const x = (column) => MARGIN.left + column * size;
  const y = (row) => MARGIN.top + row * size;
  blocks(pen, matrix, look, { x, y, size });
  for (const [row, column, count] of matrix.cells) {
    const wrong = row !== column;
    const share = count / ofRow[row];
    const more = wrong ? 1 : 0;
    pen.globalAlpha = wrong ? 0.45 + 0.55 * Math.sqrt(share) : 0.2 + 0.8 * share;
    pen.fillStyle = look.getPropertyValue(wrong ? "--bad" : "--good");
    pen.fillRect(x(column) - more / 2, y(row) - more / 2, size + more, size + more);
  }
  pen.globalAlpha = 1;
  const outline = ([row, column], colour, width) => {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    const [left, top] = [column < 0 ? 1 : x(column) - 2, row < 0 ? 1 : y(row) - 2];
    pen.strokeRect(left, top, column < 0 ? WIDTH - 3 : size + 4, row < 0 ? height - 3 : size + 4);
  };
  const cursor = one.hovered ?? (canvas.matches(":focus-visible") ? one.cursor : null);
  if (cursor && !isCorner(cursor)) outline(cursor, look.color, 1.2);
  const [name, row, column] = chosen.split(".");
  const number = (text) => (text === "" ? -1 : Number(text));
  if (name === matrix.name) outline([number(row), number(column)], look.getPropertyValue("--st-primary-color"), 2.4);
}

/** Ground, and a line and a label for each group of classes that differ in the last word alone. */
function blocks(pen, { rows }, look, { x, y, size }) {
  pen.fillStyle = look.getPropertyValue("--st-text-color");
  pen.globalAlpha = 0.04;
  pen.fillRect(x(0), y(0), size * rows.length, size * rows.length);
  const groups = rows.map((text) => text.split(" ").slice(0, -1).join(" "));
  pen.font = `10.5px ${look.fontFamily}`;
  groups.forEach((group, i) => {
    if (i && group === groups[i - 1]) return;
    const count = groups.lastIndexOf(group) - i + 1;
    pen.globalAlpha = 0.16;
    pen.fillRect(x(0), y(i), size * rows.length, 0.8);
    pen.fillRect(x(i), y(0), 0.8, size * rows.length);
    pen.globalAlpha = 0.85;
    pen.textAlign = "right";
    pen.fillText(group, x(0) - 6, y(i + count / 2) + 4);
    pen.textAlign = "center";
    pen.fillText(
      group
        .split(" ")
        .map((word) => word.slice(0, 5))
        .join(" "),
      x(i + count / 2),
      MARGIN.top - 7,
      size * count - 4,
    );
  });
  pen.globalAlpha = 1;
}
