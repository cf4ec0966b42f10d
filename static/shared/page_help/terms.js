// Terms of the glossary in texts: which are there, and which match what somebody types.

/**
 * As in ui/shared/glossary.py.
 * @typedef {object} Term
 * @property {string} name
 * @property {string} means one sentence
 * @property {string[]} also other words for it
 * @property {string[]} ordinary those of its words that mean something else within a sentence
 */

/** @typedef {{ term: Term, start: number, end: number }} Mention */

const plain = (/** @type {string} */ text) => text.trim().replace(/\s+/g, " ").toLowerCase();
const escaped = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");

/** Finds terms in a text. @param {Term[]} terms @returns {(text: string) => Mention[]} */
export function finder(terms) {
  const words = terms.flatMap((term) => [term.name, ...term.also].map((word) => ({ word: plain(word), term })));
  const termOf = new Map(words.map(({ word, term }) => [word, term]));
  const rare = words.filter(({ word, term }) => !term.ordinary.includes(word)).map(({ word }) => word);
  rare.sort((first, second) => second.length - first.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${rare.map(escaped).join("|")})(?![\\p{L}\\p{N}_-])`, "giu");
  return (text) => {
    const whole = termOf.get(plain(text));
    const start = text.length - text.trimStart().length;
    if (whole) return [{ term: whole, start, end: text.trimEnd().length }];
    return [...text.matchAll(pattern)].flatMap(({ 0: word, index }) => {
      const term = termOf.get(plain(word));
      return term ? [{ term, start: index, end: index + word.length }] : [];
    });
  };
}

/**
 * The terms that match what is typed: those so named first, then those that say it.
 * @param {Term[]} terms @param {string} typed
 */
export function matching(terms, typed) {
  const words = plain(typed).split(" ");
  const ranked = terms.flatMap((term) => {
    const names = [term.name, ...term.also].map(plain);
    const text = [...names, plain(term.means)].join(" ");
    if (!words.every((word) => text.includes(word))) return [];
    const rank = names.includes(plain(typed)) ? 0 : names.some((name) => name.startsWith(plain(typed))) ? 1 : 2;
    return [{ term, rank: rank === 2 && !words.every((word) => names.join(" ").includes(word)) ? 3 : rank }];
  });
  return ranked.sort((first, second) => first.rank - second.rank).map(({ term }) => term);
}
