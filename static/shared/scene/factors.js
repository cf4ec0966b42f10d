// What can be moved in a scene: how `FACTORS` of `model/probe/factors.py` reads and changes it.
import { hueOf, withBrightness, withHue } from "./colour.js";

/** @import { Scene } from "./scene.js" */

/**
 * What Python says of a factor.
 * @typedef {object} Factor
 * @property {string} name
 * @property {string} label
 * @property {string} unit behind a number, with its space
 * @property {number} digits of a value in words
 * @property {number} low
 * @property {number} high
 * @property {number} step between two samples of a sweep
 * @property {number | null} turn comes back after so much
 * @property {number | null} trained_step from one trained value to the next; null: no part of the search for flips
 */

/** @typedef {{ get(scene: Scene): number, put(scene: Scene, value: number): Scene }} Access */

/** @param {"length" | "width" | "noise" | "blur"} name @returns {Access} */
const field = (name) => ({ get: (scene) => scene[name], put: (scene, value) => ({ ...scene, [name]: value }) });

/** @type {Record<string, Access>} */
export const FACTORS = {
  angle: { get: ({ angle }) => angle % 180, put: (scene, angle) => ({ ...scene, angle }) },
  length: field("length"),
  width: field("width"),
  hue: {
    get: ({ colour }) => hueOf(colour),
    put: (scene, hue) => ({ ...scene, colour: withHue(scene.colour, hue) }),
  },
  brightness: {
    get: ({ colour }) => Math.max(...colour) / 2.55,
    put: (scene, percent) => ({ ...scene, colour: withBrightness(scene.colour, percent) }),
  },
  x: {
    get: ({ middle }) => middle[0],
    put: (scene, x) => ({ ...scene, middle: [x, scene.middle[1]] }),
  },
  y: {
    get: ({ middle }) => middle[1],
    put: (scene, y) => ({ ...scene, middle: [scene.middle[0], y] }),
  },
  noise: field("noise"),
  blur: field("blur"),
  edge: {
    get: ({ edge, painter }) => edge ?? (painter === "smooth" ? 1 : 0),
    put: (scene, edge) => ({ ...scene, edge }),
  },
};
