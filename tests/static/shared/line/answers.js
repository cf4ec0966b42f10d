// Answers what `tests/ui/shared/test_line_rules.py` asks: node answers.js <folder>, which has rules.json, drawings.json
// and pictures.bin, and gets painted.bin (pictures of the drawings), has_line.json (of pictures.bin) and truths.json.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasLine } from "../../../../static/shared/line/find.js";
import { createPaint } from "../../../../static/shared/line/paint.js";
import { PIXELS } from "../../../../static/shared/line/rules.js";
import { truth } from "../../../../static/shared/line/truth.js";

const file = (/** @type {string} */ name) => join(process.argv[2], name);
const json = (/** @type {string} */ name) => JSON.parse(readFileSync(file(name), "utf8"));

const rules = json("rules.json");
/** @type {import("../../../../static/shared/line/rules.js").Drawing[]} */
const drawings = json("drawings.json");
const pictures = readFileSync(file("pictures.bin"));
const paint = await createPaint(rules);

const size = 3 * PIXELS;
const painted = new Uint8Array(size * drawings.length);
drawings.forEach((drawing, i) => {
  painted.set(/** @type {Uint8Array} */ (paint(drawing)), size * i);
});
const verdicts = Array.from({ length: pictures.length / size }, (_, i) =>
  hasLine(pictures.subarray(size * i, size * (i + 1)), rules.detector),
);
writeFileSync(file("painted.bin"), painted);
writeFileSync(file("has_line.json"), JSON.stringify(verdicts));
writeFileSync(file("truths.json"), JSON.stringify(drawings.map((drawing) => truth(drawing, rules))));
