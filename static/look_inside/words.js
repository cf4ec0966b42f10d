// What a layer does, in one sentence.
import { large, shapeText, whole } from "./numbers.js";

const times = (pair) => pair.join("×");
const step = ([down]) =>
  down === 1 ? "at every place" : `at every ${down}${down === 2 ? "nd" : down === 3 ? "rd" : "th"} place`;

const DOES = {
  InputLayer: () => "The picture: red, green and blue of 28×28 pixels.",
  Rescaling: ({ details: { scale, offset } }) =>
    `Every value times ${Number(Number([scale].flat()[0]).toPrecision(3))}, plus ${[offset].flat()[0]}.`,
  Conv2D: ({ shape, inputs, details: { kernel, strides, padding } }) =>
    `${shape[2]} filters of ${times(kernel)}×${inputs[0]?.shape[2]}, laid ${step(strides ?? [1, 1])}; ` +
    `${padding === "same" ? "zeros around the edge" : "no padding"}.`,
  MaxPooling2D: ({ details: { pool } }) => `The greatest value of every ${times(pool)} window.`,
  AveragePooling2D: ({ details: { pool } }) => `The average of every ${times(pool)} window.`,
  GlobalMaxPooling2D: () => "The greatest value of each map: whether the feature is anywhere.",
  GlobalAveragePooling2D: () => "The average of each map: how much of the feature there is.",
  Flatten: () => "All values of all maps in one row.",
  Concatenate: ({ inputs }) => `${inputs.map(({ name }) => name).join(" and ")}, one after the other.`,
  Dense: ({ shape, inputs }) =>
    `${whole(shape[0])} ${shape[0] === 1 ? "unit" : "units"}, ` +
    `each a weighted sum of all ${whole(inputs[0]?.shape[0])} values before it.`,
  BatchNormalization: () => "Each map less its mean, over its spread, times a scale, plus a shift.",
  Marginal: ({ shape, inputs }) =>
    `For ${shape[0] === 1 ? "both classes" : `each of ${shape[0]} classes`}: ` +
    `the logarithm of the sum of exp over all of the ${whole(inputs[0]?.shape[0])} answers with it` +
    `${shape[0] === 1 ? ", the second less the first" : ""}. No weights.`,
  Add: ({ inputs }) => `The sum of ${inputs.map(({ name }) => name).join(" and ")}.`,
};

export function sentence(layer) {
  const does = DOES[layer.kind]?.(layer) ?? "";
  const activation = layer.activation && layer.activation !== "linear" ? ` Then ${layer.activation}.` : "";
  const cost = layer.parameters
    ? ` ${whole(layer.parameters)} parameters, ${large(layer.operations)} multiply-adds.`
    : "";
  return `${layer.kind}, ${shapeText(layer.shape)}. ${does}${activation}${cost}`;
}
