// The live chart: keeps the rows it was sent, draws only what is new, and asks for what got lost on the way.
// A second run is kept and drawn in the same way. Messages are handled strictly one after another.
import { find } from "../dom.js";
import { mounting } from "../mount.js";
import { createHistory, createQuestion } from "../rows.js";
import { letterScale } from "../svg.js";
import { readWord, writeWord } from "../url_state.js";
import { extension, halve, traces } from "./figure.js";
import { isWide, layout } from "./layout.js";
import { loadPlotly } from "./plotly.js";
import { CSS } from "./style.js";
import { HTML, writeTable, writeWords } from "./words.js";

/** @import { Look } from "../marks.js" */
/** @import { Host } from "../mount.js" */
/** @import { Message, Row } from "../rows.js" */

/**
 * @typedef {Look & { icon: string }} Head
 * @typedef {"race" | "reference"} SecondKind the other run of a race, or the reference run
 *
 * @typedef {object} Chart
 * @property {number} sent seconds since 1970
 * @property {Omit<Message, "columns"> & { kind: SecondKind, label: string } | null} other
 * @property {number} steps of the longer run
 * @property {number | null} epoch steps of an epoch
 * @property {[number, string][]} marks steps where something was changed, with what
 * @property {Head[]} heads
 * @property {boolean} joint whether the network gives one answer for all classes
 * @property {number[] | null} effective_weights of a method, as the heads are ordered
 * @property {Record<string, string>} words
 */
/** @typedef {Message & Chart} LiveChart */
/** @typedef {ReturnType<typeof createHistory>} History */

const ROWS_KEPT = 1000;
/** @type {Record<string, string[]>} */
const BOXES = { log: ["off", "on"], pale: ["on", "off"] }; // what the link says of them; the first is usual

export default mounting({ className: "lineheads-chart", css: CSS, base: "" }, createChart);

/** @param {HTMLElement} root @param {LiveChart} data @param {Host} host */
function createChart(root, data, host) {
  root.insertAdjacentHTML("beforeend", HTML);
  const figure = find(root, ".figure");
  let first = createHistory(data.run);
  let second = createHistory(data.other?.run);
  let drawn = ""; // everything that the drawn layout depends on
  let isGone = false;
  let queue = Promise.resolve();
  const ask = createQuestion((missing) => host.send("resync", missing));

  // Work on the chart when what came before is done; an error becomes words.
  /** @param {() => void | Promise<void>} work */
  function later(work) {
    queue = queue
      .then(() => (isGone ? undefined : work()))
      .catch((error) => {
        console.error("live chart:", error);
        find(root, ".trouble").textContent = error.message;
      });
  }

  /** Draw everything, or what is new if the rest stays as it is. @param {Row[]} [fresh] @param {Row[]} [freshSecond] */
  async function draw(fresh = [], freshSecond = []) {
    const plotly = await loadPlotly();
    if (isGone) return;
    const isThinned = [first, second].map((history) => history.thin(ROWS_KEPT, halve)).some(Boolean);
    const state = stateOf(root, data);
    const key = JSON.stringify(state);
    if (isThinned || key !== drawn) {
      const rows = state.second && { ...state.second, rows: second.rows };
      const config = { displaylogo: false, displayModeBar: false, doubleClick: "reset" };
      await plotly.react(figure, traces(headsOf(root, data), state.theme, first.rows, rows), layout(state), config);
      drawn = key;
    } else if (fresh.length || freshSecond.length) {
      const [change, indices] = extension(figure, fresh, freshSecond);
      if (indices.length) await plotly.extendTraces(figure, change, indices);
    }
  }

  async function fit() {
    if (!drawn || !root.clientWidth) return;
    await draw();
    if (root.clientWidth) await (await loadPlotly()).Plots.resize(figure);
  }

  /** @param {LiveChart} fresh */
  async function take(fresh) {
    if (fresh.sent < data.sent) return; // two mounts of a moment may deliver in the wrong order
    const { run, other, columns } = fresh;
    if (first.run !== run) {
      first = createHistory(run);
      drawn = "";
    }
    if (second.run !== other?.run) second = createHistory(other?.run);
    data = fresh;
    const rows = [first.accept(data), other ? second.accept({ ...other, columns }) : []];
    const missing = [first, second].filter((_, i) => rows[i] === null).map(({ run, last }) => [run, last]);
    if (missing.length) ask(Object.fromEntries(missing));
    writeWords(root, data, first.rows, second.rows);
    await draw(rows[0] ?? [], rows[1] ?? []);
  }

  const observer = new ResizeObserver(() => later(fit));
  observer.observe(root);
  find(root, ".table").addEventListener("toggle", () => writeTable(root, data.heads, first.rows));
  // A box begins as the link says, and writes itself there.
  for (const [name, words] of Object.entries(BOXES)) {
    const box = find(root, `.${name}`);
    box.checked = readWord(name, words) === "on";
    box.addEventListener("change", () => {
      writeWord(name, words, box.checked ? "on" : "off");
      later(draw);
    });
  }

  return {
    update: (/** @type {LiveChart} */ fresh) => later(() => take(fresh)),
    stop() {
      isGone = true;
      observer.disconnect();
      if (drawn) loadPlotly().then((plotly) => plotly.purge(figure));
    },
  };
}

/** Everything that the layout depends on. @param {HTMLElement} root @param {LiveChart} data */
function stateOf(root, { run, steps, epoch, marks, other, joint }) {
  const isHidden = !other || (other.kind === "reference" && !find(root, ".pale").checked);
  const second = isHidden ? null : { run: other.run, kind: other.kind };
  const log = find(root, ".log").checked;
  const [width, height] = [root.clientWidth, find(root, ".figure").clientHeight];
  const shape = { wide: isWide(width, height), width, height };
  return { run, steps, epoch, marks, joint, second, log, ...shape, theme: themeOf(root) };
}

/** @typedef {ReturnType<typeof stateOf>} State */

/** @param {HTMLElement} root */
function themeOf(root) {
  const style = getComputedStyle(root);
  const names = ["text-color", "background-color", "border-color", "font"];
  const [text, ground, grid, font] = names.map((name) => style.getPropertyValue(`--st-${name}`).trim());
  // While presenting letters and lines are larger.
  const scale = letterScale();
  const thicker = Number(style.getPropertyValue("--thicker")) || 1;
  return { text, ground, grid, font, scale, thicker };
}

/** @typedef {ReturnType<typeof themeOf>} Theme */

/** The heads with colours that Plotly understands. @param {HTMLElement} root @param {LiveChart} data */
function headsOf(root, { heads }) {
  const style = getComputedStyle(root);
  const real = (/** @type {string} */ colour) =>
    colour.replace(/var\((.+)\)/, (_, name) => style.getPropertyValue(name).trim());
  return heads.map((head) => ({ ...head, colour: real(head.colour) }));
}
