// The directory's filter: hides the rows and groups that don't fit, and keeps what is chosen in the address.

const filter = document.querySelector(".t-filter");
const details = filter.querySelector("details");
const summary = filter.querySelector("summary");
const controls = [...filter.querySelectorAll("[name]")];
const [query, ...selects] = controls;
const nothing = document.querySelector(".t-nothing");
const clear = document.querySelector(".t-shown .t-clear");
const status = document.querySelector(".t-count");
const everyone = status.textContent;
const titles = filter.dataset.titles.split("|");
const jump = document.querySelector(".t-jump");
const unlisted = document.querySelector(".t-unlisted"); // how many are counted and nowhere to be found

// Letters that no normalisation brings together, and that people type one for the other: keyboards for Arabic have other
// forms of the letters of Urdu.
const ALIKE = { đ: "d", ð: "d", ł: "l", ø: "o", æ: "ae", œ: "oe", ي: "ی", ى: "ی", ك: "ک", ه: "ہ", ھ: "ہ", ة: "ہ", ۃ: "ہ" };

// A text as it is compared. Upper case and back brings ß, ς and the Turkish ı to what others type. Of the marks only those go
// that no script has for itself (accents, Arabic vowels, joiners): in Thai or Devanagari the others are the vowels. Spaces
// and marks go, so that "열린 데이터" finds 열린데이터, and koeekoee finds koʻekoʻe.
const fold = text =>
  text
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]|[\p{Lm}\p{Script=Inherited}]/gu, "")
    .replace(/[đðłøæœيىكهھةۃ]/g, letter => ALIKE[letter]);

// A row says what it is by a mark for each choice (outputs/pages/directory.py).
const choices = [...filter.querySelectorAll("option")].filter(option => option.value);
const marks = new Map(choices.map((option, number) => [option, String.fromCodePoint(number + (number < 64 ? 0x3f : 0xc0))]));

// What countries are called in the languages of the members' names, by the mark of the country.
const countries = new Map(
  [...marks].filter(([option]) => option.closest("[name=country]")).map(([option, mark]) => [mark, `${option.text} ${option.dataset.also}`]),
);

const groups = [...document.querySelectorAll(".t-directory .t-group")].map((section, index) => ({
  elements: [section, jump.querySelectorAll("li")[index]],
  number: section.querySelector(".t-number"),
  rows: [...section.querySelectorAll("li")].map(element => {
    return { element, marks: new Set((section.dataset.m ?? "") + (element.dataset.m ?? "")) };
  }),
}));

// Made when someone searches: folding a thousand names takes an old phone a moment.
const textOf = ({ element, marks }) => fold([element.textContent, ...[...marks].map(mark => countries.get(mark))].join(" "));

function show() {
  const wanted = selects.filter(select => select.value).map(select => marks.get(select.selectedOptions[0]));
  const words = query.value.split(/\s+/).map(fold).filter(Boolean);
  const active = wanted.length + (words.length > 0);
  let shown = 0;
  let total = 0;
  for (const { elements, number, rows } of groups) {
    let here = 0;
    for (const row of rows) {
      const fits = wanted.every(mark => row.marks.has(mark)) && words.every(word => (row.text ??= textOf(row)).includes(word));
      row.element.hidden = !fits;
      here += fits;
    }
    number.textContent = `(${here})`;
    for (const element of elements) element.hidden = !here;
    shown += here;
    total += rows.length;
  }
  summary.textContent = titles[active];
  status.textContent = active ? filter.dataset.count.replace("{shown}", shown).replace("{total}", total) : everyone;
  nothing.hidden = shown > 0;
  jump.hidden = !shown;
  clear.hidden = !active || !shown; // the message has its own
  if (unlisted) unlisted.hidden = active > 0;
}

// An address may have been shared long ago: what it asks for and doesn't exist any more counts as not asked.
function read() {
  const asked = new URLSearchParams(location.search);
  for (const control of controls) {
    control.value = asked.get(control.name) ?? "";
    if (control.selectedIndex < 0) control.value = "";
  }
  show();
}

// Each choice is a step of the browser's history; the letters of a word are one.
function changed(control) {
  show();
  const url = new URL(location);
  for (const { name, value } of controls) {
    if (value.trim()) url.searchParams.set(name, value.trim());
    else url.searchParams.delete(name);
  }
  const goesOn = control === query && history.state === "q";
  history[goesOn ? "replaceState" : "pushState"](control === query ? "q" : null, "", url);
}

filter.addEventListener("input", event => changed(event.target));
onpopstate = read;
for (const button of document.querySelectorAll(".t-clear")) {
  button.addEventListener("click", () => {
    for (const control of controls) control.value = "";
    changed();
    summary.focus(); // the button is gone
  });
}

filter.querySelector("fieldset").disabled = false;
details.open = matchMedia("(min-width: 45em)").matches;
filter.dataset.ready = "";
read();
document.documentElement.classList.remove("t-asked");
