// Under the hood: one card for each panel that Python names, drawn again as new looks come in.
// Messages overlap; what got lost is asked for. One instance per host element.
import { makeCard } from "./cards.js";
import { DRAWINGS } from "./drawings.js";
import { numbers } from "./numbers.js";
import { PLOT } from "../../shared/axes.js";
import { halve } from "./rows.js";
import { CSS } from "./style.js";
import { draw } from "../../shared/dom.js";
import { whenGone } from "../../shared/lifecycle.js";
import { named } from "../../shared/rows.js";

const ROWS_KEPT = 240;
const ASK_AGAIN = 1000; // ms
const hoods = new WeakMap();

export default function underTheHood({ parentElement, data, setTriggerValue }) {
  const hood = hoods.get(parentElement) ?? make(parentElement);
  hood.ask = (have) => setTriggerValue("resync", { run: hood.run, have });
  guarded(hood, () => take(hood, data));
  return whenGone(parentElement, () => remove(hood, parentElement));
}

/** An error that escapes would replace the component for good, so it becomes words. */
function guarded(hood, work) {
  try {
    work();
    hood.trouble.textContent = "";
  } catch (error) {
    console.error("under the hood:", error);
    hood.trouble.textContent = "This drawing failed. Reload the page; the run goes on.";
  }
}

function make(parent) {
  const root = document.createElement("section");
  root.className = "hood";
  root.innerHTML = `<style>${CSS}</style><p class="trouble" role="alert"></p><div class="cards"></div>`;
  parent.append(root);
  const [trouble, grid] = [root.querySelector(".trouble"), root.querySelector(".cards")];
  const hood = { root, trouble, grid, cards: new Map(), rows: [], have: -1, askedAt: -ASK_AGAIN, at: null };
  root.addEventListener("pointermove", (event) => point(hood, event));
  root.addEventListener("pointerleave", () => pointAt(hood, null));
  hoods.set(parent, hood);
  return hood;
}

function remove(hood, parent) {
  cancelAnimationFrame(hood.frame);
  hood.root.remove();
  hoods.delete(parent);
}

function take(hood, data) {
  if (data.sent < hood.data?.sent) return; // two mounts of a moment may deliver in the wrong order
  if (hood.run !== data.run) Object.assign(hood, { run: data.run, rows: [], have: -1, at: null });
  hood.data = data;
  accept(hood, data);
  if (data.panels) build(hood, data.panels);
  render(hood);
}

/** Keep the rows that are new. A gap before them means that messages got lost: ask for what lacks. */
function accept(hood, data) {
  if (data.after > hood.have) {
    if (performance.now() - hood.askedAt > ASK_AGAIN) {
      hood.askedAt = performance.now();
      hood.ask(hood.have);
    }
    return;
  }
  hood.rows.push(...named(data).filter(({ step }) => step > hood.have));
  hood.have = hood.rows.at(-1)?.step ?? -1;
  while (hood.rows.length > ROWS_KEPT) hood.rows = halve(hood.rows);
}

/** One card per panel; those that stand there already stay, with their open parts. */
function build(hood, panels) {
  for (const panel of panels) {
    const drawingOf = DRAWINGS[panel.name] ?? (panel.keys && numbers(panel.keys));
    if (hood.cards.has(panel.name) || !drawingOf) continue;
    const card = { ...makeCard(panel), drawingOf };
    hood.cards.set(panel.name, card);
    hood.grid.append(card.element);
  }
}

function render(hood, curvesOnly = false) {
  if (!hood.rows.length) return;
  const row = hood.rows.find(({ step }) => step === hood.at) ?? hood.rows.at(-1);
  const model = { ...hood.data, rows: hood.rows, row, hovered: hood.at !== null };
  for (const { drawing, drawingOf } of hood.cards.values()) {
    if (curvesOnly && !drawing.querySelector("svg.steps")) continue;
    const { words, nodes } = drawingOf(model);
    drawing.setAttribute("aria-label", words);
    draw(drawing, nodes);
  }
}

/** The step under the pointer is read on all curves. */
function point(hood, event) {
  const chart = event.target.closest("svg.steps");
  if (!chart || !hood.rows.length) return pointAt(hood, null);
  const { left, width } = chart.getBoundingClientRect();
  const x = ((event.clientX - left) / width) * PLOT.width;
  const step = ((x - PLOT.left) / (PLOT.right - PLOT.left)) * hood.data.steps;
  const away = (row) => Math.abs(row.step - step);
  pointAt(hood, hood.rows.reduce((best, row) => (away(row) < away(best) ? row : best)).step);
}

function pointAt(hood, step) {
  if (step === hood.at) return;
  hood.at = step;
  cancelAnimationFrame(hood.frame);
  hood.frame = requestAnimationFrame(() => guarded(hood, () => render(hood, true)));
}
