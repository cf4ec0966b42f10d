// Answers what `tests/ui/shared/test_live_search.py` asks: node answers.js <folder>, which has rules.json, tasks.json
// and networks as `*.bin`; it gets answers.json, and painted.bin with the pictures of the tasks of the kind 'paint'.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPaint } from "../../../../static/shared/line/paint.js";
import { createNetwork } from "../../../../static/shared/network/network.js";
import { FACTORS } from "../../../../static/shared/scene/factors.js";
import { nearestFlips } from "../../../../static/shared/scene/nearest_flip.js";
import { sceneOf, scenePainter } from "../../../../static/shared/scene/scene.js";
import { sweep } from "../../../../static/shared/scene/sweep.js";
import { numbers, unpackedDirections } from "../../../../static/shared/scene/unpack.js";

const read = (/** @type {string} */ name) => readFileSync(join(process.argv[2], name));
const json = (/** @type {string} */ name) => JSON.parse(read(name).toString());
const { tasks, search, directions, noise, networks } = json("tasks.json");
const paintScene = scenePainter(await createPaint(json("rules.json")), new Float32Array(numbers(noise)));
const unpacked = unpackedDirections(directions);
/** @type {Record<string, ReturnType<typeof createNetwork>>} */
const loaded = Object.fromEntries(
  networks.map((/** @type {string} */ name) => [name, createNetwork(new Uint8Array(read(`${name}.bin`)).buffer)]),
);

/** @type {Uint8Array[]} */
const pictures = [];
/** @type {Record<string, (task: any) => any>} */
const KINDS = {
  paint({ drawing, factor, value }) {
    const scene = sceneOf(drawing);
    pictures.push(paintScene(value === null ? scene : FACTORS[factor].put(scene, value)));
    return FACTORS[factor].get(scene);
  },
  sweep: (task) => [...sweep(sceneOf(task.drawing), task.factor, asking(task))].filter(Boolean).at(-1),
  flips: (task) => [...nearestFlips(sceneOf(task.drawing), task.head, search, unpacked, asking(task))].filter(Boolean),
};
const asking =
  (/** @type {any} */ { network }) =>
  (/** @type {any} */ scene) =>
    loaded[network].predict(paintScene(scene));

writeFileSync(
  join(process.argv[2], "answers.json"),
  JSON.stringify(tasks.map((/** @type {any} */ task) => KINDS[task.kind](task))),
);
writeFileSync(join(process.argv[2], "painted.bin"), Buffer.concat(pictures));
