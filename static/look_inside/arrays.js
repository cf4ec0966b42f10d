// Arrays as Python sends them: little-endian float32 in base64, C order, with their shape.
import { decodedBytes } from "../shared/pixels.js";

/** @typedef {{ shape: number[], values: Float32Array | Float64Array }} Tensor */
/** @typedef {{ y: number, x: number, map: number }} Cell a place in maps; a vector is one map of rows */
/** @typedef {{ vector: boolean, height: number, width: number, maps: number, units: number }} Form */

/** @param {{ shape: number[], values: string }} array @returns {Tensor} */
export function decoded({ shape, values }) {
  return { shape, values: new Float32Array(decodedBytes(values).buffer) };
}

// A layer's output as height, width and maps; a vector is one map of rows, wrapped.
/** @param {{ shape: number[] }} tensor @returns {Form} */
export function formOf({ shape }) {
  if (shape.length === 3) return { vector: false, height: shape[0], width: shape[1], maps: shape[2], units: 0 };
  const units = shape.reduce((product, size) => product * size, 1);
  const width = units <= 16 ? units : Math.min(64, Math.ceil(Math.sqrt(units * 4)));
  return { vector: true, height: Math.ceil(units / width), width, maps: 1, units };
}

// Where the value of a place stands in the array; null off the end of a vector.
/** @param {Form} form @param {Cell} cell */
export function indexOf(form, { y, x, map }) {
  if (!form.vector) return (y * form.width + x) * form.maps + map;
  const unit = y * form.width + x;
  return unit < form.units ? unit : null;
}

// The values of one map `(height * width)`; NaN off the end of a vector.
/** @param {Tensor} array @param {Form} form @param {number} map */
export function mapOf(array, form, map) {
  const { values } = array;
  const chosen = new Float32Array(form.height * form.width);
  for (let i = 0, at = map; i < chosen.length; i += 1, at += form.maps) {
    chosen[i] = at < values.length ? values[at] : Number.NaN;
  }
  return chosen;
}

/** The greatest size among numbers; 0 for none. NaN is passed over. @param {Iterable<number>} values */
export function mostOf(values) {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most;
}
