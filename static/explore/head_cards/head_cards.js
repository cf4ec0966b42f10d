// What the four heads say: one card each, made once and then updated in place.
import { draw, find } from "../../shared/dom.js";
import { classText, guessOf } from "../../shared/head_text.js";
import { agrees, holds, listen } from "../../shared/live/readings.js";
import { mounting } from "../../shared/mount.js";
import { paintPicture } from "../../shared/pixels.js";
import { card } from "./card.js";
import { CSS } from "./style.js";

/** @import { LiveReading, Told } from "../../shared/live/readings.js" */
/** @import { Head } from "../../shared/head_text.js" */

/** @typedef {{ found: boolean, picture: string | Uint8Array, heads: Head[] }} Answer `found`: there is a line */
/** @typedef {Told & Answer} HeadCards */

const FRAME = 28;
const SPEAK_REST_MS = 700;
const BUG = "The browser and the server read this picture differently. This is a bug: please report it with the link.";
const HTML = `<section class="seen" aria-label="What the network sees">
  <canvas class="picture" width="${FRAME}" height="${FRAME}" role="img"
    aria-label="The 28 by 28 pixels that the network sees"></canvas>
  <div><h3>The network sees</h3><p class="answer"></p><p class="mark"></p>
    <a class="save" download="line.png"><span class="icon" aria-hidden="true">download</span>Save 28×28 PNG</a></div>
</section><div class="cards"></div><p class="quiet" role="status" aria-live="polite"></p>
<p class="bug" role="alert"></p>`;

export default mounting({ className: "root", css: CSS }, createCards);

/** @param {HTMLElement} root */
function createCards(root) {
  root.insertAdjacentHTML("beforeend", HTML);
  const picture = find(root, "canvas");
  let timer = 0;
  /** @type {HeadCards | null} */
  let told = null; // by the server
  /** @type {LiveReading | null} */
  let reading = null; // by the browser
  const stop = listen((fresh) => {
    reading = fresh;
    if (!told) return;
    show(answerOf(fresh, told.heads));
    root.dataset.seq = String(fresh.seq);
  });
  find(root, ".save").onclick = () => {
    find(root, ".save").href = picture.toDataURL("image/png");
  };

  /** @param {Answer} answer */
  function show({ found, picture: pixels, heads }) {
    paintPicture(picture, pixels, FRAME, FRAME);
    const { state, text } = found ? summary(heads) : { state: "", text: "No line, so the heads give no answer." };
    const answer = found ? phrase(heads) : "No line found";
    root.classList.toggle("silent", !found);
    find(root, ".answer").textContent = answer;
    find(root, ".mark").textContent = text;
    find(root, ".mark").dataset.state = state;
    const cards = heads.map((head) => card(head, found ? guessOf(head) : null));
    draw(find(root, ".cards"), cards);
    clearTimeout(timer);
    timer = setTimeout(() => {
      find(root, ".quiet").textContent = `${answer}. ${text}`;
    }, SPEAK_REST_MS);
  }

  /** Both have answered for the same drawing. @param {LiveReading} reading @param {HeadCards} told */
  function compare(reading, told) {
    const same = agrees(reading, told);
    if (!same) console.error("The browser and the server disagree:", reading, told);
    find(root, ".bug").textContent = same ? "" : BUG;
  }

  return {
    /** @param {HeadCards} fresh */
    update(fresh) {
      told = fresh;
      if (!reading || !holds(reading, fresh)) {
        find(root, ".bug").textContent = "";
        show(fresh);
        root.dataset.seq = String(fresh.seq);
      } else {
        if (reading.seq === fresh.seq) compare(reading, fresh);
        show(answerOf(reading, fresh.heads));
      }
      root.dataset.told = String(fresh.seq);
    },
    stop() {
      clearTimeout(timer);
      stop();
    },
  };
}

/**
 * What the browser reads, on the cards of these heads.
 * @param {LiveReading} reading @param {Head[]} heads @returns {Answer}
 */
const answerOf = ({ found, rgb, probabilities, truth }, heads) => ({
  found,
  picture: rgb,
  heads: heads.map((head) => ({
    ...head,
    probabilities: probabilities[head.name],
    truth: truth?.[head.name] ?? null,
  })),
});

/** The answer in one phrase: 'long, thick, red, 135°'. @param {Head[]} heads */
const phrase = (heads) => heads.map((head) => classText(head, guessOf(head))).join(", ");

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
