// Where each layer's box stands: a column for each step from the input, four lanes for the heads, the trunk between.

/**
 * @typedef {{ name: string, inputs: string[], owner: string }} Layer
 * @typedef {{ column: number, lane: number }} Place lanes are counted from 0 in the middle of a box
 * @typedef {{ x: number, y: number, width: number, height: number }} Box px
 */

// The place of each layer, and how many columns and lanes there are.
/** @param {Layer[]} layers in topological order @param {string[]} heads names, in their order */
export function placed(layers, heads) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  /** @type {Layer[][]} */
  const columns = [];
  const place = (/** @type {Layer} */ { name }, /** @type {number} */ lane) => {
    const { column } = /** @type {Place} */ (places.get(name));
    places.set(name, { column, lane });
  };
  for (const layer of layers) {
    const column = Math.max(-1, ...layer.inputs.map((name) => places.get(name)?.column ?? -1)) + 1;
    places.set(layer.name, { column, lane: 0 });
    columns[column] ??= [];
    columns[column].push(layer);
  }
  const owned = heads.filter((head) => layers.some(({ owner }) => owner === head));
  const trunkSizes = columns.map((column) => column.filter(({ owner }) => owner === "trunk").length);
  const least = Math.max(1, owned.length, ...trunkSizes);
  let lanes = least;
  for (const column of columns) {
    const trunk = column.filter(({ owner }) => !owned.includes(owner));
    const beside = trunk.length < column.length; // a head that leaves early stands beside the trunk
    for (const [i, layer] of trunk.entries())
      place(layer, beside ? least + i : ((i + 0.5) * least) / trunk.length - 0.5);
    if (beside) lanes = Math.max(lanes, least + trunk.length);
    for (const head of owned) {
      const own = column.filter(({ owner }) => owner === head);
      for (const [i, layer] of own.entries()) place(layer, owned.indexOf(head) + (i + 0.5) / own.length - 0.5);
    }
  }
  return { places, columns: columns.length, lanes };
}

const NARROW = 700; // px: below it the network runs from top to bottom
const ACROSS = { least: 108, gap: 16, pitch: 98, height: 86, side: 12 }; // px, left to right
const DOWN = { least: 70, most: 150, gap: 6, pitch: 108, height: 86, side: 12 }; // px, top to bottom

// The boxes and lines in px for a width.
/** @param {number} available px @param {Layer[]} layers @param {string[]} heads */
export function drawnIn(available, layers, heads) {
  const { places, columns, lanes } = placed(layers, heads);
  const down = available < NARROW;
  const pitch = down
    ? Math.min(DOWN.most, Math.max(DOWN.least, available / lanes))
    : Math.max(ACROSS.least, (available + ACROSS.gap) / columns);
  const size = down
    ? { width: pitch - DOWN.gap, height: DOWN.height }
    : { width: pitch - ACROSS.gap, height: ACROSS.height };
  const box = (/** @type {Place} */ { column, lane }) =>
    down
      ? { ...size, x: lane * pitch + DOWN.gap / 2, y: column * DOWN.pitch + DOWN.side }
      : { ...size, x: column * pitch, y: lane * ACROSS.pitch + ACROSS.side };
  /** @type {Map<string, Box>} */
  const boxes = new Map([...places].map(([name, place]) => [name, box(place)]));
  const joins = layers.flatMap((layer) =>
    layer.inputs.map((from) => {
      const [start, end] = [from, layer.name].map((name) => /** @type {Place} */ (places.get(name)));
      const [first, second] = [from, layer.name].map((name) => /** @type {Box} */ (boxes.get(name)));
      const around = end.column - start.column > 1 && Math.abs(end.lane - start.lane) < 0.5;
      return { from, to: layer.name, owner: layer.owner, path: path(first, second, down, around) };
    }),
  );
  const width = down ? lanes * pitch : columns * pitch - ACROSS.gap;
  const height = down ? columns * DOWN.pitch : lanes * ACROSS.pitch + ACROSS.side;
  return { boxes, joins, down, width, height };
}

// A line between two boxes; one that skips boxes on its lane goes around them.
/** @param {Box} from @param {Box} to @param {boolean} down @param {boolean} around */
function path(from, to, down, around) {
  const out = down ? [from.x + from.width / 2, from.y + from.height] : [from.x + from.width, from.y + from.height / 2];
  const into = down ? [to.x + to.width / 2, to.y] : [to.x, to.y + to.height / 2];
  const along = down ? 1 : 0;
  const bend = (into[along] - out[along]) / 2;
  const moved = (/** @type {number[]} */ [x, y], /** @type {number} */ forward, /** @type {number} */ sideways) =>
    down ? [x + sideways, y + forward] : [x + forward, y + sideways];
  const aside = around ? -1.35 * (down ? from.width : from.height) : 0;
  const curve = [moved(out, around ? 0.4 * bend : bend, aside), moved(into, around ? -0.4 * bend : -bend, aside), into];
  return `M${out.join(" ")}C${curve.map((point) => point.map((value) => value.toFixed(1)).join(" ")).join(",")}`;
}
