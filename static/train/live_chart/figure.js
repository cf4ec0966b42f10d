// The figure of the live chart: three panels over the steps. ui/shared/curve_rows.py names the columns of the rows.

const LABEL = 60; // characters of a mark that fit beside its line

export const EXACT = "validation_exact_match";

/** Columns of one head in a row. */
export const columnsOf = ({ name }) => ({
  loss: `loss_over_chance.${name}`, accuracy: `accuracy.${name}`, validation: `validation_accuracy.${name}`,
});

/** Half of the rows: of each pair the validated one; the first and the last stay. */
export function halve(rows) {
  const kept = [rows[0]];
  for (let i = 1; i < rows.length - 1; i += 2) {
    const next = rows[i + 1];
    kept.push(i + 1 < rows.length - 1 && rows[i][EXACT] === null && next[EXACT] !== null ? next : rows[i]);
  }
  kept.push(rows.at(-1));
  return kept;
}

/** A colour that lets the ground through; a trace's own opacity leaves a visible box on dark grounds. */
function faint(colour, share) {
  const long = colour.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const alpha = Math.round(255 * share).toString(16).padStart(2, "0");
  return /^#.{6}$/.test(long) ? long + alpha : colour.replace(/^rgb\((.+)\)$/, `rgba($1, ${share})`);
}

/** Traces without data, each with the column it shows, in drawing order. */
function lines(heads, theme) {
  const line = (name, column, axis, style, more) => ({
    name, column, type: "scatter", mode: "lines", connectgaps: true, showlegend: false,
    xaxis: `x${axis}`, yaxis: `y${axis}`, line: { width: 2, ...style }, ...more,
  });
  const styles = heads.map((head) => ({ color: head.colour, dash: head.dash }));
  const each = (make) => heads.map((head, i) => make(head, columnsOf(head), styles[i]));
  const share = "%{y:.1%}";
  const epoch = (column, axis) => line("epoch", column, axis, { width: 0 }, { opacity: 0, hovertemplate: "%{customdata:.2f}" });
  return [
    epoch(columnsOf(heads[0]).loss, ""), epoch(EXACT, "2"), epoch("total_loss", "3"), // for the hover box alone
    ...each((head, column, style) => line(head.name, column.loss, "", style, { hovertemplate: "%{y:.3g}" })),
    ...each((head, column, style) => line(`${head.name}, training`, column.accuracy, "2",
      { ...style, color: faint(style.color, 0.35), width: 1 }, { hoverinfo: "skip" })),
    line("exact match", EXACT, "2", { color: faint(theme.text, 0.35), width: 6 }, { hovertemplate: share }),
    ...each((head, column, style) => line(head.name, column.validation, "2", style, { hovertemplate: share })),
    line("total", "total_loss", "3", { color: theme.text }, { hovertemplate: "%{y:.4g}" }),
  ];
}

// How the second run is drawn: a rival thin and with points beside, a ghost pale behind.
const SECOND = {
  rival: { share: 0.55, more: { mode: "lines+markers" }, marker: { size: 5, maxdisplayed: 14 } },
  ghost: { share: 0.3, more: { mode: "lines", hoverinfo: "skip" } },
};

/** Traces of the second run, without data: losses, validation accuracies and exact match, behind the first run's. */
function secondLines(heads, theme, { kind }) {
  const { share, more, marker } = SECOND[kind];
  const line = (name, column, axis, form, style) => ({
    name: `${name}, ${kind}`, column, second: true, type: "scatter", connectgaps: true, showlegend: false, zorder: -1,
    xaxis: `x${axis}`, yaxis: `y${axis}`, hovertemplate: form, line: { width: 1.5, ...style },
    marker: { ...marker, color: style.color }, ...more,
  });
  const style = (head) => ({ color: faint(head.colour, share), dash: head.dash });
  return [
    ...heads.map((head) => line(head.name, columnsOf(head).loss, "", "%{y:.3g}", style(head))),
    { ...line("exact match", EXACT, "2", "%{y:.1%}", { color: faint(theme.text, share / 2), width: 3 }), mode: "lines" },
    ...heads.map((head) => line(head.name, columnsOf(head).validation, "2", "%{y:.1%}", style(head))),
  ];
}

/** x, y and epoch of a trace; a validation line has only the validated steps. */
function points(rows, column) {
  const shown = rows.filter((row) => row[column] !== null);
  return { x: shown.map(({ step }) => step), y: shown.map((row) => row[column]), customdata: shown.map(({ epoch }) => epoch) };
}

/**
 * All traces with their data.
 * @param second What is drawn beside or behind: {kind, rows}, or nothing.
 */
export const traces = (heads, theme, rows, second) => [
  ...lines(heads, theme).map((line) => ({ ...line, ...points(rows, line.column) })),
  ...(second ? secondLines(heads, theme, second).map((line) => ({ ...line, ...points(second.rows, line.column) })) : []),
];

