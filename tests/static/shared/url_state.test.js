import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

// A browser's address, and what it calls when a script changes it.
const page = {
  pathname: "/probe",
  href: "",
  /** @param {{ navigationType: string }} _ */
  changed: (_) => {},
  /** Streamlit's own change, or "traverse": Back and Forward. @param {string} query */
  streamlit(query, navigationType = "push") {
    page.href = `http://127.0.0.1/probe${query}`;
    page.changed({ navigationType });
  },
};

describe("the address of the page", () => {
  const names = ["location", "history", "navigation"];
  const kept = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

  /** @type {typeof import("../../../static/shared/url_state.js")} */
  let state;
  const query = () => new URL(page.href).search;

  before(async () => {
    const replaceState = (/** @type {any} */ _, /** @type {string} */ __, /** @type {string} */ address) => {
      page.href = address;
      page.changed({ navigationType: "replace" });
    };
    const addEventListener = (/** @type {string} */ _, /** @type {() => void} */ changed) => {
      page.changed = changed;
    };
    const values = [page, { state: null, replaceState }, { addEventListener }];
    for (const [i, name] of names.entries())
      Object.defineProperty(globalThis, name, { value: values[i], configurable: true });
    const fresh = "../../../static/shared/url_state.js?of=this-browser"; // other tests have loaded it without one
    state = await import(fresh);
  });
  beforeEach(() => {
    page.pathname = `/probe/${Math.random()}`; // nothing was written here yet
  });
  after(() => {
    for (const [i, name] of names.entries()) {
      const last = kept[i];
      if (last) Object.defineProperty(globalThis, name, last);
      else Reflect.deleteProperty(globalThis, name);
    }
  });

  test("what left the address does not come back with a change of Streamlit's", () => {
    page.streamlit("?at=angle,90");
    assert.deepEqual(state.readAt("angle"), [90]);
    state.writeAt("angle", null);
    assert.equal(query(), "");
    page.streamlit("?at=angle,90&line=1,2");
    assert.equal(query(), "?line=1,2");
  });

  test("what was written stays in the address, each last value", () => {
    page.streamlit("?line=1,2");
    state.writeAt("angle", [97]);
    state.writeAt("angle", [98]);
    for (const late of ["?line=1,2", "?line=1,2&at=angle,97", "?line=1,2&at=angle,98"]) {
      page.streamlit(late);
      assert.equal(query(), "?line=1,2&at=angle,98");
    }
  });

  test("a link with another value counts", () => {
    page.streamlit("");
    state.writeAt("angle", [97]);
    page.streamlit("?at=position,3,4");
    assert.equal(query(), "?at=position,3,4");
  });

  test("Back brings the place that was left", () => {
    page.streamlit("?at=angle,89");
    state.writeAt("position", null);
    page.streamlit("?at=angle,89", "traverse");
    assert.equal(query(), "?at=angle,89");
    page.streamlit("?at=angle,89&line=1,2");
    assert.equal(query(), "?at=angle,89&line=1,2");
  });

  test("whoever leaves the page comes back to its words, and to no place", () => {
    page.streamlit("");
    state.writeAt("angle", [97]);
    state.writeWord("log", ["off", "on"], "on");
    const left = page.pathname;
    for (const [pathname, last] of [
      ["/explore", ""],
      [left, "?log=on"],
    ]) {
      page.pathname = pathname;
      page.streamlit("");
      assert.equal(query(), last);
    }
  });

  test("a word that is usual is not in the address", () => {
    page.streamlit("");
    state.writeWord("log", ["off", "on"], "on");
    page.streamlit("?line=1,2");
    assert.equal(query(), "?line=1,2&log=on");
    assert.equal(state.readWord("log", ["off", "on"]), "on");
    state.writeWord("log", ["off", "on"], "off");
    page.streamlit("?line=1,2&log=on");
    assert.equal(query(), "?line=1,2");
  });
});
