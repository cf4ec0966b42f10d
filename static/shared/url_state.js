// What is chosen in the browser alone, in the page's address: "?at=angle,97" and "?log=on". No rerun is needed for it.

/** @typedef {{ page: string, value: string | null, before: Set<string | null> }} Written null: not in the address */
/** @type {Map<string, Written>} */
const written = new Map(); // key -> the page it was written on, its value there, and those that it had before

/** The numbers that the address names for this subject; null if it names another or none. @param {string} subject */
export function readAt(subject) {
  const [name, ...numbers] = (read("at") ?? "").split(",");
  const values = numbers.map(Number);
  return name === subject && values.length && values.every(Number.isFinite) ? values : null;
}

/** Null takes it out again. @param {string} subject @param {number[] | null} numbers */
export const writeAt = (subject, numbers) => keep("at", numbers && [subject, ...numbers].join());

// Which of these words the address says; the first of them is usual, and holds if it says none or nonsense.
/** @param {string} key @param {string[]} words */
export const readWord = (key, words) => words.find((word) => word === read(key)) ?? words[0];

/** What is usual leaves the address. @param {string} key @param {string[]} words @param {string} word */
export function writeWord(key, words, word) {
  keep(key, word === words[0] ? null : word);
}

/** @param {string} key @param {string | null} value */
function keep(key, value) {
  const page = location.pathname;
  const last = written.get(key);
  const before = last?.page === page ? last.before : new Set();
  written.set(key, { page, value, before: before.add(read(key)) });
  write(key, value);
}

/** @param {string} key */
const read = (key) => new URL(location.href).searchParams.get(key);

/** Null or '' takes the key out again. @param {string} key @param {string | null} value */
export function write(key, value) {
  const address = new URL(location.href);
  if (value) address.searchParams.set(key, value);
  else address.searchParams.delete(key);
  const text = address.href.replaceAll("%2C", ",");
  if (text !== location.href) history.replaceState(history.state, "", text);
}

// Streamlit does not know what is written here: when it brings back what was there before, ours is written again.
globalThis.navigation?.addEventListener("currententrychange", ({ navigationType }) => {
  for (const [key, { page, value, before }] of written) {
    const isHere = page === location.pathname;
    // Back and Forward bring a place along, and whoever opens the page again may have another line.
    if (key === "at" && (!isHere || navigationType === "traverse")) written.delete(key);
    else if (isHere && before.has(read(key))) write(key, value);
  }
});
