// Plays a row of pictures: forward and round again where the ends meet, else to and fro.

const SWEEP_MS = 9000; // from one end to the other

/** `show` is called for each new picture. @param {HTMLElement} button @param {(number: number) => void} show */
export function createPlayer(button, show) {
  const [icon, word] = button.children;
  let running = false;
  let frame = 0;

  function say() {
    icon.textContent = running ? "pause" : "play_arrow";
    word.textContent = running ? "Pause" : "Play";
  }
  function stop() {
    running = false;
    cancelAnimationFrame(frame);
    say();
  }
  /** @param {{ from: number, count: number, cyclic: boolean }} pictures */
  function play({ from, count, cyclic }) {
    const end = count - 1;
    let last = performance.now();
    let place = from >= end ? 0 : from;
    let way = 1;
    let shown = from;
    const step = (/** @type {number} */ now) => {
      place += (way * (now - last) * count) / SWEEP_MS;
      last = now;
      if (place > end || place < 0) {
        if (!cyclic) way = -way;
        place = cyclic ? 0 : Math.min(end, Math.max(0, place));
      }
      if (Math.round(place) !== shown) {
        shown = Math.round(place);
        show(shown);
      }
      frame = requestAnimationFrame(step);
    };
    running = true;
    frame = requestAnimationFrame(step);
    say();
  }
  say();
  return { play, stop, playing: () => running };
}
