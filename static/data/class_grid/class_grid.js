// The 96 classes as a grid of pictures: angles across, the other properties down. One instance per host element.

import { draw } from "../../shared/dom.js";
import { whenGone } from "../../shared/lifecycle.js";
import { CSS } from "./style.js";

const ECHO = 1500; // ms that Python is given to repeat a choice
const instances = new WeakMap();

export default function classGrid({ parentElement, data, setTriggerValue }) {
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
  root.className = "classes";
  const style = Object.assign(document.createElement("style"), { textContent: CSS });
  const body = document.createElement("div");
  root.append(style, body);
  parent.append(root);
  const one = { root, body, at: 0, pending: null };
  body.addEventListener("click", (event) => choose(one, event.target.closest("[data-class]")));
  body.addEventListener("keydown", (event) => pressed(one, event));
  instances.set(parent, one);
  return one;
}

function take(one, data) {
  one.data = data;
  if (one.pending === null || data.chosen === one.pending || performance.now() - one.sentAt > ECHO) {
    one.chosen = data.chosen;
    one.pending = null;
    if (data.chosen !== null && !one.body.contains(one.root.getRootNode().activeElement)) one.at = data.chosen;
  }
  render(one);
}

function render(one) {
  const { data } = one;
  const across = data.columns.length;
  one.root.style.setProperty("--strip", `url("${data.strip}")`);
  one.root.style.setProperty("--across", across);
  const head = [
    "div",
    { role: "row", class: "row head" },
    ["span", { role: "columnheader", class: "corner" }],
    ...data.columns.map((text) => ["span", { role: "columnheader" }, text]),
  ];
  const rows = data.rows.map((text, row) => [
    "div",
    { role: "row", class: "row" },
    [
      "span",
      { role: "rowheader", class: "name" },
      ["i", { class: `dot ${text.split(" ").pop()}`, "aria-hidden": "true" }],
      text,
    ],
    ...data.columns.map((_, column) => cell(one, row * across + column)),
  ]);
  draw(one.body, [
    ["div", { class: data.shares ? "grid shared" : "grid", role: "grid", "aria-label": data.label }, head, ...rows],
  ]);
}

function cell({ data, at, chosen }, index) {
  const across = data.columns.length;
  const count = data.counts[index];
  const words = `${data.rows[Math.floor(index / across)]}, ${data.columns[index % across]}`;
  const share = data.shares?.[index];
  const counted = `${count.toLocaleString("en")} ${data.unit}`;
  const told = `${words}: ${counted}${data.shares ? `, ${share} %` : ""}`;
  return [
    "button",
    {
      type: "button",
      role: "gridcell",
      "data-class": index,
      tabindex: index === at ? 0 : -1,
      "aria-selected": index === chosen,
      "aria-label": told,
      title: told,
      class: count ? "picture" : "picture none",
      style: `background-position:0 ${(100 * index) / (data.counts.length - 1)}%`,
    },
    ...(count ? [] : ["–"]),
    ...(data.shares && count ? [["span", { class: "bar", style: `--share:${share}%` }]] : []),
  ];
}

function choose(one, button) {
  if (!button) return;
  const index = Number(button.dataset.class);
  one.at = index;
  one.chosen = one.pending = index;
  one.sentAt = performance.now();
  one.send("chosen", index);
  render(one);
}

/** Arrows walk through the grid; Enter and the space bar open a class, as they press any button. */
function pressed(one, event) {
  const across = one.data.columns.length;
  const last = one.data.counts.length - 1;
  const column = one.at % across;
  const steps = {
    ArrowRight: column < across - 1 ? 1 : 0,
    ArrowLeft: column ? -1 : 0,
    ArrowDown: across,
    ArrowUp: -across,
    Home: -one.at,
    End: last - one.at,
  };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const next = one.at + steps[event.key];
  if (next < 0 || next > last) return;
  one.at = next;
  render(one);
  one.body.querySelector(`[data-class="${next}"]`).focus();
}
