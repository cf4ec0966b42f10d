// Canvas on which a line is drawn. Python gets the newest drawing and answers with its pixels.

import { whenGone } from "../../shared/lifecycle.js";
import { createPanel } from "./panel.js";
import { createSender } from "./sender.js";
import { CSS } from "./style.js";
import { createView } from "./view.js";

const HISTORY = 100; // steps
const LINK_REST_MS = 400;
const pads = new WeakMap();

function create(parent, data) {
  const root = document.createElement("div");
  root.className = "root";
  parent.append(Object.assign(document.createElement("style"), { textContent: CSS }), root);
  const sender = createSender(data.ack);
  let past = [];
  let future = [];
  let linkTimer = 0;

  const step = (from, to) => {
    if (!from.length) return;
    to.push(pad.drawing);
    pad.show(from.pop());
    pad.rest();
  };
  const pad = {
    drawing: data.drawing,
    mode: "line",
    version: data.version,
    trained: data.trained,
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    redraw: () => {
      view.draw();
      panel.draw();
    },
    /** Make this the drawing and tell Python. */
    show(drawing) {
      pad.drawing = drawing;
      pad.redraw();
      root.dataset.seq = sender.send({ ...drawing, version: pad.version });
    },
    remember() {
      if (past.at(-1) === pad.drawing) return;
      past = [...past.slice(-HISTORY), pad.drawing];
      future = [];
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    clear() {
      pad.remember();
      pad.show({ ...pad.drawing, kind: "none", points: [] });
      pad.rest();
    },
    /** The hand rests: put the line into the page's address. */
    rest() {
      clearTimeout(linkTimer);
      linkTimer = setTimeout(() => writeLink(pad), LINK_REST_MS);
    },
    /** Take what Python sends. After a restart it knows nothing of our drawing, so it gets it again. */
    receive(component) {
      const { ack, drawing, version, picture, said } = component.data;
      const anew = sender.answered(ack, (state) => component.setStateValue("change", state));
      const theirs = version > pad.version || (anew && pad.drawing.kind === "picture");
      if (theirs) {
        pad.remember();
        pad.drawing = drawing;
      }
      pad.version = version;
      if (ack || version) pad.rest();
      view.answer(
        Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0)),
        said,
      );
      if (anew && !theirs) pad.show(pad.drawing);
      else pad.redraw();
    },
    stop() {
      clearTimeout(linkTimer);
      sender.stop();
    },
  };
  const view = createView(pad, root);
  const panel = createPanel(pad, root, data.painters);
  root.onkeydown = (event) => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    (key === "y" || event.shiftKey ? pad.redo : pad.undo)();
  };
  root.dataset.seq = data.ack;
  return pad;
}

/** The page's address names the line, so that a copied link shows the same. */
function writeLink({ drawing: { kind, points, width, colour, edge } }) {
  const address = new URL(location.href);
  const line = kind === "line" ? [...points.flat(), width, colour.slice(1), edge].join() : null;
  if (line) address.searchParams.set("line", line);
  else address.searchParams.delete("line");
  const text = address.href.replaceAll("%2C", ",");
  if (text !== location.href) history.replaceState(history.state, "", text);
}

export default function linePad(component) {
  const parent = component.parentElement;
  if (!pads.has(parent)) pads.set(parent, create(parent, component.data));
  pads.get(parent).receive(component);
  return whenGone(parent, () => {
    pads.get(parent)?.stop();
    pads.delete(parent);
  });
}
