// Nearest flip: the line, and the smallest changes that make a head answer something else. It follows the dragged line.
import { draw, find } from "../shared/dom.js";
import { rounded } from "../shared/format.js";
import { html } from "../shared/html.js";
import { paintPicture } from "../shared/pixels.js";
import { FACTORS } from "../shared/scene/factors.js";
import { argmax } from "../shared/scene/sweep.js";
import { createLiveLine } from "./live_line.js";
import { className } from "./text.js";

/** @import { Host } from "../shared/mount.js" */
/** @import { NearFlip, NearFlips, Searched } from "../shared/scene/nearest_flip.js" */
/** @import { Scene } from "../shared/scene/scene.js" */
/** @import { LiveLine } from "./live_line.js" */
/** @import { Head } from "./probe.js" */

/**
 * @typedef {Omit<NearFlip, "scene"> & { scene?: Scene, picture?: string, words?: string[] }} ShownFlip Python sends
 *   pictures and words, the browser's own search gives scenes
 * @typedef {Omit<NearFlips, "best" | "singles"> & { best: ShownFlip | null, singles: (ShownFlip | null)[] }} ShownFlips
 *
 * @typedef {object} Nearest
 * @property {unknown[]} of what was searched
 * @property {Head[]} heads
 * @property {string} head to flip
 * @property {LiveLine} live
 * @property {Searched[]} factors
 * @property {ShownFlips} flips
 */

const SIDE = 28; // px
const NEAR = 1e-3; // probabilities that differ by more are not the same
const HTML = `<div class="pair"><div><div class="hand"></div><p class="from"></p></div>
  <span class="icon" aria-hidden="true">arrow_forward</span><div class="changed"></div></div>
  <h4>One property alone</h4><div class="singles"></div>`;

/** @param {HTMLElement} root @param {unknown} _open @param {Host} host */
export function createNearest(root, _open, host) {
  root.innerHTML = HTML;
  /** @type {Nearest} */
  let data;
  /** @type {Scene} */
  let scene;
  /** @type {ShownFlips | null} */
  let here = null; // what the browser has found for the newest line
  let isOurs = false; // whether the server has answered for the same line
  const line = createLiveLine(find(root, ".hand"), host, {
    moved(next) {
      scene = next;
      here = null;
      isOurs = false;
      showLine();
      line.ask({ kind: "flips", scene, head: data.head });
    },
    ready: showLine,
    told(flips, isNewest) {
      if (isOurs && !isNewest) return;
      if (isNewest) here = flips;
      if (!isOurs) show(flips);
      compare();
    },
  });

  function showLine() {
    const answer = line.answer(scene);
    if (answer) {
      line.show(scene, answer.rgb);
      caption(argmax(answer.probabilities[data.head]));
    }
  }
  /** @param {number} index of the class */
  function caption(index) {
    const name = className(headOf(data), index);
    find(root, ".from").textContent = `${data.head}: ${name}`;
    line.canvas.setAttribute("aria-label", `The line as it is: ${data.head} predicts ${name}`);
  }
  /** @param {ShownFlips} flips */
  function show(flips) {
    draw(find(root, ".changed"), nodesOf(bestOf(data, flips, pictureOf)));
    draw(
      find(root, ".singles"),
      flips.singles.map((single, i) => singleOf(data, data.factors[i], single, pictureOf)),
    );
  }
  /** @param {ShownFlip} flip */
  const pictureOf = ({ picture, scene }) => picture ?? (scene ? line.answer(scene)?.rgb : null) ?? "";

  /** The server's nearest line must flip the head here too. */
  function compare() {
    if (!isOurs || !here?.finished) return;
    const { best } = data.flips;
    if (!best || !here.best) return line.agree(best === here.best);
    const changes = new Map(best.changes.map(({ name, to }) => [name, to]));
    const there = data.factors.reduce((each, { name }) => {
      const to = changes.get(name);
      return to === undefined ? each : FACTORS[name].put(each, to);
    }, scene);
    const sure = line.answer(there)?.probabilities[data.head] ?? [];
    line.agree(Math.max(...sure) - sure[best.after] < NEAR);
  }

  return {
    /** @param {Nearest} fresh */
    update(fresh) {
      const state = line.take(fresh.live);
      if (state === "old" || (data && JSON.stringify(fresh.of) === JSON.stringify(data.of))) return;
      const isSameLine = scene && data.head === fresh.head && JSON.stringify(line.scene()) === JSON.stringify(scene);
      data = fresh;
      isOurs = isSameLine;
      if (!isSameLine) {
        here = null;
        scene = line.scene();
        line.agree(true);
      }
      caption(data.flips.before);
      paintPicture(line.canvas, /** @type {any} */ (fresh).picture, SIDE, SIDE);
      showLine();
      show(data.flips);
      compare();
    },
    stop: line.stop,
  };
}

