// What a student's page does about the news of its class.

/**
 * @typedef {object} News
 * @property {string} state `in`, or why this browser is in no class any more
 * @property {number} number of the last place to which the teacher led
 * @property {string} place that place in words; "": nobody is led now
 * @property {boolean} following whether the pages go there
 * @property {boolean} paused whether no new training may start
 * @property {string[]} revealed guess steps whose histogram is shown
 * @property {string} [departure] why, in words
 */

/** @typedef {{ name: string, value: unknown }} Action an event for Python */

/**
 * The events that news call for, each once.
 * @param {number} seen number of the last place to which this page went, or is going
 * @param {News} before @param {News} news
 * @returns {Action[]}
 */
export function actions(seen, before, news) {
  if (news.state !== "in") return [{ name: "news", value: news.state }]; // the page is drawn anew
  if (news.following && news.place && news.number > seen) return [{ name: "push", value: news.number }];
  if (String(news.revealed) !== String(before.revealed)) return [{ name: "news", value: news.revealed.length }];
  return [];
}

/**
 * Which lesson and step are open, by the address of the page.
 * @param {string} here @returns {{ lesson: string, step: string }}
 */
export function openLesson(here) {
  const { pathname, searchParams } = new URL(here);
  const lesson = pathname.endsWith("/learn") ? (searchParams.get("lesson") ?? "") : "";
  if (!/^[a-z0-9-]{1,40}$/.test(lesson)) return { lesson: "", step: "0" };
  const step = searchParams.get("lesson_step") ?? "0";
  return { lesson, step: /^\d{1,2}$/.test(step) ? step : "0" };
}

/** @param {News} news */
export function barText({ place, following, paused, departure }) {
  if (departure) return departure;
  const words = [];
  if (place)
    words.push(following ? `Your teacher leads to ${place}.` : `You go your own way. Your teacher is at ${place}.`);
  if (paused) words.push("Your teacher has paused new training.");
  return words.join(" ");
}
