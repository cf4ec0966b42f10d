// Many small canvases shown by one. A browser gives each canvas that can be seen a layer of its own, and putting a
// hundred layers together took most of the time of a move of the pointer. The small ones are hidden where they stand.

/**
 * @typedef {object} Place
 * @property {HTMLCanvasElement} canvas
 * @property {[number, number, number, number]} box left, top, width, height; px of the sheet
 * @property {string} ground colour behind it @property {number} share its opacity
 */

/** The markup of a sheet: the last child of a box that is positioned. */
export const SHEET = ["canvas", { class: "sheet", "aria-hidden": "true" }];

/** @type {WeakMap<Element, Place[]>} */
const placesOf = new WeakMap();

/** @type {ResizeObserver | undefined} */
let resizes;

/** Show what the small canvases show now, where they stood when they were measured. @param {Element} root */
export function paintSheets(root) {
  for (const sheet of sheetsIn(root)) if (placesOf.has(sheet)) paint(sheet);
}

/** The small canvases are others, or elsewhere. @param {Element} root */
export function renewSheets(root) {
  resizes ??= new ResizeObserver((entries) => {
    for (const { target } of entries) renew(/** @type {HTMLCanvasElement} */ (target));
  });
  for (const sheet of sheetsIn(root)) {
    if (placesOf.has(sheet)) renew(sheet);
    else resizes.observe(sheet); // which measures it as soon as it has a size
  }
}

/** @param {Element} root @returns {NodeListOf<HTMLCanvasElement>} */
const sheetsIn = (root) => root.querySelectorAll("canvas.sheet");

/** @param {HTMLCanvasElement} sheet */
function renew(sheet) {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  Object.assign(sheet, { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) });
  /** @type {NodeListOf<HTMLCanvasElement>} */
  const canvases = sheet.parentElement?.querySelectorAll("canvas:not(.sheet)") ?? sheetsIn(sheet);
  const places = Array.from(canvases, (canvas) => {
    const place = canvas.getBoundingClientRect();
    const [from, to] = [place.left - left, place.right - left].map((x) => Math.round(x * devicePixelRatio));
    const [above, below] = [place.top - top, place.bottom - top].map((y) => Math.round(y * devicePixelRatio));
    const { backgroundColor, opacity } = getComputedStyle(canvas);
    /** @type {Place["box"]} */
    const box = [from, above, to - from, below - above];
    return { canvas, box, ground: backgroundColor, share: Number(opacity) };
  });
  placesOf.set(sheet, places);
  paint(sheet);
}

/** @param {HTMLCanvasElement} sheet */
function paint(sheet) {
  const context = sheet.getContext("2d");
  if (!context || !sheet.width || !sheet.height) return;
  context.clearRect(0, 0, sheet.width, sheet.height);
  context.imageSmoothingEnabled = false;
  for (const { canvas, box, ground, share } of placesOf.get(sheet) ?? []) {
    context.globalAlpha = share;
    context.fillStyle = ground;
    context.fillRect(...box);
    if (canvas.width && canvas.height) context.drawImage(canvas, ...box);
  }
}
