// The forms of /join/ and /contribute/. What is typed becomes a file or a letter, and the address of a page at which it can
// be sent: a link, for the reader to follow. Nothing is sent from here, and nothing is kept on the device.

const MOST = 8000; // characters of an address; hosts refuse more than some 8,190
const MOST_IN_MAIL = 1900; // mail programs on some systems cut longer ones

// --- texts ----------------------------------------------------------------------------------------------------------

// Ends of lines that few programs know; control characters, halves of characters, and characters that turn a line around.
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\p{Cs}]/gu;
// Something that can be seen; the exceptions are letters to Unicode, and empty to readers.
const SEEN = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

const clean = (text) => {
  const fit = text.replace(BREAKS, "\n").replace(UNFIT, "").normalize("NFC").trim();
  return SEEN.test(fit) ? fit : "";
};
const oneLine = (text) => clean(text).replace(/\s+/g, " ");

// A text as JSON has it is a text to every reader of YAML, whatever is in it: NO, 12:30, quotes, "- ", "---", emoji.
const quoted = (text) =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (sign) => "\\u" + sign.charCodeAt().toString(16).padStart(4, "0"));

const isEmpty = (value) =>
  !value || (typeof value === "object" && Object.values(value).every(isEmpty));

const yaml = (fields, indent = "") =>
  Object.entries(fields)
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => `${indent}${key}:${valueOf(value, indent)}\n`)
    .join("");

const valueOf = (value, indent) => {
  if (typeof value === "string") return ` ${quoted(value)}`;
  if (!Array.isArray(value)) return `\n${yaml(value, indent + "  ")}`.trimEnd();
  if (value.every((item) => typeof item === "string")) return ` [${value.map(quoted).join(", ")}]`;
  const item = (it) => (typeof it === "string" ? quoted(it) : yaml(it, indent + "    ").trim());
  return value.map((it) => `\n${indent}  - ${item(it)}`).join("");
};

// --- names ----------------------------------------------------------------------------------------------------------

const SPELT = { ø: "o", œ: "oe", æ: "ae", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ŋ: "ng", ħ: "h" };
const TAKEN = ["archive", "page", "types", "index"]; // words that are addresses themselves

