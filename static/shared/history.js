// One entry of the history for each act of the user. Streamlit adds one for each setting that it writes into the
// address.

let acted = false;

/** @param {boolean} value */
const note = (value) => () => {
  acted = value;
};
for (const kind of ["pointerdown", "keydown", "change"]) addEventListener(kind, note(true), true);
addEventListener("popstate", note(false), true); // of a key or a button of the mouse: nothing is to be added

const { pushState, replaceState } = history;
history.pushState = (...entry) => {
  (acted ? pushState : replaceState).apply(history, entry);
  acted = false;
};
