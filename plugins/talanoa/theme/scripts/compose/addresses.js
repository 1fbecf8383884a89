// Addresses of pages at which a text can be sent, with the text in them.

import { MOST, MOST_IN_MAIL, isEmpty } from "./texts.js";
import { inWords } from "./typed.js";

const filled = (address, holes) =>
  address.replace(/\{(\w+)\}/g, (_, hole) => encodeURIComponent(holes[hole] ?? ""));

// The address with everything in it, else without the text.
export const withText = (address, holes, most) => {
  const whole = filled(address, holes);
  return whole.length <= most ? [whole, false] : [filled(address.replace(/&[^&=]+=\{text\}/, ""), holes), true];
};

// An issue form has a value for each answer; the longest go until the rest fits.
export const withAnswers = (address, holes, answers) => {
  if (address.includes("{text}")) return withText(address, holes, MOST);
  const parts = Object.entries(answers)
    .filter(([, value]) => !isEmpty(value))
    .map(([id, value]) => `&${id}=${encodeURIComponent(inWords(value))}`)
    .sort((one, other) => one.length - other.length);
  let whole = filled(address, holes);
  const fitting = parts.filter((part) => whole.length + part.length <= MOST && (whole += part));
  return [whole, fitting.length < parts.length];
};

export const forMail = (link, holes) => {
  const lines = { ...holes, text: holes.text.replace(/\n/g, "\r\n") };
  const whole = filled(link.dataset.to, lines);
  return whole.length <= MOST_IN_MAIL ? [whole, false] : [filled(link.dataset.to, { ...holes, text: link.dataset.paste }), true];
};