// An id out of a title. A title of which Latin letters can't tell enough is named after its kind and a time instead.
const idOf = (title, kind, when) => {
  const plain = title.normalize("NFKD").replace(/\p{M}|['’ʻʼ`]/gu, "").toLowerCase().replace(/\P{ASCII}/gu, (sign) => SPELT[sign] ?? sign);
  const lost = plain.match(/(?![a-z])\p{L}/gu) ?? [];
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  let id = "";
  for (const word of words) if (!id || id.length + word.length < 60) id += (id && "-") + word.slice(0, 60);
  if (!/[a-z]/.test(id) && !/^\d+(-\d+)*$/.test(id)) id = "";
  if (!id || lost.length > words.join("").length) id = `${kind}-${when}`;
  if (!/^[a-z]/.test(id)) id = `${kind}-${id}`;
  return TAKEN.includes(id) ? `${id}-${kind}` : id;
};

const two = (number) => String(number).padStart(2, "0");
const dayOf = (now) => `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

// --- what is typed --------------------------------------------------------------------------------------------------

const controls = (field) => [...field.querySelectorAll("input, select, textarea")];
const names = document.getElementById("list-names");

// One of the directory by name or by the address of a page, as an id; someone else as they are.
const personOf = (row) => {
  const [name, affiliation] = controls(row).map((control) => oneLine(control.value));
  const known = names && [...names.options].find((option) => option.value === name);
  const linked = /\/(?:people|members)\/([a-z][a-z0-9-]*)\/?$/.exec(name);
  return known?.dataset.id ?? linked?.[1] ?? (name && { name, affiliation });
};

const webAddress = (typed) => {
  if (!typed) return "";
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`);
    const fit = /^https?:$/.test(url.protocol) && url.hostname.includes(".") && !url.username && !url.password;
    return fit ? url.href.replace(/[\s<>"\\^`{|}]/g, encodeURIComponent) : null;
  } catch {
    return null;
  }
};

const answer = (field) => {
  if (field.dataset.people) return [...field.querySelectorAll(".t-person")].map(personOf).filter(Boolean);
  const all = controls(field);
  if (all[0].type === "checkbox") return all.filter((box) => box.checked).map((box) => box.value);
  if (field.dataset.lines) return clean(all[0].value);
  const text = all.map((control) => oneLine(control.value)).filter(Boolean).join(" ");
  return field.dataset.url ? webAddress(text) : text;
};

// The same for people to read: one line each.
const inWords = (value) =>
  Array.isArray(value) ? value.map(inWords).join(value.some((it) => it.name) ? "\n" : ", ") : value.name ? named(value) : value;
const named = ({ name, affiliation }) => (affiliation ? `${name}, ${affiliation}` : name);

// --- what is made of it -------------------------------------------------------------------------------------------

// The answers that make a file, with what people needn't say; where each goes, the page says (authoring/forms.py).
const FILED = {
  post: (it, now) => ({
    ...it,
    date: dayOf(now),
    summary: oneLine(it.summary),
    "first_published.name": it.first_published && new URL(it.first_published).hostname,
  }),
  event: (it, now) => ({
    ...it,
    id: idOf(it.short || it.headline, it.type, stamp(now)),
    timezone: hasTime(it.start) && it.timezone,
    summary: oneLine(it.summary),
    hosts: it.hosts.map((host) => (host.name ? named(host) : host)),
  }),
  member: (it, now) => ({ ...it, id: idOf(it.short_name || it.name, "member", stamp(now)) }),
};

// An entry by a table such as `title=headline place.city=city`.
const entry = (table, answers) => {
  const made = {};
  for (const pair of table.split(" ")) {
    const [path, id] = pair.split("=");
    const keys = path.split(".");
    const last = keys.pop();
    let group = made;
    for (const key of keys) group = group[key] ??= {};
    group[last] = answers[id];
  }
  return made;
};

const fileOf = (id, table, typed, now) => {
  const answers = FILED[id](typed, now);
  const { body, ...top } = entry(table, answers);
  if (id !== "post") return { name: `${answers.id}.yml`, text: yaml(top) };
  const slug = idOf(typed.short || typed.headline, typed.kind, stamp(now));
  return { name: `${answers.date}-${slug}.md`, text: `---\n${yaml(top)}---\n\n${body}\n` };
};

const stamp = (now) => `${dayOf(now)}-${two(now.getHours())}${two(now.getMinutes())}`;
const hasTime = (moment) => moment.includes(":");

// What can't be seen in one field alone, as field → word for what is wrong.
const ODD = {
  event({ start, end }) {
    if (!start || !end) return {};
    if (hasTime(start) !== hasTime(end)) return { end: "both" };
    return end < start ? { end: "before" } : {};
  },
};

const ALIKE = {
  // An end without a day is of the same day.
  event: (it) => ({ ...it, end: /^\d\d:/.test(it.end) ? `${it.start.slice(0, 10)} ${it.end}` : it.end }),
  // The value of a date has both.
  agenda: (it) => {
    const [, event, date] = /^(\S+) (\d{4}-\d\d-\d\d)$/.exec(it.event) ?? [, it.event, ""];
    return { event, date, ...it, event };
  },
};

const letter = (answers, headings) =>
  Object.entries(answers)
    .filter(([id, value]) => headings[id] && !isEmpty(value))
    .map(([id, value]) => `### ${headings[id]}\n\n${inWords(value)}\n`)
    .join("\n");

// --- addresses ------------------------------------------------------------------------------------------------------

const filled = (address, holes) =>
  address.replace(/\{(\w+)\}/g, (_, hole) => encodeURIComponent(holes[hole] ?? ""));

// The address with everything in it, else without the text.
const withText = (address, holes, most) => {
  const whole = filled(address, holes);
  return whole.length <= most ? [whole, false] : [filled(address.replace(/&[^&=]+=\{text\}/, ""), holes), true];
};

// An issue form has a value for each answer; the longest go until the rest fits.
const withAnswers = (address, holes, answers) => {
  if (address.includes("{text}")) return withText(address, holes, MOST);
  const parts = Object.entries(answers)
    .filter(([, value]) => !isEmpty(value))
    .map(([id, value]) => `&${id}=${encodeURIComponent(inWords(value))}`)
    .sort((one, other) => one.length - other.length);
  let whole = filled(address, holes);
  const fitting = parts.filter((part) => whole.length + part.length <= MOST && (whole += part));
  return [whole, fitting.length < parts.length];
};

const forMail = (link, holes) => {
  const lines = { ...holes, text: holes.text.replace(/\n/g, "\r\n") };
  const whole = filled(link.dataset.to, lines);
  return whole.length <= MOST_IN_MAIL ? [whole, false] : [filled(link.dataset.to, { ...holes, text: link.dataset.paste }), true];
};

const PERSONAL = /[^\s@]@[^\s@]+\.\p{L}{2}|(?:\+|\b00)\d[\d\s().-]{7,}\d/u;

// --- the form -------------------------------------------------------------------------------------------------------

class Form {
  constructor(form) {
    this.form = form;
    this.result = form.querySelector(".t-result");
    this.errors = form.querySelector(".t-errors");
    this.fields = [...form.querySelectorAll("[data-id]")];
    this.unsent = false;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    form.addEventListener("input", () => {
      this.unsent = true;
      if (!this.result.hidden) this.compose(); // so that the links are never those of an older text
    });
    form.addEventListener("click", ({ target }) => this.click(target));
  }

  click(target) {
    if (target.closest("[data-add]")) this.addPerson(target.closest("[data-people]"));
    else if (target.closest("[data-copy]")) this.copy();
    else if (!target.closest("[data-to], [data-save]")) return;
    else this.unsent = false;
  }

  submit() {
    this.compose();
    (this.result.hidden ? this.errors : this.result.querySelector("[tabindex]")).focus();
  }

  // Shows the ways to send it if it is complete, and what is wrong if not.
  compose() {
    const { id, ...said } = { id: this.form.dataset.form, ...this.form.dataset };
    const typed = Object.fromEntries(this.fields.map((field) => [field.dataset.id, answer(field)]));
    const answers = ALIKE[id]?.(typed) ?? typed;
    const odd = ODD[id]?.(answers) ?? {};
    const wrong = this.fields.map((field) => [field, this.wrong(field, answers, said[odd[field.dataset.id]])]);
    this.tell(wrong.filter(([, why]) => why));
    this.result.hidden = wrong.some(([, why]) => why);
    if (this.result.hidden) return;
    const headings = Object.fromEntries(this.fields.map((field) => [field.dataset.id, field.dataset.heading]));
    if (id === "agenda") headings.date = "Date";
    this.now ??= new Date(); // once, so that a name made of it stays
    const asked = letter(answers, headings);
    const made = said.fields ? fileOf(id, said.fields, answers, this.now) : { name: `${id}-${dayOf(this.now)}.md`, text: asked };
    const title = answers.headline || answers.name || answers.page || answers.statement;
    this.show(made, answers, asked, said.subject.replace("{title}", () => title));
  }

  wrong(field, answers, odd) {
    const value = answers[field.dataset.id];
    if (controls(field).some((control) => control.validity.badInput || control.validity.rangeUnderflow || control.validity.rangeOverflow))
      return this.form.dataset.wrong;
    if (value === null) return field.dataset.url;
    if (field.dataset.id === "start" && /^\d\d:/.test(value)) return field.dataset.required;
    return isEmpty(value) ? field.dataset.required : odd;
  }

  tell(wrong) {
    for (const field of this.fields) {
      const why = wrong.find(([other]) => other === field)?.[1];
      const [first] = controls(field);
      const line = field.querySelector(".t-error");
      line.textContent = why ?? "";
      line.hidden = !why;
      if (why) first.setAttribute("aria-invalid", "true");
      else first.removeAttribute("aria-invalid");
    }
    const items = wrong.map(([field, why]) => {
      const link = Object.assign(document.createElement("a"), { href: `#${controls(field)[0].id}`, textContent: why });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        controls(field)[0].closest("details:not([open])")?.setAttribute("open", "");
        controls(field)[0].focus();
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    this.errors.querySelector("ul").replaceChildren(...items);
    this.errors.hidden = !wrong.length;
  }

  show(made, answers, asked, title) {
    const path = this.form.dataset.folder ? `${this.form.dataset.folder}/${made.name}` : made.name;
    this.made = made;
    for (const link of this.result.querySelectorAll("[data-to]")) {
      const holes = { name: made.name, text: made.text, title };
      const isFile = !("ask" in link.dataset) && this.form.dataset.folder;
      const [address, long] =
        "mail" in link.dataset
          ? forMail(link, holes)
          : isFile
            ? withText(link.dataset.to, holes, MOST)
            : withAnswers(link.dataset.to, { ...holes, text: asked }, answers);
      link.href = address;
      const warning = !("ask" in link.dataset) && link.closest(".t-way").querySelector("[data-long]");
      if (warning) warning.hidden = !long;
    }
    const unseen = (answers.visibility ?? "public") !== "public";
    for (const way of this.result.querySelectorAll("[data-public]")) way.hidden = unseen;
    for (const note of this.result.querySelectorAll("[data-unseen]")) note.hidden = !unseen;
    for (const note of this.result.querySelectorAll("[data-personal]")) note.hidden = !PERSONAL.test(made.text);
    for (const code of this.result.querySelectorAll("[data-path]")) code.textContent = path;
    this.result.querySelector("pre").textContent = made.text;
    const save = this.result.querySelector("[data-save]");
    URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([made.text], { type: "text/plain;charset=utf-8" }));
    save.download = made.name;
  }

  async copy() {
    const status = this.result.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(this.made.text);
      status.textContent = status.dataset.copied;
      this.unsent = false;
    } catch {
      const text = this.result.querySelector("pre");
      text.closest("details").open = true;
      getSelection().selectAllChildren(text);
      text.focus();
      status.textContent = status.dataset.selected;
    }
  }

  addPerson(field) {
    const rows = field.querySelectorAll(".t-person");
    const row = rows[0].cloneNode(true);
    for (const part of row.querySelectorAll("[id], [for]"))
      for (const name of ["id", "for"]) if (part.hasAttribute(name)) part.setAttribute(name, `${part.getAttribute(name)}-${rows.length + 1}`);
    for (const control of controls(row)) {
      control.value = "";
      for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) control.removeAttribute(name);
    }
    rows[rows.length - 1].after(row);
    controls(row)[0].focus();
  }
}


