"""iCalendar by RFC 5545 and RFC 7986, read again from the bytes: nothing here knows our writer or a library's parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from tests.feeds_and_calendars.built import Built, unrepeated
from tests.feeds_and_calendars.icalendar_text import DURATION, TEXTS, Component, Property, read, unfolded
from tests.test_uris import STRICT

CALENDAR_ONCE = (
    "VERSION",
    "PRODID",
    "CALSCALE",
    "NAME",
    "X-WR-CALNAME",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "SOURCE",
)
CALENDAR_ONCE = (*CALENDAR_ONCE, "UID")
CALENDAR_REST = ("LAST-MODIFIED", "DESCRIPTION", "COLOR", "URL")
EVENT_ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "TRANSP", "URL")
EVENT_AT_MOST_ONCE = (
    "LAST-MODIFIED",
    "DTEND",
    "DURATION",
    "DESCRIPTION",
    "LOCATION",
    "GEO",
    "CLASS",
    "CREATED",
    "RRULE",
    "RECURRENCE-ID",
)
EVENT_REST = ("EXDATE", "CATEGORIES", "CONFERENCE", "ORGANIZER", "ATTACH", "COLOR", "IMAGE")
KEPT_AFTER_CANCELLING = timedelta(days=30)
Moment = date | datetime


def lint_icalendar(built: Built, address: str, content: bytes) -> Iterator[str]:
    yield from unfolded(content)
    try:
        calendar = read(content)
    except ValueError as problem:
        yield str(problem)
        return
    yield from _properties(calendar)
    yield from _calendar(built, address, calendar)
    events = calendar.of_kind("VEVENT")
    keys = [f"{event.text('UID')} {event.text('RECURRENCE-ID')}" for event in events]
    yield from (f"{key}: twice" for key in unrepeated(keys))
    for event in events:
        for finding in _event(built, event):
            yield f"{event.text('UID')} {event.text('RECURRENCE-ID')}: {finding}"
    # A calendar that has nothing else keeps what was cancelled: without an event it would be broken, or gone.
    gone = [event for event in events if _is_gone(built, event)]
    if len(gone) < len(events):
        yield from (f"{event.text('UID')} {event.text('RECURRENCE-ID')}: cancelled long ago" for event in gone)
    yield from _series(events)
    yield from _zones(calendar)


def _properties(component: Component) -> Iterator[str]:
    for found in component.properties:
        if found.name in TEXTS:
            single = found.value if found.name != "CATEGORIES" else found.value.replace(",", "")
            if re.search(r"(?<!\\)(?:\\\\)*\\(?![\\;,nN])", found.value) or re.search(r"(?<!\\)(?:\\\\)*[;,]", single):
                yield f"{found.name} is badly escaped: {found.value[:60]!r}"
            if not found.value.strip():
                yield f"{found.name} is empty"
        if found.name in ("URL", "SOURCE", "CONFERENCE") and not _is_uri(found.value):
            yield f"{found.name} is no address: {found.value}"
    for child in component.components:
        yield from _properties(child)


def _is_uri(value: str) -> bool:
    return bool(STRICT.fullmatch(value)) and bool(urlsplit(value).netloc)


def _calendar(built: Built, address: str, calendar: Component) -> Iterator[str]:
    for name in CALENDAR_ONCE:
        if len(calendar.all(name)) != 1:
            yield f"{len(calendar.all(name))} times {name}"
    for name in sorted({found.name for found in calendar.properties} - {*CALENDAR_ONCE, *CALENDAR_REST}):
        yield f"{name} in the calendar"
    expected = {
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "REFRESH-INTERVAL": "PT12H",
        "X-PUBLISHED-TTL": "PT12H",
        "SOURCE": built.whole(address),
        "NAME": calendar.text("X-WR-CALNAME"),
    }
    for name, value in expected.items():
        if calendar.text(name) != value:
            yield f"{name} is {calendar.text(name)!r}, not {value!r}"
    for name, kind in (("REFRESH-INTERVAL", "DURATION"), ("SOURCE", "URI")):
        found = calendar.one(name)
        if found and found.parameters.get("VALUE") != kind:
            yield f"{name} has no VALUE={kind}"
    if not calendar.of_kind("VEVENT"):
        yield "a calendar without events"
    for name in sorted({child.name for child in calendar.components} - {"VEVENT", "VTIMEZONE"}):
        yield f"a {name}"
    kinds = [child.name for child in calendar.components]
    if "VTIMEZONE" in kinds[kinds.index("VEVENT") if "VEVENT" in kinds else 0 :]:
        yield "a VTIMEZONE stands after an event"
    newest = max((event.text("LAST-MODIFIED") for event in calendar.of_kind("VEVENT")), default="")
    if calendar.text("LAST-MODIFIED") != newest:
        yield f"LAST-MODIFIED is {calendar.text('LAST-MODIFIED')!r}, and not the newest event's {newest!r}"


def _event(built: Built, event: Component) -> Iterator[str]:
    for name in EVENT_ONCE:
        if len(event.all(name)) != 1:
            yield f"{len(event.all(name))} times {name}"
    for name in EVENT_AT_MOST_ONCE:
        if len(event.all(name)) > 1:
            yield f"{name} more than once"
    for name in sorted({found.name for found in event.properties} - {*EVENT_ONCE, *EVENT_AT_MOST_ONCE, *EVENT_REST}):
        yield f"{name} in an event"
    if not re.fullmatch(r"[a-z0-9-]+(?:\.signing)?@[a-z0-9.-]+", event.text("UID")):
        yield "the UID is no id at a host"
    for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"):
        stamp = event.one(name)
        moment = parsed_moment(stamp) if stamp else None
        if stamp and (not stamp.value.endswith("Z") or not isinstance(moment, datetime)):
            yield f"{name} {stamp.value} is not in UTC"
        elif isinstance(moment, datetime) and moment > built.last_moment:
            yield f"{name} is in the future"
    # An event whose entry bears no date was never changed, as far as anyone knows.
    if event.one("LAST-MODIFIED") and event.text("DTSTAMP") != event.text("LAST-MODIFIED"):
        yield "DTSTAMP and LAST-MODIFIED differ"
    if not event.text("SEQUENCE").isdecimal():
        yield f"SEQUENCE is {event.text('SEQUENCE')!r}"
    if event.text("STATUS") not in ("CONFIRMED", "TENTATIVE", "CANCELLED"):
        yield f"STATUS is {event.text('STATUS')!r}"
    if event.text("TRANSP") not in ("OPAQUE", "TRANSPARENT"):
        yield f"TRANSP is {event.text('TRANSP')!r}"
    if (event.text("STATUS") == "CANCELLED") is not event.text("SUMMARY").startswith("Cancelled:"):
        yield f"{event.text('STATUS')} and {event.text('SUMMARY')[:40]!r} don't fit"
    if not built.is_own(event.text("URL")) or built.misses(event.text("URL")):
        yield f"its page {event.text('URL')} is nowhere"
    for found in event.all("CONFERENCE"):
        if found.parameters.get("VALUE") != "URI":
            yield "CONFERENCE has no VALUE=URI"
    if geo := event.text("GEO"):
        parts = re.fullmatch(r"(-?\d+(?:\.\d+)?);(-?\d+(?:\.\d+)?)", geo)
        if not parts or abs(float(parts[1])) > 90 or abs(float(parts[2])) > 180:
            yield f"GEO is {geo}"
    if re.search(r"(?<!\\)(?:\\\\)*\\[nN]", event.text("SUMMARY")):
        yield "SUMMARY has two lines"
    yield from _times(event)


def _times(event: Component) -> Iterator[str]:
    start, end, length = event.one("DTSTART"), event.one("DTEND"), event.one("DURATION")
    if start is None:
        return
    for found in [found for found in event.properties if found.name in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE")]:
        yield from _form(found)
    if end is not None and length is not None:
        yield "both DTEND and DURATION"
    if end is not None:
        if end.parameters.get("VALUE") != start.parameters.get("VALUE"):
            yield "DTEND is of another type than DTSTART"
        elif _instant(end) <= _instant(start):
            yield f"DTEND {end.value} is not after DTSTART {start.value}"
    if length is not None and (not DURATION.fullmatch(length.value) or not re.search(r"[1-9]", length.value)):
        yield f"DURATION is {length.value}"
    is_all_day = start.parameters.get("VALUE") == "DATE"
    if is_all_day and length is not None and not re.fullmatch(r"P\d+[DW]", length.value):
        yield f"an all-day event lasts {length.value}"
    if is_all_day and event.text("TRANSP") != "TRANSPARENT":
        yield "an all-day event makes people busy"
    if event.text("SUMMARY").startswith(("Cancelled:", "Postponed:")) and event.text("TRANSP") != "TRANSPARENT":
        yield "what won't take place makes people busy"
    link = event.text("CONFERENCE").replace(";", "\\;").replace(",", "\\,")
    if link not in event.text("DESCRIPTION") or (link and not event.text("LOCATION")):
        yield f"the link {link} is where most programs don't look"
    if rule := event.one("RRULE"):
        yield from _rule(start, rule)


def _is_gone(built: Built, event: Component) -> bool:
    """It was cancelled, and more than 30 days have gone by since it would have ended."""
    last = event.one("DTEND") or event.one("DTSTART")
    if event.text("STATUS") != "CANCELLED" or event.one("RRULE") or last is None:
        return False
    # A day more for zones.
    return _instant(last) < datetime.combine(built.today, time(), UTC) - KEPT_AFTER_CANCELLING - timedelta(days=1)


def _form(found: Property) -> Iterator[str]:
    for value in found.value.split(","):
        if found.parameters.get("VALUE") == "DATE":
            if not re.fullmatch(r"\d{8}", value) or "TZID" in found.parameters:
                yield f"{found.name} is no day: {found.parameters} {value}"
        elif not re.fullmatch(r"\d{8}T\d{6}Z?", value) or found.parameters.get("VALUE", "DATE-TIME") != "DATE-TIME":
            yield f"{found.name} is no time: {found.parameters} {value}"
        elif value.endswith("Z") is ("TZID" in found.parameters):
            yield f"{found.name} {value} is floating, or both in UTC and in a zone"


def _rule(start: Property, rule: Property) -> Iterator[str]:
    parts = dict(part.split("=", 1) for part in rule.value.split(";"))
    if not rule.value.startswith("FREQ="):
        yield "FREQ doesn't come first in RRULE, as RFC 2445 asked"
    if ("UNTIL" in parts) is ("COUNT" in parts):
        yield f"RRULE needs either UNTIL or COUNT: {rule.value}"
    if until := parts.get("UNTIL"):
        is_day = start.parameters.get("VALUE") == "DATE"
        if not re.fullmatch(r"\d{8}" if is_day else r"\d{8}T\d{6}Z", until):
            yield f"UNTIL {until} isn't in UTC, or not of DTSTART's type"
    if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        yield f"FREQ is {parts.get('FREQ')}"


def _series(events: list[Component]) -> Iterator[str]:
    """Every exception hits what its series' rule gives."""
    series = {event.text("UID"): event for event in events if event.one("RECURRENCE-ID") is None}
    for event in events:
        original, uid = event.one("RECURRENCE-ID"), event.text("UID")
        master = series.get(uid)
        if original is not None and (master is None or master.one("RRULE") is None):
            yield f"{uid}: an occurrence of no series"
        elif original is not None and master is not None:
            yield from (f"{uid}: {finding}" for finding in _fits(master, original))
            if parsed_moment(original) in {parsed_moment(found, value) for found, value in _exceptions(master)}:
                yield f"{uid}: {original.value} is both excepted and overridden"
            if "RANGE" in original.parameters:
                yield f"{uid}: RANGE"
    for uid, master in series.items():
        for found, value in _exceptions(master):
            yield from (f"{uid}: {finding}" for finding in _fits(master, Property("EXDATE", found.parameters, value)))


