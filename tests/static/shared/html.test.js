import assert from "node:assert/strict";
import test from "node:test";
import { html } from "../../../static/shared/html.js";

test("a template is the list that draw takes", () => {
  const text = "<b>5 < 6";
  const note = html`<p class="note ${"wide"}" hidden>${text}, ${0}</p>`;
  assert.deepEqual(note, ["p", { class: "note wide", hidden: "" }, "<b>5 < 6, 0"]);
  assert.deepEqual(html`<line x1=${1.5} title=${null} ${{ y1: 2, class: "grid" }} />`, [
    "line",
    { x1: 1.5, y1: 2, class: "grid" },
  ]);
});

test("lists are put in one by one, line breaks are no text", () => {
  const items = ["a", "b"].map((name) => html`<li>${name}</li>`);
  const list = html`<ul>
      ${items}
      ${false}${null}
      <li><b>c</b> d</li>
    </ul>`;
  assert.deepEqual(list, ["ul", {}, ["li", {}, "a"], ["li", {}, "b"], ["li", {}, ["b", {}, "c"], " d"]]);
  const [first, second] = html`<dt>${["x", "y"]}</dt><dd></dd>`;
  assert.deepEqual(
    [first, second],
    [
      ["dt", {}, "xy"],
      ["dd", {}],
    ],
  );
});

test("a template that is used again takes its new values", () => {
  const item = (/** @type {any[]} */ ...values) =>
    html`<li class="a ${values[0]}" title=${values[1]}>${values[2]}<b>${values[3]}</b></li>`;
  assert.deepEqual(item(1, null, "x", ["y", "z"]), ["li", { class: "a 1" }, "x", ["b", {}, "yz"]]);
  assert.deepEqual(item(2, "t", null, ["i", {}]), ["li", { class: "a 2", title: "t" }, ["b", {}, ["i", {}]]]);
});
