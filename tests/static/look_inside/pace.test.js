import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { createPace } from "../../../static/look_inside/pace.js";

/** @type {(entries: { isIntersecting: boolean }[]) => void} */
let see = () => {};
Object.assign(globalThis, {
  IntersectionObserver: class {
    constructor(/** @type {typeof see} */ callback) {
      see = callback;
    }
    observe() {}
    disconnect() {}
  },
  requestAnimationFrame: (/** @type {() => void} */ work) => setTimeout(work, 16),
  cancelAnimationFrame: clearTimeout,
});

/** How often each is drawn in a second of moves, and after it. @param {boolean} isSeen */
function drawn(isSeen) {
  mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1000;
  mock.method(performance, "now", () => now);
  const counts = { quick: 0, slow: 0 };
  const pace = createPace(/** @type {Element} */ (/** @type {unknown} */ ({})), {
    quick: () => void counts.quick++,
    slow: () => void counts.slow++,
  });
  see([{ isIntersecting: isSeen }]);
  for (let i = 0; i < 50; i += 1) {
    pace.soon();
    now += 20;
    mock.timers.tick(20);
  }
  const moving = { ...counts };
  now += 200;
  mock.timers.tick(200);
  mock.reset();
  return [moving, counts];
}

test("what is cheap is drawn with each move, what is not ten times a second, and all of it at the end", () => {
  const [moving, rested] = drawn(true);
  assert.deepEqual(moving, { quick: 50, slow: 10 });
  assert.deepEqual(rested, { quick: 50, slow: 11 });
});

test("what cannot be seen waits for the end", () => {
  const [moving, rested] = drawn(false);
  assert.deepEqual(moving, { quick: 0, slow: 0 });
  assert.deepEqual(rested, { quick: 1, slow: 1 });
});
