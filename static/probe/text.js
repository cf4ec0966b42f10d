// Numbers and answers for people.

/** '98 %'; never 0 or 100 unless it is exact. */
export function percent(share) {
  if (share > 0 && share < 0.005) return "< 1 %";
  if (share < 1 && share > 0.995) return "> 99 %";
  return `${Math.round(100 * share)} %`;
}

/** A class of a head: 'long' or '60°'. */
export const className = (head, index) => head.classes[index] + (head.degrees ? "°" : "");

/** A value with its unit: '9.8 px'. */
export const valueText = ({ digits, unit }, value) => `${Number(value.toFixed(digits))}${unit}`;

export const best = (list) => list.indexOf(Math.max(...list));

/** About `most` even ticks between two numbers; degrees in steps of 15, 30, 45, ... */
export function ticks(low, high, most, degrees) {
  const sizes = degrees ? [15, 30, 45, 60, 90] : [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
  const size = sizes.find((one) => (high - low) / one <= most) ?? sizes.at(-1);
  const first = Math.ceil(low / size - 1e-9);
  const count = Math.floor(high / size + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * size).toFixed(6)));
}
