// Response curves: the moving line beside four charts that share one axis. Slider, pointer and player move one value.
import { draw } from "../shared/dom.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { chart, SIDE, scaleOf } from "./chart.js";
import { createFilm, FRAME } from "./film_strip.js";
import { createPlayer } from "./player.js";
import { best, className, percent, valueText } from "./text.js";

const LINK_REST_MS = 400;
const HTML = `<div class="stage">
  <canvas class="picture" width="${FRAME}" height="${FRAME}" role="img"></canvas>
  <div class="panel"><p class="value"><span></span> <b></b></p>
    <div class="play"><button type="button" class="go"><span class="icon" aria-hidden="true"></span
      ><span class="word"></span></button>
      <input type="range" class="scrub" min="0" step="1"><button type="button" class="back"
        aria-label="Back to the line as it is"><span class="icon" aria-hidden="true">restart_alt</span></button></div>
    <ul class="answers"></ul></div></div>
  <div class="right"><p class="about"></p><div class="charts"></div>
    <p class="legend"><span><i class="swatch trained"></i>trained value</span
      ><span><i class="swatch half"></i>border of the answer</span
      ><span class="cutoff"><i class="swatch cut"></i>cut off by the frame</span></p>
    <section class="flips"><h4></h4><ol></ol></section></div>`;

