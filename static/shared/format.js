// Numbers for people.

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (sign) => (sign === "-" ? "⁻" : DIGITS[Number(sign)]);
export const known = (value) => value !== null && value !== undefined;

/** Two significant digits: 0.012, 3.4, 120; 2·10⁻⁵ below a thousandth. */
export function short(value) {
  if (!known(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 100) return Math.round(value).toLocaleString("en");
  if (size >= 0.001) return String(Number(value.toPrecision(2))).replace("-", "−");
  const [digit, exponent] = value.toExponential(0).split("e");
  return `${digit.replace("-", "−")}·${power(Number(exponent))}`;
}

/** One decimal, as for accuracies near 100 %. */
export const exactly = (value) => (known(value) ? `${(100 * value).toFixed(1)} %` : "–");

/** 10ⁿ; plain from 0.01 to 1,000. */
export function power(exponent) {
  if (exponent >= -2 && exponent <= 3) return (10 ** exponent).toLocaleString("en");
  return `10${[...String(exponent)].map(superscript).join("")}`;
}

export const percent = (value) =>
  !known(value) ? "–" : value > 0 && value < 0.005 ? "<1 %" : `${Math.round(100 * value)} %`.replace("-", "−");

export const signed = (value) =>
  known(value)
    ? value
        .toFixed(2)
        .replace(/^-0\.00$/, "0.00")
        .replace("-", "−")
    : "–";

export const steps = (value) => value.toLocaleString("en");
