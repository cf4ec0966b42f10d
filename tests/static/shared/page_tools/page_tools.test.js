import assert from "node:assert/strict";
import test from "node:test";
import { keyName } from "../../../../static/shared/page_tools/keys.js";
import { presentedLink, wholeLink } from "../../../../static/shared/page_tools/page_tools.js";

const HERE = "http://localhost/train?run=abc&line=1,2,3&embed=true";

test("a link for presenting keeps the state of the page and names what is shown", () => {
  const link = presentedLink(HERE, 1, "start,weights", false);
  assert.equal(link, "http://localhost/train?run=abc&line=1,2,3&present=1&show=start,weights&v=1");
  assert.equal(new URL(presentedLink(HERE, 1, "", true)).search, "?run=abc&line=1,2,3&embed=true&present=1&v=1");
});

test("the link out of a frame opens the whole page", () => {
  assert.equal(wholeLink(presentedLink(HERE, 1, "start", true), 1), "http://localhost/train?run=abc&line=1,2,3&v=1");
});

test("keys have names for people", () => {
  assert.deepEqual([" ", "ArrowRight", "a"].map(keyName), ["Space", "→", "a"]);
});
