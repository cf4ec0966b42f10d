// Where the arrow keys lead to.

/**
 * How far a key leads in a grid of `count` cells that are counted row by row; undefined for another key.
 * @param {string} key @param {number} index @param {number} across @param {number} count @returns {number | undefined}
 */
export function gridStep(key, index, across, count) {
  const ends = { Home: -index, End: count - 1 - index };
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across, ...ends };
  return steps[key];
}
