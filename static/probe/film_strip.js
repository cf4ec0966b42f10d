// Many pictures that came as the tiles of one, shown one at a time on a small canvas.

export const FRAME = 28;

/** Shows pictures on `canvas` (28 by 28): { load({ src, columns }), show(number) }. */
export function createFilm(canvas) {
  const context = canvas.getContext("2d");
  let sheet = null;
  let columns = 1;
  let shown = 0;
  let newest = "";

  function show(number) {
    shown = number;
    if (!sheet) return;
    const [x, y] = [number % columns, Math.floor(number / columns)];
    canvas.dataset.shown = number; // for those who wait for it
    context.drawImage(sheet, x * FRAME, y * FRAME, FRAME, FRAME, 0, 0, FRAME, FRAME);
  }
  return {
    show,
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
