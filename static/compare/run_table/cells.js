// The cells of the table.

/**
 * @typedef {{ when: number }} Moment ms since 1970
 * @typedef {{ main: string, sub?: string, tags?: string[], note?: string }} Name
 * @typedef {string | Moment | Name} Value
 */

/** @param {import("./run_table.js").Column} column @param {Value} [value] */
export function cell({ kind, label }, value = "") {
  return ["td", { class: kind ?? "", "data-label": label }, ...content(value ?? "")];
}

/** @param {Value} value */
function content(value) {
  if (typeof value === "string") return [value];
  if ("when" in value) return [moment(value.when)];
  const tags = (value.tags ?? []).map((tag) => ["span", { class: "tag" }, tag]);
  const note = value.note ? [["span", { class: "note", title: value.note }, value.note]] : [];
  return [["b", {}, value.main], ["span", { class: "sub" }, value.sub ?? ""], ...tags, ...note];
}

/** The time on the clock of whoever looks. @param {number} time */
function moment(time) {
  const date = new Date(time);
  const isToday = new Date().toDateString() === date.toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const clock = { hour: "2-digit", minute: "2-digit" };
  const text = date.toLocaleString("en-GB", isToday ? clock : { month: "short", day: "numeric", ...clock });
  return ["time", { datetime: date.toISOString(), title: date.toLocaleString() }, text];
}
