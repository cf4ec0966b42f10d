// Position maps: four heads over the places of the line's middle. Pointer and arrow keys move one place on all maps.
import { draw, find, icon } from "../shared/dom.js";
import { html } from "../shared/html.js";
import { paintPixels } from "../shared/pixels.js";
import { ARROWS, shareAt } from "../shared/pointer.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { createFilmStrip, FRAME } from "./film_strip.js";
import { answerItems, answersText, className } from "./text.js";

/** @import { PositionMap, PositionMaps } from "./payload.js" */
/** @import { Head } from "./probe.js" */

const SUBJECT = "place";
const HTML = `<div class="four"></div><div class="side">
  <canvas class="picture" width="${FRAME}" height="${FRAME}" role="img"></canvas>
  <p class="value" role="status"></p><ul class="answers"></ul></div>`;

/** @param {number} value */
const within = (value) => Math.min(FRAME - 1, Math.max(0, Math.floor(value)));
/** The index of the place nearest to a point in px. @param {number[]} point */
export const nearestPlace = ([x, y]) => within(FRAME - y) * FRAME + within(x);
/** The point in px of a place. @param {number} index */
export const pointOf = (index) => [(index % FRAME) + 0.5, FRAME - Math.floor(index / FRAME) - 0.5];

/** @param {HTMLElement} root */
export function createMaps(root) {
  root.innerHTML = HTML;
  const picture = find(root, ".side .picture");
  const film = createFilmStrip(picture);
  /** @type {PositionMaps} */
  let data;
  let held = 0;
  /** @type {HTMLElement[]} */
  let squares = [];

  /** @param {number} index of a place */
  function show(index) {
    film.show(index);
    const [x, y] = pointOf(index);
    const answers = data.heads.map((head, i) => {
      const { answer, sure } = data.maps[i];
      return { head, name: className(head, answer[index]), sure: sure[index] };
    });
    const place = `Middle at x ${x}, y ${y} px${data.inside[index] ? "" : ": cut off by the frame"}`;
    const words = `${place}. ${answersText(answers)}`;
    find(root, ".value").textContent = place;
    picture.setAttribute("aria-label", `The line there. ${words}`);
    draw(find(root, ".answers"), answerItems(answers));
    root.style.setProperty("--x", `${index % FRAME}px`);
    root.style.setProperty("--y", `${Math.floor(index / FRAME)}px`);
    squares.forEach((square, i) => {
      square.setAttribute("aria-label", `Map of ${data.heads[i].name}. Arrow keys move the line. ${words}`);
    });
  }

  /** Show a place and keep it: the link names it. @param {number} index */
  function hold(index) {
    held = index;
    writeAt(SUBJECT, held === nearestPlace(data.middle) ? null : pointOf(held));
    show(index);
  }

  function build() {
    draw(find(root, ".four"), data.heads.map(mapFigure));
    squares = [...root.querySelectorAll(".square")].map((square) => /** @type {HTMLElement} */ (square));
    squares.forEach(listen);
  }

  /** @param {HTMLElement} square @param {number} number */
  function listen(square, number) {
    const indexAt = (/** @type {PointerEvent} */ event) => {
      const [right, down] = shareAt(event, square);
      return nearestPlace([right * FRAME, (1 - down) * FRAME]);
    };
    square.tabIndex = number ? -1 : 0;
    square.onpointermove = (event) => (event.buttons > 0 ? hold : show)(indexAt(event));
    square.onpointerdown = (event) => event.button || hold(indexAt(event));
    square.onpointerleave = () => show(held);
    square.onkeydown = (event) => {
      if (!(event.key in ARROWS)) return;
      event.preventDefault();
      const [right, down] = ARROWS[event.key];
      hold(within(Math.floor(held / FRAME) + down) * FRAME + within((held % FRAME) + right));
    };
    square.onfocus = () => {
      squares.forEach((other, i) => {
        other.tabIndex = i === number ? 0 : -1;
      });
    };
  }

  return {
    /** @param {PositionMaps} fresh */
    update(fresh) {
      const isFirst = !data;
      const isSame = !isFirst && JSON.stringify(fresh.of) === JSON.stringify(data.of);
      data = fresh;
      if (isFirst) build();
      film.load(data.film);
      squares.forEach((square, i) => {
        const { watched, true: isTrue } = data.maps[i];
        const words = `Probability of ${watched}${isTrue ? ", which is true" : ", its answer here"}`;
        find(/** @type {HTMLElement} */ (square.parentElement), "p").textContent = words;
        paint(square, data.maps[i], data.inside);
      });
      const wanted = isFirst ? readAt(SUBJECT) : null;
      if (isSame) show(held);
      else hold(nearestPlace(wanted?.length === 2 ? wanted : data.middle));
    },
  };
}

/** @param {Head} head */
const mapFigure = ({ name, colour, ...head }) => html`<figure class="map" data-head=${name} style="--head:${colour}">
  <h4>${icon(head.icon)}<span>${name}</span></h4><p></p><div class="square" tabindex="-1" role="application">
  <canvas width=${FRAME} height=${FRAME} /><svg class="over" viewBox="0 0 ${FRAME} ${FRAME}" aria-hidden="true" />
  </div></figure>`;

// The probabilities as more or less of the head's colour, and what lies over them.
/** @param {HTMLElement} square @param {PositionMap} map @param {number[]} inside */
function paint(square, { probability, other }, inside) {
  const colour = (getComputedStyle(square).color.match(/[\d.]+/g) ?? []).map(Number).slice(0, 3);
  paintPixels(find(square, "canvas"), FRAME, FRAME, (i) => [...colour, Math.round(235 * probability[i])]);
  const dots = other.map((isOther, i) =>
    isOther ? `M${(i % FRAME) + 0.34} ${Math.floor(i / FRAME) + 0.34}h.32v.32h-.32z` : "",
  );
  const cursor = { width: 1, height: 1 };
  const nodes = html`<path class="dots" d=${dots.join("")} />${frameOf(inside)}
    <rect class="halo at" ${cursor} /><rect class="cursor at" ${cursor} />`;
  draw(find(square, "svg"), nodes);
}

/** A frame round the places where the whole line lies in the picture. @param {number[]} inside */
function frameOf(inside) {
  const places = inside.flatMap((isInside, i) => (isInside ? [[i % FRAME, Math.floor(i / FRAME)]] : []));
  if (!places.length) return [];
  const [columns, rows] = [0, 1].map((axis) => places.map((place) => place[axis]));
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  const box = { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 };
  return html`<rect class="halo" ${box} /><rect class="fits" ${box} />`;
}
