// A table whose rows are chosen, starred and sorted. Its cells are plain values; a name is text, never markup.
import { createChoice } from "../../shared/choice.js";
import { closest, draw } from "../../shared/dom.js";
import { whole } from "../../shared/format.js";
import { html } from "../../shared/html.js";
import { element, mounting } from "../../shared/mount.js";
import { cell } from "./cells.js";
import { CSS } from "./style.js";
/** @import { Value } from "./cells.js" */
/** @import { Host } from "../../shared/mount.js" */

/**
 * @typedef {{
 *   id: string, name: string, star?: boolean, locked?: string, cells: Record<string, Value>
 * }} Row `locked`: why its star stays as it is; `cells`: by the name of the column
 *
 * @typedef {{
 *   name: string, label: string, kind?: string, sorts?: boolean, about?: string
 * }} Column `sorts`: whether it can sort the rows
 *
 * @typedef {object} RunTable
 * @property {Row[]} rows
 * @property {Column[]} columns
 * @property {string} label
 * @property {string[]} chosen ids
 * @property {number} most how many may be chosen
 * @property {{ by: string, down: boolean }} sort
 * @property {boolean} starred whether rows have stars
 * @property {number} more rows that are not sent
 * @property {string} page changes when the table shows something else
 */

export default mounting({ className: "runs", css: CSS }, createTable);

/** @param {HTMLElement} root @param {RunTable} data @param {Host} host */
function createTable(root, data, host) {
  const body = element("div", { className: "scroll", tabIndex: -1 });
  const choice = createChoice(data.chosen, (first, second) => first.join() === second.join());
  /** @type {Record<string, boolean>} */
  let stars = {}; // set here since Python's last message
  root.append(body);
  const act = (/** @type {string} */ kind, /** @type {object} */ more) => host.send("act", { kind, ...more });

  function render() {
    draw(body, markup(data, choice.value, stars));
    for (const box of body.querySelectorAll("input")) {
      box.checked = choice.value.includes(box.dataset.pick ?? "");
      box.disabled = choice.value.length >= data.most && !box.checked;
    }
  }

  /** @param {string} id */
  function star(id) {
    stars[id] = !(stars[id] ?? data.rows.find((row) => row.id === id)?.star);
    act("star", { id, on: stars[id] });
    render();
  }

  /** @param {string} id */
  function toggle(id) {
    const isChosen = choice.value.includes(id);
    if (isChosen || choice.value.length < data.most) {
      choice.choose(isChosen ? choice.value.filter((other) => other !== id) : [...choice.value, id]);
      act("choose", { ids: choice.value });
    }
    render();
  }

  body.addEventListener("click", (event) => {
    const value = (/** @type {string} */ name) => closest(event, `[data-${name}]`)?.dataset[name];
    const [starred, by, more, row] = ["star", "sort", "more", "row"].map(value);
    if (starred !== undefined) star(starred);
    else if (by !== undefined) act("sort", { by });
    else if (more !== undefined) act("more", {});
    else if (row !== undefined) toggle(row);
  });

  return {
    /** @param {RunTable} fresh */
    update(fresh) {
      if (data.page !== fresh.page) body.scrollTop = 0; // another search or order begins at its first row
      data = fresh;
      choice.take(data.chosen);
      stars = {};
      render();
    },
  };
}

/** @param {RunTable} data @param {string[]} chosen @param {Record<string, boolean>} stars */
function markup(data, chosen, stars) {
  const rows = data.rows.map((row) => rowOf(data, row, chosen, stars[row.id] ?? row.star));
  const looks = data.columns.some(({ sorts }) => sorts) ? "" : "unsorted";
  const more = `Show more (${whole(data.more)} left)`;
  const table = html`<table aria-label=${data.label} class=${looks}><thead>${head(data)}</thead>
    <tbody>${rows}</tbody></table>`;
  return data.more ? [table, html`<button type="button" class="more" data-more>${more}</button>`] : [table];
}

/** @param {RunTable} data */
function head({ columns, sort, starred }) {
  const titles = columns.map(({ name, label, about, kind, sorts }) => {
    const isSorted = sort.by === name;
    const arrow = isSorted ? (sort.down ? "\u00a0↓" : "\u00a0↑") : "";
    const order = isSorted ? (sort.down ? "descending" : "ascending") : null;
    const title = about || null;
    const text = sorts
      ? html`<button type="button" data-sort=${name} title=${title}>${label}${arrow}</button>`
      : html`<span title=${title}>${label}</span>`;
    return html`<th scope="col" class=${kind ?? ""} aria-sort=${order}>${text}</th>`;
  });
  return html`<tr><td class="pick"></td>${starred && html`<td class="star"></td>`}${titles}</tr>`;
}

/** @param {RunTable} data @param {Row} row @param {string[]} chosen @param {boolean} [star] */
function rowOf(data, row, chosen, star) {
  const isChosen = chosen.includes(row.id);
  const isFull = chosen.length >= data.most && !isChosen;
  const title = isFull ? `At most ${data.most} are chosen. Leave one out first.` : null;
  const label = `Choose ${row.name} (${row.id})`;
  return html`<tr data-row=${row.id} class=${isChosen ? "on" : ""}>
    <td class="pick"><input type="checkbox" data-pick=${row.id} aria-label=${label} title=${title} /></td>
    ${data.starred && html`<td class="star">${starButton(row, Boolean(star))}</td>`}
    ${data.columns.map((column) => cell(column, row.cells[column.name]))}</tr>`;
}

/** @param {Row} row @param {boolean} star */
function starButton({ id, name, locked }, star) {
  const [sign, title] = star ? ["★", "Starred"] : ["☆", "Star it"];
  const label = `Star ${name} (${id})`;
  return html`<button type="button" data-star=${id} aria-pressed=${star} aria-label=${label}
    disabled=${locked ? "" : null} title=${locked || title}>${sign}</button>`;
}
