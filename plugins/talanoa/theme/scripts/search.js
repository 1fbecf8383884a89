// The search: our form asks the index, whose files are loaded once someone types or has come by a shared address. How the index
// is written, and what a word is: talanoa/search/docs.md. Runs as soon as it is there, so the page may still be on its way.

globalThis.begun = true; // asked.js may come later

// --- words, as search/words.py has them; which characters they are of is in the table of the index

let article, between, silent, unspaced, untyped, alike;

let dictionary; // made when it is needed: it takes a phone a tenth of a second
/** A text with its runs of unspaced scripts as a dictionary splits them. */
const pieces = text =>
  text.replace(unspaced, run => {
    dictionary ??= new Intl.Segmenter("en", { granularity: "word" });
    return `\0${Array.from(dictionary.segment(run), part => part.segment).join("\0")}\0`;
  });

const fold = text =>
  text
    .replace(article, "")
    .replace(silent, "")
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(untyped, "")
    .replace(/[^\0-\x7f]/gu, letter => alike[letter] ?? letter)
    .normalize("NFC");

// --- the index

const LAST = "\uffff";
const TABLE = "index.json";

const home = new URL("../search/", import.meta.url);
const files = new Map();

const read = answer => answer.json();
if (globalThis.table) files.set(TABLE, table.then(read)); // asked.js has begun to load it

/** A file of the index; each is loaded once. */
function file(path, cache) {
  if (!files.has(path)) files.set(path, fetch(new URL(path, home), { cache }).then(read));
  return files.get(path);
}

