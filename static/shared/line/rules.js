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
 * @property {number | null} [soft] px from full to nothing at the sides of a line; none: as its painter has it
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
 * @property {{ hard: number, pillow: number }} widths 1 px to this
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

/** Halves go to the even number, as NumPy rounds. @param {number} value */
export const rint = (value) => {
  const low = Math.floor(value);
  return value - low === 0.5 ? low + (low & 1) : Math.round(value);
};

/** The lower (or left) end first. @param {Point[]} points of a line */
export const upward = (points) => [...points].sort(([x0, y0], [x1, y1]) => y0 - y1 || x0 - x1);

/** The red, green and blue of '#ff0000'. @param {string} colour */
export const rgbOf = (colour) => [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));

/**
 * Spans of stamps as numbers: each stamp was sent as its difference from the one before.
 * @param {string} text @param {number} rows of a stamp @param {boolean} [byColumn] each number of all stamps together
 */
export async function unpacked(text, rows, byColumn = false) {
  const stream = new Blob([decodedBytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const sent = new Int8Array(await new Response(stream).arrayBuffer());
  const size = 2 * rows;
  const count = sent.length / size;
  const spans = new Int8Array(sent.length);
  for (let i = 0; i < spans.length; i += 1) {
    const step = byColumn ? sent[(i % size) * count + Math.floor(i / size)] : sent[i];
    spans[i] = step + (i < size ? 0 : spans[i - size]);
  }
  return spans;
}