def _fits(master: Component, exception: Property) -> Iterator[str]:
    start = master.one("DTSTART")
    assert start is not None
    same = all(exception.parameters.get(name) == start.parameters.get(name) for name in ("VALUE", "TZID"))
    if not same or exception.value.endswith("Z") is not start.value.endswith("Z"):
        yield f"{exception.name} is not of DTSTART's type and zone"
    elif local(exception.value) not in starts(master):
        yield f"{exception.name} {exception.value} hits nothing"


def _exceptions(master: Component) -> list[tuple[Property, str]]:
    return [(found, value) for found in master.all("EXDATE") for value in found.value.split(",")]


def starts(event: Component) -> list[datetime]:
    """Every start by the rule, on the clocks of the event's own zone; exceptions included."""
    start, rule = event.one("DTSTART"), event.one("RRULE")
    assert start is not None
    if rule is None:
        return [local(start.value)]
    text = rule.value
    if found := re.search(r"UNTIL=(\d{8}T\d{6})Z", text):
        zone = ZoneInfo(start.parameters["TZID"]) if "TZID" in start.parameters else UTC
        until = local(found[1]).replace(tzinfo=UTC).astimezone(zone)
        text = text.replace(found[0], f"UNTIL={until:%Y%m%dT%H%M%S}")
        text = re.sub(r";COUNT=\d+", "", text)  # both are reported elsewhere
    made = rrulestr(text, dtstart=local(start.value))
    assert isinstance(made, rrule | rruleset)
    return list(made)


