// What is chosen in the browser alone, in the page's address: "?at=angle,97" and "?log=on". No rerun is needed for it.

/** @type {Map<string, { page: string, value: string | null }>} */
const written = new Map(); // key -> the page it was written on, and its value there; null: it left the address

/** The numbers that the address names for this subject; null if it names another or none. @param {string} subject */
export function readAt(subject) {
  const [name, ...numbers] = (read("at") ?? "").split(",");
  const values = numbers.map(Number);
  return name === subject && values.length && values.every(Number.isFinite) ? values : null;
}

/** Null takes it out again. @param {string} subject @param {number[] | null} numbers */
export const writeAt = (subject, numbers) => write("at", numbers && [subject, ...numbers].join());

// Which of these words the address says; the first of them is usual, and holds if it says none or nonsense.
/** @param {string} key @param {string[]} words */
export const readWord = (key, words) => words.find((word) => word === read(key)) ?? words[0];

/** What is usual leaves the address. @param {string} key @param {string[]} words @param {string} word */
export function writeWord(key, words, word) {
  const value = word === words[0] ? null : word;
  written.set(key, { page: location.pathname, value });
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

// Streamlit does not know what is written here: when it changes the address, the words are written again.
globalThis.navigation?.addEventListener("currententrychange", () => {
  for (const [key, { page, value }] of written) if (page === location.pathname) write(key, value);
});
