// What is made of the answers: a file, or a letter.

import { oneLine, isEmpty, yaml } from "./texts.js";
import { idOf, two, dayOf } from "./ids.js";
import { inWords, named } from "./typed.js";

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

export const fileOf = (id, table, typed, now) => {
  const answers = FILED[id](typed, now);
  const { body, ...top } = entry(table, answers);
  if (id !== "post") return { name: `${answers.id}.yml`, text: yaml(top) };
  const slug = idOf(typed.short || typed.headline, typed.kind, stamp(now));
  return { name: `${answers.date}-${slug}.md`, text: `---\n${yaml(top)}---\n\n${body}\n` };
};

const stamp = (now) => `${dayOf(now)}-${two(now.getHours())}${two(now.getMinutes())}`;
const hasTime = (moment) => moment.includes(":");

// What can't be seen in one field alone, as field → word for what is wrong.
export const FAULTS = {
  event({ start, end }) {
    if (!start || !end) return {};
    if (hasTime(start) !== hasTime(end)) return { end: "both" };
    return end < start ? { end: "before" } : {};
  },
};

// Answers in one form, whichever way they were given.
export const NORMALISED = {
  // An end without a day is of the same day.
  event: (it) => ({ ...it, end: /^\d\d:/.test(it.end) ? `${it.start.slice(0, 10)} ${it.end}` : it.end }),
  // The value of a date has both.
  agenda: (it) => {
    const [, event, date] = /^(\S+) (\d{4}-\d\d-\d\d)$/.exec(it.event) ?? [, it.event, ""];
    return { event, date, ...it, event };
  },
};

export const letter = (answers, headings) =>
  Object.entries(answers)
    .filter(([id, value]) => headings[id] && !isEmpty(value))
    .map(([id, value]) => `### ${headings[id]}\n\n${inWords(value)}\n`)
    .join("\n");
