// A small matrix as a table: cells that hold no picture stay empty, labels choose a row or a column.

const GOOD = "#0B8A83";
const BAD = "#C4661F"; // teal and orange: neither red nor blue
const STRONGEST = 62; // % of the colour, so that the number on it can be read in both themes
const FAINTEST = 14; // % of the colour of a single picture

export const percent = (share) =>
  share > 0 && share < 0.005 ? "<1" : share > 0.995 && share < 1 ? ">99" : String(Math.round(100 * share));
export const pictures = (count) => (count === 1 ? "1 picture" : `${count.toLocaleString("en")} pictures`);
export const cellName = (name, row, column) => `${name}.${row < 0 ? "" : row}.${column < 0 ? "" : column}`;

/** The colour of a cell: right answers teal, wrong ones orange, the stronger the more of the row they are. */
export function fill({ classes }, row, column, share) {
  const good = classes ? row === column : row === 0 && column === 0;
  const strength = FAINTEST + (STRONGEST - FAINTEST) * (good ? share : Math.sqrt(share));
  return `color-mix(in srgb, ${good ? GOOD : BAD} ${strength.toFixed(0)}%, var(--ground))`;
}

/** The counts as rows of numbers, and their sums. */
export function counts({ rows, columns, cells }) {
  const full = rows.map(() => columns.map(() => 0));
  for (const [row, column, count] of cells) full[row][column] = count;
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return { full, ofRow: full.map(sum), ofColumn: columns.map((_, column) => sum(full.map((one) => one[column]))) };
}

/** The cell of an element, or null. */
export function place(element) {
  const cell = element.closest("[data-row]");
  if (!cell) return null;
  const name = cell.closest("table").dataset.name;
  const [row, column] = [Number(cell.dataset.row), Number(cell.dataset.column)];
  return { name, row, column, cell: cellName(name, row, column) };
}

/** Whether a cell lies in what is chosen. */
function within(chosen, name, row, column) {
  const [of, chosenRow, chosenColumn] = chosen.split(".");
  return (
    of === name &&
    (chosenRow === "" || Number(chosenRow) === row) &&
    (chosenColumn === "" || Number(chosenColumn) === column)
  );
}

export function table(matrix, { chosen, cursor = [0, 0], shares }) {
  const { name, title, icon, colour, rows, columns, rowWord, columnWord } = matrix;
  const { full, ofRow, ofColumn } = counts(matrix);
  const right = full.reduce((total, row, i) => total + row[i], 0);
  const all = ofRow.reduce((total, one) => total + one, 0);
  const focusable = (row, column) => ({
    "data-row": row,
    "data-column": column,
    tabindex: cursor[0] === row && cursor[1] === column ? 0 : -1,
    "aria-selected": cellName(name, row, column) === chosen,
  });
  const label = (text, row, column, count) => [
    "th",
    {
      ...focusable(row, column),
      role: row < 0 ? "columnheader" : "rowheader",
      scope: row < 0 ? "col" : "row",
      title: `${row < 0 ? columnWord : rowWord} ${text}: ${pictures(count)}`,
    },
    text,
  ];
  const cell = (count, row, column) => {
    const share = ofRow[row] ? count / ofRow[row] : 0;
    const words = `${rowWord} ${rows[row]}, ${columnWord} ${columns[column]}: ${pictures(count)}`;
    return [
      "td",
      {
        ...focusable(row, column),
        role: "gridcell",
        "aria-label": words,
        title: words,
        class: `${within(chosen, name, row, column) ? "within" : ""}${count ? "" : " none"}`,
        style: count ? `background:${fill(matrix, row, column, share)}` : "",
      },
      count ? (shares ? percent(share) : count.toLocaleString("en")) : "",
    ];
  };
  const head = [
    "tr",
    { role: "row" },
    ["td", { class: "corner", role: "presentation" }],
    ...columns.map((text, j) => label(text, -1, j, ofColumn[j])),
  ];
  const body = rows.map((text, i) => [
    "tr",
    { role: "row" },
    label(text, i, -1, ofRow[i]),
    ...full[i].map((count, j) => cell(count, i, j)),
  ]);
  const caption = matrix.classes ? `${percent(all ? right / all : 0)} % right` : "";
  return [
    "figure",
    { class: "matrix", style: `--n:${columns.length}; --head:${colour}` },
    [
      "figcaption",
      {},
      ["span", { class: "icon", "aria-hidden": "true" }, icon],
      ["b", {}, title],
      ["span", { class: "share" }, caption],
    ],
    ["p", { class: "axes" }, `rows: ${rowWord} · columns: ${columnWord}`],
    [
      "table",
      { "data-name": name, role: "grid", "aria-label": `${title}: rows ${rowWord}, columns ${columnWord}` },
      ["thead", {}, head],
      ["tbody", {}, ...body],
    ],
  ];
}
