// Gradient panels: one card for each panel that Python names, drawn again as new samples of the gradients come in.
// Messages overlap; what got lost is asked for.
import { PLOT } from "../../shared/axes.js";
import { closest, draw } from "../../shared/dom.js";
import { nearestIndex } from "../../shared/format.js";
import { element, mounting } from "../../shared/mount.js";
import { shareAt } from "../../shared/pointer.js";
import { createHistory, createQuestion } from "../../shared/rows.js";
import { createCard } from "./cards.js";
import { DRAWINGS } from "./drawings.js";
import { numbers } from "./numbers.js";
import { halve } from "./rows.js";
import { CSS } from "./style.js";

/** @import { Host } from "../../shared/mount.js" */
/** @import { Message, Row } from "../../shared/rows.js" */
/** @import { Panel } from "./cards.js" */
/** @import { Draw, Head, Newest } from "./drawings.js" */

/**
 * @typedef {object} Panels
 * @property {number} sent seconds since 1970
 * @property {number} steps of the whole run
 * @property {number[]} marks steps where weights were changed
 * @property {Head[]} heads
 * @property {Panel[] | null} panels with the first rows alone
 * @property {Newest} now
 * @property {Record<string, number | null>} first_solved the step at which each head reached 95 %
 */
/** @typedef {Message & Panels} GradientPanels */

const ROWS_KEPT = 240;
const FAILURE = "This drawing failed. Reload the page; the run goes on.";

export default mounting({ className: "gradient-panels", css: CSS, failure: FAILURE }, createPanels);

/** @param {HTMLElement} root @param {GradientPanels} data @param {Host} host */
function createPanels(root, data, host) {
  const grid = element("div", { className: "cards" });
  /** @type {Map<string, ReturnType<typeof createCard> & { drawingOf: Draw }>} */
  const cards = new Map();
  let history = createHistory(data.run);
  /** @type {number | null} */
  let hovered = null; // the step under the pointer
  let frame = 0;
  const ask = createQuestion((have) => host.send("resync", { run: data.run, have }));
  root.append(grid);

  /** One card per panel; those that stand there already stay, with their open parts. */
  function build() {
    for (const panel of data.panels ?? []) {
      const drawingOf = DRAWINGS[panel.name] ?? (panel.keys && numbers(panel.keys));
      if (cards.has(panel.name) || !drawingOf) continue;
      const card = { ...createCard(panel), drawingOf };
      cards.set(panel.name, card);
      grid.append(card.element);
    }
  }

  function render(curvesOnly = false) {
    const { rows } = history;
    const row = rows.find(({ step }) => step === hovered) ?? rows.at(-1);
    if (!row) return;
    const model = { ...data, rows, row, hovered: hovered !== null };
    for (const { drawing, drawingOf } of cards.values()) {
      if (curvesOnly && !drawing.querySelector("svg.steps")) continue;
      const { words, nodes } = drawingOf(model);
      drawing.setAttribute("aria-label", words);
      draw(drawing, nodes);
    }
  }

  /** Read all curves at a step. @param {number | null} step */
  function point(step) {
    if (step === hovered) return;
    hovered = step;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => host.guard(() => render(true)));
  }
  root.addEventListener("pointermove", (event) => {
    const chart = closest(event, "svg.steps");
    const step = chart && stepAt(event, chart, data.steps);
    point(step === null ? null : nearestStep(history.rows, step));
  });
  root.addEventListener("pointerleave", () => point(null));

  return {
    /** @param {GradientPanels} fresh */
    update(fresh) {
      if (fresh.sent < data.sent) return; // two mounts of a moment may deliver in the wrong order
      if (history.run !== fresh.run) {
        history = createHistory(fresh.run);
        hovered = null;
      }
      data = fresh;
      if (!history.accept(data)) ask(history.last);
      history.thin(ROWS_KEPT, halve);
      build();
      render();
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

// The step under the pointer.
/** @param {MouseEvent} event @param {Element} chart @param {number} steps of the whole run */
function stepAt(event, chart, steps) {
  const x = shareAt(event, chart)[0] * PLOT.width;
  return ((x - PLOT.left) / (PLOT.right - PLOT.left)) * steps;
}

/** The step of the row that lies nearest. @param {Row[]} rows @param {number} wanted */
export function nearestStep(rows, wanted) {
  const steps = rows.map(({ step }) => step);
  return steps[nearestIndex(steps, wanted)] ?? null;
}
