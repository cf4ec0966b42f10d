// Answers as the browser does: for each network `*.bin` of a folder, what it says of `pictures.rgb`, into `*.json`;
// with `layers` as a second argument what every layer gives too.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createNetwork } from "../../../../static/shared/network/network.js";

const BYTES = 28 * 28 * 3; // of a picture
const folder = process.argv[2];
const pictures = readFileSync(`${folder}/pictures.rgb`);
for (const name of readdirSync(folder).filter((each) => each.endsWith(".bin"))) {
  const file = readFileSync(`${folder}/${name}`);
  const { predict, outputs } = createNetwork(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
  const answers = [];
  const started = performance.now();
  const values = [];
  for (let at = 0; at < pictures.length; at += BYTES) {
    answers.push(predict(pictures.subarray(at, at + BYTES)));
    if (process.argv[3] === "layers")
      values.push(Object.fromEntries(Object.entries(outputs).map(([layer, numbers]) => [layer, [...numbers]])));
  }
  const milliseconds = (performance.now() - started) / answers.length;
  writeFileSync(`${folder}/${name.replace(".bin", ".json")}`, JSON.stringify({ answers, values, milliseconds }));
}
