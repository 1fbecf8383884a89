"""Links that put one occurrence into someone's calendar on the web: nothing is fetched until they are clicked.

They say what the occurrence's page says and no more. Both services refuse addresses that are too long, so texts are cut.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import accumulate
from urllib.parse import quote, urlencode

from talanoa import addresses
from talanoa.model.occurrences import Occurrence
from talanoa.model.recurrence import day_of
from talanoa.model.values import Moment
from talanoa.outputs.calendars.entry import instant, joining, joining_link, location_of, one_line, title_of
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View

# In octets of the address, where a letter of Burmese takes nine; all together stay below 2,000, which browsers agree on.
TITLE, PLACE, SUMMARY, JOINING = 450, 300, 450, 300


def google(view: View, occurrence: Occurrence) -> str:
    """A new entry in Google Calendar."""
    start, end = _span(occurrence)
    return _link(
        "https://calendar.google.com/calendar/render",
        {"action": "TEMPLATE", "dates": f"{_basic(start)}/{_basic(end)}"},
        _texts(view, occurrence, "text", "details"),
    )


def outlook(view: View, occurrence: Occurrence, host: str = "outlook.live.com") -> str:
    """A new entry in Outlook on the web, of people; `outlook.office.com` is that of organisations."""
    start, end = _span(occurrence)
    times = {"startdt": _extended(start), "enddt": _extended(end)}
    if not isinstance(start, datetime):
        times["allday"] = "true"
    return _link(
        f"https://{host}/calendar/0/deeplink/compose",
        {"path": "/calendar/action/compose", "rru": "addevent", **times},
        _texts(view, occurrence, "subject", "body"),
    )


def _link(address: str, known: dict[str, str], texts: dict[str, str]) -> str:
    return f"{address}?" + urlencode({**known, **texts}, safe="/:", quote_via=quote)


def _span(occurrence: Occurrence) -> tuple[Moment, Moment]:
    """Start and end in UTC; of whole days the day after the last. What has no end lasts no time."""
    start, end = occurrence.start, occurrence.end or occurrence.start
    if not isinstance(start, datetime):
        return start, day_of(end) + timedelta(days=1)
    zone = occurrence.event.timezone
    return instant(start, zone), instant(end, zone) if isinstance(end, datetime) else end


def _basic(moment: Moment) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"


def _extended(moment: Moment) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _texts(view: View, occurrence: Occurrence, title: str, body: str) -> dict[str, str]:
    event, localizer = occurrence.event, view.localizer()
    page = absolute(view, addresses.occurrence(event.id, occurrence.original))
    summary = _cut(one_line(localizer.plain(event.summary)), SUMMARY)
    join = joining(localizer, event) if len(quote(joining(localizer, event))) <= JOINING else ""
    found = {title: _cut(title_of(localizer, event), TITLE), body: "\n\n".join(filter(None, (summary, join, page)))}
    location = location_of(localizer, event)
    cut = (
        "" if location == joining_link(event) and len(quote(location)) > PLACE else _cut(location, PLACE)
    )  # half a link is none
    return found | ({"location": cut} if cut else {})


def _cut(text: str, limit: int) -> str:
    """The text, or so much of it that it takes no more than `limit` octets in an address."""
    if len(quote(text)) <= limit:
        return text
    sizes = [*accumulate(len(quote(character)) for character in text)]
    return text[: bisect_right(sizes, limit - len(quote("…")))].rstrip() + "…"
