// Position maps: four heads over the places of the line's middle. Pointer and arrow keys move one place on all maps.
import { closest, draw, find, icon, listen } from "../shared/dom.js";
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
  const [four, picture] = [find(root, ".four"), find(root, ".side .picture")];
  const film = createFilmStrip(picture);
  /** @type {PositionMaps} */
  let data;
  let held = 0;
  let reached = 0; // the map that the Tab key reaches

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
    const figures = data.heads.map((head, i) => {
      const label = `Map of ${head.name}. Arrow keys move the line. ${words}`;
      const square = { "data-map": i, tabindex: i === reached ? 0 : -1, "aria-label": label };
      return mapFigure(head, data.maps[i], data.inside, index, square);
    });
    draw(four, figures);
  }

  /** Show a place and keep it: the link names it. @param {number} index */
  function hold(index) {
    held = index;
    writeAt(SUBJECT, held === nearestPlace(data.middle) ? null : pointOf(held));
    show(index);
  }

  /** The place under the pointer; the held one beside the maps. @param {PointerEvent} event */
  function indexAt(event) {
    const square = closest(event, ".square");
    if (!square) return held;
    const [right, down] = shareAt(event, square);
    return nearestPlace([right * FRAME, (1 - down) * FRAME]);
  }
  four.onpointermove = (/** @type {PointerEvent} */ event) => (event.buttons > 0 ? hold : show)(indexAt(event));
  four.onpointerdown = (/** @type {PointerEvent} */ event) => event.button || hold(indexAt(event));
  four.onpointerleave = () => show(held);
  four.onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    const [right, down] = ARROWS[event.key];
    hold(within(Math.floor(held / FRAME) + down) * FRAME + within((held % FRAME) + right));
  };
  listen(root, "focusin", "map", (map) => {
    reached = Number(map);
    show(held);
  });

  return {
    /** @param {PositionMaps} fresh */
    update(fresh) {
      const isFirst = !data;
      const isSame = !isFirst && JSON.stringify(fresh.of) === JSON.stringify(data.of);
      data = fresh;
      film.load(data.film);
      const wanted = isFirst ? readAt(SUBJECT) : null;
      if (isSame) show(held);
      else hold(nearestPlace(wanted?.length === 2 ? wanted : data.middle));
    },
  };
}

// The probabilities as more or less of the head's colour, and what lies over them.
/** @param {Head} head @param {PositionMap} map @param {number[]} inside @param {number} index @param {object} square */
function mapFigure(head, { watched, true: isTrue, probability, other }, inside, index, square) {
  const words = `Probability of ${watched}${isTrue ? ", which is true" : ", its answer here"}`;
  const paint = (/** @type {HTMLCanvasElement} */ canvas) => {
    const colour = (getComputedStyle(canvas).color.match(/[\d.]+/g) ?? []).map(Number).slice(0, 3);
    paintPixels(canvas, FRAME, FRAME, (i) => [...colour, Math.round(235 * probability[i])]);
  };
  const dots = other.map((isOther, i) =>
    isOther ? `M${(i % FRAME) + 0.34} ${Math.floor(i / FRAME) + 0.34}h.32v.32h-.32z` : "",
  );
  const cursor = { width: 1, height: 1, x: index % FRAME, y: Math.floor(index / FRAME) };
  return html`<figure class="map" data-head=${head.name} style="--head:${head.colour}">
    <h4>${icon(head.icon)}<span>${head.name}</span></h4><p>${words}</p><div class="square" role="application" ${square}>
      <canvas width=${FRAME} height=${FRAME} paint=${paint} />
      <svg class="over" viewBox="0 0 ${FRAME} ${FRAME}" aria-hidden="true">
        <path class="dots" d=${dots.join("")} />${frameOf(inside)}
        <rect class="halo at" ${cursor} /><rect class="cursor" ${cursor} /></svg></div></figure>`;
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
