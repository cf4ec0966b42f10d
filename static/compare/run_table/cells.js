// The cells of the table. A value is a string, or an object: {main, sub, tags, note}, {when}.

export function cell({ kind, label }, value) {
  return ["td", { class: kind ?? "", "data-label": label }, ...inside(value ?? "")];
}

function inside(value) {
  if (typeof value === "string") return [value];
  if ("when" in value) return [moment(value.when)];
  const tags = (value.tags ?? []).map((tag) => ["span", { class: "tag" }, tag]);
  const note = value.note ? [["span", { class: "note", title: value.note }, value.note]] : [];
  return [["b", {}, value.main], ["span", { class: "sub" }, value.sub ?? ""], ...tags, ...note];
}

/** The time on the clock of whoever looks. */
function moment(at) {
  const day = new Date(at);
  const today = new Date().toDateString() === day.toDateString();
  const how = today
    ? { hour: "2-digit", minute: "2-digit" }
    : { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return ["time", { datetime: day.toISOString(), title: day.toLocaleString() }, day.toLocaleString("en-GB", how)];
}
