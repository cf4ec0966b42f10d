// The canvas: the network's pixels below, the drawn line and its handles above; pointer and keys.

import { clamp, distance, extended, FRAME, hold, measure, middle, moved } from "./geometry.js";

const STEP = 0.5;
const BIG_STEP = 3; // px, of the arrow keys
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const ARC = 4.5; // px, radius of the angle's arc
const HTML = `<div class="pad" role="application" aria-label="Canvas, 28 by 28 pixels. Drag to draw a line.">
  <canvas class="pixels" width="${FRAME}" height="${FRAME}"></canvas>
  <svg class="over" viewBox="0 0 ${FRAME} ${FRAME}" aria-hidden="true"><g transform="matrix(1 0 0 -1 0 ${FRAME})">
    <path class="grid" d="M7 0V28M14 0V28M21 0V28M0 7H28M0 14H28M0 21H28"/>
    <path class="arc"/><polyline class="halo"/><polyline class="line"/>
  </g></svg>
  <span class="hint"></span>
  <button type="button" class="handle whole"></button>
  <button type="button" class="handle"></button>
  <button type="button" class="handle"></button>
</div><p class="said" aria-hidden="true"></p>`;

/** The canvas on `pad`: { drawing, mode, show(drawing), remember(), rest(), clear() }. */
export function createView(pad, parent) {
  parent.insertAdjacentHTML("beforeend", HTML);
  const box = parent.querySelector(".pad");
  const find = (selector) => box.querySelector(selector);
  const [whole, ...ends] = box.querySelectorAll(".handle");
  const context = find(".pixels").getContext("2d");
  let drag = null;

  const at = (event) => {
    const frame = box.getBoundingClientRect();
    return clamp([
      ((event.clientX - frame.left) / frame.width) * FRAME,
      ((frame.bottom - event.clientY) / frame.height) * FRAME,
    ]);
  };
  const reachOf = (event) => ((event.pointerType === "touch" ? 26 : 14) * FRAME) / box.clientWidth;
  const heldAt = (event) => {
    const { kind, points } = pad.drawing;
    return pad.mode === "line" && kind === "line" ? hold(points, at(event), reachOf(event)) : null;
  };

  function dragged(point) {
    const { held, from, origin } = drag;
    if (held === "whole") return moved(origin.points, [point[0] - from[0], point[1] - from[1]]);
    if (held === null) return [from, point];
    const end = origin.points[held];
    const target = clamp([end[0] + point[0] - from[0], end[1] + point[1] - from[1]]);
    return held === 0 ? [target, origin.points[1]] : [origin.points[0], target];
  }

  box.onpointerdown = (event) => {
    if (event.button || drag) return;
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    drag = { id: event.pointerId, held: heldAt(event), from: at(event), origin: pad.drawing, moved: false };
    (drag.held === "whole" ? whole : ends[drag.held ?? 1]).focus({ preventScroll: true, focusVisible: false });
    box.classList.add("busy");
  };
  box.onpointermove = (event) => {
    if (!drag) box.dataset.grab = heldAt(event) !== null;
    if (!drag || event.pointerId !== drag.id) return;
    const point = at(event);
    if (!drag.moved && distance(drag.from, point) < 0.5) return;
    if (!drag.moved) pad.remember();
    const stroke = pad.mode === "stroke";
    const points = stroke ? extended(drag.moved ? pad.drawing.points : [drag.from], point) : dragged(point);
    drag.moved = true;
    if (points !== pad.drawing.points) pad.show({ ...pad.drawing, kind: stroke ? "stroke" : "line", points });
  };
  box.onpointerup = box.onpointercancel = (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    drag = null;
    box.classList.remove("busy");
    pad.rest();
  };

  function byKey(handle, direction, big) {
    const shift = direction.map((value) => value * (big ? BIG_STEP : STEP));
    const { points } = pad.drawing;
    if (handle === whole) return moved(points, shift);
    return points.map((point, index) =>
      handle === ends[index] ? clamp([point[0] + shift[0], point[1] + shift[1]]) : point,
    );
  }
  box.onkeydown = (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || pad.drawing.kind !== "line") return;
    if (event.key === "Delete" || event.key === "Backspace") pad.clear();
    else if (ARROWS[event.key]) {
      if (!event.repeat) pad.remember();
      pad.show({ ...pad.drawing, points: byKey(handle, ARROWS[event.key], event.shiftKey) });
      pad.rest();
    } else return;
    event.preventDefault();
  };

  function place(handle, [x, y], name) {
    handle.style.left = `${(x / FRAME) * 100}%`;
    handle.style.top = `${(1 - y / FRAME) * 100}%`;
    handle.setAttribute(
      "aria-label",
      `${name}, x ${x.toFixed(1)}, y ${y.toFixed(1)} px. Arrow keys move it, with Shift faster.`,
    );
  }
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
      find(".line").setAttribute("points", path);
      find(".halo").setAttribute("points", path);
      find(".arc").setAttribute("d", line ? arc(measure(points)) : "");
      for (const handle of [whole, ...ends]) handle.hidden = !line;
      find(".hint").textContent =
        kind === "none" ? (pad.mode === "line" ? "Draw a line here" : "Draw freehand here") : "";
      if (!line) return;
      place(whole, middle(points), "Whole line");
      ends.forEach((handle, index) => {
        place(handle, points[index], index ? "Second end" : "First end");
      });
    },
    /** Show what the network sees (RGB bytes, row 0 on top) and, on a phone, what it says. */
    answer(rgb, said) {
      parent.querySelector(".said").textContent = said;
      const image = context.createImageData(FRAME, FRAME);
      for (let pixel = 0; pixel < FRAME * FRAME; pixel += 1) {
        image.data.set([rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2], 255], 4 * pixel);
      }
      context.putImageData(image, 0, 0);
    },
  };
}
