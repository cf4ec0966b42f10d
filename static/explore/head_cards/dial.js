// The angle head: twelve classes on a half circle, 0 again after 165, and the drawn direction as a needle.

import { percent } from "../../shared/format.js";

/** @import { Head } from "./card.js" */

const INNER = 26;
const OUTER = 84;
const RIM = 96; // of a drawing 224 wide
const HALF_STEP = 6.6; // degrees, half of a sector
const MIDDLE = [112, 106];
const SVG = "http://www.w3.org/2000/svg";

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

/**
 * @param {Element} parent @param {string} name @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
function add(parent, name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  parent.append(element);
  return element;
}

/** @param {HTMLElement} card @param {Head} head */
export function createDial(card, { classes }) {
  const svg = add(card, "svg", { viewBox: "0 0 224 118", class: "dial", "aria-hidden": "true" });
  const places = [...classes.map((text, index) => ({ index, angle: Number(text) })), { index: 0, angle: 180 }];
  const spokes = places.map(({ index, angle }) => {
    const group = add(svg, "g", { class: angle === 180 ? "again" : "" });
    add(group, "path", { d: sector(angle, OUTER), class: "empty" });
    const full = add(group, "path", { class: "full" });
    const [x, y] = at(angle, RIM);
    const label = add(group, "text", { x, y: Number(y) + 3 }, classes[index]);
    return { index, angle, full, label, title: add(group, "title", {}) };
  });
  const needle = add(svg, "path", { class: "needle" });
  card.insertAdjacentHTML("beforeend", `<p class="second"><span></span><span class="drawn"></span></p>`);
  const [second, legend] = card.querySelectorAll(".second span");
  const ranked = (/** @type {Head} */ { probabilities }) =>
    [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);

  return {
    /** @param {Head} head @param {number | null} guess */
    update(head, guess) {
      const { probabilities, truth } = head;
      for (const { index, angle, full, label, title } of spokes) {
        const share = guess === null ? 0 : probabilities[index];
        full.setAttribute("d", share < 0.001 ? "" : sector(angle, INNER + share * (OUTER - INNER)));
        label.classList.toggle("won", index === guess);
        title.textContent = guess === null ? "" : `${classes[index]}°: ${percent(share)}`;
      }
      const drawn = guess === null || !truth ? null : truth.value;
      const directions = drawn === null ? [] : drawn < 1 || drawn > 179 ? [0, 180] : [drawn];
      needle.setAttribute("d", directions.map((angle) => `M${at(angle, 4)}L${at(angle, OUTER + 3)}`).join(""));
      legend.textContent = drawn === null ? "" : `needle: drawn ${truth?.drawn}`;
      const next = ranked(head)[1];
      second.textContent = guess === null ? "" : `Second guess ${classes[next]}° (${percent(probabilities[next])})`;
    },
    /** @param {Head} head */
    details: ({ probabilities }) =>
      ` All angles: ${classes.map((text, index) => `${text}° ${percent(probabilities[index])}`).join(", ")}.`,
  };
}
