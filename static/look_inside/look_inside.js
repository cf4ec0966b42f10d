// Look inside: one component for all its drawings; `data.view` says which one. One instance per host element.

import { whenGone } from "../shared/lifecycle.js";
import { ablation } from "./ablation.js";
import { attention } from "./attribution.js";
import { wishes } from "./feature_visualisation.js";
import { layer } from "./layer.js";
import { readability } from "./linear_probes.js";
import { network } from "./network.js";
import { CSS } from "./style.js";

const DRAWINGS = { network, layer, attention, wishes, ablation, readability };
const instances = new WeakMap();

export default function lookInside({ parentElement, data, setTriggerValue }) {
  const instance = instances.get(parentElement) ?? make(parentElement, data.view);
  instance.send = setTriggerValue;
  guarded(instance, () => instance.drawing.update(data));
  return whenGone(parentElement, () => {
    instance.drawing.stop?.();
    instance.root.remove();
    instances.delete(parentElement);
  });
}

function make(parent, view) {
  const root = document.createElement("section");
  root.className = "inside";
  root.innerHTML = `<style>${CSS}</style><p class="trouble" role="alert"></p><div></div>`;
  parent.append(root);
  const instance = { root, trouble: root.querySelector(".trouble") };
  instance.drawing = DRAWINGS[view](root.lastElementChild, (...message) => instance.send(...message));
  instances.set(parent, instance);
  return instance;
}

/** An error that escapes would replace the component for good, so it becomes words. */
function guarded({ trouble }, work) {
  try {
    work();
    trouble.textContent = "";
  } catch (error) {
    console.error("look inside:", error);
    trouble.textContent = "This drawing failed. Choose another layer or picture, or reload the page.";
  }
}
