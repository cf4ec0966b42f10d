// The drawing of a panel that has none of its own: its newest numbers as they are, by the names that Python gives them.
import { short } from "../../shared/format.js";

/** Words for a number, a number for each head, or rows of them. */
const inWords = (value) => {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return short(value);
  if (Array.isArray(value)) return value.map(inWords).join(Array.isArray(value[0]) ? "; " : ", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${inWords(part)}`)
    .join(", ");
};

export const numbers = (keys) => (model) => {
  const rows = keys.map((key) => [key, inWords(model.now.numbers[key])]);
  return {
    words: `${rows.map(([key, text]) => `${key}: ${text}`).join(". ")}.`,
    nodes: [["dl", { class: "numbers" }, ...rows.flatMap(([key, text]) => [["dt", {}, key], ["dd", {}, text]])]],
  };
};
