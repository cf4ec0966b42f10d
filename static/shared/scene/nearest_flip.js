// The smallest change of a line that makes one head answer something else: `model/probe/counterfactual.py` searches in
// the same way, with the same random directions. A generator, so that whoever runs it decides when to pause.
import { FACTORS } from "./factors.js";
import { isInside } from "./scene.js";
import { argmax, HALVINGS } from "./sweep.js";

/** @import { Factor } from "./factors.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Ask } from "./sweep.js" */

/** @typedef {number[]} Offset trained steps from the line, one for each factor */
/** @typedef {Factor & { trained_step: number }} Searched */

/**
 * @typedef {object} SearchRules what Python says of the search
 * @property {Searched[]} factors
 * @property {number} samples on each ray along one property
 * @property {number} levels radii that are tried where nothing is known of a flip
 * @property {number} far trained steps: the farthest of them
 * @property {number} spread of the first round @property {number} narrower @property {number} small
 * @property {number} worth
 *
 * @typedef {object} Directions random ones of a seed
 * @property {Offset[]} first
 * @property {Offset[][]} rounds what is added to the best direction, round after round
 * @property {number[][][]} kept 1 where a property moves
 *
 * @typedef {object} NearFlip
 * @property {{ name: string, from: number, to: number }[]} changes
 * @property {number} distance trained steps
 * @property {number} after class
 * @property {Scene} scene
 *
 * @typedef {object} NearFlips
 * @property {number} before class
 * @property {(NearFlip | null)[]} singles by each property alone
 * @property {NearFlip | null} best
 * @property {boolean} finished
 */

const QUICK_SAMPLES = 12; // on each ray, for an answer while the line still moves

/**
 * Yields nothing after each answer, and what is known of the flips three times: quickly sampled, by one property alone,
 * and by several together.
 * @param {Scene} scene @param {string} head @param {SearchRules} rules @param {Directions} directions @param {Ask} ask
 * @returns {Generator<NearFlips | undefined>}
 */
export function* nearestFlips(scene, head, rules, directions, ask) {
  const search = createSearch(scene, head, rules.factors, ask);
  /** @type {(Offset | null)[]} */
  let alone = [];
  for (const samples of [QUICK_SAMPLES, rules.samples]) {
    alone = [];
    for (let i = 0; i < rules.factors.length; i += 1) alone.push(yield* nearestAlone(search, i, samples));
    yield search.result(alone, shortest(alone), false);
  }
  yield search.result(alone, yield* nearestTogether(search, shortest(alone), rules, directions), true);
}

/** @typedef {ReturnType<typeof createSearch>} Search */

/** @param {Scene} held @param {string} head @param {Searched[]} factors @param {Ask} ask */
function createSearch(held, head, factors, ask) {
  const origin = factors.map(({ name }) => FACTORS[name].get(held));
  const mayLeave = !isInside(held);
  const answer = (/** @type {Scene} */ scene) => argmax(ask(scene)[head]);
  const before = answer(held);

  /** What turns comes round. @param {number} i @param {number} steps */
  function target(i, steps) {
    const { trained_step: step, turn } = factors[i];
    const value = origin[i] + steps * step;
    if (steps === 0) return origin[i]; // an untouched value stays bit for bit
    return turn ? ((value % turn) + turn) % turn : value;
  }
  const sceneAt = (/** @type {Offset} */ offset) =>
    factors.reduce((scene, { name }, i) => FACTORS[name].put(scene, target(i, offset[i])), held);

  /** In the range of the sweeps, and in the frame if the held line is. @param {Scene} scene @param {Offset} offset */
  function isAllowed(scene, offset) {
    const isFar = factors.some(({ turn, low, high }, i) => {
      const value = target(i, offset[i]);
      return !turn && offset[i] !== 0 && (value < low || value > high);
    });
    return !isFar && (mayLeave || isInside(scene));
  }

  /** @param {Offset} offset */
  function flips(offset) {
    const scene = sceneAt(offset);
    return isAllowed(scene, offset) && answer(scene) !== before;
  }

  /** @param {Offset | null} offset @returns {NearFlip | null} */
  function flipAt(offset) {
    if (!offset) return null;
    const scene = sceneAt(offset);
    const all = factors.map(({ name }, i) => ({ name, from: origin[i], to: FACTORS[name].get(scene) }));
    const changes = all.filter((_, i) => offset[i] !== 0);
    return { changes, distance: Math.hypot(...offset), after: answer(scene), scene };
  }
  /** @param {(Offset | null)[]} alone @param {Offset | null} best @param {boolean} finished @returns {NearFlips} */
  const result = (alone, best, finished) => ({ before, singles: alone.map(flipAt), best: flipAt(best), finished });
  return { factors, origin, flips, result };
}

