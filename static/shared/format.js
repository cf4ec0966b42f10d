// Numbers as text.

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @typedef {number | null | undefined} Unknown a number, or none */

/** @type {(value: Unknown) => value is number} */
export const known = (value) => value !== null && value !== undefined;

/** @param {ArrayLike<number>} values */
export const sum = (values) => Array.from(values).reduce((total, value) => total + value, 0);

/** The index of the value that lies nearest. @param {number[]} values @param {number} wanted */
export const nearestIndex = (values, wanted) =>
  values.reduce((near, value, i) => (Math.abs(value - wanted) < Math.abs(values[near] - wanted) ? i : near), 0);

/** So many decimals at most, rounded as Python does: halves go to the even digit. @param {number} value */
export function rounded(value, digits = 1) {
  const isMiddle = Number.isInteger(2 ** (digits + 1) * value) && !Number.isInteger(2 ** digits * value);
  if (!isMiddle) return Number(value.toFixed(digits));
  const low = Math.floor(10 ** digits * value);
  return (low + (low & 1)) / 10 ** digits;
}

/** A true minus sign. @param {string} text */
export const minus = (text) => text.replaceAll("-", "−");

/** 40,239 @param {number} value */
export const whole = (value) => minus(value.toLocaleString("en"));

/** '1 picture', '2,310 pictures' @param {number} count @param {string} noun */
export const counted = (count, noun) => `${whole(count)} ${noun}${count === 1 ? "" : "s"}`;

/** The number of a percentage: '98'; never 0 or 100 unless it is exact. @param {number} share */
export function percentNumber(share) {
  if (share > 0 && share < 0.005) return "< 1";
  if (share > 0.995 && share < 1) return "> 99";
  return minus(String(Math.round(100 * share)));
}

/** With its sign, never alone on the next line. @param {number | string} value */
export const withPercent = (value) => `${value}\u00a0%`;

/** '98 %' @param {Unknown} share */
export const percent = (share) => (known(share) ? withPercent(percentNumber(share)) : "–");

/** '99.7 %'; never 100 unless it is exact, and then without a decimal. @param {Unknown} share */
export function exactPercent(share) {
  if (!known(share)) return "–";
  return withPercent(share === 1 ? "100" : share < 1 && share >= 0.9995 ? "> 99.9" : points(share));
}

/** Percentage points: '−0.3' @param {number} share */
export const points = (share) => minus((100 * share).toFixed(1));

/** Two significant digits: 0.012, 3.4, 120; 2·10⁻⁵ below a thousandth. @param {Unknown} value */
export function short(value) {
  if (!known(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 100) return whole(Math.round(value));
  if (size >= 0.001) return minus(String(Number(value.toPrecision(2))));
  const [digit, exponent] = value.toExponential(0).split("e");
  return `${minus(digit)}·${power(Number(exponent))}`;
}

/** Four significant digits: 0.8071, 12.3, −0.00412; 3.2e−5 below a ten-thousandth. @param {Unknown} value */
export function exact(value) {
  if (!known(value) || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1000) return whole(Math.round(value));
  return minus(size < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(4))));
}

/** At most four signs, for a small cell: .12, −1.3, 255, 0. @param {number} value */
export function brief(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const digits = size < 0.995 ? 2 : size < 9.95 ? 1 : 0;
  return minus(value.toFixed(digits))
    .replace("0.", ".")
    .replace(/^−?\.00$/, "≈0");
}

/** '1.2 million', '40,239' @param {number} value */
export const large = (value) => (value >= 1e6 ? `${(value / 1e6).toFixed(1)} million` : whole(value));

/** 10ⁿ; plain from 0.01 to 1,000. @param {number} exponent */
export function power(exponent) {
  if (exponent >= -2 && exponent <= 3) return (10 ** exponent).toLocaleString("en");
  return `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : DIGITS[Number(sign)])).join("")}`;
}

/** Two decimals: '−0.50' @param {Unknown} value */
export const signed = (value) => (known(value) ? minus(value.toFixed(2).replace(/^-0\.00$/, "0.00")) : "–");
