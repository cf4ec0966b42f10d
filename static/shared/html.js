// Markup as a template: html`<p class="note">${text}</p>` is ["p", { class: "note" }, text], as `draw` takes it.

const PART = /<\/[\w-]+>|<([\w-]+)([^>]*?)(\/?)>|[^<]+/g;
const ATTRIBUTE = /([\w-]+)(?:=\0|="([^"]*)")?|\0/g;
const HOLE = "\0"; // where a value is put in

/**
 * @typedef {object} Template an element as it is written
 * @property {string} tag
 * @property {[string, string | null][]} attributes name and text; null: a value; no name: an object of several
 * @property {(string | Template)[]} children
 */

/** @type {WeakMap<TemplateStringsArray, Template>} */
const templates = new WeakMap(); // each is read once: drawings are made anew with every move of the pointer

/**
 * The element, or a list of several. Lists are put in one by one, null and false not at all, a text never as markup.
 * A line break with the blanks around it is no text. An attribute that is null is left out; `${object}` gives several.
 * @param {TemplateStringsArray} strings @param {...any} values @returns {any[]}
 */
export function html(strings, ...values) {
  const template = templates.get(strings) ?? templateOf(strings);
  templates.set(strings, template);
  let at = 0;
  const [, , ...nodes] = filled(template, () => values[at++]);
  return nodes.length === 1 ? nodes[0] : nodes;
}

/** @param {TemplateStringsArray} strings @returns {Template} */
function templateOf(strings) {
  /** @type {Template[]} */
  const open = [{ tag: "", attributes: [], children: [] }];
  for (const [part, tag, attributes, isVoid] of strings.join(HOLE).matchAll(PART)) {
    const { children } = open[open.length - 1];
    if (tag) {
      /** @type {Template} */
      const child = { tag, attributes: attributesOf(attributes), children: [] };
      children.push(child);
      if (!isVoid) open.push(child);
    } else if (part[0] === "<") open.pop();
    else children.push(...textsOf(part));
  }
  return open[0];
}

/** @param {string} text @returns {[string, string | null][]} */
const attributesOf = (text) =>
  [...text.matchAll(ATTRIBUTE)].map(([part, name, quoted]) => [
    name ?? "",
    part.endsWith(HOLE) ? null : (quoted ?? ""),
  ]);

/** @param {string} part */
function textsOf(part) {
  const text = part.replace(/\s*\n\s*/g, "");
  return text.split(/(\0)/).filter(Boolean);
}

/**
 * The element with its values, which come in the order of their places.
 * @param {Template} template @param {() => any} next
 */
function filled({ tag, attributes, children }, next) {
  /** @type {any[]} */
  const node = [tag, valuesOf(attributes, next)];
  for (const child of children)
    put(node, typeof child !== "string" ? filled(child, next) : child === HOLE ? next() : child);
  return node;
}

/** @param {[string, string | null][]} attributes @param {() => any} next */
function valuesOf(attributes, next) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const [name, text] of attributes) {
    if (!name) Object.assign(values, next());
    else values[name] = text === null ? next() : text.includes(HOLE) ? text.replaceAll(HOLE, next) : text;
  }
  for (const name in values) if (values[name] == null) delete values[name];
  return values;
}

/** @param {any[]} parent @param {any} child an element, a text, or a list of them */
function put(parent, child) {
  const isElement = Array.isArray(child) && typeof child[0] === "string" && child[1]?.constructor === Object;
  if (isElement) parent.push(child);
  else if (Array.isArray(child)) for (const each of child) put(parent, each);
  else if (child != null && child !== false) {
    const isMore = parent.length > 2 && typeof parent[parent.length - 1] === "string";
    parent.push((isMore ? parent.pop() : "") + String(child));
  }
}