// The network's lists, and after its countries all others.
const regions = new Intl.DisplayNames([document.documentElement.lang, "en"], { type: "region" });
const elsewhere = () => {
  const { value, dataset } = document.getElementById("elsewhere");
  const group = Object.assign(document.createElement("optgroup"), { label: dataset.label });
  const byName = value.split(" ").map((code) => [regions.of(code), code]).sort(([one], [other]) => one.localeCompare(other, document.documentElement.lang));
  group.append(...byName.map(([name, code]) => new Option(name, code)));
  return group;
};
const box = (name, code) => {
  const label = document.createElement("label");
  const text = Object.assign(document.createElement("span"), { textContent: name });
  label.append(Object.assign(document.createElement("input"), { type: "checkbox", value: code }), " ", text);
  return label;
};
// Of a long list the first are there at once, which are the network's own; the others wait behind a line.
const MANY = 12;
const SHOWN = 8;
const boxes = (place, all) => {
  place.append(...all.slice(0, all.length > MANY ? SHOWN : MANY));
  if (all.length <= MANY) return;
  const others = Object.assign(document.createElement("details"), { className: "t-others t-opens" });
  const summary = Object.assign(document.createElement("summary"), { textContent: place.dataset.more });
  const rest = Object.assign(document.createElement("div"), { className: "t-checks" });
  rest.append(...all.slice(SHOWN));
  others.append(summary, rest);
  place.after(others);
};
for (const place of document.querySelectorAll("[data-list]")) {
  const { list, chosen } = place.dataset;
  const options = [...(document.getElementById(`list-${list}`)?.options ?? [])];
  if (place.matches("select")) {
    place.append(...options.map(({ value, dataset }) => new Option(value, dataset.id, false, dataset.id === chosen)));
    if (list === "countries") place.append(elsewhere());
  } else boxes(place, options.map(({ value, dataset }) => box(value, dataset.id)));
}
const forms = [...document.querySelectorAll("form[data-form]")].map((form) => new Form(form));
// Closing the page is the one way to lose what was typed, since it is kept nowhere.
addEventListener("beforeunload", (event) => {
  if (forms.some((form) => form.unsent)) event.preventDefault();
});

