// The search: our form asks the index, whose files are loaded once someone types or has come by a shared address. How the index
// is written, and what a word is in it: talanoa/search/docs.md.

// --- words, as search/words.py has them

// Scripts that put no spaces between words.
const UNSPACED =
  /[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]+/gu;
const ARTICLE = /(?<![\p{L}\p{N}\p{M}'’])(?:[cdjlmnst]|qu|(?:a|da|de|ne|su)ll|un)['’](?=\p{L}{2})/giu;
const SILENT = /['’‘ʼʻ`\u00ad\u200c\u200d\u2060\ufeff]/g;
const UNTYPED = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const ALIKE = { đ: "d", ð: "d", ł: "l", ø: "o", æ: "ae", œ: "oe", ı: "i", ς: "σ", ی: "ي", ى: "ي", ک: "ك", ہ: "ه" };

let dictionary; // made when it is needed: it takes a phone a tenth of a second
/** A text in pieces: each run of unspaced script, as a dictionary splits it if that was `asked` for, and what is between. */
const pieces = (text, asked = text) =>
  text.replace(UNSPACED, (run) => {
    if (asked.search(UNSPACED) < 0) return `\0${run}\0`;
    dictionary ??= Intl.Segmenter ? new Intl.Segmenter("en", { granularity: "word" }) : { segment: (segment) => [{ segment }] };
    return `\0${Array.from(dictionary.segment(run), (part) => part.segment).join("\0")}\0`;
  });

const fold = (text) =>
  text
    .replace(ARTICLE, "")
    .replace(SILENT, "")
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(UNTYPED, "")
    .replace(/./gu, (letter) => ALIKE[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .normalize("NFC")
    .trim();

/** The ways to read what was typed: a dictionary may take a word apart that is whole, or longer, inside a sentence. */
const ways = (typed) => [pieces(typed), typed].map((text) => [...new Set(fold(text).split(" "))].filter(Boolean));

// --- the index

const LAST = "\uffff";
const TABLE = "index.json";

const form = document.querySelector(".t-search");
const home = new URL(form.dataset.src, document.baseURI);
const files = new Map();
const read = (answer) => answer.json();
if (globalThis.table) files.set(TABLE, table.then(read)); // asked.js has begun to load it

/** A file of the index; each is loaded once. A copy of the table from before a deploy would name files that are gone. */
function file(path, cache) {
  if (!files.has(path)) files.set(path, fetch(new URL(path, home), { cache }).then(read));
  return files.get(path);
}

const loaded = () => file(TABLE, "no-cache");

const digit = (text, at) => text.charCodeAt(at) - (text[at] > "\\" ? 36 : 35);

/** Rising numbers, from what lies between each and the one before; `low` are the bits that say something else of it. */
function numbers(text = "", low = 0) {
  const found = [];
  let last = -1;
  for (let at = 0, number = 0, scale = 1; at < text.length; at++) {
    const value = digit(text, at);
    number += (value % 45) * scale;
    scale *= 45;
    if (value < 45) {
      found.push((last = (last | low) + 1 + number));
      number = 0;
      scale = 1;
    }
  }
  return found;
}

/** Each form that begins with the word, or else those that share most letters with it (three and half of it at least): what it
    weighs, and who has it. Other forms of its stem weigh nearly as much. */
async function matching({ shards }, word) {
  let near = word[2] ? Math.max(3, word.length / 2) : word.length;
  let found = [];
  for (const from of new Set([word, word.slice(0, 3)])) {
    const wanted = shards.filter(([first], at) => first <= from + LAST && !(shards[at + 1]?.[0] <= from)).slice(0, 6);
    const rows = await Promise.all(wanted.map(([, name]) => file(`s/${name}.json`)));
    for (const row of new Set(rows.flat())) {
      const [shared, rests, ...postings] = row.split(" ");
      const forms = rests.split(",").map((rest) => shared + rest);
      const weights = forms.map((form) => {
        let same = 0;
        while (word[same] && form[same] === word[same]) same++;
        if (same < near) return 0;
        if (same > near) found = [];
        near = same;
        return word[same] ? 0.4 : form === word ? 1 : (same / form.length) * 0.5;
      });
      const best = Math.max(...weights);
      if (best) found.push(...forms.map((form, at) => [form, Math.max(weights[at], best * 0.8), postings[at]]));
    }
    if (found.length) break;
  }
  return found;
}

/** Every record that has all words, best first (BM25, and more for words in the title), and the forms that were found. */
async function ask(asked) {
  const table = await loaded();
  const { lengths, average } = table;
  const all = lengths.length;
  const pages = new Set(numbers(table.filters.kind?.page));
  const forms = new Map();
  let scores = asked.length ? 0 : new Map(Array.from(lengths, (_, record) => [record, 0]));
  for (const matches of await Promise.all(asked.map((word) => matching(table, word)))) {
    const best = new Map();
    for (const [form, weight, postings] of matches) {
      forms.set(form, true);
      for (const value of numbers(postings, 7)) {
        const record = value >> 3;
        const times = [1, 2, 3.5, 6][value & 3];
        const score = weight * ((2.2 * times) / (times + 0.3 + (0.9 * 2 ** (digit(lengths, record) / 4)) / average) + (value & 4 && 2 + (value & 7) / 2));
        // Hand-written pages, which may be long, come after all content, unless their title is what was looked for.
        best.set(record, Math.max(best.get(record) ?? 0, value & 4 || !pages.has(record) ? score : score / 1000));
      }
    }
    const rarity = Math.log(1 + (all - best.size + 0.5) / (best.size + 0.5));
    const before = scores || best;
    scores = new Map();
    for (const [record, score] of best) if (before.has(record)) scores.set(record, score * rarity + (before === best ? 0 : before.get(record)));
  }
  return { table, forms, records: [...scores].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([record]) => record) };
}

// --- the page

const AT_ONCE = 3; // results that are shown as soon as they are there
const A_PAGE = 10;

const { q: field } = form.elements;
const facets = [...form.querySelectorAll("select")];
const status = form.querySelector("[role=status]");
const clear = form.querySelector("[data-clear]");
const found = document.querySelector(".t-found");
const [list, more] = found.children;
const said = form.dataset;

const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

let latest = 0; // answers to older questions come too late

async function search(again) {
  const asked = ++latest;
  const typed = field.value.normalize("NFC").trim();
  clear.hidden = !facets.some((facet) => facet.value);
  if (!typed && clear.hidden) {
    say("");
    return facets.forEach((facet) => count(facet));
  }
  status.textContent = said.wait;
  document.documentElement.classList.add("t-waits"); // what the answer will push away waits for it, out of sight
  try {
    let answer;
    for (const way of ways(typed)) {
      answer = await ask(way);
      if (typed && !way.length) answer.records = [];
      if (answer.records.length) break;
    }
    if (asked !== latest) return;
    const { table, forms } = answer;
    const has = ({ name }, value) => numbers(table.filters[name]?.[value]);
    const passing = (but) =>
      facets.reduce((left, facet) => {
        if (facet === but || !facet.value) return left;
        const having = new Set(has(facet, facet.value));
        return left.filter((record) => having.has(record));
      }, answer.records);
    const records = passing();
    const load = (from, to) =>
      Promise.all(records.slice(from, to).map((record) => file(`r/${record}-${table.checks.slice(3 * record, 3 * record + 3)}.json`)));
    const add = async (abouts) => {
      const next = (await abouts).map((about) => entry(about, forms));
      if (asked !== latest) return;
      if (abouts === first) say(filled(records.length ? said.count : said.none, { count: records.length }), records.length);
      list.append(...next);
      // Not below the first few, which others are about to follow: it would move.
      if (abouts !== first) more.hidden = list.children.length >= records.length;
      return next[0];
    };
    const first = load(0, AT_ONCE);
    // What a facet offers is counted as if nothing were chosen in it.
    for (const facet of facets) {
      const others = new Set(passing(facet));
      count(facet, (value) => has(facet, value).filter((record) => others.has(record)).length);
    }
    await add(first);
    await add(load(AT_ONCE, A_PAGE));
    found.ariaBusy = "false";
    shown();
    more.onclick = async () => (await add(load(list.children.length, list.children.length + A_PAGE)))?.querySelector("a").focus();
  } catch {
    files.clear();
    if (asked !== latest) return;
    // The site was renewed since the table was loaded: once more with the new one.
    if (again) say(said.broken);
    else await search(true);
  }
}

function say(text, some) {
  status.textContent = text;
  list.replaceChildren();
  found.hidden = !some;
  found.ariaBusy = "true";
  more.hidden = true;
  if (!some) shown();
}

/** What is below the answer comes back when that pushes it no further. */
const shown = () => document.documentElement.classList.remove("t-waits", "t-asked");

/** Numbers behind the values of a facet; what would find nothing can't be chosen. */
function count(facet, having) {
  for (const option of facet.options) {
    if (!option.value) continue;
    const label = (option.dataset.label ??= option.textContent);
    const number = having?.(option.value);
    option.textContent = having ? filled(said.option, { label, count: number }) : label;
    option.hidden = option.disabled = number === 0 && !option.selected;
  }
}

/** A result. All of it is set as text: nothing of the index is read as HTML. */
function entry({ url, title, language, dir, facts = [], text = "" }, forms) {
  const link = made("a", "", title);
  link.href = new URL(`..${url}`, home).pathname;
  const heading = made("h2", "t-found__title", link);
  const excerpt = made("p", "t-found__text", ...withMarks(text, forms));
  for (const part of [heading, excerpt]) Object.assign(part, { lang: language, dir });
  return made("li", "t-found__one", heading, made("p", "t-found__facts", ...facts.map((fact) => made("span", "", fact))), excerpt);
}

function made(name, className, ...children) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...children);
  return element;
}

const LETTERS = 240; // of an excerpt
const BEFORE = 50; // of them before the first word that was found

/** The part of a text that has most of what was found, with marks; `forms` learns what each word in it is. */
function withMarks(text, forms) {
  const hits = [];
  let at = 0;
  for (const part of pieces(text, field.value).split(/([^\p{L}\p{N}\p{M}'’‘ʼʻ`\u00ad\u200c\u200d\u2060]+)/u)) {
    if (!forms.has(part)) forms.set(part, forms.get(fold(part)));
    const end = at + part.replaceAll("\0", "").length;
    if (forms.get(part)) {
      if (hits.at(-1)?.[1] === at) hits.at(-1)[1] = end;
      else hits.push([at, end]);
    }
    at = end;
  }
  const within = (from) => hits.filter(([start, end]) => start >= from && end <= from + LETTERS - BEFORE).length;
  const [best] = hits.reduce((best, [start]) => (within(start) > best[1] ? [start, within(start)] : best), [0, 0]);
  let from = Math.max(0, best - BEFORE);
  if (from) from += text.slice(from, best).indexOf(" ") + 1;
  const to = from + LETTERS;
  const parts = from ? ["… "] : [];
  for (const [start, end] of hits) {
    if (start < from || end > to) continue;
    parts.push(text.slice(from, start), made("mark", "", text.slice(start, end)));
    from = end;
  }
  parts.push(text.slice(from, to));
  if (to < text.length) parts.push("…");
  return parts;
}

// --- the address says what is searched for, so that it can be shared, and gone back to

function address() {
  const parameters = new URLSearchParams();
  for (const { name, value } of [...facets, field]) if (value.trim()) parameters.set(name, value.trim());
  return parameters.size ? `?${parameters}` : location.pathname;
}

function fromAddress() {
  const parameters = new URLSearchParams(location.search);
  for (const input of [field, ...facets]) {
    input.value = parameters.get(input.name) ?? "";
    if (input.selectedIndex < 0) input.value = "";
  }
  search();
}

let waiting;

function go(event) {
  event?.preventDefault();
  clearTimeout(waiting);
  if (address() !== (location.search || location.pathname)) history.pushState(null, "", address());
  search();
}

form.addEventListener("submit", go);
field.addEventListener("input", () => {
  loaded().catch(() => {}); // while one types on
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, "", address());
    search();
  }, 300);
});
for (const facet of facets) facet.addEventListener("change", go);
clear.addEventListener("click", () => {
  for (const facet of facets) facet.value = "";
  field.focus();
  go();
});
addEventListener("popstate", fromAddress);

form.hidden = false;
fromAddress();
