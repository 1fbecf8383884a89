// A form, and what it shows while someone types.

import { MOST, isEmpty } from "./texts.js";
import { dayOf } from "./ids.js";
import { controls, answer } from "./typed.js";
import { fileOf, FAULTS, NORMALISED, letter } from "./made.js";
import { withText, withAnswers, forMail } from "./addresses.js";

const PERSONAL = /[^\s@]@[^\s@]+\.\p{L}{2}|(?:\+|\b00)\d[\d\s().-]{7,}\d/u;

export class Form {
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
    const { id, ...data } = { id: this.form.dataset.form, ...this.form.dataset };
    const typed = Object.fromEntries(this.fields.map((field) => [field.dataset.id, answer(field)]));
    const answers = NORMALISED[id]?.(typed) ?? typed;
    const faults = FAULTS[id]?.(answers) ?? {};
    const wrong = this.fields.map((field) => [field, this.wrong(field, answers, data[faults[field.dataset.id]])]);
    this.showErrors(wrong.filter(([, why]) => why));
    this.result.hidden = wrong.some(([, why]) => why);
    if (this.result.hidden) return;
    const headings = Object.fromEntries(this.fields.map((field) => [field.dataset.id, field.dataset.heading]));
    if (id === "agenda") headings.date = "Date";
    this.now ??= new Date(); // once, so that a name made of it stays
    const asked = letter(answers, headings);
    const made = data.fields ? fileOf(id, data.fields, answers, this.now) : { name: `${id}-${dayOf(this.now)}.md`, text: asked };
    const title = answers.headline || answers.name || answers.page || answers.statement;
    this.show(made, answers, asked, data.subject.replace("{title}", () => title));
  }

  wrong(field, answers, fault) {
    const value = answers[field.dataset.id];
    if (controls(field).some((control) => control.validity.badInput || control.validity.rangeUnderflow || control.validity.rangeOverflow))
      return this.form.dataset.wrong;
    if (value === null) return field.dataset.url;
    if (field.dataset.id === "start" && /^\d\d:/.test(value)) return field.dataset.required;
    return isEmpty(value) ? field.dataset.required : fault;
  }

  showErrors(wrong) {
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
