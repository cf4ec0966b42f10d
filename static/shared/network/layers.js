// What each kind of layer computes for one picture, as Keras 3 does. Values are rows, columns, channels.
// Values that are 0 cost nothing: most of the picture of a line is black, and relu leaves many.

/** @typedef {Float64Array} Values */
/** @typedef {(inputs: Values[], out: Values) => void} Compute */

/**
 * @typedef {object} Row a layer of `model/networks/plan.py`
 * @property {string} name
 * @property {string} kind Keras class
 * @property {string} owner trunk or a head
 * @property {string[]} inputs
 * @property {number[]} shape of its output for one picture
 * @property {string | null} activation
 * @property {Record<string, any>} details
 */

/**
 * @typedef {object} Given
 * @property {Row} row
 * @property {number[][]} shapes of its inputs
 * @property {Record<string, Float32Array>} weights by name: kernel, bias, gamma, ...
 * @property {{ classes: number, after: number }} place of its head in the joint classes: how many, of how many each
 */

const EPSILON = 0.001; // of Keras' batch normalisation

/** @type {Compute} */
const copy = ([x], out) => out.set(x);

/** @type {Record<string, (given: Given) => Compute | null>} */
export const LAYERS = {
  InputLayer: () => null,
  Dropout: () => copy,
  Flatten: () => copy,
  Activation: () => copy,
  Rescaling: rescaling,
  Concatenate: () => concatenate,
  Dense: dense,
  Conv2D: convolution,
  BatchNormalization: normalisation,
  MaxPooling2D: pooling,
  AveragePooling2D: pooling,
  GlobalMaxPooling2D: overall,
  GlobalAveragePooling2D: overall,
  Marginal: marginal,
};

/** @type {Record<string, (values: Values) => void>} */
export const ACTIVATIONS = {
  linear: () => {},
  relu: (values) => {
    for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
  },
  elu: (values) => {
    for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = Math.expm1(values[i]);
  },
  silu: (values) => {
    for (let i = 0; i < values.length; i++) values[i] /= 1 + Math.exp(-values[i]);
  },
  tanh: (values) => {
    for (let i = 0; i < values.length; i++) values[i] = Math.tanh(values[i]);
  },
  sigmoid: (values) => {
    for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + Math.exp(-values[i]));
  },
  softmax: (values) => {
    const most = Math.max(...values);
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      values[i] = Math.exp(values[i] - most);
      sum += values[i];
    }
    for (let i = 0; i < values.length; i++) values[i] /= sum;
  },
};

/** @param {Given} given @returns {Compute} */
function rescaling({ row: { details } }) {
  const { scale, offset } = details;
  return ([x], out) => {
    for (let i = 0; i < x.length; i++) out[i] = x[i] * scale + offset;
  };
}

/** @type {Compute} */
function concatenate(parts, out) {
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
}

/** @param {Given} given @returns {Compute} */
function dense({ weights: { kernel, bias } }) {
  return ([x], out) => {
    out.set(bias);
    const units = out.length;
    for (let i = 0; i < x.length; i++) {
      const value = x[i];
      if (value === 0) continue;
      const from = i * units;
      for (let unit = 0; unit < units; unit++) out[unit] += value * kernel[from + unit];
    }
  };
}

