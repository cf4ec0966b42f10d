// Cross-talk: a table of properties moved and heads watched. A row opens the response curves of its property.
import { draw, listen } from "../shared/dom.js";
import { percent } from "../shared/format.js";
import { html } from "../shared/html.js";
import { readWord, writeWord } from "../shared/url_state.js";
import { headTitles } from "./text.js";

/** @import { CrossTalk } from "./payload.js" */

/** @typedef {"distance" | "changed"} Measure */

/** @type {Record<Measure, string>} */
const LABELS = { distance: "Distance", changed: "Changed answers" };
/** @type {Measure[]} */
const MEASURES = ["distance", "changed"]; // the first is usual
/** @type {Record<Measure, (value: number) => string>} */
const TEXT = { distance: (value) => value.toFixed(2), changed: percent };

/** @param {HTMLElement} root @param {(name: string) => void} open */
export function createCrossTalk(root, open) {
  /** @type {CrossTalk} */
  let data;
  let measure = /** @type {Measure} */ (readWord("talk", MEASURES));
  const redraw = () => draw(root, markup(data, measure));
  listen(root, "click", "open", open);
  listen(root, "click", "shows", (name) => {
    measure = /** @type {Measure} */ (name);
    writeWord("talk", MEASURES, measure);
    redraw();
  });
  return {
    /** @param {CrossTalk} fresh */
    update(fresh) {
      data = fresh;
      redraw();
    },
  };
}

/** @param {CrossTalk} data @param {Measure} measure */
function markup(data, measure) {
  const button = (/** @type {Measure} */ name) =>
    html`<button type="button" data-shows=${name} aria-pressed=${name === measure}>${LABELS[name]}</button>`;
  return html`<div class="top">
      <div class="joined" role="group" aria-label="What the cells show">${MEASURES.map(button)}</div>
      <p class="words">${data.words}</p></div>
    <div class="wide"><table>${table(data, measure)}</table></div>`;
}

/** @param {CrossTalk} data @param {Measure} measure */
function table(data, measure) {
  const cell = (/** @type {number} */ value, /** @type {string} */ colour, /** @type {boolean} */ isOwn) => {
    const style = `--head:${colour};--share:${Math.sqrt(value).toFixed(3)}`;
    return html`<td class=${isOwn ? "own" : ""} style=${style}><span>${TEXT[measure](value)}</span>
      ${isOwn && html`<small>own</small>`}</td>`;
  };
  const rows = data.rows.map(({ name, label, range, own }, i) => {
    const button = html`<button type="button" title="Show its response curves" data-open=${name}>${label}</button>`;
    const cells = data.heads.map(({ colour }, j) => cell(data[measure][i][j], colour, own === j));
    return html`<tr><th scope="row">${button} <small>${range}</small></th>${cells}</tr>`;
  });
  return html`<caption hidden>Cross-talk: property moved and head watched</caption>
    <thead><tr><th scope="col">moved</th>${headTitles(data.heads)}</tr></thead><tbody>${rows}</tbody>`;
}
