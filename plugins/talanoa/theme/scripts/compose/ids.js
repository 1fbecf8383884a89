// The id of something new.

const SPELT = { ø: "o", œ: "oe", æ: "ae", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ŋ: "ng", ħ: "h" };
const TAKEN = ["archive", "page", "types", "index"]; // words that are addresses themselves

// An id out of a title. One that loses too much in Latin letters is named after its kind and a time instead.
export const idOf = (title, kind, when) => {
  const plain = title.normalize("NFKD").replace(/\p{M}|['’ʻʼ`]/gu, "").toLowerCase().replace(/\P{ASCII}/gu, (letter) => SPELT[letter] ?? letter);
  const lost = plain.match(/(?![a-z])\p{L}/gu) ?? [];
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  let id = "";
  for (const word of words) if (!id || id.length + word.length < 60) id += (id && "-") + word.slice(0, 60);
  if (!/[a-z]/.test(id) && !/^\d+(-\d+)*$/.test(id)) id = "";
  if (!id || lost.length > words.join("").length) id = `${kind}-${when}`;
  if (!/^[a-z]/.test(id)) id = `${kind}-${id}`;
  return TAKEN.includes(id) ? `${id}-${kind}` : id;
};

export const two = (number) => String(number).padStart(2, "0");
export const dayOf = (now) => `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
