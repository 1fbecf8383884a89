// The search: our form asks Pagefind, whose files are loaded once somebody types or has come by a shared address.

// Scripts that put no spaces between words; the index was made with the same ones (outputs/search/words.py).
const UNSPACED =
  /[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]+/gu;
// French and Italian articles that are written with the next word, as in l’assemblée: the index has two words there.
const ARTICLE = /(^|[^\p{L}'’])((?:[cdjlmnst]|qu|(?:a|da|de|ne|su)ll|un)['’])(?=\p{L}{2})/giu;
// Here signs above and below a letter may be left out when one types. In other scripts they are vowels, and count.
const WITH_DIACRITICS = /[^\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\P{L}]/u;
const JOINT = "\u2060"; // before a space that the text doesn't have
const AT_ONCE = 10;
const BEFORE = 8; // words of an excerpt before the first that was found
const LETTERS = 240;
const ENOUGH = 3; // letters that a word has to share with the one that was asked for, and half of them
// Letters that no normalisation brings together; y, because endings turn it into i (city, cities).
const ALIKE = { đ: "d", ð: "d", ł: "l", ø: "o", æ: "ae", œ: "oe", y: "i" };
// Keyboards for Arabic, Persian and Urdu have forms of their own for the same letters: from, to.
const KEYBOARDS = [
  ["يىك", "ییک"],
  ["يىكه", "ییکہ"],
  ["یکہ", "يكه"],
];

const form = document.querySelector(".t-search");
const { q: field } = form.elements;
const facets = [...form.querySelectorAll("select")];
const status = form.querySelector("[role=status]");
const clear = form.querySelector("[data-clear]");
const found = document.querySelector(".t-found");
const list = found.querySelector("ol");
const more = found.querySelector("[data-more]");

// What the first answer will push away waits for it, out of sight.
const page = document.documentElement.classList;

// Reached by no reader of the page before the first use.
let pagefind;
const loaded = () => (pagefind ??= load());

async function load() {
  page.add("t-waits");
  const module = await import(new URL(form.dataset.src, document.baseURI));
  // The worker is a second script, and on a slow line it is given up after five seconds for what it has loaded by then.
  await module.options({ noWorker: true, ranking: { metaWeights: { date: 0 } } });
  await module.filters(); // or nothing would be counted
  return module;
}

const words = globalThis.Intl?.Segmenter && new Intl.Segmenter("en", { granularity: "word" });
const split = (run) =>
  words ? [...words.segment(run)].map((word) => word.segment).filter((word) => /[\p{L}\p{N}]/u.test(word)) : [run];

/** What was typed, with spaces between the words of every script. */
const spaced = (text) =>
  text.replace(ARTICLE, "$1$2 ").replace(UNSPACED, (run) => ` ${split(run).join(" ")} `).trim();

/** The ways to ask for what was typed: the next one counts if the ones before it find nothing. */
function ways(typed) {
  // A dictionary may take a word apart that is whole, or longer, inside a sentence: so also as it was typed.
  const retyped = KEYBOARDS.map(([from, to]) => typed.replace(/./gu, (letter) => to[from.indexOf(letter)] ?? letter));
  return new Set([spaced(typed), typed, ...retyped]);
}

const fold = (text) =>
  text
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]|[\p{Lm}\p{Script=Inherited}]/gu, "")
    .replace(/[đðłøæœy]/g, (letter) => ALIKE[letter]);

/**
 * Whether these results are what was asked for. For a word that it doesn't know, Pagefind takes the longest beginning of it
 * that it knows, be it one letter. It does so for the word, not for each result: the first ones tell for all.
 */
async function areMeant(words, results) {
  const first = await Promise.all(results.slice(0, AT_ONCE).map((result) => result.data()));
  const hits = first.flatMap(({ content, locations, meta }) => {
    const texts = content.split(/\s+/);
    return [fold(meta.title), ...locations.map((at) => fold(texts[at] ?? ""))];
  });
  return words.split(/\s+/).every((word) => {
    const asked = fold(word);
    const shared = asked.slice(0, Math.max(ENOUGH, Math.ceil(asked.length / 2)));
    return hits.some((hit) => hit.includes(shared));
  });
}

/** Hand-written pages, which may be long, stand behind all content, unless their title is what was looked for. */
function contentFirst(results, pages) {
  const written = new Set(pages.map((page) => page.id));
  const isLate = ({ id, matchedMetaFields }) => written.has(id) && !matchedMetaFields?.includes("title");
  return [...results.filter((result) => !isLate(result)), ...results.filter(isLate)];
}

const chosen = () => Object.fromEntries(facets.filter((facet) => facet.value).map((facet) => [facet.name, facet.value]));

