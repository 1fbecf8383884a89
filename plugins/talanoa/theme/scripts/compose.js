// The forms of /join/ and /contribute/. What is typed becomes a file or a letter, and the address of a page at which it can
// be sent: a link, for the reader to follow. Nothing is sent from here, and nothing is kept on the device.

import { Form } from "./compose/form.js";
import "./compose/lists.js";

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
for (const [name, id, form] of [["proposal", "propose-event", "propose"], ["statement", "sign-statement", "sign"]]) {
  const choice = document.getElementById(id);
  if (!asked.has(name) || !choice) continue;
  choice.value = asked.get(name);
  if (choice.selectedIndex < 0) choice.value = ""; // it is over
  openTarget(form);
}
const page = document.getElementById("correction-page");
if (asked.has("page") && page) page.value = asked.get("page");
