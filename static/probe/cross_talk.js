// Cross-talk: a table of properties moved and heads watched. A row opens the response curves of its property.

import { draw } from "../shared/dom.js";
import { readWord, writeWord } from "../shared/url_state.js";
import { percent } from "./text.js";

const HTML = `<div class="top"><div class="switch" role="group" aria-label="What the cells show">
  <button type="button" data-shows="distance">Distance</button
  ><button type="button" data-shows="changed">Changed answers</button></div>
  <p class="words"></p></div><div class="wide"><table></table></div>`;
const SHOWS = ["distance", "changed"]; // the first is usual
const TEXT = { distance: (value) => value.toFixed(2), changed: percent };

export function createTalk(root, open) {
  root.innerHTML = HTML;
  let data = null;
  let shows = readWord("talk", SHOWS);
  const buttons = [...root.querySelectorAll("[data-shows]")];
  for (const button of buttons) button.onclick = () => show(button.dataset.shows);
  root.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-open]")?.dataset.open;
    if (name) open(name);
  });

  function show(what) {
    shows = what;
    writeWord("talk", SHOWS, shows);
    redraw();
  }

  function redraw() {
    for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.shows === shows);
    const head = [
      "tr",
      {},
      ["th", { scope: "col" }, "moved"],
      ...data.heads.map(({ name, icon, colour }) => [
        "th",
        { scope: "col" },
        ["span", { class: "icon", style: `color:${colour}`, "aria-hidden": "true" }, icon],
        name,
      ]),
    ];
    const rows = data.rows.map((row, i) => [
      "tr",
      {},
      [
        "th",
        { scope: "row" },
        ["button", { type: "button", "data-open": row.name, title: "Show its response curves" }, row.label],
        " ",
        ["small", {}, row.range],
      ],
      ...data.heads.map((one, j) => cell(row, one, data[shows][i][j], j)),
    ]);
    draw(root.querySelector("table"), [
      ["caption", { hidden: "" }, "Cross-talk: property moved and head watched"],
      ["thead", {}, head],
      ["tbody", {}, ...rows],
    ]);
  }

  function cell(row, head, value, column) {
    const own = row.own === column;
    return [
      "td",
      { class: own ? "own" : "", style: `--head:${head.colour};--share:${Math.sqrt(value).toFixed(3)}` },
      ["span", {}, TEXT[shows](value)],
      ...(own ? [["small", {}, "own"]] : []),
    ];
  }
  return {
    show(next) {
      data = next;
      root.querySelector(".words").textContent = data.words;
      redraw();
    },
    stop() {},
  };
}
