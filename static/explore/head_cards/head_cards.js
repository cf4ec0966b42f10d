// What the four heads say: one card each, made once and then updated in place.
import { find } from "../../shared/dom.js";
import { percent } from "../../shared/format.js";
import { mounting } from "../../shared/mount.js";
import { paintPicture } from "../../shared/pixels.js";
import { classText, createCard, guessOf, verdict } from "./card.js";
import { createDial } from "./dial.js";
import { createScale } from "./scale.js";
import { CSS } from "./style.js";

/** @import { Head } from "./card.js" */

/** @typedef {{ seq: number, found: boolean, picture: string, heads: Head[] }} HeadCards `found`: there is a line */

const FRAME = 28;
const SPEAK_REST_MS = 700;
const HTML = `<section class="seen" aria-label="What the network sees">
  <canvas width="${FRAME}" height="${FRAME}" role="img" aria-label="The 28 by 28 pixels that the network sees"></canvas>
  <div><h3>The network sees</h3><p class="answer"></p><p class="mark"></p>
    <a class="save" download="line.png"><span class="icon" aria-hidden="true">download</span>Save 28×28 PNG</a></div>
</section><div class="cards"></div><p class="quiet" role="status" aria-live="polite"></p>`;

export default mounting({ className: "root", css: CSS }, createCards);

/** @param {HTMLElement} root @param {HeadCards} data */
function createCards(root, data) {
  root.insertAdjacentHTML("beforeend", HTML);
  const picture = find(root, "canvas");
  const cards = data.heads.map((head) => {
    const card = createCard(head);
    find(root, ".cards").append(card.element);
    return { ...card, chart: (head.classes.length > 2 ? createDial : createScale)(card.element, head) };
  });
  let timer = 0;
  find(root, ".save").onclick = () => {
    find(root, ".save").href = picture.toDataURL("image/png");
  };

  return {
    /** @param {HeadCards} fresh */
    update({ seq, found, picture: pixels, heads }) {
      paintPicture(picture, pixels, FRAME, FRAME);
      const { state, text } = found ? summary(heads) : { state: "", text: "No line, so the heads give no answer." };
      const answer = found ? phrase(heads) : "No line found";
      root.classList.toggle("silent", !found);
      find(root, ".answer").textContent = answer;
      find(root, ".mark").textContent = text;
      find(root, ".mark").dataset.state = state;
      heads.forEach((head, i) => {
        const guess = found ? guessOf(head) : null;
        cards[i].update(head, guess);
        cards[i].chart.update(head, guess);
        const details = found ? cards[i].chart.details(head) : "";
        cards[i].element.setAttribute("aria-label", `${head.name}: ${spoken(head, guess)}${details}`);
      });
      root.dataset.seq = String(seq);
      clearTimeout(timer);
      timer = setTimeout(() => {
        find(root, ".quiet").textContent = `${answer}. ${text}`;
      }, SPEAK_REST_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** The answer in one phrase: 'long, thick, red, 135°'. @param {Head[]} heads */
const phrase = (heads) => heads.map((head) => classText(head, guessOf(head))).join(", ");

/** @param {Head} head @param {number | null} guess */
const spoken = (head, guess) =>
  guess === null
    ? "no line found"
    : `${head.classes[guess]}, ${percent(head.probabilities[guess])}. ${verdict(head, guess).words}`;

/** How many of the heads whose truth is known are right. @param {Head[]} heads */
export function summary(heads) {
  const known = heads.filter((head) => head.truth?.class);
  const names = (/** @type {Head[]} */ list) => list.map(({ name }) => name).join(", ");
  const wrong = known.filter((head) => head.truth?.class !== head.classes[guessOf(head)]);
  if (!known.length) {
    return { state: "", text: heads.some(({ truth }) => truth) ? "Nothing here is a trained value." : "" };
  }
  if (wrong.length) return { state: "wrong", text: `Wrong: ${names(wrong)}` };
  return { state: "right", text: known.length === heads.length ? "All four right" : `Right on ${names(known)}` };
}
