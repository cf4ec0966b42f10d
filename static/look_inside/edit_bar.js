// What a click on a map does: look at it, or change what the layers behind get from it.
import { radio } from "../shared/dom.js";
import { counted, exact, percent } from "../shared/format.js";
import { html } from "../shared/html.js";
import { countOf, NOISE_SHARE } from "./edits.js";

/** @import { Edit } from "./edits.js" */
/** @import { State } from "./layer.js" */

const BRUSHES = { look: "looks at it", off: "switches it off", doubled: "doubles it", noisy: "adds noise" };

/** @param {State} state */
export function editBar({ brush, form, pass }) {
  const count = pass ? countOf(pass.edits) : 0;
  const choices = Object.entries(BRUSHES).map(([name, label]) => radio("brush", name, label, brush));
  const brushes = form.maps > 1 && html`<legend>A click on a map</legend>${choices}`;
  const restore =
    count > 0 && html`<button type="button" class="restore">Restore all (${counted(count, "map")})</button>`;
  return brushes || restore ? html`<fieldset class="scales edit-bar">${brushes}${restore}</fieldset>` : [];
}

/** What has become of an edited map. @param {Edit} edit */
export const noteOf = ({ kind, size }) =>
  ({
    off: "Switched off: the layers behind get 0 from this map.",
    doubled: "Doubled: the layers behind get twice these values.",
    noisy:
      `Noisy: the same noise on every picture, of standard deviation ${exact(size)} ` +
      `(${percent(NOISE_SHARE)} of the map's strongest value).`,
  })[kind];
