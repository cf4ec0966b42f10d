import assert from "node:assert/strict";
import test from "node:test";
import { createSender } from "../../../../static/shared/line_pad/sender.js";

/** @param {import("node:test").TestContext} context */
function createPost(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  context.mock.method(performance, "now", () => now);
  /** @type {any[]} */
  const sent = [];
  return {
    sent,
    post: (/** @type {object} */ state) => sent.push(state),
    wait(/** @type {number} */ ms) {
      now += ms;
      context.mock.timers.tick(ms);
    },
  };
}

test("one message is in flight, and the newest state wins", (context) => {
  const { sent, post } = createPost(context);
  const sender = createSender(0);
  sender.answered(0, post);
  for (const name of ["a", "b", "c"]) sender.send({ name });
  assert.deepEqual(sent, [{ name: "a", seq: 1 }]);
  sender.answered(1, post);
  assert.deepEqual(sent.at(-1), { name: "c", seq: 3 });
  sender.answered(3, post);
  assert.equal(sent.length, 2);
  sender.stop();
});

test("a lost message is sent again", (context) => {
  const { sent, post, wait } = createPost(context);
  const sender = createSender(0);
  sender.answered(0, post);
  sender.send({ name: "a" });
  wait(1000);
  assert.deepEqual(sent, [
    { name: "a", seq: 1 },
    { name: "a", seq: 1 },
  ]);
  sender.stop();
});

test("a smaller answer says that Python has begun anew", (context) => {
  const { post } = createPost(context);
  const sender = createSender(5);
  assert.equal(sender.answered(5, post), false);
  assert.equal(sender.answered(0, post), true);
  sender.stop();
});

test("changes that are not sent count too, and silence is told after three seconds", (context) => {
  const { sent, post, wait } = createPost(context);
  /** @type {boolean[]} */
  const silence = [];
  const sender = createSender(0, (silent) => silence.push(silent));
  sender.answered(0, post);
  for (let i = 0; i < 5; i += 1) sender.count();
  sender.send({ name: "e" });
  assert.deepEqual(sent, [{ name: "e", seq: 5 }]);
  for (let i = 0; i < 3; i += 1) wait(1000);
  assert.equal(silence.at(-1), false);
  wait(1000);
  assert.equal(silence.at(-1), true);
  sender.answered(5, post);
  assert.equal(silence.at(-1), false);
  sender.stop();
});
