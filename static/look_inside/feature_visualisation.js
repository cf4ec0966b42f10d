// What a filter or a class wants to see: the picture of the best start large, the others beside it, with their scores.
import { draw } from "../shared/dom.js";
import { exact } from "./numbers.js";
import { paintPicture } from "./painting.js";

const top = (scores) => Math.max(...scores);
const CURVE = { width: 240, height: 40 };

export function wishes(root) {
  root.className = "wishes";
  return {
    update({ pictures, scores, best, frame, title }) {
      const order = pictures.map((_, i) => i).sort((one, other) => top(scores[other]) - top(scores[one]));
      draw(root, [["ul", { class: "grid" }, ...order.map((i) => wish(i, i === best, scores[i], frame, title))]]);
      for (const i of order)
        paintPicture(root.querySelector(`canvas[data-start="${i}"]`), pictures[i], frame.height, frame.width);
    },
  };
}

function wish(i, best, scores, { height, width }, title) {
  const score = exact(top(scores));
  return [
    "li",
    { class: best ? "best" : "" },
    [
      "canvas",
      {
        width,
        height,
        "data-start": i,
        role: "img",
        "aria-label": `${title}: start ${i + 1}, score ${score}${best ? ", the best" : ""}`,
      },
    ],
    ["span", {}, ["b", {}, `start ${i + 1}`], best ? " · best" : "", ["br", {}], `score ${score}`],
    curve(scores),
  ];
}

/** The score over the steps: it should rise and level off. */
function curve(scores) {
  const low = Math.min(...scores);
  const span = Math.max(...scores) - low || 1;
  const points = scores.map((score, i) => {
    const x = (CURVE.width * i) / Math.max(scores.length - 1, 1);
    const y = CURVE.height - ((score - low) / span) * CURVE.height;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return [
    "svg",
    { viewBox: `0 -2 ${CURVE.width} ${CURVE.height + 4}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    ["polyline", { points: points.join(" ") }],
  ];
}
