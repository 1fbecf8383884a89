// Reads an .ics on standard input and prints all its occurrences as JSON, as ical.js sees them:
// [{uid, start, end, status}], times in UTC, days as they are, ends exclusive. The zones are the file's own.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const told = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "Z"));
const occurrence = (event, start, end) => ({
  uid: event.uid,
  start: told(start),
  end: told(end),
  status: event.component.getFirstPropertyValue("status"),
});

const found = [];
const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
for (const event of events.filter((event) => !event.isRecurrenceException())) {
  for (const other of events) {
    if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  }
  if (!event.isRecurring()) {
    found.push(occurrence(event, event.startDate, event.endDate));
    continue;
  }
  const starts = event.iterator();
  for (let start = starts.next(); start; start = starts.next()) {
    const details = event.getOccurrenceDetails(start);
    found.push(occurrence(details.item, details.startDate, details.endDate));
  }
}
console.log(JSON.stringify(found));
