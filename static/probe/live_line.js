// The line of a section, which a hand may drag. While it moves the browser answers; Python hears of it at the end.

import { find } from "../shared/dom.js";
import { FRAME } from "../shared/line/rules.js";
import { createSender } from "../shared/line_pad/sender.js";
import { createView } from "../shared/line_pad/view.js";
import { createBackground } from "../shared/live/background.js";
import { load, parts } from "../shared/live/live.js";
import { lineOf, sceneOf, scenePainter } from "../shared/scene/scene.js";
import { numbers } from "../shared/scene/unpack.js";

/** @import { Fixed, Task } from "../shared/live/background.js" */
/** @import { Drawing, Point } from "../shared/line/rules.js" */
/** @import { Host } from "../shared/mount.js" */
/** @import { Scene } from "../shared/scene/scene.js" */

/**
 * @typedef {object} LiveLine what Python says of the line
 * @property {string | null} network address of the network that answers in the browser; null: the server answers
 * @property {string} rules address of what is drawn and known of lines
 * @property {Drawing} drawing on the canvas
 * @property {string} painter that paints it here
 * @property {number} seq the last change that has arrived @property {number} version
 * @property {Omit<Fixed, "network" | "rules">} fixed
 *
 * @typedef {object} Listener
 * @property {(scene: Scene) => void} moved the hand has moved the line
 * @property {() => void} ready the browser answers from now on
 * @property {(result: any, isNewest: boolean) => void} told what was asked in the background
 */

const [THINNEST, THICKEST] = [1, 5]; // px, of the canvas
const ASK_MS = 100; // between two tasks while the line moves: processors are few
const ALONE = "This network answers on the server alone: the line is changed on Explore.";
const BUG = "The browser and the server read this line differently. This is a bug: please report it with the link.";

/** @param {HTMLElement} parent @param {Host} host @param {Listener} listener */
export function createLiveLine(parent, host, { moved, ready, told }) {
  /** @type {LiveLine} */
  let data;
  /** @type {ReturnType<typeof createSender> | null} */
  let sender = null;
  /** @type {ReturnType<typeof createBackground> | null} */
  let background = null;
  /** @type {((scene: Scene) => Uint8Array) | null} */
  let paint = null;
  let key = ""; // of what the background knows
  let isMoving = false;
  let sent = -1;
  let askedAt = 0;
  let timer = 0;
  /** @type {any} */
  const pad = {
    drawing: { kind: "line", points: [], width: 1, colour: "#000000", edge: "smooth" },
    mode: "line",
    /** @param {Drawing} next */
    show(next) {
      isMoving = true;
      pad.drawing = next;
      view.draw();
      moved(sceneOf({ ...next, edge: data.painter }));
    },
    rest() {
      if (!isMoving || !sender) return;
      isMoving = false;
      sent = sender.send({ ...pad.drawing, edge: data.drawing.edge, version: data.version });
    },
    /** @param {Drawing} next */
    settle(next) {
      pad.show(next);
      pad.rest();
    },
    remember() {},
    clear() {},
  };
  const view = createView(pad, parent);
  const canvas = find(parent, ".pixels");
  canvas.setAttribute("role", "img");
  parent.insertAdjacentHTML("beforeend", '<p class="alone"></p><p class="bug" role="alert"></p>');
  const isLive = () => paint !== null && parts() !== null;

  function follow() {
    const { network, rules, fixed } = data;
    find(parent, ".alone").textContent = network ? "" : ALONE;
    const fresh = JSON.stringify([network, rules, fixed]);
    if (fresh === key) return;
    key = fresh;
    paint = null;
    background?.stop();
    background = network && "Worker" in globalThis ? createBackground({ network, rules, ...fixed }, told) : null;
    parent.dataset.live = "false";
    load(network, rules).then(() => {
      const loaded = parts();
      if (key !== fresh || !loaded) return;
      paint = scenePainter(loaded.paint, fixed.noise ? new Float32Array(numbers(fixed.noise)) : null);
      parent.dataset.live = "true";
      ready();
    });
  }

  return {
    canvas,
    /**
     * Take what Python says: 'old' if the hand has moved the line since, 'ours' if it is the line that was sent last.
     * @param {LiveLine} fresh @returns {"old" | "ours" | "new"}
     */
    take(fresh) {
      sender ??= createSender(fresh.seq, (silent) => view.silence(silent));
      const isTheirs = !data || fresh.version !== data.version;
      data = fresh;
      sender.answered(fresh.seq, (state) => host.keep("change", state));
      follow();
      if (!isTheirs && (isMoving || fresh.seq < sent)) return "old";
      return !isTheirs && fresh.seq === sent ? "ours" : "new";
    },
    scene: () => sceneOf({ ...data.drawing, edge: data.painter }),
    isLive,
    /** What the heads say; null: the browser does not know. @param {Scene} scene */
    answer(scene) {
      const loaded = parts();
      if (!paint || !loaded) return null;
      const rgb = paint(scene);
      return { rgb, probabilities: loaded.network.predict(rgb) };
    },
    /** Show a line where it can be taken hold of. @param {Scene} scene @param {Uint8Array} rgb */
    show(scene, rgb) {
      const line = lineOf(scene);
      const width = Math.min(THICKEST, Math.max(THINNEST, line.width));
      if (!isMoving) pad.drawing = { ...line, points: line.points.map(within), width, soft: undefined };
      view.draw();
      view.answer(rgb, "");
    },
    /**
     * All about a line when it rests; while it moves the first result, a few times a second.
     * @param {Omit<Task, "id">} task
     */
    ask(task) {
      clearTimeout(timer);
      timer = setTimeout(() => background?.ask(task), ASK_MS);
      if (performance.now() - askedAt < ASK_MS) return;
      askedAt = performance.now();
      background?.ask({ ...task, brief: true });
    },
    /** @param {boolean} same */
    agree(same) {
      if (!same) console.error("The browser and the server disagree about a line:", data.drawing);
      find(parent, ".bug").textContent = same ? "" : BUG;
    },
    stop() {
      clearTimeout(timer);
      sender?.stop();
      background?.stop();
    },
  };
}

/** @param {Point} point @returns {Point} */
const within = ([x, y]) => [Math.min(FRAME, Math.max(0, x)), Math.min(FRAME, Math.max(0, y))];
