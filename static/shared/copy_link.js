// "Copy link", in the head of every page: the address as it is now reproduces what is shown.
import { whenGone } from "./lifecycle.js";

const DONE_MS = 1600;
const STYLE = `
  button { position: fixed; top: .9rem; right: 3.4rem; z-index: 1000000; display: inline-flex; align-items: center;
    gap: .35rem; padding: .3rem .6rem; font: inherit; font-size: .875rem; line-height: 1.3; cursor: pointer;
    color: var(--st-text-color); background: var(--st-background-color);
    border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
  button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
  svg { width: 1.05em; height: 1.05em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
  span { min-width: 4.6em; text-align: left; }
  @media (max-width: 640px) { button { right: 3rem; padding: .35rem; } span { display: none; } }`;
const CHAIN =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1.5 1.5"/>' +
  '<path d="M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1.5-1.5"/></svg>';

export default function ({ parentElement, data }) {
  parentElement.version = data.version;
  if (parentElement.querySelector("button")) return undefined;
  const style = Object.assign(document.createElement("style"), { textContent: STYLE });
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    innerHTML: `${CHAIN}<span>Copy link</span>`,
  });
  button.setAttribute("aria-label", "Copy link");
  button.title = "Copy the link that shows this page as it is now";
  const words = button.querySelector("span");
  let timer = 0;
  const say = (text) => {
    words.textContent = text;
    button.setAttribute("aria-label", text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      words.textContent = "Copy link";
      button.setAttribute("aria-label", "Copy link");
    }, DONE_MS);
  };
  button.addEventListener("click", async () =>
    say((await copied(linkNow(parentElement.version))) ? "Copied" : "Not copied"),
  );
  parentElement.append(style, button);
  const host = parentElement.getRootNode().host ?? parentElement;
  const place = host.closest('[data-testid="stElementContainer"]');
  if (place) place.style.position = "absolute"; // it stands in the head: no gap for it at the foot of the page
  return whenGone(parentElement, () => clearTimeout(timer));
}

/** The address, which says its version. */
function linkNow(version) {
  const address = new URL(location.href);
  address.searchParams.set("v", version);
  return address.href.replaceAll("%2C", ",");
}

/** Pages that are served without https have no clipboard but the old way. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
}