let latest = 0; // answers to older questions come too late

async function search() {
  const asked = ++latest;
  const typed = field.value.normalize("NFC").replace(/[\u200b\u2060]/g, " ").trim();
  const filters = chosen();
  clear.hidden = !facets.some((facet) => facet.value);
  if (!typed && clear.hidden) return showNothing();
  status.textContent = form.dataset.wait;
  try {
    const { options, search } = await loaded();
    await options({ exactDiacritics: WITH_DIACRITICS.test(typed) });
    let ask = async () => ({ results: [], filters: {} });
    let answer = await ask();
    for (const words of ways(typed)) {
      const inWords = (filters) => search(words || null, { filters });
      const everywhere = words && (await inWords({}));
      if (words && !(await areMeant(words, everywhere.results))) continue;
      ask = inWords;
      answer = Object.keys(filters).length ? await ask(filters) : everywhere;
      if (answer.results.length) break;
    }
    const isMixed = !filters.kind && answer.filters.kind?.page;
    const pages = isMixed ? (await ask({ ...filters, kind: "page" })).results : [];
    // What a facet offers is counted as if nothing were chosen in it.
    const counts = await Promise.all(
      facets.map(async ({ name, value }) => {
        const { [name]: _, ...others } = filters;
        return (value ? (await ask(others)).filters : answer.filters)[name];
      }),
    );
    if (asked !== latest) return;
    facets.forEach((facet, index) => count(facet, counts[index] ?? {}));
    await show(contentFirst(answer.results, pages), asked);
  } catch {
    pagefind = undefined;
    if (asked === latest) say(form.dataset.broken);
  }
}

function showNothing() {
  say("");
  for (const facet of facets) count(facet);
}

function say(text) {
  status.textContent = text;
  list.replaceChildren();
  found.hidden = more.hidden = true;
  page.remove("t-waits");
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

const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

async function show(results, asked) {
  const first = await Promise.all(results.slice(0, AT_ONCE).map((result) => result.data()));
  if (asked !== latest) return;
  say(results.length ? filled(form.dataset.count, { count: results.length }) : form.dataset.none);
  list.append(...first.map(entry));
  found.hidden = !results.length;
  more.hidden = results.length <= AT_ONCE;
  more.onclick = async () => {
    const from = list.children.length;
    const next = await Promise.all(results.slice(from, from + AT_ONCE).map((result) => result.data()));
    if (asked !== latest) return;
    list.append(...next.map(entry));
    more.hidden = list.children.length >= results.length;
    list.children[from].querySelector("a").focus();
  };
}

/** A result. All of it is set as text: nothing of the index is read as HTML. */
function entry({ url, content, locations, meta, filters }) {
  const option = (name) => form.elements[name]?.querySelector(`option[value="${CSS.escape(filters[name]?.[0] ?? "")}"]`);
  const [language] = filters.language ?? [];
  const item = made("li", "t-found__one");
  const link = made("a", "", plain(meta.title));
  link.href = url;
  const title = made("h2", "t-found__title", link);
  const excerpt = made("p", "t-found__text", ...highlighted(content, locations));
  for (const part of [title, excerpt]) {
    part.lang = language;
    part.dir = option("language")?.dataset.dir ?? "auto";
  }
  const facts = made("p", "t-found__facts", made("span", "", option("kind")?.dataset.one ?? ""));
  if (meta.date) facts.append(made("time", "", day(meta.date)));
  if (language !== form.dataset.language) facts.append(made("span", "", option("language")?.dataset.label ?? language));
  item.append(title, facts, excerpt);
  return item;
}

function made(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Without the spaces that only the index needs. */
const plain = (text) => text.replaceAll(`${JOINT} `, "");

/** The part of a text around what was found, with marks. */
function highlighted(content, locations) {
  const texts = content.split(/\s+/);
  const hits = new Set(locations);
  const start = Math.max(0, Math.min(...locations, texts.length) - BEFORE);
  const parts = start && hits.size ? ["… "] : [];
  let letters = 0;
  let mark; // that the next word, if it follows without a space, is still part of
  for (let at = hits.size ? start : 0; at < texts.length && letters < LETTERS; at++) {
    const word = texts[at].replace(JOINT, "");
    if (!hits.has(at)) parts.push(word);
    else if (mark) mark.append(word);
    else parts.push((mark = made("mark", "", word)));
    const ends = word === texts[at];
    if (ends) parts.push(" ");
    if (ends || !hits.has(at)) mark = undefined;
    letters += word.length + 1;
  }
  if (letters >= LETTERS) parts.push("…");
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
  loaded().catch(() => (pagefind = undefined)); // while one types on
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
page.remove("t-asked");
