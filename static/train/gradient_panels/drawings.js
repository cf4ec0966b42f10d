// The drawing of each panel by its name. `words` says the numbers to those who do not see them.
import { moved, solved, update } from "./bars.js";
import { norm, rate, share, weights } from "./curves.js";
import { ownership } from "./filters.js";
import { conflict, cosine, similarity } from "./pairs.js";
/** @import { Markup } from "../../shared/dom.js" */
/** @import { Look } from "../../shared/marks.js" */

/**
 * What is known of the newest sample of the gradients alone; of each head, or of each pair of heads.
 * @typedef {object} Newest
 * @property {string[]} silent heads whose gradient can be noise alone
 * @property {(number | null)[][]} cosine
 * @property {Record<string, number | null>} within a head with itself, on other pictures
 * @property {(number | null)[][]} conflict
 * @property {(number | null)[][]} similarity
 * @property {Record<string, number>} accuracy
 * @property {boolean} exact_update
 * @property {Record<string, number | null> | null} relative_change
 * @property {Record<string, unknown>} numbers of the panels that have no drawing of their own
 * @property {Record<string, (number[] | null)[]>} ownership of each filter of each layer: a share for each head
 *
 * @typedef {Look & { icon: string }} Head
 * @typedef {{ heads: Head[], now: Newest, first_solved: Record<string, number | null> }} Panels
 * @typedef {import("../../shared/axes.js").Model & Panels} Model
 * @typedef {{ words: string, nodes: Markup[] }} Drawing
 */

/** @typedef {(model: Model) => Drawing} Draw */

/** @type {Record<string, Draw>} */
export const DRAWINGS = { weights, norm, share, update, cosine, conflict, similarity, rate, solved, moved, ownership };
