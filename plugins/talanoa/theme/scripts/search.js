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
const WORD = /[\p{L}\p{N}\p{M}'’‘ʼʻ`\u00ad\u200c\u200d\u2060]+/gu;

const dictionary = globalThis.Intl?.Segmenter && new Intl.Segmenter("en", { granularity: "word" });
const split = (run) => (dictionary ? [...dictionary.segment(run)].map((part) => part.segment) : [run]);

const apart = (text, mark) => text.replace(UNSPACED, (run) => mark + split(run).join(mark) + mark);

const fold = (text) =>
  text
    .replace(SILENT, "")
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(UNTYPED, "")
    .replace(/[đðłøæœıςیىکہ]/g, (letter) => ALIKE[letter])
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .normalize("NFC")
    .trim();

const words = (text) => [...new Set(fold(text).split(" "))].filter(Boolean);

/** The ways to read what was typed: a dictionary may take a word apart that is whole, or longer, inside a sentence. */
const ways = (typed) => {
  const text = typed.replace(ARTICLE, "");
  return [words(apart(text, " ")), words(text)];
};

// --- the index

const AT_ONCE = 3; // results that are shown as soon as they are there
const A_PAGE = 10;
const SHARDS = 6; // that one word may load: more of them only for beginnings of one or two letters
const ENOUGH = 3; // letters that a word has to share with the one that was asked for, and half of them
const TIMES = [1, 2, 3.5, 6]; // how often a word comes, by level
const LAST = "\uffff";

const form = document.querySelector(".t-search");
const home = new URL(form.dataset.src, document.baseURI);
const files = new Map();
let index;

async function get(path, cache) {
  const answer = await fetch(new URL(path, home), { cache });
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

/** A file of the index; each is loaded once. */
function file(path) {
  if (!files.has(path)) files.set(path, get(path));
  return files.get(path);
}

const DIGITS = Array.from({ length: 92 }, (_, at) => String.fromCharCode(35 + at)).join("").replace("\\", "").slice(0, 90);

/** Natural numbers in digits of 45; those of the second half go on. */
function* unpacked(text) {
  let number = 0;
  let scale = 1;
  for (const digit of text) {
    const value = DIGITS.indexOf(digit);
    number += (value % 45) * scale;
    scale *= 45;
    if (value < 45) {
      yield number;
      number = 0;
      scale = 1;
    }
  }
}

function numbers(text) {
  let last = -1;
  return Array.from(unpacked(text), (gap) => (last += gap + 1));
}

const loaded = () => (index ??= load().catch((error) => ((index = undefined), Promise.reject(error))));

async function load() {
  const page = document.documentElement.classList;
  page.add("t-waits"); // what the first answer will push away waits for it, out of sight
  // A copy of the table from before a deploy would name files that are gone.
  const found = await get("index.json", "no-cache");
  const lengths = Array.from(found.lengths, (digit) => 2 ** (DIGITS.indexOf(digit) / 4));
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  for (const values of Object.values(found.filters)) for (const value in values) values[value] = numbers(values[value]);
  return { ...found, lengths, average, pages: new Set(found.filters.kind?.page) };
}

/** The rows of shards that words from `from` to `to` are in. */
async function rows({ shards }, from, to) {
  const wanted = shards.filter(([first], at) => first <= to && !(shards[at + 1]?.[0] <= from)).slice(0, SHARDS);
  return (await Promise.all(wanted.map(([, name]) => file(`s/${name}.json`)))).flat();
}

/** Rows with a form that is the word (1), that begins with it (a half and less), or else that begins as it does (0.4). */
async function matching(table, word) {
  const found = [];
  let near = Math.max(ENOUGH, Math.ceil(word.length / 2));
  const look = async (from, to, isNear) => {
    for (const row of new Set(await rows(table, from, to))) {
      const [shared, rests, postings] = row.split(" ");
      const forms = rests.split(",").map((rest) => shared + rest);
      let weight = 0;
      for (const form of forms) {
        if (isNear) {
          let same = 0;
          while (form[same] && form[same] === word[same]) same++;
          if (same > near) found.length = 0;
          if (same >= near) [near, weight] = [same, 0.4];
        } else if (form.startsWith(word)) weight = Math.max(weight, form === word ? 1 : (0.5 * word.length) / form.length);
      }
      if (weight) found.push({ weight, forms, postings });
    }
  };
  await look(word, word + LAST);
  if (!found.length && word.length >= ENOUGH) await look(word.slice(0, ENOUGH), word.slice(0, ENOUGH) + LAST, true);
  return found;
}

/** Every record that has all words, with its score (BM25, and more for words in the title), and the forms that were found. */
async function ask(asked) {
  const table = await loaded();
  const forms = new Set();
  let scores;
  for (const matches of await Promise.all(asked.map((word) => matching(table, word)))) {
    const best = new Map();
    for (const { weight, forms: found, postings } of matches) {
      found.forEach((form) => forms.add(form));
      const entries = [];
      let number = -1;
      for (const value of unpacked(postings)) entries.push([(number += (value >> 3) + 1), value & 7]);
      const rarity = Math.log(1 + (table.lengths.length - entries.length + 0.5) / (entries.length + 0.5));
      for (const [record, level] of entries) {
        const times = TIMES[level & 3];
        const long = table.lengths[record] / table.average;
        const score = weight * rarity * ((2.2 * times) / (times + 0.3 + 0.9 * long) + (level & 4 ? 2.5 : 0));
        const before = best.get(record);
        if (!before || before.score < score) best.set(record, { score, named: level & 4 || before?.named });
      }
    }
    if (!scores) scores = best;
    else
      for (const [record, { score, named }] of scores) {
        const more = best.get(record);
        if (more) scores.set(record, { score: score + more.score, named: named || more.named });
        else scores.delete(record);
      }
  }
  scores ??= new Map(Array.from(table.lengths, (_, record) => [record, { score: 0, named: 1 }]));
  // Hand-written pages, which may be long, come after all content, unless their title is what was looked for.
  const late = ([record, { named }]) => table.pages.has(record) && !named;
  const order = [...scores].sort((a, b) => late(a) - late(b) || b[1].score - a[1].score || b[0] - a[0]);
  return { table, forms, records: order.map(([record]) => record) };
}

// --- the page

const { q: field } = form.elements;
const facets = [...form.querySelectorAll("select")];
const status = form.querySelector("[role=status]");
const clear = form.querySelector("[data-clear]");
const found = document.querySelector(".t-found");
const list = found.querySelector("ol");
const more = found.querySelector("[data-more]");

const chosen = () => Object.fromEntries(facets.filter((facet) => facet.value).map((facet) => [facet.name, facet.value]));
const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

let latest = 0; // answers to older questions come too late

async function search(again) {
  const asked = ++latest;
  const typed = field.value.normalize("NFC").trim();
  const filters = chosen();
  clear.hidden = !facets.some((facet) => facet.value);
  if (!typed && clear.hidden) {
    say("");
    return facets.forEach((facet) => count(facet));
  }
  status.textContent = form.dataset.wait;
  try {
    let answer;
    for (const way of ways(typed)) {
      answer = await ask(way);
      if (typed && !way.length) answer.records = [];
      if (answer.records.length) break;
    }
    if (asked !== latest) return;
    const { table, records } = answer;
    const has = (name, value) => new Set(table.filters[name]?.[value]);
    const passes = (but) => {
      const sets = Object.entries(filters).flatMap(([name, value]) => (name === but ? [] : [has(name, value)]));
      return (record) => sets.every((set) => set.has(record));
    };
    // What a facet offers is counted as if nothing were chosen in it.
    for (const facet of facets) {
      const others = new Set(records.filter(passes(facet.name)));
      const values = Object.entries(table.filters[facet.name] ?? {});
      count(facet, Object.fromEntries(values.map(([value, all]) => [value, all.filter((record) => others.has(record)).length])));
    }
    await show({ ...answer, records: records.filter(passes()) }, asked);
  } catch {
    index = undefined;
    files.clear();
    if (asked !== latest) return;
    // The site was renewed since the table was loaded: once more with the new one.
    if (again) say(form.dataset.broken);
    else await search(true);
  }
}

function say(text) {
  status.textContent = text;
  list.replaceChildren();
  found.hidden = more.hidden = true;
  document.documentElement.classList.remove("t-waits");
}

/** Numbers behind the values of a facet; what would find nothing can't be chosen. */
function count(facet, numbers) {
  for (const option of facet.options) {
    if (!option.value) continue;
    option.dataset.label ??= option.textContent;
    const number = numbers?.[option.value] ?? 0;
    option.textContent = numbers
      ? filled(form.dataset.option, { label: option.dataset.label, count: number })
      : option.dataset.label;
    option.hidden = option.disabled = Boolean(numbers) && !number && !option.selected;
  }
}

async function show({ table, forms, records }, asked) {
  const fragment = (record) => file(`r/${record}-${table.checks.slice(3 * record, 3 * record + 3)}.json`);
  const entries = async (from, to) =>
    (await Promise.all(records.slice(from, to).map(fragment))).map((about) => entry(about, forms));
  const add = async (from, to) => {
    const next = await entries(from, to);
    if (asked !== latest) return;
    list.append(...next);
    more.hidden = list.children.length >= records.length;
    return next[0];
  };
  const first = await entries(0, AT_ONCE);
  if (asked !== latest) return;
  say(records.length ? filled(form.dataset.count, { count: records.length }) : form.dataset.none);
  list.append(...first);
  found.hidden = !records.length;
  found.ariaBusy = "true";
  await add(AT_ONCE, A_PAGE);
  found.ariaBusy = "false";
  more.onclick = async () => (await add(list.children.length, list.children.length + A_PAGE))?.querySelector("a").focus();
}

/** A result. All of it is set as text: nothing of the index is read as HTML. */
function entry({ url, title, kind, language, date, text }, forms) {
  const option = (name, value) => form.elements[name]?.querySelector(`option[value="${CSS.escape(value)}"]`);
  const item = made("li", "t-found__one");
  const link = made("a", "", title);
  link.href = new URL(`..${url}`, home).pathname;
  const heading = made("h2", "t-found__title", link);
  const excerpt = made("p", "t-found__text", ...withMarks(text ?? "", forms));
  for (const part of [heading, excerpt]) {
    part.lang = language;
    part.dir = option("language", language)?.dataset.dir ?? "auto";
  }
  const facts = made("p", "t-found__facts", made("span", "", option("kind", kind)?.dataset.one ?? ""));
  if (date) facts.append(made("time", "", day(date)));
  if (language !== form.dataset.language)
    facts.append(made("span", "", option("language", language)?.dataset.label ?? language));
  item.append(heading, facts, excerpt);
  return item;
}

function made(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

const LETTERS = 240; // of an excerpt
const BEFORE = 50; // of them before the first word that was found

/** The part of a text that has most of what was found, with marks. */
function withMarks(text, forms) {
  const hits = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    let at = index;
    for (const part of apart(word, "\0").split("\0")) {
      const end = at + part.length;
      if (forms.has(fold(part.replace(ARTICLE, "")))) {
        if (hits.at(-1)?.[1] === at) hits.at(-1)[1] = end;
        else hits.push([at, end]);
      }
      at = end;
    }
  }
  const within = (from) => hits.filter(([start, end]) => start >= from && end <= from + LETTERS - BEFORE).length;
  const [best] = hits.reduce((best, [start]) => (within(start) > best[1] ? [start, within(start)] : best), [0, 0]);
  let from = Math.max(0, best - BEFORE);
  const space = text.slice(from, best).indexOf(" ") + 1;
  if (from) from += space;
  const to = from + LETTERS;
  const parts = from ? ["… "] : [];
  let at = from;
  for (const [start, end] of hits) {
    if (start < at || end > to) continue;
    parts.push(text.slice(at, start), made("mark", "", text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at, to));
  if (to < text.length) parts.push("…");
  return parts;
}

/** A date in the page's language, as CLDR writes it: `d MMMM y`. */
function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  const value = { y: year, M: month, d: date };
  return form.dataset.day.replace(/'([^']*)'|y+|M+|d+/g, (sign, text) =>
    text ?? (sign.length > 2 && sign[0] === "M" ? form.dataset.months.split("|")[month - 1] : `${value[sign[0]]}`.padStart(sign.length < 3 ? sign.length : 0, "0")),
  );
}

// --- the address says what is searched for, so that it can be shared, and gone back to

function address() {
  const parameters = new URLSearchParams(chosen());
  if (field.value.trim()) parameters.set("q", field.value.trim());
  return parameters.size ? `?${parameters}` : location.pathname;
}

function fromAddress() {
  const parameters = new URLSearchParams(location.search);
  for (const input of [field, ...facets]) input.value = parameters.get(input.name) ?? "";
  for (const facet of facets) if (facet.selectedIndex < 0) facet.value = "";
  search();
}

function go(event) {
  event?.preventDefault();
  clearTimeout(waiting);
  if (address() !== (location.search || location.pathname)) history.pushState(null, "", address());
  search();
}

let waiting;
field.addEventListener("input", () => {
  loaded().catch(() => {}); // while one types on
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, "", address());
    search();
  }, 300);
});
form.addEventListener("submit", go);
for (const facet of facets) facet.addEventListener("change", go);
clear.addEventListener("click", () => {
  for (const facet of facets) facet.value = "";
  field.focus();
  go();
});
addEventListener("popstate", fromAddress);

form.hidden = false;
fromAddress();
document.documentElement.classList.remove("t-asked");
