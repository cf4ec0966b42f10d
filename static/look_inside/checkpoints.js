// A slider over the steps of a run: the line on the canvas, also while it is drawn, is read by the network as it was.
import { draw, find, icon } from "../shared/dom.js";
import { percent, whole } from "../shared/format.js";
import { html } from "../shared/html.js";
import { listen } from "../shared/live/readings.js";
import { decodedBytes } from "../shared/pixels.js";
import { formOf, mapOf } from "./arrays.js";
import { createPace } from "./pace.js";
import { paintMap, renewTones, tonesNow } from "./painting.js";
import { createScales } from "./scales.js";
import { renewSheets, SHEET } from "./sheet.js";
import { createSnapshots } from "./snapshots.js";

/** @import { Row } from "../shared/network/layers.js" */
/** @import { Network } from "../shared/network/network.js" */
/** @import { Head } from "./look_inside.js" */
/** @import { Scales } from "./scales.js" */

/**
 * @typedef {object} Checkpoints
 * @property {{ step: number, address: string }[]} snapshots by step
 * @property {string} picture RGB in base64
 * @property {Head[]} heads
 * @property {Record<string, string[]>} classes of each head
 * @property {string} run
 */

const PLAY_MS = 8000; // from the first step to the last
const MAPS_SHOWN = 16; // of a layer
const HTML = `<div class="run"><button type="button" class="go"><span class="icon" aria-hidden="true"></span
    ><span class="word"></span></button><input type="range" class="scrub" min="0" step="1"
    aria-label="Steps of training"><output></output></div>
  <p class="trouble" role="alert"></p><ul class="answers"></ul><div class="rows"></div>`;

/** @param {HTMLElement} root */
export function checkpoints(root) {
  root.innerHTML = HTML;
  const [go, scrub, trouble] = [".go", ".scrub", ".trouble"].map((selector) => find(root, selector));
  const networks = createSnapshots();
  /** @type {Checkpoints} */
  let data;
  let scales = createScales(); // of the last step: maps do not flicker
  /** @type {Uint8Array} */
  let picture = new Uint8Array(); // RGB
  let place = 0;
  let timer = 0; // 0 while it stands still

  function keep(/** @type {number} */ next) {
    timer = next;
    draw(go, [icon(timer ? "pause" : "play_arrow"), html`<span>${timer ? "Pause" : "Play"}</span>`]);
  }
  function stop() {
    clearTimeout(timer);
    keep(0);
  }
  async function play() {
    const wait = PLAY_MS / data.snapshots.length;
    if (place >= data.snapshots.length - 1) await show(0);
    const step = async () => {
      await show(place + 1);
      if (timer) keep(place < data.snapshots.length - 1 ? setTimeout(step, wait) : 0);
    };
    keep(setTimeout(step, wait));
  }
  async function show(/** @type {number} */ wanted) {
    const { snapshots, heads, classes } = data;
    place = Math.max(0, Math.min(snapshots.length - 1, wanted));
    const { step } = snapshots[place];
    scrub.value = String(place);
    const words = `Trained for ${whole(step)} of ${whole(snapshots[snapshots.length - 1].step)} steps`;
    find(root, "output").textContent = words;
    const row = snapshots.map(({ address }) => address);
    try {
      const [learned, network] = await Promise.all([networks.at(row, row.length - 1), networks.at(row, place)]);
      if (step !== data.snapshots[place]?.step) return; // the slider has moved on
      learned.predict(picture);
      scales.take(learned);
      const answers = answersOf(network.predict(picture), heads, classes);
      scrub.setAttribute("aria-valuetext", `${words}: ${answers.map(({ text }) => text).join(", ")}`);
      draw(find(root, ".answers"), answers.map(answerItem));
      draw(find(root, ".rows"), [...mapRows(network, scales), SHEET]);
      renewSheets(root);
      root.dataset.shown = String(step); // for those who wait for it
      trouble.textContent = "";
    } catch (error) {
      console.warn("A snapshot did not come:", error);
      trouble.textContent = "The network at this step did not come. Move the slider again, or reload the page.";
      stop();
    }
  }
  go.onclick = () => (timer ? stop() : play());
  scrub.oninput = () => {
    stop();
    show(Number(scrub.value));
  };
  keep(0);
  const pace = createPace(root, { slow: () => show(place) });
  const deaf = listen((reading) => {
    picture = reading.rgb;
    if (data) pace.soon();
  });
  return {
    /** @param {Checkpoints} fresh */
    update(fresh) {
      const isOther = fresh.run !== data?.run;
      const atEnd = isOther || place >= data.snapshots.length - 1;
      if (isOther) stop();
      if (isOther) scales = createScales();
      if (fresh.picture !== data?.picture) picture = decodedBytes(fresh.picture);
      data = fresh;
      renewTones(root);
      scrub.max = String(data.snapshots.length - 1);
      show(atEnd ? data.snapshots.length - 1 : place);
    },
    stop() {
      stop();
      deaf();
      pace.end();
    },
  };
}

/**
 * What each head answers, with how sure it is.
 * @param {Record<string, number[]>} probabilities @param {Head[]} heads @param {Record<string, string[]>} classes
 */
export const answersOf = (probabilities, heads, classes) =>
  heads.map((head) => {
    const share = Math.max(...probabilities[head.name]);
    const answer = classes[head.name][probabilities[head.name].indexOf(share)];
    return { head, share, answer, text: `${head.name} ${answer}, ${percent(share)}` };
  });

/** @param {ReturnType<typeof answersOf>[number]} answer */
const answerItem = ({ head, share, answer }) => html`<li style="--head:${head.colour}">
  <span>${icon(head.icon)}${head.name}</span> <b>${answer}</b> <span class="share">${percent(share)}</span>
  <i class="bar"><i style="width:${100 * share}%"></i></i></li>`;

/** @param {Network} network @returns {Row[]} */
const convolutions = ({ layers }) => layers.filter(({ kind, owner }) => kind === "Conv2D" && owner === "trunk");

/**
 * The maps of each convolution.
 * @param {Network} network @param {Scales} scales
 */
function mapRows(network, scales) {
  const tones = tonesNow();
  return convolutions(network).map(({ name, shape }) => {
    const form = formOf({ shape });
    const { height, width, maps } = form;
    const canvas = (/** @type {unknown} */ _, /** @type {number} */ map) => {
      const values = mapOf({ shape, values: network.outputs[name] }, form, map);
      const paint = (/** @type {HTMLCanvasElement} */ target) =>
        paintMap(target, values, height, width, scales.ofLayer(name), tones);
      return html`<div class="square" aria-hidden="true">
        <canvas width=${width} height=${height} paint=${paint} /></div>`;
    };
    const shown = Math.min(maps, MAPS_SHOWN);
    const count = shown < maps ? `the first ${shown} of ${maps} maps` : `${maps} maps`;
    return html`<figure><figcaption>${name.replace("trunk_", "").replaceAll("_", " ")}, ${count}</figcaption>
      <div class="strip-of-maps">${Array.from({ length: shown }, canvas)}</div></figure>`;
  });
}
