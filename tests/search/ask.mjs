// Asks an index as a browser does: with the functions of the page's own script, and files in place of a network.
// node ask.mjs search.js site < queries.json  →  for each query the numbers of the records, and the files that it loaded
import { readFileSync } from "node:fs";

const [script, site] = process.argv.slice(2);
const [asks] = readFileSync(script, "utf-8").split("// --- the page");
const loaded = [];
globalThis.self = globalThis;
globalThis.fetch = async (path) => {
  loaded.push(path);
  return { json: async () => JSON.parse(readFileSync(`${site}/search/${path}`, "utf-8")) };
};
const { ask, forget } = await import(
  `data:text/javascript,${encodeURIComponent(`${asks}\nexport const forget = () => { files = {}; };\nexport { ask };`)}`
);
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf-8"))) {
  loaded.length = 0;
  if (process.argv[4] === "--anew") forget();
  const { records } = await ask(query);
  answers.push({ records, loaded: [...loaded] });
}
process.stdout.write(JSON.stringify(answers));
