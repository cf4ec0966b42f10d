// The drawings of Probe: curves, cross-talk, robustness and position maps. Each is made once per host element and then
// shown new data; whatever the pointer and the switches do stays here.
import { whenGone } from "../shared/lifecycle.js";
import { createTalk } from "./cross_talk.js";
import { createMaps } from "./position_maps.js";
import { createCurves } from "./response_curves.js";
import { createBreaking } from "./robustness.js";
import { CSS } from "./style.js";

const KINDS = { breaking: createBreaking, curves: createCurves, maps: createMaps, talk: createTalk };
const drawings = new WeakMap();

export default function response({ parentElement, data, setTriggerValue }) {
  const drawing = drawings.get(parentElement) ?? make(parentElement, data.kind);
  drawing.open = (name) => setTriggerValue("opened", name);
  try {
    drawing.show(data);
    drawing.trouble.textContent = "";
  } catch (error) {
    // one that escapes would replace the component for good
    console.error("probe:", error);
    drawing.trouble.textContent = "This drawing failed. Reload the page.";
  }
  return whenGone(parentElement, () => {
    drawings.get(parentElement)?.stop();
    drawings.delete(parentElement);
  });
}

function make(parent, kind) {
  const root = Object.assign(document.createElement("div"), { className: `root ${kind}` });
  const trouble = Object.assign(document.createElement("p"), { className: "trouble" });
  trouble.setAttribute("role", "alert");
  const box = Object.assign(document.createElement("div"), { className: "box" });
  box.append(root);
  parent.append(Object.assign(document.createElement("style"), { textContent: CSS }), trouble, box);
  const drawing = { trouble, ...KINDS[kind](root, (name) => drawing.open(name)) };
  drawings.set(parent, drawing);
  return drawing;
}
