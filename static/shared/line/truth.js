// What is true of a drawn line, as `ui/shared/ground_truth.py` says it.
import { rounded } from "../format.js";
import { rgbOf, upward } from "./rules.js";

/** @import { Drawing, LineRules, Point, Property } from "./rules.js" */

/**
 * @typedef {object} Truth
 * @property {string | null} class null where the value is not a trained one
 * @property {number | null} value px or degrees
 * @property {string} drawn the value in words
 * @property {string} nearest the nearest class
 * @property {number | null} off how far the nearest class is, px or degrees
 * @property {string} nearest_text the last two in words
 */

/** Per head; null without a straight line. @param {Drawing} drawing @param {LineRules} rules */
export function truth({ kind, points, width, colour }, { properties, texts }) {
  if (kind !== "line") return null;
  /** @type {Record<string, number | string>} */
  const drawn = { ...measured(points), width, colour };
  return Object.fromEntries(
    properties.map((property) => [property.name, truthOf(property, drawn[property.name], texts)]),
  );
}

/** @param {Property} property @param {number | string} drawn @param {LineRules["texts"]} texts @returns {Truth} */
function truthOf(property, drawn, texts) {
  const { classes, near, unit } = property;
  const offs = offsOf(property, drawn);
  const least = Math.min(...offs);
  const nearest = classes[offs.indexOf(least)];
  const known = least <= near ? nearest : null;
  const name = nearest + property.classUnit;
  if (typeof drawn === "string") {
    return { class: known, value: null, drawn, nearest, off: null, nearest_text: filled(texts.nearest, name) };
  }
  const off = String(rounded(least));
  const text = off === "0" ? filled(texts.nearest, name) : filled(texts.nearestOff, name, off + unit);
  return { class: known, value: drawn, drawn: rounded(drawn) + unit, nearest, off: least, nearest_text: text };
}

/** @param {string} text @param {string} name @param {string} [off] */
const filled = (text, name, off = "") => text.replace("{name}", name).replace("{off}", off);

/**
 * How far a value is from that of each class; squared for colours.
 * @param {Property} property @param {number | string} drawn
 */
function offsOf({ name, values }, drawn) {
  if (typeof drawn === "string") {
    const rgb = rgbOf(drawn);
    return values.map((trained) => rgb.reduce((sum, level, i) => sum + (level - trained[i]) ** 2, 0));
  }
  return values.map((trained) => {
    const off = Math.abs(drawn - trained);
    return name === "angle" ? Math.min(off % 180, 180 - (off % 180)) : off;
  });
}

/** Length, and angle (0 <= angle < 180) of a line. @param {Point[]} points */
export function measured(points) {
  const [[x0, y0], [x1, y1]] = upward(points);
  const [across, up] = [x1 - x0, y1 - y0];
  const angle = (Math.atan2(up, across) * (180 / Math.PI)) % 180;
  return { length: Math.sqrt(across * across + up * up), angle };
}
