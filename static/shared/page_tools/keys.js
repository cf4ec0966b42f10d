// Keys that press buttons of the page, shown or hidden; a disabled one is not pressed. What has the focus comes first:
// fields keep all keys, sliders and all that walks by arrows keep these, and a button that was reached by Tab Space.

/** @typedef {{ key: string, about: string, button: string, by: number }} PageKey as in ui/shared/keyboard.py */

const TICKED = ["checkbox", "radio", "range", "button", "submit", "reset", "file", "color"]; // inputs without text
const TEXT_ROLES = "[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton]";
const ARROW_ROLES =
  "[role=slider], [role=radio], [role=tab], [role=option], [role=menuitem], [role=gridcell], [role=application]";
const ACTIVE = "button, summary, a[href], [role=button], [role=switch], [role=checkbox], [role=menuitem]";

/** The elements from the one with the focus outwards. @param {Event} event @returns {Element[]} */
const around = (event) => event.composedPath().filter((node) => node instanceof Element);

/** Whether an element takes all keys, as text is typed there. @param {Element} element */
export function takesText(element) {
  if (element.matches("input")) return !TICKED.includes(element.getAttribute("type") ?? "text");
  return element.matches(`textarea, select, ${TEXT_ROLES}`) || /** @type {HTMLElement} */ (element).isContentEditable;
}

/** Whether an element has a use of its own for a key. @param {Element} element @param {string} key */
export function takesKey(element, key) {
  if (takesText(element)) return true;
  if (key.startsWith("Arrow")) return element.matches(`input:not([type=checkbox]), ${ARROW_ROLES}`);
  if (key !== " ") return false;
  return element.matches("input:not([type=range])") || (element.matches(ACTIVE) && element.matches(":focus-visible"));
}

/** What the user means by an event: the key, or '' if it is for something else. @param {KeyboardEvent} event */
export function meantKey(event) {
  const { key, defaultPrevented, repeat, ctrlKey, metaKey, altKey } = event;
  if (defaultPrevented || repeat || ctrlKey || metaKey || altKey) return "";
  return around(event).some((element) => takesKey(element, key)) ? "" : key;
}

/**
 * All that match in an element, also in the components there.
 * @param {ParentNode} root @param {string} selector @returns {HTMLElement[]}
 */
function matching(root, selector) {
  const all = [...root.querySelectorAll(selector)].filter((node) => node instanceof HTMLElement);
  const inside = [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
    shadowRoot ? matching(shadowRoot, selector) : [],
  );
  return [...all, ...inside];
}

/** The button that a key presses, if it is there. @param {PageKey} page @param {Document} [root] */
export function buttonOf({ button, by }, root = document) {
  const [key, ...selector] = button.split(" ");
  const place = root.querySelector(`.st-key-${key}`);
  const all = place ? matching(place, selector.join(" ") || "button") : [];
  if (!by) return all[0];
  return all[all.findIndex((element) => element.ariaPressed === "true") + by];
}

/** Whether a button has the focus after a click: Space then means the page's key, not this button again. */
const wasClicked = (/** @type {Event} */ event) =>
  around(event).some((element) => element.matches(ACTIVE) && !element.matches(":focus-visible"));

/**
 * Press what a key means. On the way down to a button only Space is taken, on the way up what nobody has taken.
 * @param {KeyboardEvent} event @param {PageKey[]} keys @param {() => void} help
 */
export function press(event, keys, help) {
  if (document.querySelector('[data-testid="stDialog"]')) return;
  const meant = meantKey(event);
  const isOnTheWayDown = event.eventPhase === Event.CAPTURING_PHASE;
  if (isOnTheWayDown && !(meant === " " && wasClicked(event))) return;
  const bound = keys.find(({ key }) => key === meant);
  if (meant === "?") help();
  else if (bound) buttonOf(bound)?.click();
  else return;
  event.preventDefault();
  if (isOnTheWayDown) event.stopPropagation();
}

/** @type {Record<string, string>} */
const NAMES = { " ": "Space", ArrowRight: "→", ArrowLeft: "←" };

/** The name of a key for people. @param {string} key */
export const keyName = (key) => NAMES[key] ?? key;
