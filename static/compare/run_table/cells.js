// The cells of the table.
import { html } from "../../shared/html.js";
/** @import { Column } from "./run_table.js" */

/**
 * @typedef {{ when: number }} Moment ms since 1970
 * @typedef {{ main: string, sub?: string, tags?: string[], note?: string }} Name
 * @typedef {string | Moment | Name} Value
 */

/** @param {Column} column @param {Value} [value] */
export const cell = ({ kind, label }, value) =>
  html`<td class=${kind ?? ""} data-label=${label}>${content(value ?? "")}</td>`;

/** @param {Value} value */
function content(value) {
  if (typeof value === "string") return value;
  if ("when" in value) return moment(value.when);
  return html`<b>${value.main}</b><span class="sub">${value.sub ?? ""}</span>
    ${value.tags?.map((tag) => html`<span class="tag">${tag}</span>`)}
    ${value.note && html`<span class="note" title=${value.note}>${value.note}</span>`}`;
}

/** The time on the clock of whoever looks. @param {number} time */
function moment(time) {
  const date = new Date(time);
  const isToday = new Date().toDateString() === date.toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const clock = { hour: "2-digit", minute: "2-digit" };
  const text = date.toLocaleString("en-GB", isToday ? clock : { month: "short", day: "numeric", ...clock });
  return html`<time datetime=${date.toISOString()} title=${date.toLocaleString()}>${text}</time>`;
}
