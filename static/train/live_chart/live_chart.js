// The live chart: keeps the rows it was sent, draws only what is new, and asks for what got lost on the way.
// A second run, a rival or a ghost, is kept and drawn in the same way. One instance per host element; messages are handled strictly one after another.
import { whenGone } from "../../shared/lifecycle.js";
import { named } from "../../shared/rows.js";
import { readWord, writeWord } from "../../shared/url_state.js";
import { columnsOf, EXACT, extension, halve, layout, traces } from "./figure.js";

const ROWS_KEPT = 1000;
const WIDE = 700; // px from which two panels stand side by side
const ASK_AGAIN = 1000; // ms
const TABLE_ROWS = 10;
const BOXES = { log: ["off", "on"], pale: ["on", "off"] }; // what the link says of them; the first is usual
const SECOND = { rival: "thin", ghost: "pale" }; // what the lines of the second run are called
const charts = new WeakMap();
let plotly;

const loadPlotly = () => (plotly ??= new Promise((resolve, reject) => {
  if (window.Plotly) return resolve(window.Plotly);
  const script = document.createElement("script");
  script.src = new URL("app/static/vendor/plotly-basic.min.js", document.baseURI).href;
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => { plotly = undefined; reject(new Error("The chart library did not arrive. Reload the page.")); };
  document.head.append(script);
}));

export default function liveChart({ parentElement, data, setTriggerValue }) {
  const chart = charts.get(parentElement) ?? make(parentElement);
  chart.ask = (missing) => setTriggerValue("resync", missing);
  later(chart, () => take(chart, data));
  return whenGone(parentElement, () => remove(chart, parentElement));
}

/** Work on the chart when what came before is done; an error becomes words. */
function later(chart, work) {
  chart.queue = chart.queue.then(() => chart.gone || work()).catch((error) => {
    console.error("live chart:", error);
    chart.find("trouble").textContent = error.message;
  });
}

function make(parent) {
  const root = document.createElement("section");
  root.className = "lineheads-chart";
  root.innerHTML = `<style>${CSS}</style>${HTML}`;
  parent.append(root);
  const find = (name) => root.querySelector(`.${name}`);
  const chart = { root, find, queue: Promise.resolve(), first: kept(), second: kept(), askedAt: -ASK_AGAIN };
  chart.resized = new ResizeObserver(() => later(chart, () => fit(chart)));
  chart.resized.observe(root);
  find("table").addEventListener("toggle", () => writeTable(chart));
  for (const name of Object.keys(BOXES)) follow(chart, name);
  charts.set(parent, chart);
  return chart;
}

/** A box begins as the link says, and writes itself there. */
function follow(chart, name) {
  const box = chart.find(name);
  box.checked = readWord(name, BOXES[name]) === "on";
  box.addEventListener("change", () => {
    writeWord(name, BOXES[name], box.checked ? "on" : "off");
    later(chart, () => draw(chart, [], []));
  });
}

function remove(chart, parent) {
  chart.gone = true;
  chart.resized.disconnect();
  window.Plotly?.purge(chart.find("figure"));
  chart.root.remove();
  charts.delete(parent);
}

/** The rows of one run that arrived so far. */
const kept = (run) => ({ run, rows: [], have: -1 });

async function take(chart, data) {
  if (data.sent < chart.data?.sent) return; // two mounts of a moment may deliver in the wrong order
  if (chart.first.run !== data.run) Object.assign(chart, { first: kept(data.run), drawn: undefined });
  if (chart.second.run !== data.other?.run) chart.second = kept(data.other?.run);
  chart.data = data;
  const missing = {};
  const { columns, other } = data;
  const fresh = [accept(chart.first, data, missing), other ? accept(chart.second, { ...other, columns }, missing) : []];
  if (Object.keys(missing).length && performance.now() - chart.askedAt > ASK_AGAIN) {
    chart.askedAt = performance.now();
    chart.ask(missing);
  }
  writeWords(chart);
  await draw(chart, ...fresh);
}

/** The rows that are new. A gap before them means that messages got lost: what lacks is noted in `missing`. */
function accept(known, message, missing) {
  if (message.after > known.have) {
    missing[message.run] = known.have;
    return [];
  }
  const fresh = named(message).filter(({ step }) => step > known.have);
  known.rows.push(...fresh);
  known.have = known.rows.at(-1)?.step ?? -1;
  return fresh;
}

