// Response curves: the moving line beside four charts that share one axis. Slider, pointer and player move one value.
import { draw, find, listen } from "../shared/dom.js";
import { counted, nearestIndex } from "../shared/format.js";
import { html } from "../shared/html.js";
import { onResize } from "../shared/pointer.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { chart, scaleOf } from "./chart.js";
import { createFilmStrip, FRAME } from "./film_strip.js";
import { createPlayer } from "./player.js";
import { answerItems, answersText, argmax, className, valueText } from "./text.js";

/** @import { Markup } from "../shared/dom.js" */
/** @import { Curves } from "./payload.js" */
/** @import { Head } from "./probe.js" */

const LINK_REST_MS = 400;
const MIN_WIDTH = 240; // px
const HTML = `<div class="stage">
  <canvas class="picture" width="${FRAME}" height="${FRAME}" role="img"></canvas>
  <div class="panel"><p class="value"></p>
    <div class="play"><button type="button" class="go"><span class="icon" aria-hidden="true"></span
      ><span class="word"></span></button>
      <input type="range" class="scrub" min="0" step="1"><button type="button" class="back"
        aria-label="Back to the line as it is"><span class="icon" aria-hidden="true">restart_alt</span></button></div>
    <ul class="answers"></ul></div></div>
  <div class="right"><p class="about"></p><div class="charts"></div>
    <p class="legend"><span><i class="swatch trained"></i>trained value</span
      ><span><i class="swatch half"></i>border of the answer</span
      ><span class="cutoff"><i class="swatch cut"></i>cut off by the frame</span></p>
    <section class="flips"></section></div>`;

/** @param {HTMLElement} root */
export function createCurves(root) {
  root.innerHTML = HTML;
  const [canvas, scrub] = [find(root, ".picture"), find(root, ".scrub")];
  const film = createFilmStrip(canvas);
  /** @type {Curves} */
  let data;
  let held = 0; // the value that the slider holds
  let shown = 0; // the value under the pointer, else the held one
  let timer = 0;
  const player = createPlayer(find(root, ".go"), (index) => hold(index));
  const box = find(root, ".charts");
  const charts = createCharts(box);

  /** @param {number} index */
  function show(index) {
    shown = Math.min(data.values.length - 1, Math.max(0, index));
    film.show(shown);
    const text = valueText(data.moved, data.values[shown]);
    const answers = data.heads.map((head) => answerAt(data, head, shown));
    const words = `${data.moved.label} ${text}: ${answersText(answers)}`;
    draw(find(root, ".value"), html`<span>${data.moved.label}</span> <b>${text}</b>`);
    find(root, ".value").classList.toggle("cut", !data.inside[shown]);
    scrub.setAttribute("aria-valuetext", words);
    canvas.setAttribute("aria-label", `The line at ${words}`);
    draw(find(root, ".answers"), answerItems(answers));
    charts.point(shown);
  }

  /** Show a value and keep it: the slider holds it and the link names it. @param {number} index */
  function hold(index) {
    show(index);
    held = shown;
    scrub.value = String(held);
    const value = held === data.held ? null : [Number(data.values[held].toFixed(4))];
    clearTimeout(timer);
    timer = setTimeout(writeAt, LINK_REST_MS, data.moved.name, value);
  }

  /** @param {number} index */
  function jump(index) {
    player.stop();
    hold(index);
  }

  find(root, ".go").onclick = () => {
    if (player.playing()) player.stop();
    else player.play({ from: held, count: data.values.length, cyclic: data.cyclic });
  };
  find(root, ".back").onclick = () => jump(data.held);
  scrub.oninput = () => jump(Number(scrub.value));
  listen(root, "click", "flip", (at) => jump(data.values.findIndex((value) => value >= Number(at))));
  box.onpointermove = (/** @type {PointerEvent} */ event) =>
    player.playing() || (event.buttons > 0 ? hold : show)(charts.indexAt(event));
  box.onpointerdown = (/** @type {PointerEvent} */ event) => event.button || jump(charts.indexAt(event));
  box.onpointerleave = () => player.playing() || show(held);

  /** Where to begin: at the link's value, else where the last line stood on this property, else at the line's own. */
  function start(/** @type {Curves | null} */ before) {
    const wanted = before ? before.values[held] : readAt(data.moved.name)?.[0];
    if (wanted === undefined || (before && held === before.held)) return data.held;
    return nearestIndex(data.values, wanted);
  }

  return {
    /** @param {Curves} fresh */
    update(fresh) {
      if (data && JSON.stringify(fresh.of) === JSON.stringify(data.of)) {
        charts.draw(data, shown); // the theme has changed
        return;
      }
      const before = data?.moved.name === fresh.moved.name ? data : null;
      player.stop();
      data = fresh;
      scrub.max = String(data.values.length - 1);
      scrub.setAttribute("aria-label", `${data.moved.label} of the line`);
      find(root, ".about").textContent = data.moved.about;
      find(root, ".cutoff").hidden = data.inside.every(Boolean);
      film.load(data.film);
      const index = start(before);
      charts.draw(data, index);
      draw(find(root, ".flips"), flipList(data));
      hold(index);
    },
    stop() {
      player.stop();
      clearTimeout(timer);
      charts.stop();
    },
  };
}

