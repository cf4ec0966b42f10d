// Geometry of the drawing: points are [x, y] in px, x right and y up, from the lower left corner of the frame.

export const FRAME = 28;
const LOW = 0.5;
const HIGH = FRAME - 0.5; // px: ends stay on the middles of the frame's pixels or between them
const MAX_STROKE = 200; // points

const round = (value) => Math.round(value * 100) / 100;
const within = (value) => Math.min(HIGH, Math.max(LOW, value));

export const clamp = ([x, y]) => [round(within(x)), round(within(y))];
export const distance = ([x, y], [u, v]) => Math.hypot(u - x, v - y);
export const middle = (points) => [0, 1].map((axis) => (points[0][axis] + points[1][axis]) / 2);

/** The points moved together, as far as the frame allows. */
export function moved(points, shift) {
  const kept = [0, 1].map((axis) => {
    const values = points.map((point) => point[axis]);
    return Math.min(HIGH - Math.max(...values), Math.max(LOW - Math.min(...values), shift[axis]));
  });
  return points.map(([x, y]) => [round(x + kept[0]), round(y + kept[1])]);
}

/** Length, angle (0 <= angle < 180) and start of a line: the start is the end from which it goes up (or right). */
export function measure([a, b]) {
  const level = Math.abs(b[1] - a[1]) < 1e-9;
  const [start, end] = (level ? b[0] < a[0] : b[1] < a[1]) ? [b, a] : [a, b];
  const angle = (Math.atan2(end[1] - start[1], end[0] - start[0]) * 180) / Math.PI;
  return { length: distance(a, b), angle: level ? 0 : angle, x: start[0], y: start[1] };
}

/** A line of this length and angle about a middle: its start snaps to a pixel's middle, then it moves into the frame. */
export function lineAbout(centre, length, angle) {
  const turn = (angle * Math.PI) / 180;
  const along = [Math.cos(turn), Math.sin(turn)];
  const fits = Math.min(length, (HIGH - LOW) / Math.max(...along.map(Math.abs)));
  const start = centre.map((value, axis) => Math.floor(value - (fits / 2) * along[axis]) + 0.5);
  const end = start.map((value, axis) => value + fits * along[axis]);
  const steps = [0, 1].map((axis) => {
    // whole px, so that the start stays on a pixel's middle
    const [low, high] = [Math.min(start[axis], end[axis]), Math.max(start[axis], end[axis])];
    return low < LOW ? Math.ceil(LOW - low - 1e-9) : Math.min(0, -Math.ceil(high - HIGH - 1e-9));
  });
  return [start, end].map((point) => clamp(point.map((value, axis) => value + steps[axis])));
}

/** What a pointer at `point` takes hold of: 0 or 1 (an end), "whole", or null. `reach` in px. */
export function hold(points, point, reach) {
  const ends = points.map((end) => distance(end, point));
  const nearest = ends[0] <= ends[1] ? 0 : 1;
  const length = distance(...points);
  if (ends[nearest] <= Math.min(reach, Math.max(length / 3, reach / 2))) return nearest;
  const along = points[1].map((value, axis) => value - points[0][axis]);
  const share = (along[0] * (point[0] - points[0][0]) + along[1] * (point[1] - points[0][1])) / (length * length || 1);
  const foot = points[0].map((value, axis) => value + Math.min(1, Math.max(0, share)) * along[axis]);
  return distance(foot, point) <= reach ? "whole" : null;
}

/** The stroke with one more point; when it grows too long, every other point goes. */
export function extended(points, point) {
  if (points.length && distance(points[points.length - 1], point) < 0.5) return points;
  const kept = points.length < MAX_STROKE ? points : points.filter((_, index) => index % 2 === 0);
  return [...kept, point];
}

/** A line with trained values, in a random place where both of its end pixels lie in the frame. */
export function randomLine(length, angle) {
  const turn = (angle * Math.PI) / 180;
  const reach = [length * Math.cos(turn), length * Math.sin(turn)];
  const start = reach.map((value) => {
    const pixels = Math.round(value);
    return Math.max(0, -pixels) + Math.floor(Math.random() * (FRAME - Math.abs(pixels))) + 0.5;
  });
  return [start, start.map((value, axis) => round(value + reach[axis]))];
}
