// A sigmoid head as what it is: one unit between two classes, deciding at one half.
import { percent } from "../../shared/format.js";
import { html } from "../../shared/html.js";

/** @import { Head } from "../../shared/head_text.js" */

/** Its nodes, and what a listener hears of it. @param {Head} head @param {number | null} guess */
export function scale({ classes, probabilities }, guess) {
  const unit = guess === null ? 0.5 : probabilities[1];
  const fill = `left:${Math.min(unit, 0.5) * 100}%;width:${Math.abs(unit - 0.5) * 100}%`;
  const sides = classes.map((text, i) => {
    const share = guess === null ? "" : percent(probabilities[i]);
    return html`<span class=${i === guess ? "won" : ""}><span>${text}</span> <b>${share}</b></span>`;
  });
  const nodes = html`<div class="scale">
    <div class="track"><i class="fill" style=${fill} /><i class="half" />
      <i class="unit" style="left:${unit * 100}%" /></div>
    <div class="sides">${sides}</div></div>`;
  return [nodes, ""];
}
