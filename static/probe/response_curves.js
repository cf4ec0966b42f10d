// Response curves: the moving line beside four charts that share one axis. Slider, pointer and player move one value.
import { draw, find, listen } from "../shared/dom.js";
import { counted, nearestIndex } from "../shared/format.js";
import { html } from "../shared/html.js";
import { onResize } from "../shared/pointer.js";
import { FACTORS } from "../shared/scene/factors.js";
import { valuesOf } from "../shared/scene/sweep.js";
import { letterScale } from "../shared/svg.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { chart, scaleOf } from "./chart.js";
import { createFilmStrip } from "./film_strip.js";
import { createLiveLine } from "./live_line.js";
import { createPlayer } from "./player.js";
import { answerItems, answersText, argmax, className, flipText, valueText } from "./text.js";

/** @import { Markup } from "../shared/dom.js" */
/** @import { Host } from "../shared/mount.js" */
/** @import { Scene } from "../shared/scene/scene.js" */
/** @import { Sweep } from "../shared/scene/sweep.js" */
/** @import { Curves } from "./payload.js" */
/** @import { Head } from "./probe.js" */

const LINK_REST_MS = 400;
const MIN_WIDTH = 240; // px
const REDRAW_MS = 80; // between two drawings of the curves while the line moves
const NEAR = 1e-3; // probabilities that differ by more are not the same
const OTHERS = 0.02; // of the values may: where a pixel's centre lies on the line's side
const NOT_DRAWN = ["noise", "blur", "edge"]; // what the canvas does not know of
const HTML = `<div class="stage">
  <div class="hand"></div>
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

/** @param {HTMLElement} root @param {unknown} _open @param {Host} host */
export function createCurves(root, _open, host) {
  root.innerHTML = HTML;
  /** @type {Curves} */
  let data;
  /** @type {Curves} */
  let curves; // drawn: the server's, or of the line that the hand moves
  /** @type {Scene} */
  let scene; // the line as it is
  /** @type {number[]} */
  let grid = []; // values of the slider
  let own = 0; // which of them is the line's own
  let held = 0; // which of them the slider holds
  let shown = 0; // which of them is under the pointer, else the held one
  let timer = 0;
  /** @type {Curves | null} */
  let here = null; // what the browser has swept for the newest line
  let isOurs = false; // whether the server has swept the same line
  let pending = () => {};
  let drawTimer = 0;
  let drawnAt = 0;
  const line = createLiveLine(find(root, ".hand"), host, { moved, ready: () => show(shown), told });
  const [canvas, scrub] = [line.canvas, find(root, ".scrub")];
  const film = createFilmStrip(canvas);
  const player = createPlayer(find(root, ".go"), (index) => hold(index));
  const box = find(root, ".charts");
  const charts = createCharts(box);

  const sceneAt = (/** @type {number} */ index) =>
    index === own ? scene : FACTORS[data.moved.name].put(scene, grid[index]);

  /** What the heads say at a value of the slider, and the picture there. @param {number} index */
  function answersAt(index) {
    const answer = line.answer(sceneAt(index));
    if (answer) {
      line.show(sceneAt(index), answer.rgb);
      canvas.dataset.shown = String(index); // for those who wait for it
    } else film.show(nearestIndex(data.values, grid[index]));
    const near = nearestIndex(curves.values, grid[index]);
    return data.heads.map((head) => answerOf(head, answer?.probabilities[head.name] ?? valuesAt(curves, head, near)));
  }

  /** @param {number} index */
  function show(index) {
    shown = Math.min(grid.length - 1, Math.max(0, index));
    const text = valueText(data.moved, grid[shown]);
    const answers = answersAt(shown);
    const words = `${data.moved.label} ${text}: ${answersText(answers)}`;
    draw(find(root, ".value"), html`<span>${data.moved.label}</span> <b>${text}</b>`);
    find(root, ".value").classList.toggle("cut", !curves.inside[nearestIndex(curves.values, grid[shown])]);
    scrub.setAttribute("aria-valuetext", words);
    canvas.setAttribute("aria-label", `The line at ${words}`);
    draw(find(root, ".answers"), answerItems(answers));
    charts.point(grid[shown], answers);
  }

  /** Show a value and keep it: the slider holds it and the link names it. @param {number} index */
  function hold(index) {
    show(index);
    held = shown;
    scrub.value = String(held);
    const value = held === own ? null : [Number(grid[held].toFixed(4))];
    clearTimeout(timer);
    timer = setTimeout(writeAt, LINK_REST_MS, data.moved.name, value);
  }

  /** @param {number} index */
  function jump(index) {
    player.stop();
    hold(index);
  }

  /** The hand has moved the line that it saw: what the slider held is now the line's own. @param {Scene} next */
  function moved(next) {
    const kept = NOT_DRAWN.includes(data.moved.name) && held !== own ? grid[held] : null;
    player.stop();
    scene = next;
    here = null;
    isOurs = false;
    const now = FACTORS[data.moved.name].get(scene);
    take(valuesOf(data.moved, now), now);
    hold(kept === null ? own : nearestIndex(grid, kept));
    line.ask({ kind: "sweep", scene, factor: data.moved });
  }

  /** @param {number[]} values of the slider @param {number} now */
  function take(values, now) {
    grid = values;
    own = grid.indexOf(now);
    scrub.max = String(grid.length - 1);
  }

  /** The browser has swept a line. @param {Sweep} sweep @param {boolean} isNewest */
  function told(sweep, isNewest) {
    if (isOurs && !isNewest) return;
    const flips = sweep.flips?.map((flip) => ({ ...flip, words: flipText(data, flip) }));
    const fresh = { ...data, ...sweep, flips: flips ?? [] };
    if (isNewest && flips) here = fresh;
    if (!isOurs) drawSoon(fresh, flips !== undefined);
    compare();
  }

  /** @param {Curves} fresh @param {boolean} hasFlips */
  function drawSoon(fresh, hasFlips) {
    pending = () => drawCurves(fresh, hasFlips);
    drawTimer ||= setTimeout(
      () => {
        drawTimer = 0;
        drawnAt = performance.now();
        pending();
      },
      Math.max(0, drawnAt + REDRAW_MS - performance.now()),
    );
  }

  /** @param {Curves} fresh @param {boolean} [hasFlips] */
  function drawCurves(fresh, hasFlips = true) {
    curves = fresh;
    find(root, ".cutoff").hidden = curves.inside.every(Boolean);
    charts.draw(curves);
    if (hasFlips) draw(find(root, ".flips"), flipList(curves));
    show(shown);
  }

  function compare() {
    if (isOurs && here) line.agree(isAlike(data, here));
  }

  find(root, ".go").onclick = () => {
    if (player.playing()) player.stop();
    else player.play({ from: held, count: grid.length, cyclic: data.cyclic });
  };
  find(root, ".back").onclick = () => jump(own);
  scrub.oninput = () => jump(Number(scrub.value));
  listen(root, "click", "flip", (at) => jump(grid.findIndex((value) => value >= Number(at))));
  const under = (/** @type {PointerEvent} */ event) => nearestIndex(grid, charts.valueAt(event));
  box.onpointermove = (/** @type {PointerEvent} */ event) =>
    player.playing() || (event.buttons > 0 ? hold : show)(under(event));
  box.onpointerdown = (/** @type {PointerEvent} */ event) => event.button || jump(under(event));
  box.onpointerleave = () => player.playing() || show(held);

  /** Where to begin: at the link's value, else where the last line stood on this property, else at the line's own. */
  function start(/** @type {number | null} */ before) {
    const wanted = before ?? readAt(data.moved.name)?.[0];
    return wanted === undefined ? own : nearestIndex(grid, wanted);
  }

  return {
    /** @param {Curves} fresh */
    update(fresh) {
      if (line.take(fresh.live) === "old") return;
      if (data && JSON.stringify(fresh.of) === JSON.stringify(data.of)) {
        charts.draw(curves); // the theme has changed
        show(shown);
        return;
      }
      pending = () => {};
      const isSameProperty = data?.moved.name === fresh.moved.name;
      isOurs = isSameProperty && JSON.stringify(line.scene()) === JSON.stringify(scene) && isSameRest(fresh, data);
      const before = isSameProperty && held !== own ? grid[held] : null;
      const wasOwn = isSameProperty && held === own;
      data = fresh;
      film.load(data.film);
      take(data.values, data.values[data.held]);
      if (isOurs) {
        drawCurves(data);
        compare();
        return;
      }
      player.stop();
      here = null;
      scene = line.scene();
      line.agree(true);
      scrub.setAttribute("aria-label", `${data.moved.label} of the line`);
      find(root, ".about").textContent = data.moved.about;
      shown = wasOwn ? own : start(before);
      drawCurves(data);
      hold(shown);
    },
    stop() {
      player.stop();
      clearTimeout(timer);
      clearTimeout(drawTimer);
      charts.stop();
      line.stop();
    },
  };
}

/** Whether network, painter and seed are the same. @param {Curves} fresh @param {Curves} before */
const isSameRest = ({ of: [version, , seed], live }, before) =>
  version === before.of[0] && seed === before.of[2] && live.painter === before.live.painter;

/** Whether both say the same of a line. @param {Curves} server @param {Curves} browser */
function isAlike(server, browser) {
  const others = server.values.filter((_, i) =>
    server.heads.some(({ name }) =>
      server.probabilities[name].some((curve, j) => Math.abs(curve[i] - browser.probabilities[name][j][i]) > NEAR),
    ),
  );
  return server.values.length === browser.values.length && others.length <= OTHERS * server.values.length;
}

/** @param {Curves} curves @param {Head} head @param {number} index of the value */
const valuesAt = ({ probabilities }, head, index) => probabilities[head.name].map((curve) => curve[index]);

/** @param {Head} head @param {number[]} values probability of every class */
function answerOf(head, values) {
  const guess = argmax(values);
  return { head, values, name: className(head, guess), sure: values[guess] };
}

/** @typedef {ReturnType<typeof answerOf>} HeadAnswer */

/** The four charts with their hairline. @param {HTMLElement} box */
function createCharts(box) {
  /** @type {Curves} */
  let data;
  let width = 0;
  /** @type {[number, HeadAnswer[]] | null} */
  let last = null;
  /** @type {{ drawing: HTMLElement, y: (value: number) => number }[]} */
  let charts = [];

  /** Move the hairline and the dots. @param {number} value @param {HeadAnswer[]} answers */
  function point(value, answers) {
    last = [value, answers];
    const x = scaleOf(data, width)(value).toFixed(1);
    charts.forEach(({ drawing, y }, i) => {
      const { values, sure } = answers[i];
      for (const name of ["x1", "x2"]) find(drawing, ".now").setAttribute(name, x);
      find(drawing, ".dot").setAttribute("cx", x);
      find(drawing, ".dot").setAttribute("cy", y(values.length === 2 ? values[1] : sure).toFixed(1));
    });
  }

  /** @param {Curves} curves */
  function redraw(curves) {
    data = curves;
    width = Math.max(MIN_WIDTH, Math.floor(box.clientWidth / letterScale()));
    const drawn = data.heads.map((head, i) => ({ head, ...chart(data, head, width, i === data.heads.length - 1) }));
    const figures = drawn.map(({ head, nodes }) => figure(data, head, nodes));
    draw(box, figures);
    charts = drawn.map(({ y }, i) => ({ drawing: find(box.children[i], ".drawing"), y }));
  }

  function resized() {
    if (!data) return;
    redraw(data);
    if (last) point(...last);
  }

  /** The value under the pointer. @param {PointerEvent} event */
  function valueAt({ clientX }) {
    const x = (clientX - box.getBoundingClientRect().left) / letterScale();
    const scale = scaleOf(data, width);
    const [low, high] = [data.values[0], data.values[data.values.length - 1]];
    return low + ((x - scale(low)) / (scale(high) - scale(low))) * (high - low);
  }
  return { draw: redraw, point, valueAt, stop: onResize(box, resized) };
}

/** @param {Curves} data @param {Head} head @param {Markup[]} nodes */
function figure(data, head, nodes) {
  const flips = data.flips.filter((flip) => flip.head === head.name).map(({ words }) => words);
  const first = `${answerOf(head, valuesAt(data, head, 0)).name} at ${valueText(data.moved, data.values[0])}`;
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
