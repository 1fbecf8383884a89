// Says when events are by the reader's own clock, and marks today in a month.
// Intl only does the sums: of many languages it knows no words (and then says them in English), and some it gives calendars that
// no one here expects. All words are in the page.

const KEY = "talanoa-clock";
const formatters = new Map();

// Storage may be refused; then a choice lasts as long as the page.
function remembered() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

function remember(zone) {
  try {
    if (zone) localStorage.setItem(KEY, zone);
    else localStorage.removeItem(KEY);
  } catch {}
}

function formatter(zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    hourCycle: "h23", calendar: "gregory", numberingSystem: "latn" };
  try {
    return new Intl.DateTimeFormat("en-GB", zone ? { ...options, timeZone: zone } : options);
  } catch {
    return new Intl.DateTimeFormat("en-GB", options);
  }
}

// What a clock shows at an instant: in a zone, or on this device.
function clock(instant, zone) {
  if (!formatters.has(zone)) formatters.set(zone, formatter(zone));
  const part = {};
  for (const { type, value } of formatters.get(zone).formatToParts(instant)) part[type] = value;
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
  const ahead = Math.round((shown - instant) / 60000);
  const hours = Math.floor(Math.abs(ahead) / 60);
  const rest = Math.abs(ahead) % 60;
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
    weekday: new Date(shown).getUTCDay(),
    offset: "UTC" + (ahead ? (ahead > 0 ? "+" : "−") + hours + (rest ? `:${String(rest).padStart(2, "0")}` : "") : ""),
  };
}

function bdi(text, dir = "auto") {
  const element = document.createElement("bdi");
  element.dir = dir;
  element.textContent = text;
  return element;
}

// Lists: a line for each event that one can take part in from elsewhere.
function list(zone) {
  for (const line of document.querySelectorAll(".t-local")) {
    const { weekdays, yours } = line.closest("[data-weekdays]").dataset;
    const start = new Date(line.closest("li").querySelector("time").dateTime);
    const { weekday, time } = clock(start, zone);
    const [before, after] = yours.split("{time}");
    line.replaceChildren(before, bdi(weekdays.split("|")[weekday]), " ", bdi(time, "ltr"), after);
  }
}

// An event's own page: the box, and the reader's row in the table.
function box(zone) {
  const yours = document.querySelector(".t-yours");
  if (!yours) return;
  const find = (selector) => yours.querySelector(selector);
  const words = (day) => find("template").content.querySelector(`[datetime="${day}"]`).textContent;
  const { start, end, device, chosen } = yours.dataset;
  const choice = find("select");
  choice.value = zone;
  if (choice.selectedIndex < 0) choice.value = "";  // the network no longer offers it
  const first = clock(new Date(start), choice.value);
  const last = end ? clock(new Date(end), choice.value) : first;
  const place = choice.selectedOptions[0].textContent;
  yours.classList.add("t-yours--local");
  find(".t-yours__mine").textContent = choice.value ? chosen.replace("{place}", () => place) : device;
  find(".t-yours__day").textContent = first.day === last.day ? words(first.day) : `${words(first.day)} – ${words(last.day)}`;
  find(".span").textContent = end ? `${first.time}–${last.time}` : first.time;
  find(".zone").textContent = first.offset;
  row(`${first.day}T${first.time}`);
}

function row(shown) {
  const table = document.querySelector(".t-zones");
  table?.querySelector(".t-mine")?.remove();
  for (const line of table?.querySelectorAll("tr[data-clock]") || []) {
    const mine = line.dataset.clock === shown;
    line.classList.toggle("t-zones__mine", mine);
    if (!mine) continue;
    const mark = document.createElement("strong");
    mark.className = "t-mine";
    mark.textContent = table.dataset.yours;
    line.cells[0].append(" ", mark);
  }
}

function today() {
  const { day } = clock(new Date(), "");
  const month = document.querySelector(`[data-month="${day.slice(0, 7)}"]`);
  month?.querySelectorAll(".t-grid__day")[day.slice(8) - 1].setAttribute("aria-current", "date");
}

function show(zone) {
  list(zone);
  box(zone);
}

document.querySelector(".t-yours select")?.addEventListener("change", ({ target }) => {
  remember(target.value);
  show(target.value);
});
show(remembered());
today();
