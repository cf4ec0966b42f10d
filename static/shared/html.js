// Markup as a template: html`<p class="note">${text}</p>` is ["p", { class: "note" }, text], as `draw` takes it.

const PART = /<\/[\w-]+>|<([\w-]+)([^>]*?)(\/?)>|[^<]+/g;
const ATTRIBUTE = /([\w-]+)(?:=\0|="([^"]*)")?|\0/g;
const HOLE = "\0"; // where a value is put in

/**
 * The element, or a list of several. Lists are put in one by one, null and false not at all, a text never as markup.
 * A line break with the blanks around it is no text. An attribute that is null is left out; `${object}` gives several.
 * @param {TemplateStringsArray} strings @param {...any} values @returns {any[]}
 */
export function html(strings, ...values) {
  const queue = values.values();
  const next = () => queue.next().value;
  /** @type {any[][]} */
  const open = [["", {}]];
  for (const [part, tag, attributes, isVoid] of strings.join(HOLE).matchAll(PART)) {
    const parent = open[open.length - 1];
    if (tag) {
      const node = [tag, attributesOf(attributes, next)];
      parent.push(node);
      if (!isVoid) open.push(node);
    } else if (part[0] === "<") open.pop();
    else for (const text of textsOf(part)) put(parent, text === HOLE ? next() : text);
  }
  const [, , ...nodes] = open[0];
  return nodes.length === 1 ? nodes[0] : nodes;
}

/** @param {string} text @param {() => any} next */
function attributesOf(text, next) {
  /** @type {Record<string, any>} */
  const attributes = {};
  for (const [part, name, quoted] of text.matchAll(ATTRIBUTE)) {
    if (!name) Object.assign(attributes, next());
    else attributes[name] = part.endsWith(HOLE) ? next() : (quoted ?? "").replaceAll(HOLE, next);
  }
  for (const name in attributes) if (attributes[name] == null) delete attributes[name];
  return attributes;
}

/** @param {string} part */
function textsOf(part) {
  const text = part.replace(/\s*\n\s*/g, "");
  return text.split(/(\0)/).filter(Boolean);
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
