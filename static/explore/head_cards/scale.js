// A sigmoid head as what it is: one unit between two classes, deciding at one half.
import { find } from "../../shared/dom.js";
import { percent } from "../../shared/format.js";

/** @import { Head } from "./card.js" */

const HTML = `<div class="scale"><div class="track"><i class="fill"></i><i class="half"></i><i class="unit"></i></div>
  <div class="sides"><span><span></span> <b></b></span><span><span></span> <b></b></span></div></div>`;

/** @param {HTMLElement} card @param {Head} head */
export function createScale(card, { classes }) {
  card.insertAdjacentHTML("beforeend", HTML);
  const sides = [...card.querySelectorAll(".sides > span")];
  sides.forEach((side, i) => {
    find(side, "span").textContent = classes[i];
  });
  return {
    /** @param {Head} head @param {number | null} guess */
    update({ probabilities }, guess) {
      const unit = guess === null ? 0.5 : probabilities[1];
      find(card, ".unit").style.left = `${unit * 100}%`;
      find(card, ".fill").style.left = `${Math.min(unit, 0.5) * 100}%`;
      find(card, ".fill").style.width = `${Math.abs(unit - 0.5) * 100}%`;
      sides.forEach((side, i) => {
        side.classList.toggle("won", i === guess);
        find(side, "b").textContent = guess === null ? "" : percent(probabilities[i]);
      });
    },
    /** @param {Head} _ */
    details: (_) => "",
  };
}
