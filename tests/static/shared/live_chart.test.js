import assert from "node:assert/strict";
import test from "node:test";
import { columnsOf, EXACT, extension, faint, halve, traces } from "../../../static/shared/live_chart/figure.js";
import { isWide, layout } from "../../../static/shared/live_chart/layout.js";
import { newest } from "../../../static/shared/live_chart/words.js";

const HEADS = ["length", "angle"].map((name) => ({ name, colour: "#c70", dash: "dot" }));
const THEME = { text: "#123456", ground: "#fff", grid: "#ddd", font: "sans", scale: 1, thicker: 1 };
/** @param {number} step */
const row = (step) => {
  const isValidated = step % 4 === 0;
  const numbers = HEADS.flatMap((head) => {
    const { loss, accuracy, validation } = columnsOf(head);
    return [
      [loss, 1],
      [accuracy, 0.5],
      [validation, isValidated ? 0.5 : null],
    ];
  });
  return { step, epoch: step / 100, total_loss: 2, [EXACT]: isValidated ? 0.5 : null, ...Object.fromEntries(numbers) };
};
const ROWS = Array.from({ length: 1001 }, (_, step) => row(step));

test("half of the rows keeps both ends and the validated ones", () => {
  const kept = halve(ROWS);
  assert.equal(kept.length, 502);
  assert.deepEqual([kept[0], kept.at(-1)], [ROWS[0], ROWS.at(-1)]);
  assert.ok(kept.filter((point) => point[EXACT] !== null).length >= 250);
});

test("colours become transparent in every notation of the theme", () => {
  assert.equal(faint("#c70", 0.5), "#cc770080");
  assert.equal(faint("#123456", 1), "#123456ff");
  assert.equal(faint("rgb(1, 2, 3)", 0.3), "rgba(1, 2, 3, 0.3)");
});

test("each head has three lines, and a validation line has the validated steps alone", () => {
  const all = traces(HEADS, THEME, ROWS, null);
  assert.equal(all.filter(({ name }) => name.startsWith("angle")).length, 3);
  const { validation } = columnsOf(HEADS[1]);
  const line = all.find(({ column }) => column === validation);
  assert.equal(line?.x.length, 251);
});

test("new rows extend the traces of their own run", () => {
  const data = traces(HEADS, THEME, ROWS, { kind: "race", rows: ROWS });
  const [, first] = extension({ data }, [row(1001)], []);
  const [, second] = extension({ data }, [], [row(1004)]);
  assert.ok(first.every((i) => !("second" in data[i])));
  assert.ok(second.length && second.every((i) => "second" in data[i]));
  assert.deepEqual(extension({ data }, [], [])[1], []);
});

const STATE = {
  ...{ run: "a", steps: 100, epoch: 20.4, joint: false, second: null, log: false, theme: THEME },
  ...{ wide: true, width: 1000, height: 400 },
};

test("panels stand side by side where there is room, or where three above each other would be too low", () => {
  assert.deepEqual(
    [isWide(900, 500), isWide(620, 272), isWide(620, 500), isWide(360, 272)],
    [true, true, false, false],
  );
});

test("marks stand on every panel, and long labels are cut", () => {
  const { annotations, shapes, xaxis3 } = /** @type {any} */ (layout({ ...STATE, marks: [[7, "x".repeat(99)]] }));
  assert.equal(shapes.length, 3);
  assert.equal(xaxis3.title.text, "step (20 are one epoch)");
  const labels = annotations.slice(3);
  assert.ok(labels.every((/** @type {any} */ { text }) => text.endsWith("…")));
});

test("a label fits its panel, stands right of a mark at the left edge, and is shared by marks that are near", () => {
  const labels = (/** @type {[number, string][]} */ marks) =>
    /** @type {any} */ (layout({ ...STATE, marks })).annotations.slice(3);
  const panels = [0.57, 0.57, 0.21].map((share) => share * (STATE.height - 44));
  for (const [i, { text }] of labels([[7, "x".repeat(99)]]).entries()) assert.ok(5 * text.length < panels[i]);
  assert.deepEqual(labels([[1, "a"]])[0].xanchor, "left");
  assert.deepEqual(labels([[9, "a"]])[0].xanchor, "right");
  const [shared, alone] = labels([
    [50, "a"],
    [51, "b"],
    [60, "c"],
  ]);
  assert.equal(shared.text, "1 more · step 51: b");
  assert.equal(shared.hovertext, "step 50: a<br>step 51: b");
  assert.equal(alone.text, "step 60: c");
});

/** All strings in a value. @param {any} value @returns {string[]} */
const texts = (value) =>
  typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];

test("percentages have a space on the ticks of all axes and in all hover boxes", () => {
  const entries = Object.entries(/** @type {any} */ (layout({ ...STATE, marks: [] })));
  for (const [, axis] of entries.filter(([name, { tickformat }]) => /axis/.test(name) && /%/.test(tickformat))) {
    assert.equal(axis.tickformat, ".1~%");
    for (let tenths = 0; tenths <= 1000 * axis.maxallowed; tenths += 1) {
      assert.equal(axis.labelalias[`${tenths / 10}%`], `${tenths / 10} %`);
    }
    assert.ok(axis.minallowed === 0 && !/%/.test(axis.hoverformat));
  }
  const [whole, almost] = [0, 4].map((step) => ({ ...row(step), [EXACT]: step ? 0.9996 : 1 }));
  for (const kind of /** @type {const} */ (["race", "reference"])) {
    const all = traces(HEADS, THEME, [whole, almost], { kind, rows: ROWS });
    assert.ok(texts(all).every((text) => !/\d%|%\{[^}]*%\}/.test(text)));
    const line = all.find(({ column, name }) => column === EXACT && name === "exact match");
    assert.deepEqual(line?.text, ["100\u00a0%", "> 99.9\u00a0%"]);
    const [added] = /** @type {any} */ (extension({ data: all }, [row(8)], []));
    assert.ok(
      added.text.flat().length && added.text.flat().every((/** @type {string} */ text) => text === "50.0\u00a0%"),
    );
  }
});

test("the newest number passes over what is not known", () => {
  assert.equal(newest(ROWS.slice(0, 3), EXACT), 0.5);
  assert.equal(newest([], EXACT), undefined);
});
