// When a drawing follows the line that moves: what is cheap in each frame, what is not a few times a second, all of it
// once the line rests; and until then nothing of what cannot be seen.

const SLOW_MS = 100;

/**
 * `soon` is told of each move.
 * @param {Element} box what can be seen or not @param {{ quick?: () => void, slow: () => void }} work
 */
export function createPace(box, { quick = () => {}, slow }) {
  let isSeen = true;
  let frame = 0;
  let timer = 0;
  let slowAt = Number.NEGATIVE_INFINITY;
  const observer = new IntersectionObserver((entries) => {
    isSeen = entries[entries.length - 1].isIntersecting;
  });
  observer.observe(box);
  const drawSlow = () => {
    slowAt = performance.now();
    slow();
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return {
    soon() {
      stop();
      timer = setTimeout(() => {
        if (!isSeen) quick();
        drawSlow();
      }, SLOW_MS);
      if (!isSeen) return;
      frame = requestAnimationFrame(() => {
        quick();
        if (performance.now() - slowAt >= SLOW_MS) drawSlow();
      });
    },
    end() {
      stop();
      observer.disconnect();
    },
  };
}