async function draw(chart, fresh, freshSecond) {
  const Plotly = await loadPlotly();
  if (chart.gone) return;
  const figure = chart.find("figure");
  const long = [chart.first, chart.second].filter(({ rows }) => rows.length > ROWS_KEPT);
  for (const known of long) known.rows = halve(known.rows);
  const state = stateOf(chart);
  const key = JSON.stringify(state);
  if (long.length || key !== chart.drawn) {
    const config = { displaylogo: false, displayModeBar: false, doubleClick: "reset" };
    const second = state.second && { ...state.second, rows: chart.second.rows };
    await Plotly.react(figure, traces(headsOf(chart), state.theme, chart.first.rows, second), layout(state), config);
    chart.drawn = key;
  } else if (fresh.length || freshSecond.length) {
    const change = extension(figure, fresh, freshSecond);
    if (change[1].length) await Plotly.extendTraces(figure, ...change);
  }
}

const fit = async (chart) => {
  if (!chart.drawn || !chart.root.clientWidth) return;
  await draw(chart, [], []);
  if (chart.root.clientWidth) await window.Plotly.Plots.resize(chart.find("figure"));
};

/** Everything that the layout depends on. */
function stateOf({ root, data, find }) {
  const { run, steps, epoch, marks, other, one } = data;
  const hidden = !other || (other.kind === "ghost" && !find("pale").checked);
  const second = hidden ? null : { run: other.run, kind: other.kind };
  return { run, steps, epoch, marks, one, second, log: find("log").checked, wide: root.clientWidth >= WIDE, theme: themeOf(root) };
}

function themeOf(root) {
  const style = getComputedStyle(root);
  const value = (name) => style.getPropertyValue(`--st-${name}`).trim();
  return { text: value("text-color"), ground: value("background-color"), grid: value("border-color"), font: value("font") };
}

