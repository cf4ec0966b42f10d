import assert from "node:assert/strict";
import test from "node:test";
import * as format from "../../../static/shared/format.js";

/** @param {(value: any) => string} write @param {[any, string][]} cases */
const check = (write, cases) => {
  for (const [value, text] of cases) assert.equal(write(value), text);
};

test("a percentage has a space, and is never 0 or 100 unless it is exact", () => {
  check(format.percent, [
    [0, "0\u00a0%"],
    [0.001, "< 1\u00a0%"],
    [0.005, "1\u00a0%"],
    [0.5, "50\u00a0%"],
    [0.995, "100\u00a0%"],
    [0.9951, "> 99\u00a0%"],
    [1, "100\u00a0%"],
    [-0.2, "−20\u00a0%"],
    [null, "–"],
    [undefined, "–"],
  ]);
});

test("an exact percentage has one decimal", () => {
  check(format.exactPercent, [
    [0.9993, "99.9\u00a0%"],
    [0.99949, "99.9\u00a0%"],
    [0.9996, "> 99.9\u00a0%"],
    [1, "100\u00a0%"],
    [0, "0.0\u00a0%"],
    [-0.0312, "−3.1\u00a0%"],
    [null, "–"],
  ]);
});

test("short numbers have two significant digits", () => {
  check(format.short, [
    [0, "0"],
    [1234.5, "1,235"],
    [99, "99"],
    [-0.0123, "−0.012"],
    [9.7e-6, "1·10⁻⁵"],
    [null, "–"],
  ]);
});

test("exact numbers have four significant digits", () => {
  check(format.exact, [
    [0.80714, "0.8071"],
    [-0.00412, "−0.00412"],
    [3.24e-5, "3.2e−5"],
    [12345.6, "12,346"],
    [Number.NaN, "–"],
  ]);
});

test("brief numbers have at most four signs", () => {
  check(format.brief, [
    [0.123, ".12"],
    [-1.31, "−1.3"],
    [255, "255"],
    [0, "0"],
    [0.001, "≈0"],
    [-0.001, "≈0"],
  ]);
});

test("powers, signed numbers and counts", () => {
  check(format.power, [
    [-5, "10⁻⁵"],
    [2, "100"],
    [12, "10¹²"],
  ]);
  check(format.signed, [
    [-0.001, "0.00"],
    [-0.5, "−0.50"],
    [null, "–"],
  ]);
  check(format.large, [
    [40239, "40,239"],
    [1_234_567, "1.2 million"],
  ]);
  assert.equal(format.counted(1, "picture"), "1 picture");
  assert.equal(format.counted(2310, "picture"), "2,310 pictures");
});
