// Plays a row of pictures: forward and round again where the ends meet, else to and fro.

const SWEEP_MS = 9000; // from one end to the other

/** `show` is called for each new picture. @param {HTMLElement} button @param {(number: number) => void} show */
export function createPlayer(button, show) {
  const [icon, word] = button.children;
  let frame = 0; // 0 while it stands still

  /** @param {number} next */
  function keep(next) {
    frame = next;
    icon.textContent = frame ? "pause" : "play_arrow";
    word.textContent = frame ? "Pause" : "Play";
  }
  function stop() {
    cancelAnimationFrame(frame);
    keep(0);
  }
  /** @param {{ from: number, count: number, cyclic: boolean }} pictures */
  function play({ from, count, cyclic }) {
    const start = performance.now();
    let shown = from;
    const step = (/** @type {number} */ now) => {
      const gone = (Math.max(0, now - start) * count) / SWEEP_MS;
      const place = placeAfter((from < count - 1 ? from : 0) + gone, count - 1, cyclic);
      if (place !== shown) show(place);
      shown = place;
      frame = requestAnimationFrame(step);
    };
    keep(requestAnimationFrame(step));
  }
  keep(0);
  return { play, stop, playing: () => frame > 0 };
}

// The picture after a way over 0 to `end`.
/** @param {number} way @param {number} end @param {boolean} cyclic */
export const placeAfter = (way, end, cyclic) =>
  Math.round(cyclic ? way % (end + 1) : end - Math.abs(end - (way % (2 * end)))) % (end + 1);