/** What `Plotly.extendTraces` takes for rows that are new, of the run and of the second one. */
export function extension(chart, rows, secondRows) {
  const all = chart.data.map((trace) => points(trace.second ? secondRows : rows, trace.column));
  const which = all.map((_, i) => i).filter((i) => all[i].x.length);
  const pick = (name) => which.map((i) => all[i][name]);
  return [{ x: pick("x"), y: pick("y"), customdata: pick("customdata") }, which];
}

// Where the panels stand, as shares of the figure: [left, right], [bottom, top] for loss, accuracy and total.
const PLACES = {
  wide: [[[0, 0.48], [0.37, 0.94]], [[0.535, 1], [0.37, 0.94]], [[0, 1], [0, 0.21]]],
  narrow: [[[0, 1], [0.71, 0.97]], [[0, 1], [0.36, 0.62]], [[0, 1], [0, 0.27]]],
};
const TITLES = {
  wide: [
    "<b>Loss of each head</b>, unweighted: 1 is chance",
    "<b>Accuracy</b>: validation strong, training faint, exact match grey",
    "<b>Total loss</b>, weighted",
  ],
  narrow: ["<b>Loss of each head</b>: 1 is chance", "<b>Accuracy</b>: exact match is grey", "<b>Total loss</b>, weighted"],
};
// Of a network with one answer, in place of those above: it has nothing to weigh.
const OF_ONE = {
  wide: { 0: "<b>Loss of each head</b>, read from the one answer: 1 is chance", 2: "<b>Loss of the one answer</b>: ln 96 = 4.56 is chance" },
  narrow: { 2: "<b>Loss of the one answer</b>: 4.56 is chance" },
};

/** Layout of the figure for what `state` holds: run, last step, epoch length, marks, log, wide, theme, whether it has one answer. */
export function layout(state) {
  const { theme, wide } = state;
  const form = wide ? "wide" : "narrow";
  const places = PLACES[form];
  const titles = { ...TITLES[form], ...(state.one ? OF_ONE[form] : {}) };
  const axes = places.flatMap((place, i) => axesOf(place, i, state));
  return {
    ...Object.fromEntries(axes),
    autosize: true, showlegend: false, hovermode: "x unified", dragmode: wide ? "zoom" : false, uirevision: state.run,
    margin: { l: 44, r: 12, t: 4, b: 40 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: 12, color: theme.text },
    hoverlabel: { bgcolor: theme.ground, bordercolor: theme.grid, font: { color: theme.text } },
    annotations: [...places.map((place, i) => title(place, titles[i])), ...labels(state)],
    shapes: state.marks.flatMap(([step]) => AXES.map((axis) => ({
      type: "line", xref: `x${axis}`, yref: `y${axis} domain`, x0: step, x1: step, y0: 0, y1: 1,
      line: { color: theme.text, width: 1, dash: "dot" },
    }))),
  };
}

const AXES = ["", "2", "3"];

function axesOf([x, y], i, state) {
  const { theme } = state;
  const axis = AXES[i];
  const shared = { gridcolor: theme.grid, zeroline: false, linecolor: theme.grid, automargin: false };
  const steps = {
    ...shared, domain: x, anchor: `y${axis}`, autorange: false, range: [0, state.steps], nticks: state.wide ? 8 : 5,
    unifiedhovertitle: { text: "step %{x}" }, hoverformat: ",d", spikethickness: 1, spikecolor: theme.text, tickformat: ",d", minallowed: 0,
    ...(i ? { matches: "x" } : {}), ...(i === 2 ? { title: { text: stepTitle(state), standoff: 6 } } : {}),
  };
  const values = i === 1
    ? { tickformat: ".0%", autorange: false, range: [0, 1.03] }
    : { ...(i ? {} : { autorangeoptions: { include: state.log ? 1 : 1.1 } }), type: state.log ? "log" : "linear", rangemode: "tozero", uirevision: state.run + state.log, nticks: i ? 4 : 6, exponentformat: "power" };
  return [[`xaxis${axis}`, steps], [`yaxis${axis}`, { ...shared, ...values, domain: y, anchor: `x${axis}` }]];
}

const stepTitle = ({ epoch }) => (epoch ? `step (${Math.round(epoch).toLocaleString("en")} are one epoch)` : "step");

const title = ([x, y], text) => ({
  text, xref: "paper", yref: "paper", x: x[0], y: y[1], xanchor: "left", yanchor: "bottom", showarrow: false, yshift: 4,
});

/** The label of each mark on every panel, upwards along its line. */
function labels({ marks, wide }) {
  const fits = [wide ? LABEL : 34, wide ? LABEL : 34, wide ? 16 : 34];
  return marks.flatMap(([step, label]) => AXES.map((axis, i) => {
    const text = `step ${step}: ${label}`;
    return {
      text: text.length > fits[i] ? `${text.slice(0, fits[i] - 1)}…` : text, hovertext: text,
      xref: `x${axis}`, yref: `y${axis} domain`, x: step, y: 1, xanchor: "right", yanchor: "top", textangle: -90,
      showarrow: false, font: { size: 10 }, borderpad: 1,
    };
  }));
}
