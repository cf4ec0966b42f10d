// Pictures with what each head said of them; one is shown large. One instance per host element.

import { draw } from "../../shared/dom.js";
import { whenGone } from "../../shared/lifecycle.js";
import { bare, card, spoken, thumbnail } from "./parts.js";
import { CSS } from "./style.js";

const ECHO = 1500; // ms that Python is given to repeat a choice
const instances = new WeakMap();

export default function gallery({ parentElement, data, setTriggerValue }) {
  const one = instances.get(parentElement) ?? make(parentElement);
  one.send = setTriggerValue;
  take(one, data);
  return whenGone(parentElement, () => {
    one.root.remove();
    instances.delete(parentElement);
  });
}

function make(parent) {
  const root = document.createElement("section");
  root.className = "gallery";
  const style = Object.assign(document.createElement("style"), { textContent: CSS });
  const body = Object.assign(document.createElement("div"), { className: "body" });
  root.append(style, body);
  parent.append(root);
  const one = { root, body, pending: null };
  body.addEventListener("click", (event) => clicked(one, event));
  body.addEventListener("keydown", (event) => pressed(one, event));
  instances.set(parent, one);
  return one;
}

function take(one, data) {
  const anew = one.data && (one.data.title !== data.title || one.data.items[0]?.row !== data.items[0]?.row);
  one.data = data;
  if (anew || one.pending === null || data.shown === one.pending || performance.now() - one.sentAt > ECHO) {
    one.shown = data.shown;
    one.pending = null;
  }
  render(one);
  if (anew) one.body.querySelector(".thumbs")?.scrollTo(0, 0);
}

function render(one) {
  const { data, shown } = one;
  const at = Math.max(
    0,
    data.items.findIndex(({ row }) => row === shown),
  );
  one.root.style.setProperty("--strip", `url("${data.strip}")`);
  one.root.style.setProperty("--count", data.items.length);
  const number = data.total.toLocaleString("en");
  const clear = ["button", { type: "button", class: "clear", "data-does": "clear" }, "Show all mistakes"];
  const head = [
    "header",
    {},
    ["h3", {}, data.title],
    ["span", { class: "count" }, data.total === 1 ? "1 picture" : `${number} pictures`],
    ...(data.chosen ? [clear] : []),
  ];
  const thumbs = data.items.map((item, i) => thumbnail(data, item, i, i === at));
  const more =
    data.items.length < data.total
      ? [["button", { type: "button", class: "more", "data-does": "more" }, `Show more of ${number}`]]
      : [];
  const list = [
    "div",
    { class: "thumbs", role: "listbox", "aria-label": `${data.title}, ${number} pictures` },
    ...thumbs,
    ...more,
  ];
  const nothing = ["p", { class: "nothing" }, "No picture is in this cell."];
  draw(one.body, [
    head,
    ...(data.items.length ? [card(data, data.items[at], at), list] : [bare(), nothing]),
    ["p", { class: "quiet", role: "status" }, data.items.length ? spoken(data, data.items[at]) : ""],
  ]);
}

function show(one, row) {
  if (row === one.shown) return;
  one.shown = one.pending = row;
  one.sentAt = performance.now();
  one.send("shown", row);
  render(one);
}

function clicked(one, event) {
  const does = event.target.closest("[data-does]")?.dataset.does;
  if (does) one.send(does, true);
  const thumb = event.target.closest("[role=option]");
  if (thumb) show(one, Number(thumb.dataset.picture));
}

/** Arrows walk through the pictures, as they stand in the grid. */
function pressed(one, event) {
  const thumb = event.target.closest("[role=option]");
  if (!thumb) return;
  const all = [...one.body.querySelectorAll("[role=option]")];
  const at = all.indexOf(thumb);
  const across = all.filter((other) => other.offsetTop === all[0].offsetTop).length;
  const steps = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: across,
    ArrowUp: -across,
    Home: -at,
    End: all.length - 1 - at,
  };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const next = all[at + steps[event.key]];
  if (!next) return;
  show(one, Number(next.dataset.picture));
  next.focus();
}
