// The traces of the live chart. ui/shared/curve_rows.py names the columns of the rows.
import { exactPercent } from "../format.js";

/** @import { Look as Head } from "../marks.js" */
/** @import { Row } from "../rows.js" */
/** @import { SecondKind, Theme } from "./live_chart.js" */

/**
 * @typedef {{ color: string, dash?: string, width?: number }} Style of a line, in Plotly's words
 * @typedef {"" | "2" | "3"} Axis
 */

export const EXACT = "validation_exact_match";
const SHARE = { hovertemplate: "%{text}" };

/** Columns of one head in a row. @param {{ name: string }} head */
export const columnsOf = ({ name }) => ({
  loss: `loss_over_chance.${name}`,
  accuracy: `accuracy.${name}`,
  validation: `validation_accuracy.${name}`,
});

/** Half of the rows: of each pair the validated one; the first and the last stay. @param {Row[]} rows */
export function halve(rows) {
  const kept = [rows[0]];
  for (let i = 1; i < rows.length - 1; i += 2) {
    const next = rows[i + 1];
    kept.push(i + 1 < rows.length - 1 && rows[i][EXACT] === null && next[EXACT] !== null ? next : rows[i]);
  }
  kept.push(rows[rows.length - 1]);
  return kept;
}

// A colour that lets the ground through; a trace's own opacity leaves a visible box on dark grounds.
/** @param {string} colour @param {number} share */
export function faint(colour, share) {
  const long = colour.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const alpha = Math.round(255 * share).toString(16);
  return /^#.{6}$/.test(long) ? long + alpha.padStart(2, "0") : colour.replace(/^rgb\((.+)\)$/, `rgba($1, ${share})`);
}

/**
 * A trace without data, with the column it shows.
 * @param {string} name @param {string} column @param {Axis} axis @param {object} line @param {object} more
 */
const trace = (name, column, axis, line, more) => {
  const shared = { type: "scatter", connectgaps: true, showlegend: false };
  return { name, column, ...shared, xaxis: `x${axis}`, yaxis: `y${axis}`, line, ...more };
};

/** @param {object & { width: number }} style @param {Theme} theme */
const thickened = (style, { scale, thicker }) => ({ ...style, width: style.width * scale * thicker });

/** Traces of the run, in drawing order. @param {Head[]} heads @param {Theme} theme */
function firstTraces(heads, theme) {
  /** @type {(name: string, column: string, axis: Axis, style: object, more: object) => ReturnType<typeof trace>} */
  const line = (name, column, axis, style, more) =>
    trace(name, column, axis, thickened({ width: 2, ...style }, theme), { mode: "lines", ...more });
  // for the hover box alone
  const epoch = (/** @type {string} */ column, /** @type {Axis} */ axis) =>
    line("epoch", column, axis, { width: 0 }, { opacity: 0, hovertemplate: "%{customdata:.2f}" });
  const style = (/** @type {Head} */ { colour, dash }) => ({ color: colour, dash });
  const thin = (/** @type {Head} */ { colour, dash }) => ({ color: faint(colour, 0.35), dash, width: 1 });
  const training = (/** @type {Head} */ head) =>
    line(`${head.name}, training`, columnsOf(head).accuracy, "2", thin(head), { hoverinfo: "skip" });
  return [
    ...[epoch(columnsOf(heads[0]).loss, ""), epoch(EXACT, "2"), epoch("total_loss", "3")],
    ...heads.map((head) => line(head.name, columnsOf(head).loss, "", style(head), { hovertemplate: "%{y:.3g}" })),
    ...heads.map(training),
    line("exact match", EXACT, "2", { color: faint(theme.text, 0.35), width: 6 }, SHARE),
    ...heads.map((head) => line(head.name, columnsOf(head).validation, "2", style(head), SHARE)),
    line("total", "total_loss", "3", { color: theme.text }, { hovertemplate: "%{y:.4g}" }),
  ];
}

// How the second run is drawn: the other run of a race thin with points, the reference run pale.
const SECOND = {
  race: { share: 0.55, more: { mode: "lines+markers" }, marker: { size: 5, maxdisplayed: 14 } },
  reference: { share: 0.3, more: { mode: "lines", hoverinfo: "skip" }, marker: {} },
};

// Traces of the second run: losses, validation accuracies and exact match, behind the first run's.
/** @param {Head[]} heads @param {Theme} theme @param {SecondKind} kind */
function secondTraces(heads, theme, kind) {
  const { share, more, marker } = SECOND[kind];
  /** @type {(name: string, column: string, axis: Axis, hover: string, style: Style) => ReturnType<typeof trace>} */
  const line = (name, column, axis, hovertemplate, style) => {
    const looks = { second: true, zorder: -1, hovertemplate, marker: { ...marker, color: style.color }, ...more };
    return trace(`${name}, ${kind}`, column, axis, thickened({ width: 1.5, ...style }, theme), looks);
  };
  const style = (/** @type {Head} */ head) => ({ color: faint(head.colour, share), dash: head.dash });
  const exact = { color: faint(theme.text, share / 2), width: 3 };
  return [
    ...heads.map((head) => line(head.name, columnsOf(head).loss, "", "%{y:.3g}", style(head))),
    { ...line("exact match", EXACT, "2", SHARE.hovertemplate, exact), mode: "lines" },
    ...heads.map((head) => line(head.name, columnsOf(head).validation, "2", SHARE.hovertemplate, style(head))),
  ];
}

// x, y, epoch and y as a percentage of a trace; a validation line has only the validated steps.
/** @param {Row[]} rows @param {{ column: string }} trace */
function points(rows, { column }) {
  const shown = rows.filter((row) => row[column] !== null);
  const [x, customdata] = [shown.map(({ step }) => step), shown.map(({ epoch }) => epoch)];
  const y = shown.map((row) => row[column]);
  return { x, y, customdata, text: column.startsWith("validation_") ? y.map(exactPercent) : [] };
}

/**
 * All traces with their data.
 * @param {Head[]} heads @param {Theme} theme @param {Row[]} rows
 * @param {{ kind: SecondKind, rows: Row[] } | null} second what is drawn beside or behind
 */
export function traces(heads, theme, rows, second) {
  const first = firstTraces(heads, theme).map((line) => ({ ...line, ...points(rows, line) }));
  if (!second) return first;
  const beside = secondTraces(heads, theme, second.kind);
  return [...first, ...beside.map((line) => ({ ...line, ...points(second.rows, line) }))];
}

/**
 * What `Plotly.extendTraces` takes for rows that are new, of the run and of the second one.
 * @param {{ data: { column: string, second?: boolean }[] }} figure @param {Row[]} rows @param {Row[]} secondRows
 * @returns {[object, number[]]} the data, and the indices of the traces that grow
 */
export function extension({ data }, rows, secondRows) {
  const all = data.map((trace) => points(trace.second ? secondRows : rows, trace));
  const indices = all.map((_, i) => i).filter((i) => all[i].x.length);
  const pick = (/** @type {"x" | "y" | "customdata" | "text"} */ name) => indices.map((i) => all[i][name]);
  return [{ x: pick("x"), y: pick("y"), customdata: pick("customdata"), text: pick("text") }, indices];
}
