// What Python says of lines: the values of `line_rules` in `ui/shared/line_rules.py`.
import { decodedBytes } from "../pixels.js";

/**
 * @typedef {[number, number]} Point [x, y] in px, x right and y up, from the lower left corner of the frame: 0..28
 *
 * @typedef {object} Drawing
 * @property {"line" | "stroke" | "none" | "picture"} kind
 * @property {Point[]} points
 * @property {number} width px
 * @property {string} colour '#ff0000'
 * @property {string} edge the painter
 *
 * @typedef {object} Property
 * @property {string} name
 * @property {string[]} classes
 * @property {any[]} values of the classes: px, degrees or [red, green, blue]
 * @property {number} near how far off a class a value may be
 * @property {string} unit behind a number, with its space
 * @property {string} classUnit behind the name of a class
 *
 * @typedef {object} PackedStamps
 * @property {number} reach px beyond the frame
 * @property {number} margin rows above the first pixel
 * @property {number} rows of a stamp
 * @property {number} widths 1 px to this
 * @property {string} hard
 * @property {string} pillow
 * @property {number[]} cut places where the frame changes a hard line
 * @property {string} cutSpans
 *
 * @typedef {{ faintest: number, certainty: number, deviation: number }} Detector
 *
 * @typedef {object} LineRules
 * @property {number} tie px
 * @property {Point} nudge px
 * @property {PackedStamps} stamps
 * @property {Detector} detector
 * @property {Property[]} properties
 * @property {{ noLine: string, nearest: string, nearestOff: string }} texts
 */

export const FRAME = 28; // px, the side of a picture
export const PIXELS = FRAME * FRAME;

/** The lower (or left) end first. @param {Point[]} points of a line */
export const upward = (points) => [...points].sort(([x0, y0], [x1, y1]) => y0 - y1 || x0 - x1);

/** The red, green and blue of '#ff0000'. @param {string} colour */
export const rgbOf = (colour) => [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));

/**
 * Spans of stamps as numbers: each stamp was sent as its difference from the one before.
 * @param {string} text @param {number} rows of a stamp
 */
export async function unpacked(text, rows) {
  const stream = new Blob([decodedBytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const spans = new Int8Array(await new Response(stream).arrayBuffer());
  for (let i = 2 * rows; i < spans.length; i += 1) spans[i] += spans[i - 2 * rows];
  return spans;
}
