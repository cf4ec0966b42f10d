import assert from "node:assert/strict";
import test from "node:test";
import { decades, even, linear, PLOT } from "../../../static/shared/axes.js";

test("a linear scale meets both ends", () => {
  const x = linear(10, 20, 100, 300);
  assert.deepEqual([10, 15, 20].map(x), [100, 200, 300]);
});

test("an even axis has its ticks where their values are", () => {
  const { y, ticks } = even(0, 1, [0, 0.5, 1], String);
  assert.deepEqual(
    ticks,
    [0, 0.5, 1].map((tick) => [y(tick), String(tick)]),
  );
  assert.deepEqual([y(0), y(1)], [PLOT.bottom, PLOT.top]);
});

for (const values of [[], [1], [3e-9, 5], [0, 0.02, 4], [1, 10, 100]]) {
  test(`a log axis holds ${JSON.stringify(values)}`, () => {
    const { y, ticks } = decades(values);
    for (const value of values) assert.ok(y(value) >= PLOT.top && y(value) <= PLOT.bottom, `${value}`);
    const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
    for (const [i, value] of sorted.slice(1).entries()) assert.ok(y(value) <= y(sorted[i]));
    assert.ok(ticks.length >= 2 && ticks.length <= 6);
    assert.equal(
      ticks.some(([, label]) => label === "0"),
      values.includes(0),
    );
  });
}
