// A tour of six stops at live elements of Explore and Train; driver.js is loaded when somebody takes it.

/** @typedef {{ title: string, text: string, page: string, at: string[], isFree?: boolean }} Stop */

const VENDOR = new URL("../../vendor/", import.meta.url);
const WAIT_MS = 15_000; // for a page to open
const SETTLE_MS = 200; // between looks whether a page that was just opened has moved what is pointed at

/** @type {Stop[]} `at`: the first that is visible; `isFree`: the visitor may use it meanwhile */
export const STOPS = [
  {
    title: "Draw a line",
    text: "Drag on the black square. Your line becomes 28 × 28 pixels, and they are all that the network sees.",
    page: "explore",
    at: [".st-key-pad"],
    isFree: true,
  },
  {
    title: "Four heads answer",
    text: "Each head of the network answers one question: how long, how wide, which colour, which angle?",
    page: "explore",
    at: [".st-key-cards"],
  },
  {
    title: "Choose who answers",
    text: "Another network may read the same line. Each says how often all four of its answers are right.",
    page: "explore",
    at: [".st-key-network"],
  },
  {
    title: "Learn, in the menu",
    text: "Lessons of a few minutes: guess first, train a real network, and see whether you were right.",
    page: "explore",
    at: ['[data-testid=stTopNavLink][href$="/learn"]', "[data-testid=stExpandSidebarButton]"],
  },
  {
    title: "Say what counts",
    text: "A loss weight says how much the errors of one head count. You may change it in the middle of a run.",
    page: "train",
    at: [".st-key-weights_part"],
    isFree: true,
  },
  {
    title: "Start a run",
    text: "After the tour, press Start: a network trains in seconds, and you see which head learns first.",
    page: "train",
    at: [".st-key-start", ".st-key-start_part"],
  },
];

/** @param {string[]} selectors */
const firstVisible = (selectors) =>
  selectors.flatMap((selector) => [...document.querySelectorAll(selector)]).find((node) => node.checkVisibility());

/** Whether the stop's page is open: its first stop is there. @param {string} page */
const isOpen = (page) => firstVisible(STOPS.find((stop) => stop.page === page)?.at ?? []);

/** @type {() => void} */
let endLast = () => {};

/** End the tour that is under way, if there is one. */
export const endTour = () => endLast();

/**
 * @param {HTMLElement} root whose theme the tour takes
 * @param {(page: string) => void} open opens a page
 * @param {() => void} ended
 */
export async function startTour(root, open, ended) {
  endLast();
  const [{ driver }, css] = await Promise.all([
    import(new URL("driver.js", VENDOR).href),
    fetch(new URL("driver.css", VENDOR)).then((answer) => answer.text()),
  ]);
  const looks = Object.assign(document.createElement("style"), { textContent: css + themed(root) });
  document.head.append(looks);
  const over = new AbortController();
  const tour = driver({
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    allowKeyboardControl: false,
    overlayOpacity: 0.55,
    stagePadding: 6,
    showProgress: true,
    progressText: "{{current}} of {{total}}",
    nextBtnText: "Next",
    prevBtnText: "Back",
    waitForElement: WAIT_MS,
    steps: STOPS.map(step),
    onNextClick: () => go(1),
    onPrevClick: () => go(-1),
    onDestroyStarted: end,
    /** What driver.js says of an element is meant for buttons. @param {Element} [element] */
    onHighlighted: (element) => {
      for (const name of ["aria-haspopup", "aria-expanded", "aria-controls"]) element?.removeAttribute(name);
    },
    onPopoverRender: (/** @type {{ nextButton: HTMLElement }} */ { nextButton }) =>
      requestAnimationFrame(() => nextButton.focus()),
  });

  /** @type {Element | undefined} what the visitor scrolled away from */
  let left;
  const settling = setInterval(
    following(tour, (element) => element === left),
    SETTLE_MS,
  );

  function end() {
    if (over.signal.aborted) return;
    over.abort();
    clearInterval(settling);
    tour.destroy();
    looks.remove();
    ended();
  }
  /** @param {number} by */
  function go(by) {
    const to = (tour.getActiveIndex() ?? 0) + by;
    if (to < 0) return;
    if (to >= STOPS.length) return end();
    if (!isOpen(STOPS[to].page)) open(STOPS[to].page);
    tour.moveTo(to);
  }
  /** The page has keys of its own. @param {KeyboardEvent} event */
  function press(event) {
    const isOurs = event.composedPath()[0] === document.body || event.composedPath().some(isPopover);
    if (event.key === "Escape") end();
    else if (!isOurs || event.key === "Tab") return;
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowLeft") go(-1);
    event.stopPropagation();
  }
  endLast = end;
  addEventListener("keydown", press, { capture: true, signal: over.signal });
  addEventListener("popstate", end, { signal: over.signal });
  addEventListener("scroll", () => tour.refresh(), { capture: true, signal: over.signal });
  for (const name of ["wheel", "touchmove"]) // what only a visitor does
    addEventListener(name, () => (left = tour.getActiveElement()), { passive: true, signal: over.signal });
  if (!isOpen(STOPS[0].page)) open(STOPS[0].page);
  tour.drive();
}

/**
 * Draws a stop again when its element has another place than at the last look, and brings it back when the page has
 * pushed it out of sight.
 * @param {{ getActiveElement(): Element | undefined, refresh(): void }} tour
 * @param {(element: Element) => boolean} isLeft
 */
function following(tour, isLeft) {
  /** @type {Element | undefined} */
  let element;
  let place = "";
  return () => {
    const before = { element, place };
    element = tour.getActiveElement();
    const box = element?.getBoundingClientRect();
    place = JSON.stringify(box);
    if (element && box && isOutOfSight(box) && !isLeft(element)) element.scrollIntoView({ block: "center" });
    else if (element === before.element && place !== before.place) tour.refresh();
  };
}

/** @param {DOMRect} box */
const isOutOfSight = ({ top, bottom }) => bottom <= 0 || top >= innerHeight;

/** @param {EventTarget} node */
const isPopover = (node) => node instanceof Element && node.matches(".driver-popover");

/** @param {Stop} stop */
const step = ({ title, text, at, isFree }) => ({
  element: () => firstVisible(at),
  disableActiveInteraction: !isFree,
  popover: { title, description: text },
});

/** driver.js draws outside of our components: their colours as they are now. @param {HTMLElement} root */
function themed(root) {
  const style = getComputedStyle(root);
  const [text, ground, border, primary, font] = [
    ...["text-color", "background-color", "border-color", "primary-color", "font"].map((name) =>
      style.getPropertyValue(`--st-${name}`),
    ),
  ];
  return `
.driver-overlay { z-index: 1000001 !important; }
.driver-popover { --driver-popover-font-family: ${font}; color: ${text}; background: ${ground}; max-width: 20rem;
  border: 1px solid ${border}; border-radius: .5rem; font-size: .875rem; }
.driver-popover-title { font-size: 1.05rem; padding-right: 1.5rem; }
.driver-popover-progress-text, .driver-popover-close-btn { color: ${text}; opacity: .8; }
.driver-popover-close-btn:is(:hover, :focus) { color: ${primary}; }
.driver-popover-footer-btn { padding: .3rem .7rem; font-size: .875rem; color: ${text}; background: ${ground};
  border-color: ${border}; border-radius: .5rem; }
.driver-popover-footer-btn:is(:hover, :focus) { color: ${primary}; background: ${ground}; border-color: ${primary}; }
.driver-popover button:focus-visible { outline: 2px solid ${primary}; outline-offset: 2px; }
.driver-popover-arrow { border-color: ${ground}; }
`;
}
