// Asks an index as a browser does: with the functions of the page's own script, and files in place of a network.
// node ask.mjs search.js site < queries.json  →  for each query the numbers of the records, and the files that it loaded
import { readFileSync } from "node:fs";

const [script, site] = process.argv.slice(2);
const [asks] = readFileSync(script, "utf-8").split("// --- the page");
const loaded = [];
globalThis.fetch = async (address) => {
  loaded.push(address.pathname);
  return { ok: true, json: async () => JSON.parse(readFileSync(site + address.pathname, "utf-8")) };
};
const placed = asks.replace("import.meta.url", '"https://reef.example.org/assets/search.js"');
const { ask, forget } = await import(
  `data:text/javascript,${encodeURIComponent(`${placed}\nexport const forget = () => { files.clear(); };\nexport { ask };`)}`
);
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf-8"))) {
  loaded.length = 0;
  if (process.argv[4] === "--anew") forget();
  const { records } = await ask(query);
  answers.push({ records, loaded: [...loaded] });
}
process.stdout.write(JSON.stringify(answers));