/** @param {Nearest} data @returns {Head} */
const headOf = ({ heads, head }) => heads.find(({ name }) => name === head) ?? heads[0];

/** @param {any} nodes one element, or several */
const nodesOf = (nodes) => (typeof nodes[0] === "string" ? [nodes] : nodes);

/** @typedef {(flip: ShownFlip) => string | Uint8Array} PictureOf */

/** @param {Nearest} data @param {ShownFlips} flips @param {PictureOf} pictureOf */
function bestOf(data, { before, best, finished }, pictureOf) {
  const { head } = data;
  if (!best) {
    const none = `No change that was tried flips the prediction of ${head}.`;
    return html`<p class="none">${finished ? none : "Searching …"}</p>`;
  }
  const [from, to] = [before, best.after].map((index) => className(headOf(data), index));
  const title = finished
    ? `The smallest change found makes ${head} predict ${to} instead of ${from}.`
    : `So far: ${head} predicts ${to} instead of ${from}.`;
  return html`<div>${picture(pictureOf(best), `The changed line: ${head} predicts ${to}`)}<p>${head}: ${to}</p></div>
    <div class="words"><p><b>${title}</b></p>
      <ul>${wordsOf(data, best).map((words) => html`<li>${words}</li>`)}</ul>
      <p class="about">${best.distance.toFixed(2)} trained steps</p></div>`;
}

/** @param {Nearest} data @param {Searched} factor @param {ShownFlip | null} flip @param {PictureOf} pictureOf */
function singleOf(data, { label }, flip, pictureOf) {
  if (!flip) return html`<div><p><b>${label}</b></p><p class="about">No flip in its whole range.</p></div>`;
  const [words] = wordsOf(data, flip);
  const to = className(headOf(data), flip.after);
  return html`<div><p><b>${label}</b> ${flip.distance.toFixed(2)} steps</p>
    ${picture(pictureOf(flip), `${words}: ${data.head} predicts ${to}`)}<p class="about">${words}: ${to}</p></div>`;
}

/** @param {string | Uint8Array} pixels @param {string} label */
function picture(pixels, label) {
  const paint = (/** @type {HTMLCanvasElement} */ canvas) => pixels && paintPicture(canvas, pixels, SIDE, SIDE);
  return html`<canvas class="picture" width=${SIDE} height=${SIDE} role="img" aria-label=${label} paint=${paint} />`;
}

/** The changes in words, the largest first. @param {Nearest} data @param {ShownFlip} flip */
function wordsOf({ factors }, { words, changes }) {
  if (words) return words;
  const known = changes.flatMap((change) => {
    const factor = factors.find(({ name }) => name === change.name);
    return factor ? [{ factor, ...change }] : [];
  });
  known.sort((a, b) => stepsOf(b) - stepsOf(a));
  return known.map(({ factor, from, to }) => changeText(factor, from, to));
}

/** Trained steps between two values. @param {{ factor: Searched, from: number, to: number }} change */
function stepsOf({ factor: { turn, trained_step: step }, from, to }) {
  const away = Math.abs(to - from);
  return (turn ? Math.min(away, turn - away) : away) / step;
}

/** 'length 15 → 9.2 px' @param {Searched} factor @param {number} from @param {number} to */
export function changeText({ label, unit, digits }, from, to) {
  const places = rounded(from, digits) === rounded(to, digits) ? 3 : digits;
  return `${label.toLowerCase()} ${rounded(from, places)} → ${rounded(to, places)}${unit}`;
}
