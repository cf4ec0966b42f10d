// Canvas on which a line is drawn. The browser answers while the pointer moves, and Python hears of the drawing at the
// end of a gesture; where the browser has no network that answers, Python does, and hears of every move.

import { classText, guessOf } from "../head_text.js";
import { answersHere, load, read } from "../live/live.js";
import { holds, publish } from "../live/readings.js";
import { mounting } from "../mount.js";
import { write } from "../url_state.js";
import { createPanel } from "./panel.js";
import { createSender } from "./sender.js";
import { CSS } from "./style.js";
import { createView } from "./view.js";

/** @import { LiveReading } from "../live/readings.js" */
/** @import { Point } from "./geometry.js" */
/** @import { Host } from "../mount.js" */

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
 * @property {string | null} network address of the network that answers in the browser
 * @property {string} rules address of what is drawn and known of lines
 * @property {number} version
 * @property {{ name: string, unit: string, classes: string[], values: any[] }[]} trained
 * @property {string[]} painters
 * @property {boolean} small without the fields of values, and Python writes the line into the address
 *
 * @typedef {"line" | "stroke"} Mode
 * @typedef {ReturnType<typeof createState>} Pad
 */

const HISTORY = 100; // steps
const LINK_REST_MS = 400;

export default mounting({ className: "root", css: CSS }, createLinePad);

/** @param {HTMLElement} root @param {LinePad} data @param {Host} host */
function createLinePad(root, data, host) {
  const sender = createSender(data.ack, (silent) => view.silence(silent));
  const redraw = () => [view, panel].forEach((part) => void part.draw());
  /** @type {LiveReading | null} */
  let reading = null;
  let network = data.network;
  let waits = false; // whether Python has yet to hear of the drawing
  const tell = () => {
    waits = false;
    sender.send({ ...pad.drawing, version: pad.version });
  };
  const changed = () => {
    const seq = sender.count();
    root.dataset.seq = String(seq);
    const live = read(pad.drawing);
    waits = live !== null;
    if (!live) return tell();
    reading = { ...live, network, version: pad.version, seq };
    view.answer(reading.rgb, phrase(reading, data.trained));
    publish(reading);
  };
  const pad = createState(data, redraw, changed, () => void (waits && tell()));
  const view = createView(pad, root);
  const panel = createPanel(pad, root, data.painters);
  root.dataset.seq = String(data.ack);
  root.classList.toggle("small", data.small);
  root.onkeydown = (event) => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    (key === "y" || event.shiftKey ? pad.redo : pad.undo)();
  };
  return {
    // Take what Python sends. After a restart it knows nothing of our drawing, so it gets it again.
    /** @param {LinePad} fresh */
    update({ ack, drawing, version, picture, said, ...fresh }) {
      network = fresh.network;
      load(network, fresh.rules).then(() => {
        root.dataset.live = String(answersHere());
      });
      const anew = sender.answered(ack, (state) => host.keep("change", state));
      const isTheirs = version > pad.version || (anew && pad.drawing.kind === "picture");
      if (isTheirs) {
        pad.remember();
        pad.drawing = drawing;
      }
      pad.version = version;
      if (ack || version) pad.link();
      if (!holds(reading, { network, version, seq: ack })) view.answer(picture, said);
      if (anew && !isTheirs) pad.settle(pad.drawing);
      else pad.redraw();
    },
    stop() {
      pad.stop();
      sender.stop();
    },
  };
}

// The drawing with its history.
/**
 * @param {LinePad} data @param {() => void} redraw @param {() => void} changed @param {() => void} rested told at the
 *   end of a gesture
 */
function createState({ drawing, version, ack, trained, small }, redraw, changed, rested) {
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
    /** Whether a visitor has drawn nothing yet. */
    untouched: !ack && !version && !/[?&](line|picture)=/.test(location.search),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    /** Make this the drawing. @param {Drawing} next */
    show(next) {
      pad.drawing = next;
      redraw();
      changed();
    },
    /** The same, at the end of a gesture. @param {Drawing} next */
    settle(next) {
      pad.show(next);
      pad.rest();
    },
    remember() {
      pad.untouched = false;
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
    /** The hand rests: Python hears of the drawing. */
    rest() {
      rested();
      pad.link();
    },
    /** The address names the line, so that a copied link shows the same. */
    link() {
      clearTimeout(linkTimer);
      if (small) return;
      linkTimer = setTimeout(() => write("line", linkOf(pad.drawing)), LINK_REST_MS);
    },
    stop: () => clearTimeout(linkTimer),
  };
  return pad;
}

/** A line in the address: '5,5,20,5,2,ff0000,hard'; null for anything else. @param {Drawing} drawing */
const linkOf = ({ kind, points, width, colour, edge }) =>
  kind === "line" ? [...points.flat(), width, colour.slice(1), edge].join() : null;

/**
 * The answer in one phrase: 'long, thick, red, 135°'.
 * @param {LiveReading} reading @param {LinePad["trained"]} trained
 */
function phrase({ found, probabilities }, trained) {
  if (!found) return "no line found";
  return trained.map((head) => classText(head, guessOf({ probabilities: probabilities[head.name] }))).join(", ");
}
