// The search: our form asks the index, whose files are loaded once someone types or has come by a shared address. How the index
// is written, and what a word is: talanoa/search/docs.md.

let silent, inside, unspaced, untyped, unlike, alike, shards, lengths, checks; // what the index says

// --- words, as search/words.py has them

let segmenter; // made when it is needed: it takes a phone a tenth of a second

/** A text with its runs of unspaced scripts as a dictionary splits them. */
const pieces = text =>
  text.replace(unspaced, run => {
    segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
    return "\0" + Array.from(segmenter.segment(run), ({ segment }) => segment + "\0").join("");
  });

const fold = text =>
  text
    .replace(silent, "")
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(untyped, "")
    .replace(unlike, letter => alike[letter])
    .normalize();

// --- the index

let files = self.files ?? {}; // ahead.js has begun to load some

/** A file of the index; each is loaded once. */
const file = (path, cache) => (files[path] ??= fetch(`${path}.json`, { cache }).then(answer => answer.json()));

/** What the index says of all records: "records" or "filters". A copy of it from before a deploy would name files that are gone. */
const table = async name => file(`t/${(await file("index", "no-cache"))[name]}`);

/** Rising numbers, from what lies between each and the one before; `low` are the bits that say something else of it. */
const numbers = (text = "", low = 0, last = -1) =>
  Array.from(text, letter => (last = (last | low) + letter.codePointAt() - (letter < "\ud800" ? 35 : 2083)));

/** Each form that begins with the word, or else those that share most letters with it (three and half of it at least): what it
    weighs, and who has it. Other forms of its stem weigh nearly as much. */
async function matching(word) {
  for (let start = word; ; start = start.slice(0, -1)) {
    const there = shards.filter(([first], at) => first <= start + "\uffff" && !(shards[at + 1]?.[0] <= start));
    const rows = await Promise.all(there.slice(0, 6).map(([, name]) => file(`s/${name}`)));
    const found = [...new Set(rows.flat())].flatMap(row => {
      const [shared, rests, ...postings] = row.split(" ");
      const forms = rests.split(",").map(rest => shared + rest);
      const weights = forms.map(form => form.startsWith(start) && start.length / form.length / 2 + (form === word) / 2);
      const best = Math.max(...weights);
      return best ? forms.map((form, at) => [form, Math.max(weights[at], best * .8), postings[at]]) : [];
    });
    if (found[0] || start.length < Math.max(4, word.length / 2 + 1)) return found;
  }
}

/** What each record that has the word is worth (BM25, and more for words in the title); `forms` learns what was found. */
async function scored(word, forms) {
  const best = [];
  for (const [form, weight, postings] of await matching(word)) {
    forms.add(form);
    for (const value of numbers(postings, 7)) {
      const times = 2 ** (value & 3);
      const record = value >> 3;
      const share = 2 ** ((lengths.charCodeAt(record) & (value & 4 ? 127 : 255)) / 4 - 20);
      const score = times / (times + .3 + share) + (value & 4 && .9 + (value & 7) / 4.4);
      best[record] = Math.max(best[record] ?? 0, score * weight);
    }
  }
  const rarity = Math.log((lengths.length + 1) / (best.flat().length + .5));
  return best.map(score => score * rarity);
}

/** Every record that has all words of what was typed, best first, and the forms that were found. */
async function ask(typed) {
  const { words } = ({ alike, shards } = await file("index", "no-cache"));
  [silent, inside, unspaced, untyped, unlike] = words.map(pattern => RegExp(pattern, "gu"));
  ({ lengths, checks } = await table("records"));
  // First without hyphens, as the index has words as well. A dictionary may take a word apart that is whole, or longer, inside a
  // sentence: what finds nothing is asked again as it is.
  for (const text of [pieces(typed.replaceAll("-", "")), pieces(typed), typed]) {
    const forms = new Set();
    const each = await Promise.all([...new Set(fold(text).match(inside))].map(word => scored(word, forms)));
    // Worth and record in one number: numbers are sorted without a function of ours.
    const records = [...Float64Array.from(lengths, (_, record) =>
      Math.round(each.reduce((sum, scores) => sum + scores[record], 0) * 1e6) * 1e6 + record,
    ).sort().reverse()].filter(value => (each[0] || !typed) && value >= 0).map(value => value % 1e6);
    if (records.length || text === typed) return { forms, records };
  }
}

// --- the page

const form = document.querySelector(".t-search");
const { dataset: texts, nextElementSibling: found } = form;
const [field, , { elements: [...facets] }] = form;
const [, , , status, clear] = form.children;
const [list, more, blank] = found.children;
const { classList } = document.documentElement;

let latest = 0; // answers to older questions come too late

