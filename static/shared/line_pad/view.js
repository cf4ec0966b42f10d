// The canvas: the network's pixels below, the drawn line and its handles above; pointer and keys.
import { closest, find } from "../dom.js";
import { paintPicture } from "../pixels.js";
import { ARROWS, shareAt } from "../pointer.js";
import { clamp, distance, extended, FRAME, hold, measure, middle, moved } from "./geometry.js";

/** @import { Point } from "./geometry.js" */
/** @import { Pad } from "./line_pad.js" */

const STEP = 0.5;
const WELCOME = "Drag on the black square: four heads of one network read your line.";
const BIG_STEP = 3; // px, of the arrow keys
const ARC = 4.5; // px, radius of the angle's arc
const HTML = `<div class="pad" role="application" aria-label="Canvas, 28 by 28 pixels. Drag to draw a line.">
  <canvas class="pixels" width="${FRAME}" height="${FRAME}"></canvas>
  <svg class="over" viewBox="0 0 ${FRAME} ${FRAME}" aria-hidden="true"><g transform="matrix(1 0 0 -1 0 ${FRAME})">
    <path class="grid" d="M7 0V28M14 0V28M21 0V28M0 7H28M0 14H28M0 21H28"/>
    <path class="arc"/><polyline class="halo"/><polyline class="line"/>
  </g></svg>
  <span class="hint"></span>
  <span class="welcome">${WELCOME}</span>
  <button type="button" class="handle whole"></button>
  <button type="button" class="handle"></button>
  <button type="button" class="handle"></button>
</div><p class="said" aria-hidden="true"></p><p class="silence" role="status"></p>`;
const SILENCE = "The server does not answer. Draw on: your drawing is sent when it is back.";

/** @param {Pad} pad @param {HTMLElement} parent */
export function createView(pad, parent) {
  parent.insertAdjacentHTML("beforeend", HTML);
  /** @type {HTMLElement} */
  const box = find(parent, ".pad");
  /** @type {NodeListOf<HTMLElement>} */
  const handles = box.querySelectorAll(".handle");
  const [whole, ...ends] = handles;
  /** @type {{ id: number, held: ReturnType<typeof hold>, from: Point, points: Point[], moved: boolean } | null} */
  let drag = null;

  const at = (/** @type {MouseEvent} */ event) => {
    const [right, down] = shareAt(event, box);
    return clamp([right * FRAME, (1 - down) * FRAME]);
  };
  const reachOf = (/** @type {PointerEvent} */ event) =>
    ((event.pointerType === "touch" ? 26 : 14) * FRAME) / box.clientWidth;
  const heldAt = (/** @type {PointerEvent} */ event) => {
    const { kind, points } = pad.drawing;
    return pad.mode === "line" && kind === "line" ? hold(points, at(event), reachOf(event)) : null;
  };

  /** @param {NonNullable<typeof drag>} drag @param {Point} point */
  function dragged({ held, from, points }, point) {
    const [right, up] = [point[0] - from[0], point[1] - from[1]];
    if (held === "whole") return moved(points, [right, up]);
    if (held === null) return [from, point];
    const target = clamp([points[held][0] + right, points[held][1] + up]);
    return held === 0 ? [target, points[1]] : [points[0], target];
  }

  box.onpointerdown = (event) => {
    if (event.button || drag) return;
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    drag = { id: event.pointerId, held: heldAt(event), from: at(event), points: pad.drawing.points, moved: false };
    (drag.held === "whole" ? whole : ends[drag.held ?? 1]).focus({ preventScroll: true, focusVisible: false });
    box.classList.add("busy");
  };
  box.onpointermove = (event) => {
    if (!drag) box.dataset.grab = String(heldAt(event) !== null);
    if (!drag || event.pointerId !== drag.id) return;
    const point = at(event);
    if (!drag.moved && distance(drag.from, point) < 0.5) return;
    if (!drag.moved) pad.remember();
    const stroke = pad.mode === "stroke";
    const points = stroke ? extended(drag.moved ? pad.drawing.points : [drag.from], point) : dragged(drag, point);
    drag.moved = true;
    if (points !== pad.drawing.points) pad.show({ ...pad.drawing, kind: stroke ? "stroke" : "line", points });
  };
  box.onpointerup = box.onpointercancel = (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    drag = null;
    box.classList.remove("busy");
    pad.rest();
  };

  /** @param {Element} handle @param {[number, number]} direction @param {number} step px */
  function byKey(handle, [right, down], step) {
    const { points } = pad.drawing;
    if (handle === whole) return moved(points, [right * step, -down * step]);
    return points.map(([x, y], i) => (handle === ends[i] ? clamp([x + right * step, y - down * step]) : points[i]));
  }
  box.onkeydown = (event) => {
    const handle = closest(event, ".handle");
    if (!handle || pad.drawing.kind !== "line") return;
    if (event.key === "Delete" || event.key === "Backspace") pad.clear();
    else if (ARROWS[event.key]) {
      if (!event.repeat) pad.remember();
      pad.settle({ ...pad.drawing, points: byKey(handle, ARROWS[event.key], event.shiftKey ? BIG_STEP : STEP) });
    } else return;
    event.preventDefault();
  };

  /** @param {HTMLElement} handle @param {Point} point @param {string} name */
  function place(handle, [x, y], name) {
    handle.style.left = `${(x / FRAME) * 100}%`;
    handle.style.top = `${(1 - y / FRAME) * 100}%`;
    const place = `${name}, x ${x.toFixed(1)}, y ${y.toFixed(1)} px`;
    handle.setAttribute("aria-label", `${place}. Arrow keys move it, with Shift faster.`);
  }
  /** @param {ReturnType<typeof measure>} line */
  function arc({ angle, x, y }) {
    const turn = (angle * Math.PI) / 180;
    return `M${x} ${y}h${ARC}A${ARC} ${ARC} 0 0 1 ${x + ARC * Math.cos(turn)} ${y + ARC * Math.sin(turn)}`;
  }

  return {
    /** Show the drawing; the pixels follow with Python's answer. */
    draw() {
      const { kind, points } = pad.drawing;
      const line = kind === "line";
      const path = line || kind === "stroke" ? points.map((point) => point.join()).join(" ") : "";
      find(box, ".line").setAttribute("points", path);
      find(box, ".halo").setAttribute("points", path);
      find(box, ".arc").setAttribute("d", line ? arc(measure(points)) : "");
      for (const handle of handles) handle.hidden = !line;
      find(box, ".welcome").hidden = !pad.untouched;
      find(box, ".hint").textContent =
        kind === "none" ? (pad.mode === "line" ? "Draw a line here" : "Draw freehand here") : "";
      if (!line) return;
      place(whole, middle(points), "Whole line");
      ends.forEach((handle, index) => {
        place(handle, points[index], index ? "Second end" : "First end");
      });
    },
    /** Whether the server's answers stay out. @param {boolean} silent */
    silence(silent) {
      find(parent, ".silence").textContent = silent ? SILENCE : "";
    },
    /**
     * Show what the network sees and, on a phone, what it says.
     * @param {string | Uint8Array} picture @param {string} said
     */
    answer(picture, said) {
      find(parent, ".said").textContent = said;
      paintPicture(find(box, ".pixels"), picture, FRAME, FRAME);
    },
  };
}
