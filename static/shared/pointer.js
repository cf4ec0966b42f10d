// Where keys and pointer lead to.

/** Right and down of each arrow key. @type {Record<string, [number, number]>} */
export const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// How far a key leads in a grid of `count` cells that are counted row by row; undefined for another key.
/** @param {string} key @param {number} index @param {number} across @param {number} count */
export function gridStep(key, index, across, count) {
  if (key in ARROWS) return ARROWS[key][0] + ARROWS[key][1] * across;
  return key === "Home" ? -index : key === "End" ? count - 1 - index : undefined;
}

/**
 * Keys walk from element to element: `next` says where to, `go` shows it there.
 * @param {HTMLElement} root @param {(root: HTMLElement, event: KeyboardEvent) => HTMLElement | null} next
 * @param {(element: HTMLElement) => void} go
 */
export function walk(root, next, go) {
  root.addEventListener("keydown", (event) => {
    const element = next(root, event);
    if (!element) return;
    event.preventDefault();
    go(element);
    element.focus();
  });
}

/** The pointer on an element, in shares of its sides. @param {MouseEvent} event @param {Element} box */
export function shareAt({ clientX, clientY }, box) {
  const { left, top, width, height } = box.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

/** The index of the cell at a share of a side of `count` cells. @param {number} share @param {number} count */
export const cellAt = (share, count) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));

/** Call `show` whenever an element has another width. @param {Element} box @param {() => void} show */
export function onResize(box, show) {
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (!box.clientWidth || box.clientWidth === width) return;
    width = box.clientWidth;
    show();
  });
  observer.observe(box);
  return () => observer.disconnect();
}
