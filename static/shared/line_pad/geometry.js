// Geometry of the drawing: points are [x, y] in px, x right and y up, from the lower left corner of the frame.

/** @typedef {[number, number]} Point */

export const FRAME = 28;
const LOW = 0.5; // px: ends stay on the middles of the frame's pixels or between them
const HIGH = FRAME - 0.5;
const MAX_STROKE = 200; // points
/** @type {[0, 1]} */
const AXES = [0, 1];

/** @param {number} value */
const round = (value) => Math.round(value * 100) / 100;
/** @param {number} value */
const within = (value) => Math.min(HIGH, Math.max(LOW, value));
/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;
/** A point from what each axis says. @param {(axis: 0 | 1) => number} coordinate @returns {Point} */
const point = (coordinate) => [coordinate(0), coordinate(1)];

/** @param {Point} point @returns {Point} */
export const clamp = ([x, y]) => [round(within(x)), round(within(y))];
/** @param {Point} from @param {Point} to */
export const distance = ([x, y], [u, v]) => Math.hypot(u - x, v - y);
/** @param {Point[]} points of a line */
export const middle = (points) => point((axis) => (points[0][axis] + points[1][axis]) / 2);

/** The points moved together, as far as the frame allows. @param {Point[]} points @param {Point} shift */
export function moved(points, shift) {
  const [right, up] = AXES.map((axis) => {
    const values = points.map((place) => place[axis]);
    return Math.min(HIGH - Math.max(...values), Math.max(LOW - Math.min(...values), shift[axis]));
  });
  return points.map(([x, y]) => /** @type {Point} */ ([round(x + right), round(y + up)]));
}

// Length, angle (0 <= angle < 180) and start of a line: the start is the end from which it goes up (or right).
/** @param {Point[]} points */
export function measure([a, b]) {
  const level = Math.abs(b[1] - a[1]) < 1e-9;
  const [start, end] = (level ? b[0] < a[0] : b[1] < a[1]) ? [b, a] : [a, b];
  const angle = (Math.atan2(end[1] - start[1], end[0] - start[0]) * 180) / Math.PI;
  return { length: distance(a, b), angle: level ? 0 : angle, x: start[0], y: start[1] };
}

// A line about a middle: its start snaps to a pixel's middle, then it moves into the frame.
/** @param {Point} centre @param {number} length px @param {number} angle degrees */
export function lineAbout(centre, length, angle) {
  const along = [Math.cos(radians(angle)), Math.sin(radians(angle))];
  const fits = Math.min(length, (HIGH - LOW) / Math.max(...along.map(Math.abs)));
  const start = point((axis) => Math.floor(centre[axis] - (fits / 2) * along[axis]) + 0.5);
  const end = point((axis) => start[axis] + fits * along[axis]);
  const steps = AXES.map((axis) => {
    const [low, high] = [Math.min(start[axis], end[axis]), Math.max(start[axis], end[axis])];
    // whole px, so that the start stays on a pixel's middle
    return low < LOW ? Math.ceil(LOW - low - 1e-9) : Math.min(0, -Math.ceil(high - HIGH - 1e-9));
  });
  return [start, end].map((place) => clamp(point((axis) => place[axis] + steps[axis])));
}

// What a pointer takes hold of: 0 or 1 (an end), "whole", or null.
/** @param {Point[]} points @param {Point} pointer @param {number} reach px @returns {0 | 1 | "whole" | null} */
export function hold(points, pointer, reach) {
  const ends = points.map((end) => distance(end, pointer));
  const nearest = ends[0] <= ends[1] ? 0 : 1;
  const length = distance(points[0], points[1]);
  if (ends[nearest] <= Math.min(reach, Math.max(length / 3, reach / 2))) return nearest;
  const along = point((axis) => points[1][axis] - points[0][axis]);
  const from = point((axis) => pointer[axis] - points[0][axis]);
  const share = (along[0] * from[0] + along[1] * from[1]) / (length * length || 1);
  const foot = point((axis) => points[0][axis] + Math.min(1, Math.max(0, share)) * along[axis]);
  return distance(foot, pointer) <= reach ? "whole" : null;
}

// The stroke with one more point; when it grows too long, every other point goes.
/** @param {Point[]} points @param {Point} next */
export function extended(points, next) {
  if (points.length && distance(points[points.length - 1], next) < 0.5) return points;
  const kept = points.length < MAX_STROKE ? points : points.filter((_, index) => index % 2 === 0);
  return [...kept, next];
}

// A line in a random place where both of its end pixels lie in the frame.
/** @param {number} length px @param {number} angle degrees */
export function randomLine(length, angle) {
  const reach = [length * Math.cos(radians(angle)), length * Math.sin(radians(angle))];
  const start = point((axis) => {
    const pixels = Math.round(reach[axis]);
    return Math.max(0, -pixels) + Math.floor(Math.random() * (FRAME - Math.abs(pixels))) + 0.5;
  });
  return [start, point((axis) => round(start[axis] + reach[axis]))];
}
