// Rows of numbers travel with the names of their columns, and only those that are new.

const ASK_AGAIN_MS = 1000;

/**
 * The numbers of a step by column; null where nothing is known.
 * @typedef {{ step: number, [column: string]: any }} Row
 * @typedef {{ columns: string[], rows: any[][] }} Table
 * @typedef {Table & { run: string, after: number }} Message rows of a run that follow the step `after`
 */

/** Each row as an object: its numbers by name. @param {Table} table @returns {Row[]} */
export const named = ({ columns, rows }) =>
  rows.map((row) => /** @type {Row} */ (Object.fromEntries(columns.map((name, i) => [name, row[i]]))));

/** The rows of one run that have arrived. @param {string} [run] */
export function createHistory(run) {
  /** @type {Row[]} */
  let rows = [];
  let last = -1; // the last step that has arrived
  return {
    run,
    get rows() {
      return rows;
    },
    get last() {
      return last;
    },
    /** Keep the rows that are new, and return them; null if messages before them got lost. @param {Message} message */
    accept(message) {
      if (message.after > last) return null;
      const fresh = named(message).filter(({ step }) => step > last);
      rows.push(...fresh);
      last = rows.at(-1)?.step ?? -1;
      return fresh;
    },
    // Leave out rows until no more than `most` are kept; true if some went.
    /** @param {number} most @param {(rows: Row[]) => Row[]} halve */
    thin(most, halve) {
      const isLong = rows.length > most;
      while (rows.length > most) rows = halve(rows);
      return isLong;
    },
  };
}

/** Asks Python for what got lost, but not again and again. @param {(question: unknown) => void} ask */
export function createQuestion(ask) {
  let askedAt = Number.NEGATIVE_INFINITY;
  return (/** @type {unknown} */ question) => {
    if (performance.now() - askedAt <= ASK_AGAIN_MS) return;
    askedAt = performance.now();
    ask(question);
  };
}
