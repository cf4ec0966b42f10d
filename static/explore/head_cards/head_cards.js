// What the four heads say: one card each, made once and then updated in place.

import { whenGone } from "../../shared/lifecycle.js";
import { createCard, percent, verdict } from "./card.js";
import { createDial } from "./dial.js";
import { createScale } from "./scale.js";
import { CSS } from "./style.js";

const FRAME = 28;
const SPEAK_REST_MS = 700;
const instances = new WeakMap();
const HTML = `<section class="seen" aria-label="What the network sees">
  <canvas width="${FRAME}" height="${FRAME}" role="img" aria-label="The 28 by 28 pixels that the network sees"></canvas>
  <div><h3>The network sees</h3><p class="answer"></p><p class="mark"></p>
    <a class="save" download="line.png"><span class="icon" aria-hidden="true">download</span>Save 28×28 PNG</a></div>
</section><div class="cards"></div><p class="quiet" role="status" aria-live="polite"></p>`;

/** The answer in one phrase: 'long, thick, red, 135°'. */
function phrase(heads) {
  return heads.map((head) => `${head.classes[best(head)]}${head.unit === "degrees" ? "°" : ""}`).join(", ");
}

function best({ probabilities }) {
  return probabilities.indexOf(Math.max(...probabilities));
}

function summary(heads) {
  const known = heads.filter((head) => head.truth?.class);
  const wrong = known.filter((head) => head.truth.class !== head.classes[best(head)]);
  if (!known.length)
    return { state: "", text: heads.some((head) => head.truth) ? "Nothing here is a trained value." : "" };
  if (wrong.length) return { state: "wrong", text: `Wrong: ${wrong.map((head) => head.name).join(", ")}` };
  return {
    state: "right",
    text: known.length === heads.length ? "All four right" : `Right on ${known.map((head) => head.name).join(", ")}`,
  };
}

function create(parent, data) {
  const root = Object.assign(document.createElement("div"), { className: "root", innerHTML: HTML });
  parent.append(Object.assign(document.createElement("style"), { textContent: CSS }), root);
  const find = (selector) => root.querySelector(selector);
  const picture = find("canvas");
  const context = picture.getContext("2d");
  const cards = data.heads.map((head) => {
    const card = createCard(head);
    find(".cards").append(card.element);
    return { ...card, chart: (head.classes.length > 2 ? createDial : createScale)(card.element, head) };
  });
  let timer = 0;

  function paint(text) {
    const rgb = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = context.createImageData(FRAME, FRAME);
    for (let pixel = 0; pixel < FRAME * FRAME; pixel += 1) {
      image.data.set([...rgb.subarray(3 * pixel, 3 * pixel + 3), 255], 4 * pixel);
    }
    context.putImageData(image, 0, 0);
  }
  find(".save").onclick = () => {
    find(".save").href = picture.toDataURL("image/png");
  };

  function update({ seq, found, picture: pixels, heads }) {
    paint(pixels);
    const { state, text } = found
      ? summary(heads)
      : { state: "", text: "Nothing stands out, so the heads keep silent." };
    const answer = found ? phrase(heads) : "No line found";
    root.classList.toggle("silent", !found);
    find(".answer").textContent = answer;
    find(".mark").textContent = text;
    find(".mark").dataset.state = state;
    heads.forEach((head, index) => {
      const guess = best(head);
      cards[index].update(head, found ? guess : null);
      cards[index].chart.update(head, found ? guess : null);
      const said = found
        ? `${head.classes[guess]}, ${percent(head.probabilities[guess])}. ${verdict(head, guess).words}`
        : "no line found";
      cards[index].element.setAttribute(
        "aria-label",
        `${head.name}: ${said}${found ? cards[index].chart.details(head) : ""}`,
      );
    });
    root.dataset.seq = seq;
    clearTimeout(timer);
    timer = setTimeout(() => {
      find(".quiet").textContent = `${answer}. ${text}`;
    }, SPEAK_REST_MS);
  }
  return { update, stop: () => clearTimeout(timer) };
}

export default function headCards(component) {
  const parent = component.parentElement;
  if (!instances.has(parent)) instances.set(parent, create(parent, component.data));
  instances.get(parent).update(component.data);
  return whenGone(parent, () => {
    instances.get(parent)?.stop();
    instances.delete(parent);
  });
}
