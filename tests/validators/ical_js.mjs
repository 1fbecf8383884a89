// What ical.js makes of calendars: a JSON list of paths on standard input → {path: [[uid, start in UTC or day], …]} on
// standard output. Recurrences are expanded with the zones that stand in the file, and no others.

import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'

function said(time) {
  return time.isDate ? time.toString() : time.toJSDate().toISOString().replace('.000Z', '+00:00')
}

function starts(path) {
  ICAL.TimezoneService.reset()
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, 'utf8')))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  const exceptions = events.filter((event) => event.isRecurrenceException())
  const found = []
  for (const event of events.filter((event) => !event.isRecurrenceException())) {
    for (const exception of exceptions) if (exception.uid === event.uid) event.relateException(exception)
    if (!event.isRecurring()) {
      found.push([event.uid, said(event.startDate)])
      continue
    }
    const moments = event.iterator()
    for (let moment = moments.next(); moment; moment = moments.next()) {
      found.push([event.uid, said(event.getOccurrenceDetails(moment).startDate)])
    }
  }
  return found
}

const paths = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, starts(path)]))))