async function loaded() {
  // A copy from before a deploy would name files that are gone.
  const table = await file(TABLE, "no-cache");
  [article, between, silent, unspaced, untyped] = table.words.map((pattern, at) => RegExp(pattern, at ? "gu" : "giu"));
  alike = table.alike;
  return table;
}

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
      // Most rows have nothing of it, and needn't be taken apart.
      if (!row.startsWith(word.slice(0, Math.min(near, row.indexOf(" "))))) continue;
      const [shared, rests, ...postings] = row.split(" ");
      const forms = rests.split(",").map(rest => shared + rest);
      const weights = forms.map(form => {
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

/** What each record that has the word is worth (BM25, and more for words in the title); `forms` learns what was found. */
async function scored(table, word, forms) {
  const { lengths, average } = table;
  const pages = new Set(numbers(table.filters.kind?.page));
  const best = new Map();
  for (const [form, weight, postings] of await matching(table, word)) {
    forms.add(form);
    for (const value of numbers(postings, 7)) {
      const record = value >> 3;
      const times = [1, 2, 3.5, 6][value & 3];
      const score = weight * ((2.2 * times) / (times + 0.3 + (0.9 * 2 ** (digit(lengths, record) / 4)) / average) + (value & 4 && 2 + (value & 7) / 2));
      // Hand-written pages, which may be long, come after all content, unless their title is what was looked for.
      best.set(record, Math.max(best.get(record) ?? 0, value & 4 || !pages.has(record) ? score : score / 1000));
    }
  }
  const rarity = Math.log(1 + (lengths.length - best.size + 0.5) / (best.size + 0.5));
  best.forEach((score, record) => best.set(record, score * rarity));
  return best;
}

/** Every record that has all words of what was typed, best first, and the forms that were found. */
async function ask(typed) {
  const table = await loaded();
  let records, forms;
  // A dictionary may take a word apart that is whole, or longer, inside a sentence: what finds nothing is asked again as it is.
  for (const text of [pieces(typed), typed]) {
    const words = [...new Set(fold(text).split(between))].filter(Boolean);
    forms = new Set();
    const each = await Promise.all(words.map(word => scored(table, word, forms)));
    records = [...(each[0] ?? (typed ? [] : [...table.lengths])).keys()]
      .map(record => [record, each.reduce((sum, scores) => sum + scores.get(record), 0)])
      .filter(([, score]) => score >= 0)
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .map(([record]) => record);
    if (records.length) break;
  }
  return { table, forms, records };
}

// --- the page

if (document.readyState === "loading") await new Promise(done => document.addEventListener("readystatechange", done));

const AT_ONCE = 3; // results that are shown as soon as they are there
const A_PAGE = 10;

const form = document.querySelector(".t-search");
const { q: field } = form.elements;
const facets = [...form.querySelectorAll("select")];
const status = form.querySelector("[role=status]");
const clear = form.querySelector("[data-clear]");
const found = document.querySelector(".t-found");
const [list, more, blank] = found.children;
const said = form.dataset;
const { classList } = document.documentElement;

const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

let latest = 0; // answers to older questions come too late

async function search(again) {
  const asked = ++latest;
  const typed = field.value.normalize("NFC").trim();
  clear.hidden = !facets.some(facet => facet.value);
  if (!typed && clear.hidden) {
    say("");
    return facets.forEach(facet => count(facet));
  }
  status.textContent = said.wait;
  classList.add("t-waits"); // what the answer will push away waits for it, out of sight
  try {
    const { table, forms, records: all } = await ask(typed);
    const having = ({ name }, value) => numbers(table.filters[name]?.[value]);
    const chosen = facets.map(facet => facet.value && new Set(having(facet, facet.value)));
    const passing = but => all.filter(record => chosen.every((some, at) => at === but || !some || some.has(record)));
    const records = passing();
    const add = async (from, to) => {
      const abouts = await Promise.all(records.slice(from, to).map(record => file(`r/${record}-${table.checks.slice(3 * record, 3 * record + 3)}.json`)));
      if (asked !== latest) return;
      const next = abouts.map(about => entry(about, forms));
      if (!from) say(filled(records.length ? said.count : said.none, { count: records.length }), records.length);
      list.append(...next);
      // Not below the first few, which others are about to follow: it would move.
      more.hidden = !from || list.children.length >= records.length;
      return next[0];
    };
    await add(0, AT_ONCE);
    const rest = add(AT_ONCE, A_PAGE);
    // What a facet offers is counted as if nothing were chosen in it.
    if (asked === latest)
      facets.forEach((facet, at) => {
        const others = new Set(passing(at));
        count(facet, value => having(facet, value).filter(record => others.has(record)).length);
      });
    await rest;
    if (asked !== latest) return;
    found.ariaBusy = "false";
    shown();
    more.onclick = async () => (await add(list.children.length, list.children.length + A_PAGE))?.querySelector("a").focus();
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

/** What is below the answer comes back when that pushes it no further: after a frame in which it was pushed out of sight. */
function shown() {
  const asked = latest;
  requestAnimationFrame(() => setTimeout(() => asked === latest && classList.remove("t-waits", "t-asked")));
}

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
  const item = blank.content.firstChild.cloneNode(true);
  const [heading, about, excerpt] = item.children;
  const link = made("a", title);
  link.href = `..${url}`;
  heading.append(link);
  about.append(...facts.map(fact => made("span", fact)));
  excerpt.append(...withMarks(text, forms));
  for (const part of [heading, excerpt]) Object.assign(part, { lang: language, dir });
  return item;
}

function made(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

const LETTERS = 240; // of an excerpt
const BEFORE = 50; // of them before the first word that was found

/** The part of a text that has most of what was found, with marks. */
function withMarks(text, forms) {
  const hits = [];
  const parts = (field.value.search(unspaced) < 0 ? text : pieces(text)).split(between);
  const words = fold(parts.join("\n")).split("\n");
  let at = 0;
  parts.forEach((part, number) => {
    at = text.indexOf(part, at);
    const end = at + part.length;
    if (forms.has(words[number])) {
      if (hits.at(-1)?.[1] === at) hits.at(-1)[1] = end;
      else hits.push([at, end]);
    }
    at = end;
  });
  const within = from => hits.filter(([start, end]) => start >= from && end <= from + LETTERS - BEFORE).length;
  const [best] = hits.reduce((best, [start]) => (within(start) > best[1] ? [start, within(start)] : best), [0, 0]);
  let from = Math.max(0, best - BEFORE);
  if (from) from += text.slice(from, best).indexOf(" ") + 1;
  const to = from + LETTERS;
  const shown = from ? ["… "] : [];
  for (const [start, end] of hits) {
    if (start < from || end > to) continue;
    shown.push(text.slice(from, start), made("mark", text.slice(start, end)));
    from = end;
  }
  shown.push(text.slice(from, to));
  if (to < text.length) shown.push("…");
  return shown;
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
