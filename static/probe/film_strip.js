// Many pictures that came as the tiles of one, shown one at a time on a small canvas.

export const FRAME = 28;

/** @typedef {{ src: string, columns: number }} Film all pictures as the tiles of one */

/** Shows pictures on a canvas of 28 by 28. @param {HTMLCanvasElement} canvas */
export function createFilmStrip(canvas) {
  const context = canvas.getContext("2d");
  /** @type {HTMLImageElement | null} */
  let sheet = null;
  let columns = 1;
  let shown = 0;
  let newest = "";

  /** @param {number} number of the picture */
  function show(number) {
    shown = number;
    if (!sheet || !context) return;
    const [x, y] = [number % columns, Math.floor(number / columns)];
    canvas.dataset.shown = String(number); // for those who wait for it
    context.drawImage(sheet, x * FRAME, y * FRAME, FRAME, FRAME, 0, 0, FRAME, FRAME);
  }
  return {
    show,
    /** @param {Film} film */
    async load(film) {
      if (film.src === newest) return;
      newest = film.src;
      const image = Object.assign(new Image(), { src: film.src });
      await image.decode().catch(() => {});
      if (film.src !== newest) return; // a later film has come
      sheet = image;
      columns = film.columns;
      show(shown);
    },
  };
}
