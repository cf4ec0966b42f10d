import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import test from "node:test";

const ROOT = new URL("../../../", import.meta.url);
const files = globSync("{static,tests/static}/**/*.js", { cwd: ROOT }).filter((file) => !file.includes("vendor"));

test("no line is longer than 120 characters: Biome leaves texts and styles as they are", () => {
  assert.ok(files.length > 60);
  const long = files.flatMap((file) =>
    readFileSync(new URL(file, ROOT), "utf8")
      .split("\n")
      .flatMap((line, i) => (line.length > 120 ? [`${file}:${i + 1}`] : [])),
  );
  assert.deepEqual(long, []);
});
