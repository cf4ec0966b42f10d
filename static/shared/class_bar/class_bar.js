// The bar of students at the foot of every page. It asks for the news of the class, and that is its heartbeat.
import { draw, find, icon } from "../dom.js";
import { html } from "../html.js";
import { mounting, takeNoSpace } from "../mount.js";
import { actions, barText, openLesson } from "./news.js";

/** @import { Host } from "../mount.js" */
/** @import { News } from "./news.js" */

/**
 * @typedef {object} ClassBar
 * @property {string} name of the class
 * @property {string} nickname
 * @property {number} seen number of the last place to which this session went
 * @property {News} news as the page began
 */

const EVERY_MS = 2000;
const AGAIN_MS = 6000; // after which a call that had no effect is made again: a server that comes back lost it
const SLOWEST_MS = 30_000; // while the server does not answer
const CSS = `
.bar { position: fixed; z-index: 999990; bottom: .5rem; left: 50%; transform: translateX(-50%); display: flex;
  flex-wrap: wrap; align-items: center; justify-content: center; gap: .2rem .6rem; box-sizing: border-box;
  width: max-content; max-width: calc(100vw - 1rem); padding: .3rem .75rem; border: var(--border);
  border-radius: var(--st-base-radius); background: var(--st-secondary-background-color);
  box-shadow: 0 .2rem .8rem rgb(0 0 0 / .18); }
.bar .who { display: inline-flex; align-items: center; gap: .3rem; max-width: 16rem; opacity: .85; }
.bar .who span:last-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (max-width: 640px) { .bar { padding: .25rem .6rem; } .who.led { display: none; } }
button { padding: .15rem .6rem; border: var(--border); border-radius: var(--st-base-radius);
  background: var(--st-background-color); color: var(--st-text-color); }
button:is(:hover, :focus-visible) { border-color: var(--st-primary-color); color: var(--st-primary-color); }`;

export default mounting({ className: "class-bar", css: CSS }, createBar);

/** @param {HTMLElement} root @param {ClassBar} data @param {Host} host */
function createBar(root, data, host) {
  root.insertAdjacentHTML("beforeend", '<div class="bar" role="status"></div>');
  const bar = find(root, ".bar");
  let { news, seen } = data;
  let [timer, wait, isStopped] = [0, EVERY_MS, false];
  let [sent, sentAt] = [0, 0]; // number of the last place for which Python was called, and when
  takeNoSpace(root);

  const show = () => draw(bar, nodes(data, news));
  /** @param {News} fresh */
  const take = (fresh) => {
    const isLate = performance.now() > sentAt + AGAIN_MS; // what was sent before got lost
    for (const { name, value } of actions(isLate ? seen : Math.max(seen, sent), news, fresh)) {
      host.send(name, value);
      if (name === "push") [sent, sentAt] = [fresh.number, performance.now()];
    }
    news = fresh;
    if (news.state !== "in") isStopped = true;
    show();
  };
  const listen = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(newsAddress());
      if (answer.ok && !isStopped) take(await answer.json());
      wait = answer.ok ? EVERY_MS : Math.min(2 * wait, SLOWEST_MS);
    } catch {
      wait = Math.min(2 * wait, SLOWEST_MS); // the server is away: nothing is lost by waiting
    }
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(listen, wait);
  };
  const onReturn = () => document.visibilityState === "visible" && listen();
  document.addEventListener("visibilitychange", onReturn);
  addEventListener("online", listen);
  root.addEventListener("click", ({ target }) => {
    const name = target instanceof Element && target.closest("button")?.className;
    if (name === "close") host.send("close", true);
    else if (name) host.send("follow", name === "again");
  });
  if (news.state === "in") listen();
  return {
    /** @param {ClassBar} fresh */
    update(fresh) {
      data = fresh;
      ({ seen, news } = data);
      show();
      if (isStopped && news.state === "in") {
        isStopped = false; // it joined again, or what was drawn is older than what was heard
        listen();
      }
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onReturn);
      removeEventListener("online", listen);
    },
  };
}

function newsAddress() {
  const url = new URL("class_news", document.baseURI);
  url.search = String(new URLSearchParams(openLesson(location.href)));
  return url;
}

/** @param {ClassBar} data @param {News} news */
function nodes({ name, nickname }, news) {
  const words = barText(news);
  if (news.state !== "in")
    return [html`<span>${words}</span>`, html`<button type="button" class="close">Close</button>`];
  const button = news.following
    ? html`<button type="button" class="leave">Go my own way</button>`
    : html`<button type="button" class="again">Follow again</button>`;
  return [
    html`<span class=${words ? "who led" : "who"} title="Your class and your nickname">${icon("school")}
      <span>${name} · ${nickname}</span></span>`,
    ...(words ? [html`<span>${words}</span>`] : []),
    ...(news.place ? [button] : []),
  ];
}