/** @param {Curves} data @param {Head} head @param {number} index of the value */
function answerAt({ probabilities }, head, index) {
  const values = probabilities[head.name].map((curve) => curve[index]);
  const guess = argmax(values);
  return { head, values, name: className(head, guess), sure: values[guess] };
}

/** The four charts with their hairline. @param {HTMLElement} box */
function createCharts(box) {
  /** @type {Curves} */
  let data;
  let shown = 0;
  let width = 0;
  /** @type {{ drawing: HTMLElement, y: (value: number) => number, head: Head }[]} */
  let charts = [];

  /** Move the hairline and the dots. @param {number} index */
  function point(index) {
    shown = index;
    const x = scaleOf(data, width)(data.values[shown]).toFixed(1);
    for (const { drawing, y, head } of charts) {
      const { values, sure } = answerAt(data, head, shown);
      for (const name of ["x1", "x2"]) find(drawing, ".now").setAttribute(name, x);
      find(drawing, ".dot").setAttribute("cx", x);
      find(drawing, ".dot").setAttribute("cy", y(values.length === 2 ? values[1] : sure).toFixed(1));
    }
  }

  /** @param {Curves} curves @param {number} index */
  function redraw(curves, index) {
    data = curves;
    width = Math.max(MIN_WIDTH, Math.floor(box.clientWidth));
    const drawn = data.heads.map((head, i) => ({ head, ...chart(data, head, width, i === data.heads.length - 1) }));
    const figures = drawn.map(({ head, nodes }) => figure(data, head, nodes));
    draw(box, figures);
    charts = drawn.map(({ head, y }, i) => ({ drawing: find(box.children[i], ".drawing"), y, head }));
    point(index);
  }

  /** The value under the pointer. @param {PointerEvent} event */
  function indexAt({ clientX }) {
    const x = clientX - box.getBoundingClientRect().left;
    return nearestIndex(data.values.map(scaleOf(data, width)), x);
  }
  return { draw: redraw, point, indexAt, stop: onResize(box, () => data && redraw(data, shown)) };
}

/** @param {Curves} data @param {Head} head @param {Markup[]} nodes */
function figure(data, head, nodes) {
  const flips = data.flips.filter((flip) => flip.head === head.name).map(({ words }) => words);
  const first = `${answerAt(data, head, 0).name} at ${valueText(data.moved, data.values[0])}`;
  const words = `${head.name} says ${first}. ${flips.length ? flips.join(". ") : "It does not flip."}`;
  return html`<figure class="chart" data-head=${head.name}><figcaption>${head.name}</figcaption>
    <div class="drawing" role="img" aria-label=${words}>${nodes}</div></figure>`;
}

/** @param {Curves} data */
function flipList({ flips, heads }) {
  const title = flips.length ? counted(flips.length, "flip") : "No flips: every head keeps its answer";
  const items = flips.map(({ head, words, at }) => {
    const colour = heads.find(({ name }) => name === head)?.colour ?? "";
    return html`<li><button type="button" data-flip=${at} style="--head:${colour}">${words}</button></li>`;
  });
  return html`<h4>${title}</h4><ol>${items}</ol>`;
}
