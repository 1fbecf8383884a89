// The lists to choose from: the network's own, and after its countries all others.

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
