// What lights up in the boxes of the diagram: the strongest maps of a layer, or a cell for each unit.
import { paintPicture } from "../shared/pixels.js";
import { formOf, mapOf } from "./arrays.js";
import { paintMap } from "./painting.js";

/** @import { Pass } from "./live_layers.js" */
/** @import { Tones } from "./painting.js" */

const SIDE = 24; // px of a map in a box
const CELLS = 48; // at most: units share a cell beyond

/**
 * How many values a box shows, across and down.
 * @param {{ shape: number[] }} layer @param {number} width px of a box
 */
export function sizeOf({ shape }, width) {
  const { vector, height, width: across, maps, units } = formOf({ shape });
  if (vector) return { width: Math.min(units, CELLS), height: 1, shown: 0 };
  if (maps === 3 && height === 28) return { width: across, height, shown: 1 };
  const shown = Math.max(1, Math.min(maps, Math.floor(width / SIDE)));
  return { width: shown * (across + 1) - 1, height, shown };
}

/**
 * @param {HTMLCanvasElement} canvas @param {{ name: string, shape: number[] }} layer @param {number} width px of a box
 * @param {Pass} pass @param {Tones} tones
 */
export function paintThumbnail(canvas, { name, shape }, width, { network, rgb, scales }, tones) {
  const form = formOf({ shape });
  const size = sizeOf({ shape }, width);
  const output = { shape, values: network.outputs[name] };
  if (form.vector) paintMap(canvas, cellsOf(output.values, size.width), 1, size.width, scales.ofLayer(name), tones);
  else if (form.maps === 3 && form.height === 28) paintPicture(canvas, rgb, form.height, form.width);
  else {
    const strip = new Float32Array(size.width * size.height).fill(Number.NaN);
    for (const [i, map] of strongestMaps(name, form.maps, size.shown, scales).entries()) {
      const values = mapOf(output, form, map);
      const left = i * (form.width + 1);
      for (let y = 0; y < form.height; y += 1) {
        strip.set(values.subarray(y * form.width, (y + 1) * form.width), y * size.width + left);
      }
    }
    paintMap(canvas, strip, size.height, size.width, scales.ofLayer(name), tones);
  }
}

/** @type {WeakMap<Pass["scales"], Map<string, number[]>>} */
const chosen = new WeakMap(); // once for a network: what is shown does not change while the line moves

/** By number. @param {string} layer @param {number} count @param {number} shown @param {Pass["scales"]} scales */
function strongestMaps(layer, count, shown, scales) {
  const known = chosen.get(scales) ?? new Map();
  chosen.set(scales, known);
  const key = `${layer} ${shown}`;
  if (!known.has(key)) {
    const maps = Array.from({ length: count }, (_, map) => map);
    maps.sort((first, second) => scales.ofMap(layer, second) - scales.ofMap(layer, first));
    known.set(
      key,
      maps.slice(0, shown).sort((first, second) => first - second),
    );
  }
  return /** @type {number[]} */ (known.get(key));
}

/** Of the units that share a cell the strongest. @param {Float64Array} values @param {number} count of cells */
function cellsOf(values, count) {
  const cells = new Float64Array(count);
  for (let unit = 0; unit < values.length; unit += 1) {
    const cell = Math.floor((unit * count) / values.length);
    if (Math.abs(values[unit]) > Math.abs(cells[cell])) cells[cell] = values[unit];
  }
  return cells;
}
