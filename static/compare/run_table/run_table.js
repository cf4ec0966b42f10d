// A table whose rows are chosen, starred and sorted. Its cells are plain values; a name is text, never markup.
// One instance per host element.

import { draw } from "../../shared/dom.js";
import { whenGone } from "../../shared/lifecycle.js";
import { cell } from "./cells.js";
import { CSS } from "./style.js";

const ECHO = 1500; // ms that Python is given to repeat a choice
const instances = new WeakMap();

export default function runTable({ parentElement, data, setTriggerValue }) {
  const one = instances.get(parentElement) ?? make(parentElement);
  one.send = (kind, more) => setTriggerValue("act", { kind, ...more });
  take(one, data);
  return whenGone(parentElement, () => {
    one.root.remove();
    instances.delete(parentElement);
  });
}

function make(parent) {
  const root = document.createElement("section");
  root.className = "runs";
  const style = Object.assign(document.createElement("style"), { textContent: CSS });
  const body = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: -1 });
  root.append(style, body);
  parent.append(root);
  const one = { root, body, chosen: [], stars: {}, pending: null };
  body.addEventListener("click", (event) => clicked(one, event));
  instances.set(parent, one);
  return one;
}

function take(one, data) {
  const late = performance.now() - one.sentAt > ECHO;
  const same = one.pending && data.chosen.join() === one.pending.join();
  if (one.data?.page !== data.page) one.body.scrollTop = 0; // another search or order begins at its first row
  one.data = data;
  if (!one.pending || same || late) {
    one.chosen = data.chosen;
    one.pending = null;
  }
  one.stars = {};
  render(one);
}

function render(one) {
  const { data, chosen } = one;
  const full = chosen.length >= data.most;
  const rows = data.rows.map((row) => line(one, row, full));
  const more = data.more
    ? [
        [
          "button",
          { type: "button", class: "more", "data-more": "" },
          `Show more (${data.more.toLocaleString("en")} left)`,
        ],
      ]
    : [];
  const kind = data.columns.some(({ sorts }) => sorts) ? "" : "unsorted";
  draw(one.body, [
    ["table", { "aria-label": data.label, class: kind }, ["thead", {}, head(data)], ["tbody", {}, ...rows]],
    ...more,
  ]);
  for (const box of one.body.querySelectorAll("input")) {
    box.checked = chosen.includes(box.dataset.pick);
    box.disabled = full && !box.checked;
  }
}

function head({ columns, sort, starred }) {
  const titles = columns.map(({ name, label, about, kind, sorts }) => {
    const by = sort.by === name;
    const arrow = by ? (sort.down ? "\u00a0↓" : "\u00a0↑") : "";
    const how = by ? { "aria-sort": sort.down ? "descending" : "ascending" } : {};
    const title = about ? { title: about } : {};
    const inside = sorts
      ? ["button", { type: "button", "data-sort": name, ...title }, `${label}${arrow}`]
      : ["span", title, label];
    return ["th", { scope: "col", class: kind ?? "", ...how }, inside];
  });
  const pick = ["td", { class: "pick" }];
  const star = ["td", { class: "star" }];
  return ["tr", {}, ...(starred ? [pick, star] : [pick]), ...titles];
}

function line({ data, chosen, stars }, row, full) {
  const on = chosen.includes(row.id);
  const starred = stars[row.id] ?? row.star;
  const words = `${row.name} (${row.id})`;
  const title = full && !on ? { title: `At most ${data.most} are chosen. Leave one out first.` } : {};
  const pick = [
    "td",
    { class: "pick" },
    ["input", { type: "checkbox", "data-pick": row.id, "aria-label": `Choose ${words}`, ...title }],
  ];
  const star = [
    "td",
    { class: "star" },
    [
      "button",
      {
        type: "button",
        "data-star": row.id,
        "aria-pressed": Boolean(starred),
        "aria-label": `Star ${words}`,
        title: starred ? "Starred" : "Star it",
      },
      starred ? "★" : "☆",
    ],
  ];
  const cells = data.columns.map((column) => cell(column, row.cells[column.name]));
  return ["tr", { "data-row": row.id, class: on ? "on" : "" }, ...(data.starred ? [pick, star] : [pick]), ...cells];
}

function clicked(one, event) {
  const at = (name) => event.target.closest(`[data-${name}]`)?.dataset[name];
  if (at("star") !== undefined) return star(one, at("star"));
  if (at("sort") !== undefined) return one.send("sort", { by: at("sort") });
  if (at("more") !== undefined) return one.send("more", {});
  if (at("row") !== undefined) choose(one, at("row"));
}

function star(one, id) {
  const on = !(one.stars[id] ?? one.data.rows.find((row) => row.id === id).star);
  one.stars[id] = on;
  one.send("star", { id, on });
  render(one);
}

function choose(one, id) {
  const on = one.chosen.includes(id);
  if (on || one.chosen.length < one.data.most) {
    one.chosen = one.pending = on ? one.chosen.filter((other) => other !== id) : [...one.chosen, id];
    one.sentAt = performance.now();
    one.send("choose", { ids: one.chosen });
  }
  render(one);
}