def local(value: str) -> datetime:
    """A day or a time as its clocks show it."""
    return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d")


def parsed_moment(found: Property, value: str | None = None) -> Moment | None:
    value = found.value if value is None else value
    try:
        moment = local(value)
    except ValueError:
        return None
    if value.endswith("Z"):
        return moment.replace(tzinfo=UTC)
    if "TZID" in found.parameters:
        return moment.replace(tzinfo=ZoneInfo(found.parameters["TZID"]))
    return moment if "T" in value else moment.date()


def _instant(found: Property) -> datetime:
    moment = parsed_moment(found)
    if isinstance(moment, datetime):
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(moment or date.min, time(), UTC)


def _zones(calendar: Component) -> Iterator[str]:
    zones = [zone.text("TZID") for zone in calendar.of_kind("VTIMEZONE")]
    yield from (f"two VTIMEZONE {zone}" for zone in unrepeated(zones))
    moments: dict[str, set[datetime]] = {}
    for event in calendar.of_kind("VEVENT"):
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            if (found := event.one(name)) and "TZID" in found.parameters:
                moments.setdefault(found.parameters["TZID"], set()).add(local(found.value))
        if (start := event.one("DTSTART")) and "TZID" in start.parameters and event.one("RRULE"):
            moments[start.parameters["TZID"]].update(starts(event))
    if {*zones} != {*moments}:
        yield f"VTIMEZONE of {sorted(zones)}, but the events are in {sorted(moments)}"
    for zone in calendar.of_kind("VTIMEZONE"):
        for finding in _zone(zone, sorted(moments.get(zone.text("TZID"), ()))):
            yield f"{zone.text('TZID')}: {finding}"


