// A dotted line under each term where it first stands on the page, and its sentence on hovering or tapping. The page's
// own nodes stay as they are, as React owns them: the lines are CSS highlights. By keyboard the glossary says the same.
import { finder } from "./terms.js";

/** @import { Mention, Term } from "./terms.js" */
/** @typedef {{ term: Term, range: Range }} Mark */

const HIGHLIGHT = "glossary-term";
const LOOKS = `::highlight(${HIGHLIGHT}) { text-decoration: underline dotted 1px; text-underline-offset: .2em; }`;
const CHANGING = "a, button, summary, label:has(input), [role=button], [role=tab], [role=option], [contenteditable]";
const PLACES = "[data-testid=stMain], [data-testid=stPopoverBody], [data-testid=stDialog]"; // each has its own first
const NO_PROSE = `${CHANGING}, input, textarea, select, code, pre, kbd, svg, canvas, style, script, dialog,
  h1, h2, h3, h4, figcaption, [popover], [aria-hidden=true]:not(label > span), .quiet, .icon, .js-plotly-plot,
  [data-baseweb], [data-testid=stIconMaterial]`;
const QUIET_MS = 500; // without changes of the page
const AT_MOST_MS = 3000; // while it keeps changing
const DELAY_MS = 250; // of the pointer on a term
const LEAVE_MS = 250; // from the term to its sentence

/** Whether all of a paragraph is bold: it is a heading, where lines under words look busy. @param {Element} node */
const isTitle = (node) => node.localName === "strong" && node.textContent === node.parentElement?.textContent;

/** The texts of an element and of the components in it, in order. @param {Node} root @returns {Generator<Text>} */
function* textsIn(root) {
  for (const node of root.childNodes) {
    if (node instanceof Text) yield node;
    else if (node instanceof Element && !node.matches(NO_PROSE) && !isTitle(node)) {
      if (node.shadowRoot) yield* textsIn(node.shadowRoot);
      yield* textsIn(node);
    }
  }
}

/** Where each term first stands. @param {Node} root @param {(text: string) => Mention[]} find @returns {Mark[]} */
function firstMarks(root, find) {
  /** @type {Map<Term, Mark>} */
  const marks = new Map();
  for (const text of textsIn(root)) {
    for (const { term, start, end } of find(text.data)) {
      if (marks.has(term) || !text.parentElement?.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, end);
      marks.set(term, { term, range });
    }
  }
  return [...marks.values()];
}

/**
 * Mark the terms of the page as long as it is open.
 * @param {Term[]} terms @param {HTMLElement} tip shows a sentence, as a popover
 */
export function markTerms(terms, tip) {
  const find = finder(terms);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  /** @type {Set<Document | ShadowRoot>} */
  const dressed = new Set();
  /** @type {Mark[]} */
  let marks = [];
  let timer = 0;
  let waitsSince = 0; // ms; 0: nothing has changed
  const later = () => {
    waitsSince ||= performance.now();
    clearTimeout(timer);
    const left = Math.max(0, waitsSince + AT_MOST_MS - performance.now());
    timer = setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(mark), Math.min(QUIET_MS, left));
  };
  const observer = new MutationObserver(later);

  function mark() {
    waitsSince = 0;
    const places = [...document.querySelectorAll(PLACES)];
    marks = places.flatMap((place) => firstMarks(place, find));
    CSS.highlights.set(HIGHLIGHT, new Highlight(...marks.map(({ range }) => range)));
    const own = tip.getRootNode();
    for (const place of places.flatMap((each) => [each, ...componentsIn(each)])) if (place !== own) watch(place);
  }

  /** @param {Element | ShadowRoot} place */
  function watch(place) {
    const root = /** @type {Document | ShadowRoot} */ (place.getRootNode());
    if (!dressed.has(root)) root.adoptedStyleSheets.push(sheet);
    dressed.add(root);
    // Texts of components change with each move of the pointer: they have new elements when they say something else.
    observer.observe(place, { subtree: true, childList: true, characterData: !(place instanceof ShadowRoot) });
  }

  const stopTips = showTips(tip, () => marks);
  document.addEventListener("click", later); // it may open a popover or a dialog
  later();
  return {
    /** The terms that the page shows. */
    shown: () => marks.map(({ term }) => term),
    stop() {
      clearTimeout(timer);
      document.removeEventListener("click", later);
      observer.disconnect();
      stopTips();
      CSS.highlights.delete(HIGHLIGHT);
      for (const root of dressed) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    },
  };
}

/** @param {Element} page */
const componentsIn = (page) => [...page.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);

/** @param {HTMLElement} tip @param {() => Mark[]} marks */
function showTips(tip, marks) {
  const over = new AbortController();
  let timer = 0;
  /** @type {Mark | undefined} */
  let shown;
  /** @param {Mark | undefined} mark */
  const show = (mark) => {
    clearTimeout(timer);
    shown = mark;
    if (!mark) return tip.hidePopover();
    tip.replaceChildren(
      Object.assign(document.createElement("strong"), { textContent: mark.term.name }),
      mark.term.means,
    );
    if (!tip.matches(":popover-open")) tip.showPopover();
    place(tip, mark.range.getBoundingClientRect());
  };
  /** @param {MouseEvent} event */
  const markAt = (event) => {
    const element = event.composedPath()[0];
    return marks().find(({ range }) => range.startContainer.parentElement === element && isOn(event, range));
  };
  /** @param {PointerEvent} event */
  const hover = (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    const mark = event.composedPath().includes(tip) ? shown : markAt(event);
    clearTimeout(timer);
    if (mark !== shown) timer = setTimeout(show, mark ? DELAY_MS : LEAVE_MS, mark);
  };
  const options = { signal: over.signal, passive: true };
  document.addEventListener("pointermove", hover, options);
  document.addEventListener("click", (event) => event.composedPath().includes(tip) || show(markAt(event)), options);
  document.addEventListener("scroll", () => show(undefined), { ...options, capture: true });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && show(undefined), { ...options, capture: true });
  return () => {
    clearTimeout(timer);
    over.abort();
  };
}

/** @param {MouseEvent} event @param {Range} range */
const isOn = ({ clientX, clientY }, range) =>
  [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => clientX >= left && clientX <= right && clientY >= top && clientY <= bottom,
  );

/** Under the word, or above it where that is the end of the window. @param {HTMLElement} tip @param {DOMRect} word */
function place(tip, word) {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(word.left, innerWidth - width - 8));
  const top = word.bottom + height + 8 < innerHeight ? word.bottom + 4 : word.top - height - 4;
  Object.assign(tip.style, { left: `${left}px`, top: `${top}px` });
}
