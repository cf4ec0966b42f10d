// Look inside: one component for all its drawings; `view` says which one.
import { element, mounting } from "../shared/mount.js";
import { ablation } from "./ablation.js";
import { attribution } from "./attribution.js";
import { checkpoints } from "./checkpoints.js";
import { featureVisualisation as feature_visualisation } from "./feature_visualisation.js";
import { layer } from "./layer.js";
import { linearProbes as linear_probes } from "./linear_probes.js";
import { network } from "./network.js";
import { CSS } from "./style.js";

/** @import { Drawing, Host } from "../shared/mount.js" */

/**
 * @typedef {{ name: string, icon: string, colour: string, dash: string }} Head
 * @typedef {{ height: number, width: number }} Size
 * @typedef {Size & { paint: (canvas: HTMLCanvasElement) => void }} Canvas attributes of one
 * @typedef {{ view: keyof typeof DRAWINGS, heads: Head[], frame: Size }} LookInside and what the view needs
 */

const DRAWINGS = { network, layer, checkpoints, ablation, attribution, feature_visualisation, linear_probes };
const FAILURE = "This drawing failed. Choose another layer or picture, or reload the page.";

export default mounting({ className: "inside", css: CSS, failure: FAILURE }, createLookInside);

/** @param {HTMLElement} section @param {LookInside} data @param {Host} host */
function createLookInside(section, { view }, host) {
  const root = element("div", { className: view === "layer" ? "opened" : view.replaceAll("_", "-") });
  section.append(root);
  /** @type {Drawing<any>} */
  const drawing = DRAWINGS[view](root, (name, value) => host.send(name, value));
  return drawing;
}
