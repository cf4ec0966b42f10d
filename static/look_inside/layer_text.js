// Names, shapes and layers in words.
import { counted, large, whole } from "../shared/format.js";

/**
 * A layer as Python describes it.
 * @typedef {object} LayerInfo
 * @property {string} name
 * @property {string} kind the class of Keras
 * @property {string} owner the trunk or a head
 * @property {number[]} shape
 * @property {string | null} activation
 * @property {number} parameters
 * @property {number} operations multiply-adds a picture
 * @property {any} details the settings of this kind of layer
 */
/** @typedef {LayerInfo & { inputs: { name: string, shape: number[] }[] }} Layer */

/** '28×28×3' @param {number[]} shape */
export const shapeText = (shape) => shape.join("×");

// 'trunk_conv_1' as 'conv 1'; a head's answer is named after the head.
/** @param {Pick<LayerInfo, "name" | "owner">} layer */
export const shortName = ({ name, owner }) =>
  (name.startsWith(`${owner}_`) ? name.slice(owner.length + 1) : name).replaceAll("_", " ");

/** @param {number} count */
const ordinal = (count) => `${count}${count === 2 ? "nd" : count === 3 ? "rd" : "th"}`;
/** @param {number[]} strides */
const placesOf = ([down]) => (down === 1 ? "at every place" : `at every ${ordinal(down)} place`);

/** @type {Record<string, (layer: Layer) => string>} */
const SENTENCES = {
  InputLayer: () => "The picture: red, green and blue of 28×28 pixels.",
  Rescaling: ({ details: { scale, offset } }) =>
    `Every value times ${Number(Number([scale].flat()[0]).toPrecision(3))}, plus ${[offset].flat()[0]}.`,
  Conv2D: ({ shape, inputs, details: { kernel, strides, padding } }) =>
    `${shape[2]} filters of ${shapeText(kernel)}×${inputs[0]?.shape[2]}, laid ${placesOf(strides ?? [1, 1])}; ` +
    `${padding === "same" ? "zeros around the edge" : "no padding"}.`,
  MaxPooling2D: ({ details: { pool } }) => `The greatest value of every ${shapeText(pool)} window.`,
  AveragePooling2D: ({ details: { pool } }) => `The average of every ${shapeText(pool)} window.`,
  GlobalMaxPooling2D: () => "The greatest value of each map: whether the feature is anywhere.",
  GlobalAveragePooling2D: () => "The average of each map: how much of the feature there is.",
  Flatten: () => "All values of all maps in one row.",
  Concatenate: ({ inputs }) => `${inputs.map(({ name }) => name).join(" and ")}, one after the other.`,
  Dense: ({ shape, inputs }) =>
    `${counted(shape[0], "unit")}, each a weighted sum of all ${whole(inputs[0]?.shape[0])} values before it.`,
  BatchNormalization: () => "Each map less its mean, over its spread, times a scale, plus a shift.",
  Marginal: ({ shape, inputs }) =>
    `For ${shape[0] === 1 ? "both classes" : `each of ${shape[0]} classes`}: ` +
    `the logarithm of the sum of exp over all of the ${whole(inputs[0]?.shape[0])} answers with it` +
    `${shape[0] === 1 ? ", the second less the first" : ""}. No weights.`,
  Add: ({ inputs }) => `The sum of ${inputs.map(({ name }) => name).join(" and ")}.`,
};

/** What a layer does. @param {Layer} layer */
export function sentence(layer) {
  const { kind, shape, parameters, operations } = layer;
  const activation = layer.activation && layer.activation !== "linear" ? ` Then ${layer.activation}.` : "";
  const cost = parameters ? ` ${whole(parameters)} parameters, ${large(operations)} multiply-adds.` : "";
  return `${kind}, ${shapeText(shape)}. ${SENTENCES[kind]?.(layer) ?? ""}${activation}${cost}`;
}
