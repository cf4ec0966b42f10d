// What a component's script exports by default: a drawing for each host element, made once and then shown new data.

import { BASE } from "./style.js";

/**
 * What Streamlit calls a component with.
 * @template Data
 * @typedef {object} Component
 * @property {HTMLElement} parentElement the host element
 * @property {Data} data what Python sends
 * @property {(name: string, value: unknown) => void} setTriggerValue an event for Python
 * @property {(name: string, value: unknown) => void} [setStateValue] a value that Python keeps
 */

/**
 * What a drawing may ask of its component.
 * @typedef {object} Host
 * @property {(name: string, value: unknown) => void} send an event for Python
 * @property {(name: string, value: unknown) => void} keep a value for Python
 * @property {(work: () => void) => void} guard work in which an error becomes a sentence on the page
 */

/**
 * @template Data
 * @typedef {{ update(data: Data): void, stop?(): void }} Drawing
 */

/**
 * @template Data
 * @param {{ className: string, css: string, base?: string, failure?: string }} looks `base`: '' leaves out what all
 *   components share; `failure`: what the page says after an error; one that escapes would replace the component
 * @param {(root: HTMLElement, data: Data, host: Host) => Drawing<Data>} create
 * @returns {(component: Component<Data>) => () => void}
 */
export function mounting({ className, css, base = BASE, failure }, create) {
  /** @type {WeakMap<HTMLElement, { drawing: Drawing<Data>, root: HTMLElement, host: Host }>} */
  const instances = new WeakMap();

  /** @param {Component<Data>} component */
  function make({ parentElement, data }) {
    const root = element("section", { className: `component ${className}` });
    const trouble = element("p", { className: "trouble", role: "alert" });
    root.append(element("style", { textContent: base + css }), ...(failure ? [trouble] : []));
    parentElement.append(root);
    /** @type {Host["guard"]} */
    const guard = (work) => {
      try {
        work();
        trouble.textContent = "";
      } catch (error) {
        console.error(`${className}:`, error);
        trouble.textContent = failure ?? "";
      }
    };
    /** @type {Host} */
    const host = { send: () => {}, keep: () => {}, guard: failure ? guard : (work) => work() };
    const instance = { root, host, drawing: create(root, data, host) };
    instances.set(parentElement, instance);
    return instance;
  }

  /** @param {HTMLElement} parent */
  function remove(parent) {
    const instance = instances.get(parent);
    // Streamlit may mount again before an older mount, whose script still loaded, is cleaned up.
    if (!instance || parent.isConnected) return;
    instance.drawing.stop?.();
    instance.root.remove();
    instances.delete(parent);
  }

  return (component) => {
    const { parentElement, data } = component;
    const { drawing, host } = instances.get(parentElement) ?? make(component);
    host.send = component.setTriggerValue;
    host.keep = component.setStateValue ?? host.keep;
    host.guard(() => drawing.update(data));
    return () => void setTimeout(() => remove(parentElement));
  };
}

/**
 * A new element with these properties.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 */
export function element(tag, properties = {}) {
  const node = document.createElement(tag);
  Object.assign(node, properties);
  return node;
}

/** For what stands in the head of the page: no gap for it at the foot. @param {HTMLElement} root */
export function takeNoSpace(root) {
  const node = root.getRootNode();
  const host = node instanceof ShadowRoot ? node.host : root;
  /** @type {HTMLElement | null} */
  const place = host.closest('[data-testid="stElementContainer"]');
  if (place) place.style.position = "absolute";
}
