// Matrices whose cells, rows and columns are chosen by a click or by keyboard. One instance per host element.

import { draw } from "../../shared/dom.js";
import { whenGone } from "../../shared/lifecycle.js";
import { BIG, makeBig } from "./big.js";
import { CSS } from "./style.js";
import { place, table } from "./table.js";

const ECHO = 1500; // ms that Python is given to repeat a choice
const instances = new WeakMap();

export default function confusion({ parentElement, data, setTriggerValue }) {
  const one = instances.get(parentElement) ?? make(parentElement);
  one.send = (cell) => setTriggerValue("cell", cell);
  take(one, data);
  return whenGone(parentElement, () => {
    one.big?.stop();
    one.root.remove();
    instances.delete(parentElement);
  });
}

function make(parent) {
  const root = document.createElement("section");
  root.className = "confusion";
  const style = Object.assign(document.createElement("style"), { textContent: CSS });
  const [small, big] = [document.createElement("div"), document.createElement("div")];
  small.className = "small";
  root.append(style, small, big);
  parent.append(root);
  const one = { root, small, bigPlace: big, cursors: {}, chosen: "", pending: null, shares: false };
  small.addEventListener("click", (event) => clicked(one, event));
  small.addEventListener("keydown", (event) => pressed(one, event));
  instances.set(parent, one);
  return one;
}

/** New data. An echo that is older than our last choice does not undo it. */
function take(one, data) {
  one.matrices = data.matrices;
  if (one.pending === null || data.cell === one.pending || performance.now() - one.sentAt > ECHO) {
    one.chosen = data.cell;
    one.pending = null;
  }
  render(one);
}

function render(one) {
  const small = one.matrices.filter(({ rows }) => rows.length <= BIG);
  const big = one.matrices.find(({ rows }) => rows.length > BIG);
  const counted = one.matrices[0]?.classes && small.length;
  const units = [
    "div",
    { class: "units", role: "group", "aria-label": "What the cells show" },
    ...[
      ["Pictures", false],
      ["% of the row", true],
    ].map(([text, shares]) => [
      "button",
      { type: "button", "data-shares": shares, "aria-pressed": one.shares === shares },
      text,
    ]),
  ];
  const tables = small.map((matrix) =>
    table(matrix, { chosen: one.chosen, cursor: one.cursors[matrix.name], shares: one.shares && matrix.classes }),
  );
  draw(one.small, [
    ...(counted ? [units] : []),
    ["div", { class: `tables of${small[0]?.classes ? "Heads" : "Two"}` }, ...tables],
  ]);
  if (big) {
    one.big ??= makeBig(one.bigPlace, (cell) => choose(one, cell));
    one.big.update(big, one.chosen);
  } else {
    one.big?.stop();
    one.big = null;
    one.bigPlace.replaceChildren();
  }
}

function choose(one, cell) {
  one.chosen = one.pending = cell === one.chosen ? "" : cell;
  one.sentAt = performance.now();
  one.send(one.chosen);
  render(one);
}

function clicked(one, event) {
  const unit = event.target.closest("[data-shares]");
  if (unit) {
    one.shares = unit.dataset.shares === "true";
    return render(one);
  }
  const found = place(event.target);
  if (!found) return;
  one.cursors[found.name] = [found.row, found.column];
  choose(one, found.cell);
}

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function pressed(one, event) {
  const found = place(event.target);
  if (!found) return;
  if (event.key === "Enter" || event.key === " ") choose(one, found.cell);
  else if (event.key === "Escape" && one.chosen) choose(one, one.chosen);
  else if (MOVES[event.key] || event.key === "Home" || event.key === "End") moved(one, found, event.key);
  else return;
  event.preventDefault();
}

/** Labels are row -1 and column -1; the corner between them is skipped. */
function moved(one, { name, row, column }, key) {
  const matrix = one.matrices.find((other) => other.name === name);
  const within = (value, count) => Math.max(-1, Math.min(count - 1, value));
  const [down, right] = MOVES[key] ?? [0, key === "Home" ? -matrix.columns.length : matrix.columns.length];
  const to = [within(row + down, matrix.rows.length), within(column + right, matrix.columns.length)];
  if (to[0] === -1 && to[1] === -1) return;
  one.cursors[name] = to;
  render(one);
  one.small.querySelector(`table[data-name="${name}"] [data-row="${to[0]}"][data-column="${to[1]}"]`)?.focus();
}
