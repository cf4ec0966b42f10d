import assert from "node:assert/strict";
import test from "node:test";
import { answersOf } from "../../../static/look_inside/checkpoints.js";
import { createSnapshots } from "../../../static/look_inside/snapshots.js";

const HEADER = JSON.stringify({
  layers: [{ name: "pixels", kind: "InputLayer", shape: [1], inputs: [] }],
  weights: {},
  heads: [],
});

function file() {
  const text = new TextEncoder().encode(HEADER.padEnd(Math.ceil(HEADER.length / 4) * 4));
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  return bytes.buffer;
}

const ROW = Array.from({ length: 20 }, (_, i) => `snapshots/run/${i}/v`);

test("the steps beside the wanted one are loaded too, each once", async () => {
  /** @type {string[]} */
  const loaded = [];
  const snapshots = createSnapshots(async (address) => {
    loaded.push(address);
    return file();
  });
  const first = await snapshots.at(ROW, 0);
  assert.deepEqual([...loaded].sort(), ROW.slice(0, 3));
  assert.equal(await snapshots.at(ROW, 0), first);
  await snapshots.at(ROW, 1);
  assert.deepEqual([...loaded].sort(), ROW.slice(0, 4));
});

test("few are kept, the newest ones, and what failed is tried again", async () => {
  let count = 0;
  const snapshots = createSnapshots(async (address) => {
    count += 1;
    if (address === ROW[19] && count < 90) throw new Error("gone");
    return file();
  });
  for (let i = 0; i < 15; i += 1) await snapshots.at(ROW, i);
  const before = count;
  await snapshots.at(ROW, 14);
  assert.equal(count, before);
  await snapshots.at(ROW, 0);
  assert.equal(count, before + 3);
  await assert.rejects(snapshots.at(ROW, 19), /gone/);
  count = 100;
  await snapshots.at(ROW, 19);
});

test("an answer is the likeliest class, in words", () => {
  const head = { name: "angle", icon: "", colour: "", dash: "" };
  const [answer] = answersOf({ angle: [0.2, 0.8] }, [head], { angle: ["0°", "15°"] });
  assert.equal(answer.text, "angle 15°, 80\u00a0%");
});
