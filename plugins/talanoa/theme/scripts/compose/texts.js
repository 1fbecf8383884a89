// Texts: how much of one an address holds, what of it is fit to be sent, and how YAML has it.

export const MOST = 8000; // characters of an address; hosts refuse more than some 8,190
export const MOST_IN_MAIL = 1900; // mail programs on some systems cut longer ones

// Ends of lines that few programs know; control characters, halves of characters, and characters that turn a line around.
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\p{Cs}]/gu;
// Something that can be seen; the exceptions are letters to Unicode, and empty to readers.
const SEEN = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

export const clean = (text) => {
  const fit = text.replace(BREAKS, "\n").replace(UNFIT, "").normalize("NFC").trim();
  return SEEN.test(fit) ? fit : "";
};
export const oneLine = (text) => clean(text).replace(/\s+/g, " ");

// A text as JSON has it is a text to every reader of YAML, whatever is in it: NO, 12:30, quotes, "- ", "---", emoji.
const quoted = (text) =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => "\\u" + character.charCodeAt().toString(16).padStart(4, "0"));

export const isEmpty = (value) =>
  !value || (typeof value === "object" && Object.values(value).every(isEmpty));

export const yaml = (fields, indent = "") =>
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
