// Feature visualisation: pictures that make a filter or a class respond most, the best start large, others beside it.
import { draw } from "../shared/dom.js";
import { exact } from "../shared/format.js";
import { html } from "../shared/html.js";
import { paintPicture } from "../shared/pixels.js";

/** @import { Canvas, Size } from "./look_inside.js" */

/** @param {number[]} scores */
const top = (scores) => Math.max(...scores);
const CURVE = { width: 240, height: 40 };

/**
 * @typedef {object} FeatureVisualisation
 * @property {string[]} pictures of each start, RGB in base64
 * @property {number[][]} scores of each start, over the steps
 * @property {number} best start
 * @property {Size} frame
 * @property {string} title
 */

/** @param {HTMLElement} root */
export function featureVisualisation(root) {
  return {
    /** @param {FeatureVisualisation} data */
    update({ pictures, scores, best, frame, title }) {
      const order = pictures.map((_, i) => i).sort((first, second) => top(scores[second]) - top(scores[first]));
      const items = order.map((i) => {
        const paint = (/** @type {HTMLCanvasElement} */ canvas) =>
          paintPicture(canvas, pictures[i], frame.height, frame.width);
        return startPicture(i, i === best, scores[i], { ...frame, paint }, title);
      });
      draw(root, [html`<ul class="grid">${items}</ul>`]);
    },
  };
}

/** @param {number} i @param {boolean} best @param {number[]} scores @param {Canvas} canvas @param {string} title */
function startPicture(i, best, scores, canvas, title) {
  const score = exact(top(scores));
  const label = `${title}: start ${i + 1}, score ${score}${best ? ", the best" : ""}`;
  return html`<li class=${best ? "best" : ""}>
    <canvas ${canvas} role="img" aria-label=${label} />
    <span><b>start ${i + 1}</b>${best ? " · best" : ""}<br />score ${score}</span>${curve(scores)}</li>`;
}

/** The score over the steps: it should rise and level off. @param {number[]} scores */
function curve(scores) {
  const low = Math.min(...scores);
  const span = Math.max(...scores) - low || 1;
  const points = scores.map((score, i) => {
    const x = (CURVE.width * i) / Math.max(scores.length - 1, 1);
    const y = CURVE.height - ((score - low) / span) * CURVE.height;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const box = `0 -2 ${CURVE.width} ${CURVE.height + 4}`;
  return html`<svg viewBox=${box} preserveAspectRatio="none" aria-hidden="true"><polyline points=${points.join(" ")} />
    </svg>`;
}