/** The heads with colours that Plotly understands. */
function headsOf({ root, data }) {
  const real = (colour) => colour.replace(/var\((.+)\)/, (_, name) => getComputedStyle(root).getPropertyValue(name).trim());
  return data.heads.map((head) => ({ ...head, colour: real(head.colour) }));
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function writeWords(chart) {
  const { data, find } = chart;
  put(find("state"), data.words.state);
  put(find("detail"), data.words.detail);
  put(find("trouble"), "");
  for (const name of ["epoch", "step", "rate", "left"]) put(find(name), data.words[name]);
  find("figure").setAttribute("aria-label", data.words.alt);
  put(find("versus"), data.words.versus);
  put(find("happened"), data.words.happened);
  find("ghosts").hidden = data.other?.kind !== "ghost";
  if (find("legend").childElementCount !== data.heads.length + 1) makeLegend(chart);
  data.heads.forEach((head, i) => {
    put(find(`first-${i}`), standing(chart.first, head));
    put(find(`weight-${i}`), data.effective_weights ? ` weight ${number(data.effective_weights[i])}` : "");
    put(find(`second-${i}`), data.other ? `${SECOND[data.other.kind]} ${standing(chart.second, head)}` : "");
  });
  put(find("first-exact"), percent(last(chart.first, EXACT)));
  put(find("second-exact"), data.other ? `${SECOND[data.other.kind]} ${percent(last(chart.second, EXACT))}` : "");
  writeTable(chart);
}

/** The newest number in a column. */
const last = ({ rows }, column) => rows.findLast((row) => row[column] !== null)?.[column];
const standing = (known, head) => `${percent(last(known, columnsOf(head).validation))} · loss ${number(last(known, columnsOf(head).loss))}`;
const percent = (value) => (value === undefined ? "–" : `${(100 * value).toFixed(1)} %`);
const number = (value) => (value === undefined || value === null ? "–" : value >= 0.001 ? value.toPrecision(2) : value.toExponential(0));

function makeLegend({ data, find }) {
  const entry = (stroke, icon, name, slot) => {
    const item = document.createElement("li");
    item.innerHTML = `<svg width="34" height="10" aria-hidden="true"><line x1="1" x2="33" y1="5" y2="5"/></svg>
      <span class="icon" aria-hidden="true"></span><b></b><span class="weight weight-${slot}"></span><br>
      <span class="first-${slot}"></span><br><span class="second second-${slot}"></span>`;
    Object.assign(item.querySelector("line").style, stroke);
    put(item.querySelector(".icon"), icon);
    put(item.querySelector("b"), name);
    return item;
  };
  const dashes = { solid: "none", dash: "8 4", dot: "2 3", dashdot: "8 3 2 3" };
  find("legend").replaceChildren(
    ...data.heads.map((head, i) =>
      entry({ stroke: head.colour, strokeWidth: "3", strokeDasharray: dashes[head.dash] }, head.icon, head.name, i)),
    entry({ stroke: "var(--faint)", strokeWidth: "6" }, "done_all", "exact match", "exact"),
  );
}

/** The last rows as numbers, for those who do not see the chart; written only while it is open. */
function writeTable({ data, find, first: { rows } }) {
  if (!data || !find("table").open) return;
  const head = ["step", "epoch", ...data.heads.flatMap(({ name }) => [`${name} loss`, `${name} training`, `${name} validation`]), "exact", "total"];
  const body = rows.slice(-TABLE_ROWS).reverse().map((row) => [
    row.step, row.epoch.toFixed(2),
    ...data.heads.flatMap((head) => {
      const { loss, accuracy, validation } = columnsOf(head);
      return [number(row[loss]), percent(row[accuracy] ?? undefined), percent(row[validation] ?? undefined)];
    }),
    percent(row[EXACT] ?? undefined), number(row.total_loss),
  ]);
  const line = (cells, tag) => {
    const element = document.createElement("tr");
    element.append(...cells.map((cell) => Object.assign(document.createElement(tag), { textContent: cell })));
    return element;
  };
  find("head").replaceChildren(line(head, "th"));
  find("body").replaceChildren(...body.map((cells) => line(cells, "td")));
}

const HTML = `
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
  <p class="happened" role="status"></p>
  <div class="foot">
    <details class="table"><summary>Table of the last values</summary>
      <div><table><thead class="head"></thead><tbody class="body"></tbody></table></div>
    </details>
    <div class="boxes">
      <label class="ghosts" hidden><input type="checkbox" class="pale"> run before, pale</label>
      <label><input type="checkbox" class="log"> log axis for losses</label>
    </div>
  </div>`;

const CSS = `
  .lineheads-chart { --faint: color-mix(in srgb, var(--st-text-color) 38%, var(--st-background-color));
    color: var(--st-text-color); font-family: var(--st-font); font-size: 14px; line-height: 1.35; }
  .lineheads-chart header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; justify-content: space-between; min-height: 52px; }
  .lineheads-chart .words { margin: 0; flex: 1 1 260px; }
  .lineheads-chart .state { font-size: 20px; margin-right: 6px; }
  .lineheads-chart dl { display: flex; flex-wrap: wrap; gap: 0 28px; margin: 0; font-variant-numeric: tabular-nums; }
  .lineheads-chart dt { font-size: 12px; opacity: 0.75; font-weight: normal; }
  .lineheads-chart dd { margin: 0; font-size: 22px; min-width: 4ch; white-space: nowrap; }
  .lineheads-chart dd.epoch, .lineheads-chart dd.step { font-weight: 600; }
  .lineheads-chart .legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 4px 16px;
    list-style: none; margin: 4px 0; padding: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .lineheads-chart .legend li { margin: 0; padding: 0; font-size: 14px; }
  .lineheads-chart svg, .lineheads-chart .icon { vertical-align: middle; margin-right: 6px; }
  .lineheads-chart .icon { display: inline-block; font: 18px/1 "Material Symbols Rounded"; width: 18px; overflow: hidden; }
  .lineheads-chart .weight { opacity: 0.75; font-size: 12px; }
  .lineheads-chart .second { opacity: 0.75; }
  .lineheads-chart .second:empty, .lineheads-chart .versus:empty, .lineheads-chart .trouble:empty, .lineheads-chart br:has(+ .second:empty) { display: none; }
  .lineheads-chart .versus, .lineheads-chart .trouble { margin: 2px 0; }
  .lineheads-chart .happened { margin: 2px 0 4px; min-height: 2.7em; font-size: 13px; padding: 2px 10px; border-left: 3px solid var(--st-primary-color); }
  .lineheads-chart .figure { height: clamp(350px, calc(100vh - 530px), 760px); }
  .lineheads-chart .foot { position: relative; font-size: 13px; }
  .lineheads-chart .boxes { position: absolute; top: 0; right: 0; display: flex; gap: 16px; }
  .lineheads-chart summary { cursor: pointer; font-size: 13px; opacity: 0.8; }
  .lineheads-chart details div { overflow-x: auto; }
  .lineheads-chart table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
  .lineheads-chart th, .lineheads-chart td { padding: 2px 8px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--st-border-color); font-weight: normal; }
  .lineheads-chart th { opacity: 0.75; vertical-align: bottom; white-space: normal; }
  @media (max-width: 700px) {
    .lineheads-chart .figure { height: 760px; }
    .lineheads-chart dl { gap: 0 12px; }
    .lineheads-chart dd { font-size: 15px; }
  }`;
