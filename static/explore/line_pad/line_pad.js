// Canvas on which a line is drawn. Python gets the newest drawing and answers with its pixels.
import { mounting } from "../../shared/mount.js";
import { write } from "../../shared/url_state.js";
import { createPanel } from "./panel.js";
import { createSender } from "./sender.js";
import { CSS } from "./style.js";
import { createView } from "./view.js";

/** @import { Point } from "./geometry.js" */
/** @import { Host } from "../../shared/mount.js" */

/**
 * What is drawn. Of a picture that was uploaded there are no points.
 * @typedef {object} Drawing
 * @property {"line" | "stroke" | "none" | "picture"} kind
 * @property {Point[]} points
 * @property {number} width px
 * @property {string} colour '#ff0000'
 * @property {string} edge the painter
 *
 * @typedef {object} LinePad
 * @property {Drawing} drawing taken over when `version` has grown
 * @property {string} picture pixels of the drawing, RGB in base64
 * @property {string} said the answer in words
 * @property {number} ack the last change that has arrived
 * @property {number} version
 * @property {{ name: string, classes: string[], values: any[] }[]} trained
 * @property {string[]} painters
 *
 * @typedef {"line" | "stroke"} Mode
 * @typedef {ReturnType<typeof createState>} Pad
 */

const HISTORY = 100; // steps
const LINK_REST_MS = 400;

export default mounting({ className: "root", css: CSS }, createLinePad);

/** @param {HTMLElement} root @param {LinePad} data @param {Host} host */
function createLinePad(root, data, host) {
  const sender = createSender(data.ack);
  const redraw = () => [view, panel].forEach((part) => void part.draw());
  const pad = createState(data, redraw, (state) => {
    root.dataset.seq = String(sender.send(state));
  });
  const view = createView(pad, root);
  const panel = createPanel(pad, root, data.painters);
  root.dataset.seq = String(data.ack);
  root.onkeydown = (event) => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    (key === "y" || event.shiftKey ? pad.redo : pad.undo)();
  };
  return {
    // Take what Python sends. After a restart it knows nothing of our drawing, so it gets it again.
    /** @param {LinePad} fresh */
    update({ ack, drawing, version, picture, said }) {
      const anew = sender.answered(ack, (state) => host.keep("change", state));
      const isTheirs = version > pad.version || (anew && pad.drawing.kind === "picture");
      if (isTheirs) {
        pad.remember();
        pad.drawing = drawing;
      }
      pad.version = version;
      if (ack || version) pad.rest();
      view.answer(picture, said);
      if (anew && !isTheirs) pad.show(pad.drawing);
      else pad.redraw();
    },
    stop() {
      pad.stop();
      sender.stop();
    },
  };
}

// The drawing with its history.
/** @param {LinePad} data @param {() => void} redraw @param {(state: object) => void} send */
function createState({ drawing, version, trained }, redraw, send) {
  /** @type {Drawing[]} */
  let past = [];
  /** @type {Drawing[]} */
  let future = [];
  let linkTimer = 0;

  /** @param {Drawing[]} from @param {Drawing[]} to */
  const step = (from, to) => {
    const next = from.pop();
    if (!next) return;
    to.push(pad.drawing);
    pad.settle(next);
  };
  const pad = {
    drawing,
    version,
    trained,
    redraw,
    /** @type {Mode} */
    mode: "line",
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    /** Make this the drawing and tell Python. @param {Drawing} next */
    show(next) {
      pad.drawing = next;
      redraw();
      send({ ...next, version: pad.version });
    },
    /** The same, at the end of a gesture. @param {Drawing} next */
    settle(next) {
      pad.show(next);
      pad.rest();
    },
    remember() {
      if (past.at(-1) === pad.drawing) return;
      past = [...past.slice(-HISTORY), pad.drawing];
      future = [];
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    clear() {
      pad.remember();
      pad.settle({ ...pad.drawing, kind: "none", points: [] });
    },
    /** The hand rests: the page's address names the line, so that a copied link shows the same. */
    rest() {
      clearTimeout(linkTimer);
      linkTimer = setTimeout(() => write("line", linkOf(pad.drawing)), LINK_REST_MS);
    },
    stop: () => clearTimeout(linkTimer),
  };
  return pad;
}

/** A line in the address: '5,5,20,5,2,ff0000,hard'; null for anything else. @param {Drawing} drawing */
const linkOf = ({ kind, points, width, colour, edge }) =>
  kind === "line" ? [...points.flat(), width, colour.slice(1), edge].join() : null;