// --- links to here --------------------------------------------------------------------------------------------------

// Opens the form that an address names; browsers that don't know how leave it closed.
const openTarget = (id) => {
  const target = document.getElementById(id || " ");
  const box = target?.closest("details:not([open])");
  if (!box) return;
  box.open = true;
  target.scrollIntoView();
};
openTarget(location.hash.slice(1));
addEventListener("hashchange", () => openTarget(location.hash.slice(1)));

const asked = new URLSearchParams(location.search);
const dates = document.getElementById("agenda-event");
if (asked.has("event") && dates?.options) {
  const wanted = [asked.get("event"), asked.get("date")].filter(Boolean).join(" ");
  const found = [...dates.options].find(({ value }) => value === wanted || value.startsWith(`${wanted} `));
  if (found) dates.value = found.value;
  openTarget("agenda");
}
const events = document.getElementById("propose-event");
if (asked.has("proposal") && events) {
  events.value = [...events.options].some(({ value }) => value === asked.get("proposal")) ? asked.get("proposal") : "";
  openTarget("propose");
}
const statements = document.getElementById("sign-statement");
if (asked.has("statement") && statements) {
  statements.value = [...statements.options].some(({ value }) => value === asked.get("statement")) ? asked.get("statement") : "";
  openTarget("sign");
}
const page = document.getElementById("correction-page");
if (asked.has("page") && page) page.value = asked.get("page");
