// What the four heads answer, class by class; with edits beside without.
import { icon } from "../shared/dom.js";
import { exact, percent } from "../shared/format.js";
import { html } from "../shared/html.js";

/** @import { Pass } from "./live_layers.js" */
/** @import { Head } from "./look_inside.js" */

/**
 * @typedef {Pick<Pass, "probabilities" | "unedited"> & { logits: Record<string, ArrayLike<number>> | null }} Answer
 *   `logits`: null where the server has answered
 */

/**
 * A card for each head.
 * @param {Head[]} heads @param {Record<string, string[]>} classes @param {Answer | null} answer null: not known yet
 */
export const answerCards = (heads, classes, answer) => html`<div class="answers">
  ${heads.map((head) => card(head, classes[head.name], answer))}</div>`;

/** @param {Head} head @param {string[]} classes @param {Answer | null} answer */
function card(head, classes, answer) {
  const now = answer?.probabilities[head.name];
  const before = answer?.unedited?.[head.name] ?? null;
  const logits = answer?.logits?.[head.name];
  const guess = now ? likeliest(now) : null;
  const words = now ? phrase(classes, now) : "–";
  const logit = logits && guess !== null ? `logit ${exact(logits.length > 1 ? logits[guess] : logits[0])}` : "";
  const was = before ? `unedited ${phrase(classes, before)}` : "";
  const changed = before !== null && guess !== likeliest(before);
  const column = (/** @type {string} */ name, /** @type {number} */ i) => html`<span class=${i === guess ? "best" : ""}
    title="${name}: ${percent(now?.[i])}${logits && logits.length > 1 ? `, logit ${exact(logits[i])}` : ""}">
    <i class="track"><i class="share" style="height:${height(now?.[i])}" />
      ${before && html`<i class="was" style="height:${height(before[i])}" />`}</i>${name.replace("°", "")}</span>`;
  return html`<article class="head-answer${changed ? " changed" : ""}" data-head=${head.name}
    style="--head:${head.colour}">
    <h4>${icon(head.icon)}${head.name} <b>${words}</b></h4>
    <div class="classes" aria-hidden="true">${classes.map(column)}</div>
    <p class="rest"><span class="logit">${logit}</span> <span class="unedited">${was}</span></p></article>`;
}

/** @param {number[]} probabilities */
const likeliest = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

/** '60° 98 %' @param {string[]} classes @param {number[]} probabilities */
function phrase(classes, probabilities) {
  const guess = likeliest(probabilities);
  return `${classes[guess]} ${percent(probabilities[guess])}`;
}

/** @param {number | undefined} share */
const height = (share) => `${(100 * (share ?? 0)).toFixed(1)}%`;
