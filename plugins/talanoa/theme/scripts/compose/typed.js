// What is typed into the fields of a form.

import { clean, oneLine } from "./texts.js";

export const controls = (field) => [...field.querySelectorAll("input, select, textarea")];
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

export const answer = (field) => {
  if (field.dataset.people) return [...field.querySelectorAll(".t-person")].map(personOf).filter(Boolean);
  const all = controls(field);
  if (all[0].type === "checkbox") return all.filter((box) => box.checked).map((box) => box.value);
  if (field.dataset.lines) return clean(all[0].value);
  const text = all.map((control) => oneLine(control.value)).filter(Boolean).join(" ");
  return field.dataset.url ? webAddress(text) : text;
};

// The same for people to read: one line each.
export const inWords = (value) =>
  Array.isArray(value) ? value.map(inWords).join(value.some((it) => it.name) ? "\n" : ", ") : value.name ? named(value) : value;
export const named = ({ name, affiliation }) => (affiliation ? `${name}, ${affiliation}` : name);
