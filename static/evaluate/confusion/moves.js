// How the arrow keys move through a matrix. Labels are row -1 and column -1.

/** @type {Record<string, [number, number]>} */
export const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The nearest index of a label, -1, or of one of `count` rows. @param {number} index @param {number} count */
export const within = (index, count) => Math.max(-1, Math.min(count - 1, index));
