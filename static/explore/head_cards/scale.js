// A sigmoid head as what it is: one unit between two classes, deciding at one half.

import { percent } from "../../shared/format.js";

const HTML = `<div class="scale"><div class="track"><i class="fill"></i><i class="half"></i><i class="unit"></i></div>
  <div class="sides"><span><span></span> <b></b></span><span><span></span> <b></b></span></div></div>`;

export function createScale(card, { classes }) {
  card.insertAdjacentHTML("beforeend", HTML);
  const find = (selector) => card.querySelector(selector);
  const sides = [...card.querySelectorAll(".sides > span")];
  sides.forEach((side, index) => {
    side.firstChild.textContent = classes[index];
  });
  return {
    update({ probabilities }, guess) {
      const unit = guess === null ? 0.5 : probabilities[1];
      find(".unit").style.left = `${unit * 100}%`;
      find(".fill").style.left = `${Math.min(unit, 0.5) * 100}%`;
      find(".fill").style.width = `${Math.abs(unit - 0.5) * 100}%`;
      sides.forEach((side, index) => {
        side.classList.toggle("won", index === guess);
        side.lastChild.textContent = guess === null ? "" : percent(probabilities[index]);
      });
    },
    details: () => "",
  };
}