/** Each value is added to every window that sees it. @param {Given} given @returns {Compute} */
function convolution({ row, shapes: [[inHeight, inWidth, channels]], weights: { kernel, bias } }) {
  const [height, width, filters] = row.shape;
  const [size] = row.details.kernel;
  const [stride] = row.details.strides;
  const [downs, acrosses] = [reached(inHeight, height), reached(inWidth, width)];

  /** For each input row (or column): pairs of a row of the kernel and the output row that it adds to. */
  function reached(/** @type {number} */ sides, /** @type {number} */ outs) {
    const padded = row.details.padding === "same" ? Math.max(0, (outs - 1) * stride + size - sides) >> 1 : 0;
    return Array.from({ length: sides }, (_, side) => {
      const pairs = [];
      for (let at = (side + padded) % stride; at < size; at += stride) {
        const out = (side + padded - at) / stride;
        if (out >= 0 && out < outs) pairs.push([at, out]);
      }
      return pairs;
    });
  }

  return ([x], out) => {
    if (bias) for (let at = 0; at < out.length; at += filters) out.set(bias, at);
    else out.fill(0);
    let from = 0;
    for (let y = 0; y < inHeight; y++) {
      for (let column = 0; column < inWidth; column++) {
        for (let channel = 0; channel < channels; channel++) {
          const value = x[from++];
          if (value === 0) continue;
          for (const [down, outRow] of downs[y]) {
            for (const [across, outColumn] of acrosses[column]) {
              const to = (outRow * width + outColumn) * filters;
              const weight = ((down * size + across) * channels + channel) * filters;
              for (let filter = 0; filter < filters; filter++) out[to + filter] += value * kernel[weight + filter];
            }
          }
        }
      }
    }
  };
}

/** @param {Given} given @returns {Compute} */
function normalisation({ row, weights: { gamma, beta, moving_mean: mean, moving_variance: variance } }) {
  const channels = row.shape[row.shape.length - 1];
  const scales = Float64Array.from(gamma, (value, i) => value / Math.sqrt(variance[i] + EPSILON));
  return ([x], out) => {
    for (let i = 0; i < x.length; i++) {
      const channel = i % channels;
      out[i] = (x[i] - mean[channel]) * scales[channel] + beta[channel];
    }
  };
}

/** @param {Given} given @returns {Compute} */
function pooling({ row, shapes: [[, inWidth]] }) {
  const [height, width, channels] = row.shape;
  const [size] = row.details.pool;
  const [stride] = row.details.strides;
  const takesMost = row.kind === "MaxPooling2D";
  return ([x], out) => {
    out.fill(takesMost ? -Infinity : 0);
    let to = 0;
    for (let y = 0; y < height; y++) {
      for (let column = 0; column < width; column++, to += channels) {
        for (let down = 0; down < size; down++) {
          for (let across = 0; across < size; across++) {
            const from = ((y * stride + down) * inWidth + column * stride + across) * channels;
            join(x, from, out, to, channels, takesMost);
          }
        }
      }
    }
    if (!takesMost) for (let i = 0; i < out.length; i++) out[i] /= size * size;
  };
}

/** The maximum or the mean of each map. @param {Given} given @returns {Compute} */
function overall({ row, shapes: [[height, width, channels]] }) {
  const takesMost = row.kind === "GlobalMaxPooling2D";
  return ([x], out) => {
    out.fill(takesMost ? -Infinity : 0);
    for (let from = 0; from < x.length; from += channels) join(x, from, out, 0, channels, takesMost);
    if (!takesMost) for (let i = 0; i < channels; i++) out[i] /= height * width;
  };
}

/**
 * Takes so many values of x from `from` on into those of `out` from `to` on: the larger of the two, or their sum.
 * @param {Values} x @param {number} from @param {Values} out @param {number} to @param {number} count
 * @param {boolean} takesMost
 */
function join(x, from, out, to, count, takesMost) {
  for (let i = 0; i < count; i++) {
    const value = x[from + i];
    if (!takesMost) out[to + i] += value;
    else if (value > out[to + i]) out[to + i] = value;
  }
}

/** A head's logits from the joint ones: log-sums of exponentials. @param {Given} given @returns {Compute} */
function marginal({ place: { classes, after } }) {
  return ([logits], out) => {
    const most = Math.max(...logits);
    const sums = new Float64Array(classes);
    for (let i = 0; i < logits.length; i++) sums[Math.floor(i / after) % classes] += Math.exp(logits[i] - most);
    if (out.length === 1) out[0] = Math.log(sums[1]) - Math.log(sums[0]);
    else for (let i = 0; i < classes; i++) out[i] = Math.log(sums[i]) + most;
  };
}
