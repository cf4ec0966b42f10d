// What a head answers, in words.

/**
 * @typedef {object} Truth
 * @property {string | null} [class] null: off the grid
 * @property {number | null} value
 * @property {string} drawn the value in words
 * @property {string} [nearest] the nearest class
 * @property {string} [nearest_text] the same in words, and how far off it is
 *
 * @typedef {{
 *   name: string, icon: string, colour: string, unit: string, classes: string[], probabilities: number[], truth: Truth
 *   | null | undefined
 * }} Head `probabilities`: of each class
 */

/** The index of the likeliest class. @param {Pick<Head, "probabilities">} head */
export const guessOf = ({ probabilities }) => probabilities.indexOf(Math.max(...probabilities));

/** A class with its unit: 'long', '60°'. @param {Pick<Head, "unit" | "classes">} head @param {number} index */
export const classText = ({ unit, classes }, index) => `${classes[index]}${unit === "degrees" ? "°" : ""}`;
