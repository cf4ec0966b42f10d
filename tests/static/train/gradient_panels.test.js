import assert from "node:assert/strict";
import test from "node:test";
import { bounds } from "../../../static/train/gradient_panels/bars.js";
import { DRAWINGS } from "../../../static/train/gradient_panels/drawings.js";
import { nearestStep } from "../../../static/train/gradient_panels/gradient_panels.js";
import { besideStrangers } from "../../../static/train/gradient_panels/pairs.js";
import { column, halve, ofHeads, pairColumn, pairsOf } from "../../../static/train/gradient_panels/rows.js";

const HEADS = ["length", "width", "colour", "angle"].map((name) => ({ name, colour: "#c70", dash: "dot", icon: "x" }));

test("columns are called by their group and head", () => {
  assert.equal(column("norm", HEADS[0]), "norm.length");
  assert.equal(pairColumn(HEADS, [0, 3]), "cosine.length.angle");
  assert.deepEqual(ofHeads(HEADS, { step: 0, "norm.width": 2 }, "norm"), [undefined, 2, undefined, undefined]);
  assert.deepEqual(pairsOf(HEADS), [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ]);
});

test("rows are halved with both ends", () => {
  assert.deepEqual(halve([0, 1, 2, 3]), [0, 2, 3]);
  assert.deepEqual(halve([0]), [0]);
});

test("the nearest step is read; none of no rows", () => {
  const rows = [0, 10, 20].map((step) => ({ step }));
  assert.equal(nearestStep(rows, 14), 10);
  assert.equal(nearestStep([], 14), null);
});

test("shares have an axis of at least -0.5 to 1, in steps of a half", () => {
  assert.deepEqual(bounds([]), [-0.5, 1]);
  assert.deepEqual(bounds([-0.7, 1.2]), [-1, 1.5]);
});

test("conflicts between heads are compared with those of unrelated heads", () => {
  const rates = HEADS.map((_, i) => HEADS.map((_, j) => (i === j ? 0.1 : 0.4)));
  assert.match(
    besideStrangers(HEADS, rates),
    /^Between heads 40\u00a0%: 10 points less than the 50\u00a0% .* itself 10\u00a0%\.$/,
  );
  const strangers = HEADS.map((_, i) => HEADS.map((_, j) => (i === j ? 0.1 : 0.52)));
  assert.match(besideStrangers(HEADS, strangers), /^Between heads 52\u00a0%: as unrelated heads/);
  const nothing = HEADS.map(() => HEADS.map(() => null));
  assert.match(besideStrangers(HEADS, nothing), /^No head pulls/);
});

for (const name of Object.keys(DRAWINGS)) {
  test(`${name} draws known and unknown numbers, and says them`, () => {
    const groups = ["effective_weights", "weights", "norm", "noise", "share", "update", "loss_ratio", "within"];
    const filled = Object.fromEntries(groups.flatMap((group) => HEADS.map((head) => [column(group, head), 0.25])));
    const empty = Object.fromEntries(Object.keys(filled).map((key) => [key, null]));
    const each = (/** @type {any} */ value) => Object.fromEntries(HEADS.map((head) => [head.name, value]));
    for (const [numbers, value] of /** @type {[object, number | null][]} */ ([
      [filled, 0.25],
      [empty, null],
    ])) {
      const matrix = HEADS.map(() => HEADS.map(() => value));
      const row = { step: 40, ...numbers, "update.rest": value, conflict: value, self_conflict: value };
      const { words, nodes } = DRAWINGS[name]({
        heads: HEADS,
        rows: [row],
        row,
        hovered: true,
        steps: 100,
        marks: [20],
        first_solved: each(value && 40),
        now: {
          silent: ["length"],
          cosine: matrix,
          conflict: matrix,
          similarity: matrix,
          within: each(value),
          accuracy: each(0.5),
          exact_update: true,
          relative_change: value === null ? null : { trunk: 0, ...each(value) },
          ownership: { trunk_conv_1: [value === null ? null : [1, 2, 3, 4]] },
        },
      });
      const text = JSON.stringify(nodes) + words;
      assert.ok(words.length > 10 && nodes.length);
      assert.doesNotMatch(text, /NaN|undefined/);
    }
  });
}
