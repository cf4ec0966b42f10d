// What the pointer chose, in the page's address: "?at=angle,97".

/** The numbers that the address names for this subject; null if it names another or none. */
export function readAt(subject) {
  const [name, ...numbers] = (new URL(location.href).searchParams.get("at") ?? "").split(",");
  const values = numbers.map(Number);
  return name === subject && values.length && values.every(Number.isFinite) ? values : null;
}

/** Null takes it out again. */
export function writeAt(subject, numbers) {
  const address = new URL(location.href);
  if (numbers) address.searchParams.set("at", [subject, ...numbers].join());
  else address.searchParams.delete("at");
  const text = address.href.replaceAll("%2C", ",");
  if (text !== location.href) history.replaceState(history.state, "", text);
}
