// Response curves: one property moves, everything else is held, and every head answers. `model/probe/sweep.py` computes
// the same. A generator, so that whoever runs it decides when to pause.
import { rint } from "../line/rules.js";
import { FACTORS } from "./factors.js";
import { isInside } from "./scene.js";

/** @import { Factor } from "./factors.js" */
/** @import { Scene } from "./scene.js" */

/** @typedef {Record<string, number[]>} Probabilities of every class, per head */
/** @typedef {(scene: Scene) => Probabilities} Ask what the heads say of a scene */
/** @typedef {{ head: string, at: number, before: number, after: number }} Flip where a head changes its answer */

/**
 * @typedef {object} Sweep
 * @property {number[]} values ascending
 * @property {number} held index of the line as it is
 * @property {number[]} inside 1 where the whole line lies in the frame
 * @property {Record<string, number[][]>} probabilities of each head: a curve for each class
 * @property {Flip[] | null} flips null: not yet known
 */

export const HALVINGS = 14; // a flip is found to this power of two of a step
const NEAR = 0.1; // of a step
const ROUNDS = 4; // flips looked for between two samples
const COARSE = 8; // every so many values come first

/** @param {number[]} values */
export const argmax = (values) => values.indexOf(Math.max(...values));

/** The values of a sweep, of which the held one is one. @param {Factor} factor @param {number} now */
export function valuesOf({ low, high, step }, now) {
  const count = Math.round((high - low) / step) + 1;
  const size = (high - low) / (count - 1);
  const grid = Array.from({ length: count }, (_, i) => rint((i === count - 1 ? high : low + i * size) * 1e6) / 1e6);
  return [...grid.filter((value) => Math.abs(value - now) > NEAR * step), now].sort((a, b) => a - b);
}

/**
 * Yields nothing after each answer, and the sweep three times: through every eighth value, through all, with flips.
 * @param {Scene} scene @param {Factor} factor @param {Ask} ask
 * @returns {Generator<Sweep | undefined>}
 */
export function* sweep(scene, factor, ask) {
  const { get, put } = FACTORS[factor.name];
  const now = get(scene);
  const values = valuesOf(factor, now);
  const held = values.indexOf(now);
  /** @type {Probabilities[]} */
  const answers = [];
  for (const only of [COARSE, 1]) {
    const rows = values.map((_, i) => i).filter((i) => i % only === 0 || i === held || i === values.length - 1);
    for (const row of rows) {
      if (answers[row]) continue;
      answers[row] = ask(put(scene, values[row]));
      yield;
    }
    yield sweepOf(
      rows.map((row) => values[row]),
      rows.map((row) => answers[row]),
      now,
      scene,
      put,
    );
  }
  const full = sweepOf(values, answers, now, scene, put);
  yield { ...full, flips: yield* flipsOf(values, answers, (value) => ask(put(scene, value))) };
}

/**
 * @param {number[]} values @param {Probabilities[]} answers @param {number} now @param {Scene} scene
 * @param {(scene: Scene, value: number) => Scene} put
 * @returns {Sweep}
 */
function sweepOf(values, answers, now, scene, put) {
  const inside = values.map((value) => Number(isInside(put(scene, value))));
  const curves = (/** @type {string} */ head) => answers[0][head].map((_, i) => answers.map((each) => each[head][i]));
  const probabilities = Object.fromEntries(Object.keys(answers[0]).map((head) => [head, curves(head)]));
  return { values, held: values.indexOf(now), inside, probabilities, flips: null };
}

/**
 * Every change of an answer between neighbours, by bisection; ordered by where it happens.
 * @param {number[]} values @param {Probabilities[]} answers @param {(value: number) => Probabilities} ask
 * @returns {Generator<undefined, Flip[]>}
 */
function* flipsOf(values, answers, ask) {
  /** @type {Flip[]} */
  const flips = [];
  for (let i = 0; i + 1 < values.length; i += 1) {
    for (const head of Object.keys(answers[i])) {
      const last = argmax(answers[i + 1][head]);
      let [low, before] = [values[i], argmax(answers[i][head])];
      for (let round = 0; round < ROUNDS && before !== last; round += 1) {
        const at = yield* bisected((value) => argmax(ask(value)[head]) !== before, low, values[i + 1]);
        const after = argmax(ask(at)[head]);
        flips.push({ head, at, before, after });
        [low, before] = [at, after];
      }
    }
  }
  return flips.sort((a, b) => a.at - b.at);
}

/**
 * The smallest value known to be over.
 * @param {(value: number) => boolean} isOver false at `low`, true at `high` @param {number} low @param {number} high
 * @returns {Generator<undefined, number>}
 */
function* bisected(isOver, low, high) {
  let [under, over] = [low, high];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (under + over) / 2;
    if (isOver(middle)) over = middle;
    else under = middle;
    yield;
  }
  return over;
}