def _zone(zone: Component, moments: list[datetime]) -> Iterator[str]:
    """The zone says the same of every local time that is used as the real one does."""
    onsets = []
    for part in zone.components:
        for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"):
            if len(part.all(name)) != 1:
                yield f"{len(part.all(name))} times {name}"
                return
        if part.name not in ("STANDARD", "DAYLIGHT") or not re.fullmatch(r"\d{8}T\d{6}", part.text("DTSTART")):
            yield f"a {part.name} from {part.text('DTSTART')}"
            return
        if part.one("RDATE"):
            yield "RDATE, which Outlook and ical.js misread"
        before, after = (_offset(part.text(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        begin = local(part.text("DTSTART"))
        rule = part.text("RRULE")
        if "UNTIL" in rule and not re.search(r"UNTIL=\d{8}T\d{6}Z", rule):
            yield "UNTIL of a zone isn't in UTC"
        rule = re.sub(r";?UNTIL=[^;]*", "", rule)
        last = max(moments, default=begin) + timedelta(days=400)
        times = list(rrulestr(rule, dtstart=begin).between(begin, last, inc=True)) if rule else [begin]
        if begin not in times:
            yield f"DTSTART {begin} is not of its own rule"
        onsets += [(onset - before, after) for onset in times]
    onsets.sort()
    for moment in moments:
        real = moment.replace(tzinfo=ZoneInfo(zone.text("TZID")))
        offset = real.utcoffset()
        assert offset is not None
        found = [after for at, after in onsets if at <= moment - offset]
        if not found:
            yield f"it says nothing of {moment}"
        elif found[-1] != offset:
            yield f"it says {found[-1]} of {moment}, which is {offset}"


def _offset(text: str) -> timedelta:
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", text)
    if not match:
        raise ValueError(f"no offset: {text}")
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size
