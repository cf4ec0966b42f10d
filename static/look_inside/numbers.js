// Numbers for people.

const minus = (text) => text.replaceAll("-", "−");

/** Four significant digits: 0.8071, 12.3, −0.00412; 3.2e−5 below a ten-thousandth. */
export function exact(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1000) return minus(Math.round(value).toLocaleString("en"));
  return minus(size < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(4))));
}

/** At most four signs, for a small cell: .12, −1.3, 255, 0. */
export function brief(value) {
  if (value === null) return "";
  const size = Math.abs(value);
  if (size === 0) return "0";
  const digits = size < 0.995 ? 2 : size < 9.95 ? 1 : 0;
  return minus(value.toFixed(digits))
    .replace("0.", ".")
    .replace(/^−?\.00$/, "≈0");
}

export const whole = (value) => value.toLocaleString("en");

/** 1.2 million, 40,239 */
export const large = (value) => (value >= 1e6 ? `${(value / 1e6).toFixed(1)} million` : whole(value));

export const shapeText = (shape) => shape.join("×");

/** 'trunk_conv_1' as 'conv 1'; a head's answer is named after the head. */
export const shortName = ({ name, owner }) =>
  (name.startsWith(`${owner}_`) ? name.slice(owner.length + 1) : name).replaceAll("_", " ");
