// The angle head: twelve classes on a half circle, 0 again after 165, and the drawn direction as a needle.

import { percent } from "../../shared/format.js";
import { html } from "../../shared/html.js";

/** @import { Head } from "../../shared/head_text.js" */

const INNER = 26;
const OUTER = 84;
const RIM = 96; // of a drawing 224 wide
const HALF_STEP = 6.6; // degrees, half of a sector
const MIDDLE = [112, 106];

/** A point of the circle. @param {number} degrees @param {number} radius */
const at = (degrees, radius) => {
  const turn = (degrees * Math.PI) / 180;
  return [MIDDLE[0] + radius * Math.cos(turn), MIDDLE[1] - radius * Math.sin(turn)].map((value) => value.toFixed(2));
};

// The sector about an angle, from the inner circle out to `radius`; cut at the base line.
/** @param {number} angle @param {number} radius */
function sector(angle, radius) {
  const [from, to] = [Math.max(0, angle - HALF_STEP), Math.min(180, angle + HALF_STEP)];
  const outer = `L${at(from, radius)}A${radius} ${radius} 0 0 0 ${at(to, radius)}`;
  return `M${at(from, INNER)}${outer}L${at(to, INNER)}A${INNER} ${INNER} 0 0 1 ${at(from, INNER)}Z`;
}

/** Its nodes, and what a listener hears of it. @param {Head} head @param {number | null} guess */
export function dial({ classes, probabilities, truth }, guess) {
  const drawn = guess === null || !truth ? null : truth.value;
  const directions = drawn === null ? [] : drawn < 1 || drawn > 179 ? [0, 180] : [drawn];
  const needle = directions.map((angle) => `M${at(angle, 4)}L${at(angle, OUTER + 3)}`).join("");
  const places = [...classes.map((text, index) => ({ index, angle: Number(text) })), { index: 0, angle: 180 }];
  const spokes = places.map(({ index, angle }) => {
    const share = guess === null ? 0 : probabilities[index];
    const [x, y] = at(angle, RIM);
    const full = share < 0.001 ? "" : sector(angle, INNER + share * (OUTER - INNER));
    return html`<g class=${angle === 180 ? "again" : ""}>
      <path d=${sector(angle, OUTER)} class="empty" /><path class="full" d=${full} />
      <text x=${x} y=${Number(y) + 3} class=${index === guess ? "won" : ""}>${classes[index]}</text>
      <title>${guess === null ? "" : `${classes[index]}°: ${percent(share)}`}</title></g>`;
  });
  const next = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a])[1];
  const second = guess === null ? "" : `Second guess ${classes[next]}° (${percent(probabilities[next])})`;
  const shares = classes.map((text, index) => `${text}° ${percent(probabilities[index])}`);
  const nodes = html`<svg viewBox="0 0 224 118" class="dial" aria-hidden="true">
      ${spokes}<path class="needle" d=${needle} /></svg>
    <p class="second"><span>${second}</span>
      <span class="drawn">${drawn === null ? "" : `needle: drawn ${truth?.drawn}`}</span></p>`;
  return [nodes, ` All angles: ${shares.join(", ")}.`];
}
