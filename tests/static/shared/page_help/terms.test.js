import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { finder, matching } from "../../../../static/shared/page_help/terms.js";
import { STOPS } from "../../../../static/shared/page_help/tour.js";

const FILE = new URL("../../../../static/shared/page_help/terms.json", import.meta.url);
const TERMS = JSON.parse(readFileSync(FILE, "utf8"));
const find = finder(TERMS);
const inText = (text) => find(text).map(({ term, start, end }) => `${term.name}: ${text.slice(start, end)}`);

test("a term is found by any of its words, the longest first, and not within a word", () => {
  assert.deepEqual(inText("Each head has a loss weight."), ["head: head", "loss weight: loss weight"]);
  assert.deepEqual(inText("The Gradient\n norms of overfitting."), ["gradient: Gradient", "overfitting: overfitting"]);
  assert.deepEqual(inText("A headline, cross-headed, trunks"), []);
  assert.deepEqual(inText("Adam, not AdamW (F1)."), ["Adam: Adam", "AdamW: AdamW", "F1: F1"]);
});

test("a word with an ordinary meaning is a term only where it stands alone", () => {
  assert.deepEqual(inText("It is hard to go on together at random."), []);
  assert.deepEqual(inText(" Hard "), ["hard: Hard"]);
  assert.deepEqual(inText("who pulls together"), ["cosine similarity: who pulls together"]);
});

test("every term is found by its own name, as a label", () => {
  for (const { name } of TERMS) assert.deepEqual(inText(name), [`${name}: ${name}`]);
});

test("the glossary shows first what is so named, then what says it", () => {
  const names = matching(TERMS, "Gradient ").map(({ name }) => name);
  assert.deepEqual(names.slice(0, 3), ["gradient", "gradient norm", "gradient panel"]);
  assert.ok(names.includes("PCGrad"));
  assert.equal(matching(TERMS, "exact match")[0].name, "all four right");
  assert.equal(matching(TERMS, "").length, TERMS.length);
  assert.deepEqual(matching(TERMS, "zebra"), []);
});

test("the tour has at most six stops", () => {
  assert.ok(STOPS.length <= 6);
});
