import assert from "node:assert/strict";
import test from "node:test";
import { cards } from "../../../static/classroom/board/cards.js";
import { names, rankings } from "../../../static/classroom/board/rankings.js";
import { scatter } from "../../../static/classroom/board/scatter.js";
import { histogram } from "../../../static/shared/guess_histogram/guess_histogram.js";

const HEADS = ["length", "width", "colour", "angle"].map((name) => ({ name, colour: "#c70", dash: "dot", icon: "x" }));

/** All elements with this tag in a markup. @param {any} node @param {string} tag @returns {any[]} */
const all = (node, tag) =>
  Array.isArray(node) ? [...(node[0] === tag ? [node] : []), ...node.flatMap((child) => all(child, tag))] : [];
/** @param {any} node @returns {string} */
const words = (node) =>
  typeof node === "string" ? node : Array.isArray(node) ? node.slice(2).map(words).join(" ") : "";

test("a tie names some and counts the rest", () => {
  assert.equal(names(["Ada", "Ben"]), "Ada, Ben");
  assert.equal(names(["A", "B", "C", "D", "E", "F"]), "A, B, C, D and 2 more");
  const list = {
    title: "t",
    about: "a",
    places: [{ number: 1, students: ["Ada", "Ben"], value: "98 %", details: [] }],
  };
  assert.match(words(rankings([list])), /2 share this place/);
  assert.match(words(rankings([{ ...list, places: [] }])), /Nobody yet/);
});

test("a card has a curve of each head, the weights beside it, and opens its run", () => {
  const curve = [
    [0, 500, 500, 500, 80],
    [100, 900, 990, 1000, 400],
  ];
  const run = {
    id: "abc",
    label: "Fast",
    opens: "Opens",
    weights: ["1", "5", null, "50"],
    steps: 200,
    curve,
    result: "",
  };
  const student = { name: "<b>", state: /** @type {const} */ ("trains"), words: "50 %", place: "", run };
  const [list] = [cards([student, { ...student, run: null }], HEADS)];
  const paths = all(list, "path").map(([, { d }]) => d);
  assert.deepEqual(paths[0], "M1.0 31.0L60.0 7.8");
  assert.equal(paths.length, 4);
  assert.equal(all(list, "button")[0][1]["data-run"], "abc");
  assert.match(words(list), /× 50 {1,2}40/);
  assert.equal(all(list, "li").length, 2);
});

test("the scatter begins a tenth below all values", () => {
  const runs = [{ id: "abc", student: "Ada", weights: "1/1/1/1", share: 0.25, values: [0.97, 0.93, 1, 0.84] }];
  const drawing = scatter({ head: "angle", marks: HEADS.map(({ name }) => name), runs, left_out: "" }, HEADS);
  assert.match(words(drawing), /80\u00a0%/);
  assert.match(words(drawing), /88\u00a0%/);
  assert.doesNotMatch(words(drawing), /(85|95)\u00a0%/); // steps that are no whole percentages would be rounded
  assert.equal(all(drawing, "path").filter(([, { class: name }]) => name === "dot").length, 4);
});

test("the marks of the scatter are buttons from the left to the right, one of which Tab leads to", () => {
  const dot = { student: "Ada", weights: "1/1/1/1", values: [0.97] };
  const runs = [
    { ...dot, id: "right", share: 0.9 },
    { ...dot, id: "left", share: 0.1 },
  ];
  const results = { head: "angle", marks: ["angle"], runs, left_out: "" };
  const dots = (/** @type {string} */ reached) =>
    all(scatter(results, HEADS, reached), "path").flatMap(([, look]) => (look.role === "button" ? [look] : []));
  assert.deepEqual(
    dots("").map((look) => [look["data-run"], look.tabindex]),
    [
      ["left", 0],
      ["right", -1],
    ],
  );
  assert.deepEqual(
    dots("right angle").map(({ tabindex }) => tabindex),
    [-1, 0],
  );
  assert.match(dots("")[0]["aria-label"], /^Ada: weights 1\/1\/1\/1, angle 97/);
});

test("the longest bar of a histogram is full, and one's own guess is said", () => {
  const bars = [
    { label: "up", count: 3, mine: true },
    { label: "down", count: 6, mine: false },
  ];
  const nodes = histogram(bars);
  const widths = all(nodes, "span").map(([, { style }]) => style);
  assert.deepEqual(widths.filter(Boolean), ["width:50.0%", "width:100.0%"]);
  assert.match(words(["div", {}, ...nodes]), /up\s+\(your guess\)/);
  assert.match(words(["div", {}, ...nodes]), /9 answers/);
});
