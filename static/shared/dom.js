// A drawing as plain lists: [tag, attributes, ...children]; strings become text, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make the children of `parent` what `nodes` say. Elements that are there are kept and changed: nothing flickers. */
export function draw(parent, nodes) {
  nodes.forEach((node, i) => {
    (typeof node === "string" ? putText : putElement)(parent, node, parent.childNodes[i]);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}

function putText(parent, text, old) {
  if (old?.nodeType === Node.TEXT_NODE) {
    if (old.data !== text) old.data = text;
  } else put(parent, document.createTextNode(text), old);
}

function putElement(parent, [tag, attributes, ...children], old) {
  let element = old;
  if (old?.localName !== tag) {
    const drawn = tag === "svg" || parent.namespaceURI === SVG;
    element = drawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
    put(parent, element, old);
  }
  for (const { name } of [...element.attributes]) if (!(name in attributes)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
  draw(element, children);
}

const put = (parent, node, old) => (old ? old.replaceWith(node) : parent.append(node));
