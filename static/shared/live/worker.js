// Answers about many lines beside the page: sweeps and searches for flips. The newest task wins, once the one before
// has shown its first answer.

import { nearestFlips } from "../scene/nearest_flip.js";
import { scenePainter } from "../scene/scene.js";
import { sweep } from "../scene/sweep.js";
import { numbers, unpackedDirections } from "../scene/unpack.js";
import { load, parts } from "./live.js";

/** @import { Fixed, Task } from "./background.js" */
/** @import { Scene } from "../scene/scene.js" */

const SLICE_MS = 12; // of work, before newer tasks are looked for

/** @type {Fixed} */
let fixed;
/** @type {Promise<unknown>} */
let loading = Promise.resolve();
/** @type {Task | null} */
let next = null;
let isRunning = false;
const post = /** @type {(message: unknown) => void} */ (/** @type {unknown} */ (globalThis.postMessage));

globalThis.onmessage = ({ data }) => {
  if (data.network) {
    fixed = data;
    loading = load(data.network, data.rules);
  } else {
    next = data;
    if (!isRunning) run();
  }
};

async function run() {
  isRunning = true;
  await loading;
  while (next && parts()) {
    const task = next;
    next = null;
    await answer(task);
  }
  isRunning = false;
}

/** @param {Task} task */
async function answer(task) {
  let hasShown = false;
  let since = performance.now();
  for (const result of stepsOf(task)) {
    if (result) post({ id: task.id, result });
    hasShown ||= result !== undefined;
    if (task.brief && hasShown) return;
    if (performance.now() - since < SLICE_MS) continue;
    await breath();
    since = performance.now();
    if (next && hasShown) return;
  }
}

/** @param {Task} task */
function stepsOf({ kind, scene, factor, head }) {
  const { paint, network } = /** @type {NonNullable<ReturnType<typeof parts>>} */ (parts());
  const painted = scenePainter(paint, fixed.noise ? new Float32Array(numbers(fixed.noise)) : null);
  const ask = (/** @type {Scene} */ each) => network.predict(painted(each));
  if (kind === "sweep" && factor) return sweep(scene, factor, ask);
  if (!fixed.search || !fixed.directions || !head) throw new Error(`No rules for the task ${kind}`);
  return nearestFlips(scene, head, fixed.search, unpackedDirections(fixed.directions), ask);
}

/** Lets messages come in. */
const breath = () =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done(null);
    };
    port2.postMessage(null);
  });
