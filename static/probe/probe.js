// The drawings of Probe. Whatever the pointer and the switches do stays in the browser.

import { PAD } from "../shared/line_pad/style.js";
import { element, mounting } from "../shared/mount.js";
import { createCrossTalk } from "./cross_talk.js";
import { createNearest } from "./nearest_flip.js";
import { createMaps } from "./position_maps.js";
import { createCurves } from "./response_curves.js";
import { createRobustness } from "./robustness.js";
import { CSS } from "./style.js";

/** @import { Drawing, Host } from "../shared/mount.js" */

/**
 * @typedef {{
 *   name: string, icon: string, colour: string, dash: string, classes: string[], degrees: boolean
 * }} Head `degrees`: whether its classes are angles
 *
 * @typedef {{ kind: keyof typeof KINDS, heads: Head[] }} Probe and what the kind needs
 */

const KINDS = {
  robustness: createRobustness,
  nearest: createNearest,
  curves: createCurves,
  maps: createMaps,
  cross_talk: createCrossTalk,
};

export default mounting(
  { className: "box", css: PAD + CSS, failure: "This drawing failed. Reload the page." },
  createProbe,
);

/** @param {HTMLElement} box @param {Probe} data @param {Host} host */
function createProbe(box, { kind }, host) {
  const root = element("div", { className: `root ${kind}` });
  box.append(root);
  const open = (/** @type {string} */ name) => host.send("opened", name);
  /** @type {Drawing<any>} */
  const drawing = KINDS[kind](root, open, host);
  return drawing;
}
