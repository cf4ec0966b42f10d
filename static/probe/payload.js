// What Python sends to the drawings of Probe.
/** @import { Film } from "./film_strip.js" */
/** @import { Head } from "./probe.js" */

/**
 * @typedef {import("../shared/scene/factors.js").Factor & { about: string }} Moved the property that moves
 *
 * @typedef {object} Curves
 * @property {unknown[]} of what was measured; the same again when the page draws again
 * @property {Head[]} heads
 * @property {Moved} moved
 * @property {boolean} cyclic whether both ends of the values meet
 * @property {number[]} trained values that the network was trained with
 * @property {number[]} values
 * @property {number} held index of the line as it is
 * @property {number[]} inside whether the line lies in the frame, at each value
 * @property {Record<string, number[][]>} probabilities of each head: a curve for each class
 * @property {{ head: string, at: number, words: string }[]} flips
 * @property {Film} film a picture for each value
 * @property {import("./live_line.js").LiveLine} live
 *
 * @typedef {object} PositionMap of one head, a value for each place
 * @property {string} watched the class
 * @property {boolean} true
 * @property {number[]} probability
 * @property {number[]} answer
 * @property {number[]} sure
 * @property {number[]} other whether the head answers another class
 *
 * @typedef {{
 *   of: unknown[], heads: Head[], maps: PositionMap[], inside: number[], middle: [number, number], film: Film
 * }} PositionMaps `middle`: px, of the line as it is
 *
 * @typedef {object} Disturbance
 * @property {string} name
 * @property {string} label
 * @property {string} unit
 * @property {string} about
 * @property {number[]} strengths
 * @property {number[][]} accuracy of each head at each strength
 * @property {(number | null)[]} at the strength at which each head breaks
 * @property {(string | null)[]} breaks the same in words
 * @property {number | null} first the head that breaks first
 * @property {string} words
 * @property {Film} film
 *
 * @typedef {{ lines: string, heads: Head[], cards: Disturbance[] }} Robustness
 *
 * @typedef {object} CrossTalk
 * @property {Head[]} heads
 * @property {{ name: string, label: string, range: string, own: number | null }[]} rows `own`: the head that reads it
 * @property {number[][]} distance of each row, for each head
 * @property {number[][]} changed
 * @property {string} words
 */

export {}; // a module, so that its types can be imported