/**
 * @param {Search} search @param {number} column @param {number} samples
 * @returns {Generator<undefined, Offset | null>}
 */
function* nearestAlone(search, column, samples) {
  const { low, high, turn, trained_step: step } = search.factors[column];
  const now = search.origin[column];
  const reach = turn ? turn / 2 : Math.max(high - now, now - low);
  const directions = [1, -1].map((side) => search.factors.map((_, i) => (i === column ? side : 0)));
  return yield* nearestOn(search, directions, reach / step, samples);
}

/**
 * A flip at least as near as the best one so far.
 * @param {Search} search @param {Offset | null} single @param {SearchRules} rules @param {Directions} directions
 * @returns {Generator<undefined, Offset | null>}
 */
function* nearestTogether(search, single, rules, { first, rounds, kept }) {
  const reach = single ? Math.hypot(...single) : rules.far;
  const samples = single ? 1 : rules.levels;
  let best = shortest([single, yield* nearestOn(search, first.map(unit), reach, samples)]);
  if (!best) return null;
  for (let round = 0; round < rounds.length; round += 1) {
    const spread = rules.spread * rules.narrower ** round;
    const middle = unit(best);
    const near = rounds[round].map((steps, i) =>
      unit(steps.map((step, j) => (middle[j] + spread * step) * kept[round][i][j])),
    );
    best = (yield* nearestOn(search, near, Math.hypot(...best), 1)) ?? best;
  }
  return yield* plainer(search, best, reach, rules);
}

/**
 * The nearest flip on rays of unit length: sampled, then bisected between the last two samples.
 * @param {Search} search @param {Offset[]} directions @param {number} reach @param {number} samples
 * @returns {Generator<undefined, Offset | null>}
 */
function* nearestOn({ flips }, directions, reach, samples) {
  /** @type {Map<Offset, number>} */
  const first = new Map();
  let least = samples;
  for (let i = 0; i < Math.min(samples, least + 2); i += 1) {
    for (const direction of directions) {
      if (first.has(direction)) continue;
      if (flips(scaled(direction, (reach * (i + 1)) / samples))) {
        first.set(direction, i);
        least = Math.min(least, i);
      }
      yield;
    }
  }
  let rays = directions
    .filter((direction) => first.has(direction))
    .map((direction) => {
      const high = (reach * ((first.get(direction) ?? 0) + 1)) / samples;
      return { direction, low: high - reach / samples, high };
    });
  if (!rays.length) return null;
  for (let i = 0; i < HALVINGS; i += 1) {
    for (const ray of rays) {
      const middle = (ray.low + ray.high) / 2;
      if (flips(scaled(ray.direction, middle))) ray.high = middle;
      else ray.low = middle;
      yield;
    }
    const nearest = Math.min(...rays.map(({ high }) => high));
    rays = rays.filter(({ low }) => low < nearest); // others end farther away
  }
  const ray = rays.reduce((best, each) => (each.high < best.high ? each : best));
  return scaled(ray.direction, ray.high);
}

/**
 * Without its small changes, if what is left flips hardly farther away.
 * @param {Search} search @param {Offset} offset @param {number} reach @param {SearchRules} rules
 * @returns {Generator<undefined, Offset>}
 */
function* plainer(search, offset, reach, { small, worth, levels }) {
  const size = Math.hypot(...offset);
  const plain = offset.map((step) => (Math.abs(step) < small * size ? 0 : step));
  return (yield* nearestOn(search, [unit(plain)], Math.min(worth * size, reach), levels)) ?? offset;
}

/** @param {(Offset | null)[]} offsets @returns {Offset | null} */
function shortest(offsets) {
  /** @type {Offset | null} */
  let best = null;
  for (const offset of offsets) if (offset && (!best || size(offset) < size(best))) best = offset;
  return best;
}

/** @param {Offset} offset */
const size = (offset) => Math.hypot(...offset);

/** @param {Offset} direction @param {number} size @returns {Offset} */
const scaled = (direction, size) => direction.map((step) => step * size);

/** Of length 1; what has no length goes up in the first property. @param {Offset} offset @returns {Offset} */
function unit(offset) {
  const size = Math.hypot(...offset);
  return size > 0 ? scaled(offset, 1 / size) : offset.map((_, i) => Number(i === 0));
}