export function createCurves(root) {
  root.innerHTML = HTML;
  const find = (selector) => root.querySelector(selector);
  const [canvas, scrub, charts] = [find(".picture"), find(".scrub"), find(".charts")];
  const film = createFilm(canvas);
  let model = null;
  let subject = "";
  let held = 0;
  let shown = 0;
  let drawnCharts = [];
  let timer = 0;
  let width = 0;

  /** Show value number `index`; `stay` makes it the one that the slider holds and the link names. */
  function at(index, stay) {
    shown = Math.min(model.values.length - 1, Math.max(0, index));
    if (stay) {
      held = shown;
      scrub.value = shown;
      clearTimeout(timer);
      timer = setTimeout(
        () => writeAt(subject, held === model.held ? null : [Number(model.values[held].toFixed(4))]),
        LINK_REST_MS,
      );
    }
    film.show(shown);
    const text = valueText(model.moved, model.values[shown]);
    find(".value b").textContent = text;
    find(".value").classList.toggle("cut", !model.inside[shown]);
    const said = model.heads.map((head) => answer(head));
    const answers = said.map(({ head, name, sure }) => `${head.name} ${name}, ${percent(sure)}`).join("; ");
    const words = `${model.moved.label} ${text}: ${answers}`;
    scrub.setAttribute("aria-valuetext", words);
    canvas.setAttribute("aria-label", `The line at ${words}`);
    draw(
      find(".answers"),
      said.map(({ head, name, sure }) => [
        "li",
        {},
        ["span", { class: "icon", style: `color:${head.colour}`, "aria-hidden": "true" }, head.icon],
        ["span", {}, head.name],
        ["b", {}, name],
        ["i", {}, percent(sure)],
      ]),
    );
    point();
  }

  function answer(head) {
    const all = model.probabilities[head.name].map((curve) => curve[shown]);
    const guess = best(all);
    return { head, all, name: className(head, guess), sure: all[guess] };
  }

  /** Move the hairline and the dots. */
  function point() {
    const x = scaleOf(model, width)(model.values[shown]).toFixed(1);
    drawnCharts.forEach(({ element, y, head }) => {
      const { all, sure } = answer(head);
      const now = element.querySelector(".now");
      const dot = element.querySelector(".dot");
      for (const name of ["x1", "x2"]) now.setAttribute(name, x);
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", y(all.length === 2 ? all[1] : sure).toFixed(1));
    });
  }

  function redraw() {
    width = Math.max(240, Math.floor(charts.clientWidth));
    if (charts.childElementCount !== model.heads.length) {
      charts.replaceChildren(
        ...model.heads.map(({ name }) => {
          const element = Object.assign(document.createElement("figure"), { className: "chart" });
          element.dataset.head = name;
          element.innerHTML = `<figcaption></figcaption><div class="drawing" role="img"></div>`;
          return element;
        }),
      );
    }
    drawnCharts = model.heads.map((head, i) => {
      const element = charts.children[i].querySelector(".drawing");
      const { nodes, y } = chart(model, head, width, i === model.heads.length - 1);
      charts.children[i].firstChild.textContent = head.name;
      element.setAttribute("aria-label", inWords(head));
      draw(element, nodes);
      return { element, y, head };
    });
    point();
  }

  function inWords(head) {
    const own = model.flips.filter((flip) => flip.head === head.name).map(({ words }) => words);
    const first = valueText(model.moved, model.values[0]);
    const curves = model.probabilities[head.name];
    const answer = className(head, best(curves.map((curve) => curve[0])));
    return `${head.name} says ${answer} at ${first}. ${own.length ? own.join(". ") : "It does not flip."}`;
  }

  function listFlips() {
    const count = model.flips.length;
    find(".flips h4").textContent = count
      ? `${count} flip${count > 1 ? "s" : ""}`
      : "No flips: every head keeps its answer";
    find(".flips ol").replaceChildren(
      ...model.flips.map(({ at: value, words, head }) => {
        const item = document.createElement("li");
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
        button.style.setProperty("--head", model.heads.find((one) => one.name === head).colour);
        button.onclick = () => {
          player.stop();
          at(
            model.values.findIndex((one) => one >= value),
            true,
          );
        };
        item.append(button);
        return item;
      }),
    );
  }

  const player = createPlayer(find(".go"), (number) => at(number, true));
  find(".go").onclick = () => {
    if (player.playing()) player.stop();
    else player.play({ from: held, count: model.values.length, cyclic: model.cyclic });
  };
  find(".back").onclick = () => {
    player.stop();
    at(model.held, true);
  };
  scrub.oninput = () => {
    player.stop();
    at(Number(scrub.value), true);
  };

  const indexAt = (event) => {
    const { left } = charts.getBoundingClientRect();
    const share = (event.clientX - left - SIDE.left) / (width - SIDE.left - SIDE.right);
    const value = model.values[0] + share * (model.values.at(-1) - model.values[0]);
    const away = (one) => Math.abs(one - value);
    return model.values.reduce((near, one, i) => (away(one) < away(model.values[near]) ? i : near), 0);
  };
  charts.onpointermove = (event) => {
    if (!player.playing()) at(indexAt(event), event.buttons > 0);
  };
  charts.onpointerdown = (event) => {
    if (!event.button) {
      player.stop();
      at(indexAt(event), true);
    }
  };
  charts.onpointerleave = () => {
    if (!player.playing()) at(held);
  };

  const resized = new ResizeObserver(() => {
    if (model && charts.clientWidth && Math.floor(charts.clientWidth) !== width) redraw();
  });
  resized.observe(charts);

  /** Where to begin: at the link's value, else where the last line stood on this property, else at the line's own. */
  function start(same) {
    const wanted = same ? same.values[held] : readAt(subject)?.[0];
    if (typeof wanted !== "number" || (same && held === same.held)) return model.held;
    const away = (one) => Math.abs(one - wanted);
    return model.values.reduce((near, one, i) => (away(one) < away(model.values[near]) ? i : near), 0);
  }

  return {
    show(data) {
      if (model && JSON.stringify(data.of) === JSON.stringify(model.of)) return void redraw(); // the theme has changed
      const before = model?.moved.name === data.moved.name ? model : null;
      player.stop();
      model = data;
      subject = data.moved.name;
      scrub.max = data.values.length - 1;
      scrub.setAttribute("aria-label", `${data.moved.label} of the line`);
      find(".value span").textContent = data.moved.label;
      find(".about").textContent = data.moved.about;
      find(".cutoff").hidden = data.inside.every(Boolean);
      film.load(data.film);
      const index = start(before);
      redraw();
      listFlips();
      at(index, true);
    },
    stop() {
      player.stop();
      clearTimeout(timer);
      resized.disconnect();
    },
  };
}
