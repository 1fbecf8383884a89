"""What libical makes of calendars, for Debian's own Python: `/usr/bin/python3 libical.py < paths.json`.

A JSON list of paths on standard input → {path: {"errors": […], "starts": [[uid, start in UTC or day], …]}} on standard
output. Recurrences are expanded by libical's own iterator, with the zones that are in the file.
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def components(parent, kind):
    found = parent.get_first_component(kind)
    while found:
        yield found
        found = parent.get_next_component(kind)


def properties(component, kind):
    found = component.get_first_property(kind)
    while found:
        yield found
        found = component.get_next_property(kind)


def errors(component):
    """What libical says is wrong, by its own marks and by RFC 5546's restrictions."""
    for found in properties(component, ICalGLib.PropertyKind.XLICERROR_PROPERTY):
        yield found.as_ical_string().strip()
    for child in components(component, ICalGLib.ComponentKind.ANY_COMPONENT):
        yield from errors(child)


def said(time, zones):
    """A time in UTC by the file's own zones, or a day."""
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    zone = zones.get(time.get_tzid())
    utc = ICalGLib.Timezone.get_utc_timezone()
    if zone is not None:
        time.convert_timezone(zone, utc)
    elif not time.is_utc():
        raise ValueError(f"{time.as_ical_string()} is in no zone of the file")
    date = f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    return f"{date}T{time.get_hour():02}:{time.get_minute():02}:{time.get_second():02}+00:00"


def starts(calendar):
    """Every start of every event: what the rules give, less what is excepted, with what is moved."""
    zones = {
        zone.get_tzid(): zone for zone in map(as_zone, components(calendar, ICalGLib.ComponentKind.VTIMEZONE_COMPONENT))
    }
    events = list(components(calendar, ICalGLib.ComponentKind.VEVENT_COMPONENT))
    moved = {(event.get_uid(), said(original(event), zones)) for event in events if original(event)}
    for event in events:
        if original(event):
            yield event.get_uid(), said(start_of(event), zones)
            continue
        excepted = {said(with_zone(found, found.get_exdate()), zones) for found in exceptions(event)}
        for moment in expanded(event, zones):
            if moment not in excepted and (event.get_uid(), moment) not in moved:
                yield event.get_uid(), moment


def as_zone(component):
    zone = ICalGLib.Timezone.new()
    zone.set_component(component.clone())
    return zone


def with_zone(found, time):
    """The time with the name of its zone, which libical leaves in the parameter."""
    parameter = found.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    return Named(time, parameter.get_tzid() if parameter else None)


class Named:
    """A time that knows the name of its zone."""

    def __init__(self, time, tzid):
        self.time, self.tzid = time, tzid

    def get_tzid(self):
        return self.tzid

    def __getattr__(self, name):
        return getattr(self.time, name)


def start_of(event):
    found = event.get_first_property(ICalGLib.PropertyKind.DTSTART_PROPERTY)
    return with_zone(found, found.get_dtstart())


def original(event):
    found = event.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY)
    return with_zone(found, found.get_recurrenceid()) if found else None


def exceptions(event):
    return properties(event, ICalGLib.PropertyKind.EXDATE_PROPERTY)


def expanded(event, zones):
    start = start_of(event)
    rule = event.get_first_property(ICalGLib.PropertyKind.RRULE_PROPERTY)
    if rule is None:
        yield said(start, zones)
        return
    rule = rule.get_rrule()
    until = rule.get_until()
    if not until.is_null_time() and start.tzid in zones:
        # Its iterator reckons with bare clock times; UNTIL is in UTC.
        until.convert_timezone(ICalGLib.Timezone.get_utc_timezone(), zones[start.tzid])
        rule.set_until(until)
    iterator = ICalGLib.RecurIterator.new(rule, start.time)
    found = iterator.next()
    while not found.is_null_time():
        yield said(Named(found.clone(), start.tzid), zones)
        found = iterator.next()


def read(path):
    with open(path, encoding="utf-8", newline="") as stream:
        calendar = ICalGLib.Component.new_from_string(stream.read())
    if calendar is None:
        return {"errors": ["libical can't read it"], "starts": []}
    calendar.check_restrictions()
    found = list(errors(calendar))
    if not calendar.is_valid() or calendar.count_errors():
        found.append(f"{calendar.count_errors()} errors")
    return {"errors": found, "starts": sorted(starts(calendar))}


json.dump({path: read(path) for path in json.load(sys.stdin)}, sys.stdout)