async function search(again) {
  const asked = ++latest;
  const typed = field.value.normalize().trim();
  clear.hidden = !facets.some(facet => facet.value);
  try {
    if (!typed && clear.hidden) {
      say("");
      return facets.forEach(facet => count(facet));
    }
    status.textContent = texts.wait;
    classList.add("t-asked"); // what the answer will push away waits for it, out of sight
    const [{ forms, records: all }, filters] = await Promise.all([ask(typed), clear.hidden || table("filters")]);
    const chosen = facets.map(({ name, value }) => value && new Set(numbers(filters[name][value])));
    const passing = but => all.filter(record => chosen.every((some, at) => at === but || !some || some.has(record)));
    const records = passing();
    const { length } = records;
    const add = async (count, first) => {
      const abouts = await Promise.all(records.splice(0, count).map(record => file(`r/${record}-${checks.substr(3 * record, 3)}`)));
      if (asked !== latest) return;
      if (first) say((length ? texts.count : texts.none).replace("{count}", length), length);
      const next = abouts.map(about => entry(about, forms));
      list.append(...next);
      // Not below the first few, which others are about to follow: it would move.
      more.hidden = first || !records.length;
      return next[0];
    };
    more.onclick = () => add(10).then(first => first?.querySelector("a").focus(), () => search((files = {})));
    await add(3, true); // as soon as they are there
    await shown();
    const [having] = await Promise.all([table("filters"), add(7)]);
    if (asked !== latest) return;
    // What a facet offers is counted as if nothing were chosen in it.
    facets.forEach((facet, at) => count(facet, new Set(passing(at)), having[facet.name]));
    found.ariaBusy = "false";
  } catch {
    if (asked !== latest) return;
    files = {}; // the site was renewed since the table was loaded: once more with the new one
    if (again) say(texts.broken);
    else search(true);
  } finally {
    // It comes back when the answer pushes it no further: after a frame in which it was pushed out of sight.
    await shown();
    if (asked === latest) classList.remove("t-asked");
  }
}

/** The page as it is now was drawn. */
const shown = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

function say(text, length) {
  status.textContent = text;
  list.replaceChildren();
  found.hidden = !length;
  found.ariaBusy = "true";
}

/** Numbers behind the values of a facet; what would find nothing can't be chosen. */
function count({ options: [, ...options] }, records, filters) {
  for (const option of options) {
    const label = (option.dataset.label ??= option.textContent);
    const number = records && numbers(filters[option.value]).filter(record => records.has(record)).length;
    option.textContent = records ? texts.option.replace("{count}", number).replace("{label}", () => label) : label;
    option.hidden = option.disabled = number === 0 && !option.selected;
  }
}

/** A result. All of it is set as text: nothing of the index is read as HTML. */
function entry({ url, title, facts, lang, dir, text }, forms) {
  const item = blank.content.firstChild.cloneNode(true);
  const [heading, about, excerpt] = item.children;
  heading.append(made("a", title));
  heading.firstChild.href = `..${url}`;
  about.textContent = facts;
  excerpt.append(...withMarks(text, forms));
  Object.assign(heading, { lang, dir });
  Object.assign(excerpt, { lang, dir });
  return item;
}

const made = (name, textContent) => Object.assign(document.createElement(name), { textContent });

/** The 240 letters of a text that have most of what was found, with marks; before the first of these 60 more, at most. */
function withMarks(text, forms) {
  if (field.value.search(unspaced) >= 0) text = pieces(text);
  const words = [...text.matchAll(inside)];
  const folded = fold(words.join("\n")).split("\n");
  const hits = words.filter((_, at) => forms.has(folded[at]));
  const near = hits.map(({ index: from }) => hits.filter(({ index }) => index >= from && index < from + 180).length);
  const best = hits[near.indexOf(Math.max(...near))]?.index ?? 0;
  let from = Math.max(0, best - 60, text.lastIndexOf(" ", best - 40) + 1);
  const to = from + 240;
  const part = end => text.slice(from, end).replace(/[\0\p{Cs}]/gu, "");
  const shown = [from ? "… " : ""];
  for (const { 0: word, index } of hits)
    if (index >= from && index < to) {
      const before = part(index);
      if (before || !shown[2]) shown.push(before, made("mark", word));
      else shown.at(-1).append(word);
      from = index + word.length;
    }
  return [...shown, part(to), text[to] ? "…" : ""];
}

// --- the address says what is searched for, so that it can be shared, and gone back to

const inputs = [...facets, field];

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  for (const input of inputs) {
    input.value = asked.get(input.name) ?? "";
    input.value ||= ""; // what can't be chosen isn't
  }
  search();
}

let waiting;

/** Asks what is typed and chosen now; a step of the browser's history, unless one types on. */
function go(event, way = "pushState") {
  clearTimeout(waiting);
  const asked = `${new URLSearchParams(inputs.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value))}`;
  if (asked !== location.search.slice(1)) history[way](null, "", asked ? `?${asked}` : location.pathname);
  search();
  return false; // the browser needn't send the form
}

form.onsubmit = go;
field.oninput = () => {
  table("records").catch(() => {}); // while one types on
  clearTimeout(waiting);
  waiting = setTimeout(go, 300, null, "replaceState");
};
for (const facet of facets) facet.onchange = go;
clear.onclick = () => {
  for (const facet of facets) facet.value = "";
  field.focus();
  go();
};
onpopstate = fromAddress;

fromAddress();
