// Where the four heads look: a map over the same picture for each; below it, when asked for, that of shuffled weights.
import { draw, icon } from "../shared/dom.js";
import { html } from "../shared/html.js";
import { paintPicture } from "../shared/pixels.js";
import { decoded, mostOf } from "./arrays.js";
import { paintMap, tonesOnBlack } from "./painting.js";
import { renewSheets, SHEET } from "./sheet.js";
/** @import { Head, Size } from "./look_inside.js" */

/**
 * @typedef {{ maps: (any | null)[], titles: string[], notes: string[], words: string[] }} Row one of each for each head
 * @typedef {object} Attribution
 * @property {Head[]} heads
 * @property {Size} frame
 * @property {string} picture RGB in base64
 * @property {Row[]} rows of the network as trained and, when asked for, with shuffled weights
 */

/** @param {HTMLElement} root */
export function attribution(root) {
  return {
    /** @param {Attribution} data */
    update(data) {
      const rows = data.rows.map((row) => ({ ...row, maps: row.maps.map((map) => map && decoded(map)) }));
      const nodes = html`<div class="grid">${data.heads.map((head, i) => column(head, i, rows, data))}${SHEET}</div>
        <p class="legend" aria-hidden="true">
          <i class="more" />speaks for the answer<i class="less" />speaks against it</p>`;
      draw(root, nodes);
      renewSheets(root);
    },
  };
}

/** @param {Head} head @param {number} i @param {Row[]} rows @param {Attribution} data */
function column(head, i, rows, { picture, frame: { height, width } }) {
  const under = (/** @type {HTMLCanvasElement} */ canvas) => paintPicture(canvas, picture, height, width);
  const figure = (/** @type {Row} */ row, /** @type {number} */ r) => {
    const canvas = { "data-place": `${r}-${i}`, width, height };
    const label = `${head.name}: ${row.words[i] ?? "not known yet"}`;
    const values = row.maps[i]?.values ?? new Float32Array(height * width);
    const over = (/** @type {HTMLCanvasElement} */ element) =>
      paintMap(element, values, height, width, mostOf(values), tonesOnBlack);
    return html`<figure>
      ${rows.length > 1 && html`<p class="which">${r ? "shuffled weights" : "as trained"}</p>`}
      <div class="stack" style="aspect-ratio:${width}/${height}" role="img" aria-label=${label}>
        <canvas class="under" ${canvas} paint=${under} /><canvas class="over" ${canvas} paint=${over} /></div>
      <figcaption><b>${row.titles[i] ?? "…"}</b><span>${row.notes[i] ?? ""}</span></figcaption></figure>`;
  };
  return html`<article data-head=${head.name} style="--head:${head.colour}">
    <h3>${icon(head.icon)}${head.name}</h3>${rows.map(figure)}</article>`;
}
