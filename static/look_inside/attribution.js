// Where the four heads look: a map over the same picture for each; below it, when asked for, that of shuffled weights.
import { draw, find, icon } from "../shared/dom.js";
import { html } from "../shared/html.js";
import { paintPicture } from "../shared/pixels.js";
import { decoded, mostOf } from "./arrays.js";
import { paintMap, tonesOnBlack } from "./painting.js";
/** @import { Tensor } from "./arrays.js" */
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
  root.className = "attribution";
  return {
    /** @param {Attribution} data */
    update(data) {
      const rows = data.rows.map((row) => ({ ...row, maps: row.maps.map((map) => map && decoded(map)) }));
      const nodes = html`<div class="grid">${data.heads.map((head, i) => column(head, i, rows, data.frame))}</div>
        <p class="legend" aria-hidden="true">
          <i class="more" />speaks for the answer<i class="less" />speaks against it</p>`;
      draw(root, nodes);
      rows.forEach(({ maps }, r) => {
        for (const [i, map] of maps.entries()) paint(root, `${r}-${i}`, data, map);
      });
    },
  };
}

/** @param {Head} head @param {number} i @param {Row[]} rows @param {Size} size */
function column(head, i, rows, { height, width }) {
  const figure = (/** @type {Row} */ row, /** @type {number} */ r) => {
    const canvas = { "data-place": `${r}-${i}`, width, height };
    const label = `${head.name}: ${row.words[i] ?? "not known yet"}`;
    return html`<figure>
      ${rows.length > 1 && html`<p class="which">${r ? "shuffled weights" : "as trained"}</p>`}
      <div class="stack" style="aspect-ratio:${width}/${height}" role="img" aria-label=${label}>
        <canvas class="under" ${canvas} /><canvas class="over" ${canvas} /></div>
      <figcaption><b>${row.titles[i] ?? "…"}</b><span>${row.notes[i] ?? ""}</span></figcaption></figure>`;
  };
  return html`<article data-head=${head.name} style="--head:${head.colour}">
    <h3>${icon(head.icon)}${head.name}</h3>${rows.map(figure)}</article>`;
}

/**
 * @param {HTMLElement} root @param {number} r @param {number} i @param {Attribution} data
 * @param {Tensor | null} map
 */
/** @param {HTMLElement} root @param {string} place @param {Attribution} data @param {Tensor | null} map */
function paint(root, place, { picture, frame: { height, width } }, map) {
  const canvas = (/** @type {string} */ name) => find(root, `canvas.${name}[data-place="${place}"]`);
  paintPicture(canvas("under"), picture, height, width);
  const values = map?.values ?? new Float32Array(height * width);
  paintMap(canvas("over"), values, height, width, mostOf(values), tonesOnBlack);
}
