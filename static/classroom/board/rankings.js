// The leaderboard: a list for each measure; who has the same value shares a place.
import { html } from "../../shared/html.js";

/**
 * @typedef {{ number: number, students: string[], value: string, details: string[] }} Place
 * @typedef {{ title: string, about: string, places: Place[] }} Ranking
 */

const NAMED = 5; // students of a place that are named

/** @param {Ranking[]} lists */
export const rankings = (lists) => html`<div class="rankings">${lists.map(ranking)}</div>`;

/** @param {Ranking} list */
function ranking({ title, about, places }) {
  const body = places.length ? html`<ol>${places.map(placeOf)}</ol>` : html`<p class="none">Nobody yet.</p>`;
  return html`<section class="card ranking"><h3>${title}</h3><p class="about">${about}</p>${body}</section>`;
}

/** @param {Place} place */
function placeOf({ number, students, value, details }) {
  const tie = students.length > 1 && html`<span class="tie">${students.length} share this place</span>`;
  const remark = details.length === 1 && html`<span class="detail">${details[0]}</span>`;
  return html`<li class="rank rank-${number}"><span class="number">${number}</span>
    <span class="who"><b>${names(students)}</b>${tie}${remark}</span><span class="value">${value}</span></li>`;
}

/** 'Ada, Ben and 3 more' @param {string[]} students */
export function names(students) {
  if (students.length <= NAMED) return students.join(", ");
  const shown = students.slice(0, NAMED - 1);
  return `${shown.join(", ")} and ${students.length - shown.length} more`;
}
