// Many answers at once, computed beside the page so that it never waits: what `worker.js` is asked and tells.

/** @import { Factor } from "../scene/factors.js" */
/** @import { SearchRules } from "../scene/nearest_flip.js" */
/** @import { Scene } from "../scene/scene.js" */
/** @import { PackedDirections } from "../scene/unpack.js" */

/**
 * @typedef {object} Fixed what all tasks share
 * @property {string} network address @property {string} rules address
 * @property {string | null} [noise] in base64
 * @property {SearchRules} [search] for flips @property {PackedDirections} [directions] for flips
 *
 * @typedef {object} Task
 * @property {number} id @property {"sweep" | "flips"} kind
 * @property {Scene} scene @property {Factor} [factor] @property {string} [head]
 * @property {boolean} [brief] whether its first result is enough
 */

/**
 * @param {Fixed} fixed @param {(result: any, isNewest: boolean) => void} tell called with each result of a task, which
 *   may be of an older one while a newer one waits
 */
export function createBackground(fixed, tell) {
  const absolute = (/** @type {string} */ address) => new URL(address, document.baseURI).href;
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  let id = 0;
  worker.onmessage = ({ data }) => tell(data.result, data.id === id);
  worker.onerror = (event) => console.warn("The server answers:", event.message);
  worker.postMessage({ ...fixed, network: absolute(fixed.network), rules: absolute(fixed.rules) });
  return {
    /** @param {Omit<Task, "id">} task */
    ask(task) {
      id += 1;
      worker.postMessage({ ...task, id });
    },
    stop: () => worker.terminate(),
  };
}
