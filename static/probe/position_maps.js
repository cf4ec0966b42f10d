// Position maps: four heads over the places of the line's middle. Pointer and arrow keys move one place on all maps.
import { draw } from "../shared/dom.js";
import { readAt, writeAt } from "../shared/url_state.js";
import { createFilm, FRAME } from "./film_strip.js";
import { className, percent } from "./text.js";

const SUBJECT = "place";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HTML = `<div class="four"></div><div class="side">
  <canvas class="picture" width="${FRAME}" height="${FRAME}" role="img"></canvas>
  <p class="value" role="status"></p><ul class="answers"></ul></div>`;
const MAP = `<h4><span class="icon" aria-hidden="true"></span><span></span></h4><p></p>
  <div class="square" tabindex="-1" role="application"><canvas width="${FRAME}" height="${FRAME}"></canvas>
  <svg class="over" viewBox="0 0 ${FRAME} ${FRAME}" aria-hidden="true"></svg></div>`;

export function createMaps(root) {
  root.innerHTML = HTML;
  const find = (selector) => root.querySelector(selector);
  const film = createFilm(find(".side .picture"));
  let data = null;
  let held = 0;
  let squares = [];

  const nearest = ([x, y]) => {
    const within = (value) => Math.min(FRAME - 1, Math.max(0, Math.floor(value)));
    return within(FRAME - y) * FRAME + within(x);
  };
  const placeOf = (index) => [(index % FRAME) + 0.5, FRAME - Math.floor(index / FRAME) - 0.5];

  function at(index, stay) {
    if (stay) {
      held = index;
      writeAt(SUBJECT, held === nearest(data.middle) ? null : placeOf(held));
    }
    film.show(index);
    const [x, y] = placeOf(index);
    const said = data.heads.map((head, i) => ({
      head,
      name: className(head, data.maps[i].answer[index]),
      sure: data.maps[i].sure[index],
    }));
    const place = `Middle at x ${x}, y ${y} px${data.inside[index] ? "" : ": cut off by the frame"}`;
    const answers = said.map(({ head, name, sure }) => `${head.name} ${name}, ${percent(sure)}`).join("; ");
    const words = `${place}. ${answers}`;
    find(".value").textContent = place;
    find(".side .picture").setAttribute("aria-label", `The line there. ${words}`);
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
    squares.forEach((square, i) => {
      for (const cursor of square.querySelectorAll(".cursor, .cursor-halo")) {
        cursor.setAttribute("x", index % FRAME);
        cursor.setAttribute("y", Math.floor(index / FRAME));
      }
      square.setAttribute("aria-label", `Map of ${data.heads[i].name}. Arrow keys move the line. ${words}`);
    });
  }

  function build() {
    find(".four").replaceChildren(
      ...data.heads.map((head, i) => {
        const element = Object.assign(document.createElement("figure"), { className: "map", innerHTML: MAP });
        element.style.setProperty("--head", head.colour);
        element.dataset.head = head.name;
        element.querySelector(".icon").textContent = head.icon;
        element.querySelector("h4 span:last-child").textContent = head.name;
        element.querySelector(".square").tabIndex = i ? -1 : 0;
        return element;
      }),
    );
    squares = [...root.querySelectorAll(".square")];
    squares.forEach(listen);
  }

  function listen(square, number) {
    const indexAt = (event) => {
      const box = square.getBoundingClientRect();
      return nearest([
        ((event.clientX - box.left) / box.width) * FRAME,
        ((box.bottom - event.clientY) / box.height) * FRAME,
      ]);
    };
    square.onpointermove = (event) => at(indexAt(event), event.buttons > 0);
    square.onpointerdown = (event) => {
      if (!event.button) at(indexAt(event), true);
    };
    square.onpointerleave = () => at(held);
    square.onkeydown = (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      const within = (value) => Math.min(FRAME - 1, Math.max(0, value));
      at(within(Math.floor(held / FRAME) + step[1]) * FRAME + within((held % FRAME) + step[0]), true);
    };
    square.onfocus = () =>
      squares.forEach((one, i) => {
        one.tabIndex = i === number ? 0 : -1;
      });
  }

  /** The probabilities as more or less of the head's colour, and what lies over them. */
  function paint(square, map) {
    const context = square.querySelector("canvas").getContext("2d");
    const colour = getComputedStyle(square)
      .color.match(/[\d.]+/g)
      .map(Number);
    const image = context.createImageData(FRAME, FRAME);
    map.probability.forEach((share, i) => {
      image.data.set([...colour.slice(0, 3), Math.round(235 * share)], 4 * i);
    });
    context.putImageData(image, 0, 0);
    const other = map.other.flatMap((is, i) =>
      is ? [`M${(i % FRAME) + 0.34} ${Math.floor(i / FRAME) + 0.34}h.32v.32h-.32z`] : [],
    );
    draw(square.querySelector("svg"), [
      ["path", { class: "dots", d: other.join("") }],
      ...fits(),
      ...["halo cursor-halo", "cursor"].map((name) => ["rect", { class: name, width: 1, height: 1, x: 0, y: 0 }]),
    ]);
  }

  function fits() {
    const places = data.inside.flatMap((is, i) => (is ? [[i % FRAME, Math.floor(i / FRAME)]] : []));
    if (!places.length) return [];
    const [columns, rows] = [0, 1].map((axis) => places.map((place) => place[axis]));
    const [x, y] = [Math.min(...columns), Math.min(...rows)];
    const box = { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 };
    return [
      ["rect", { class: "halo", ...box }],
      ["rect", { class: "fits", ...box }],
    ];
  }

  return {
    show(next) {
      const same = data && JSON.stringify(next.of) === JSON.stringify(data.of);
      const first = !data;
      data = next;
      if (first) build();
      film.load(data.film);
      squares.forEach((square, i) => {
        const map = data.maps[i];
        square
          .closest(".map")
          .querySelector(
            "p",
          ).textContent = `Probability of ${map.watched}${map.true ? ", which is true" : ", its answer here"}`;
        paint(square, map);
      });
      const wanted = first ? readAt(SUBJECT) : null;
      at(same ? held : nearest(wanted?.length === 2 ? wanted : data.middle), !same);
    },
    stop() {},
  };
}
