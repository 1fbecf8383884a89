"""The events of a corpus, as events.yml holds them."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lists import (
    ACTIVITY_IDS,
    CALL,
    COUNTRIES,
    EVENT_TYPES,
    SERIES_EVERY,
    THEME_IDS,
    TODAY,
    Country,
    Fields,
    chance,
    day_between,
    slug,
    some,
)
from prose import Prose
from words import OTHERS


def make_call(member_ids: Sequence[str]) -> Fields:
    """The network's own call: eight times, every six weeks, as participation is counted by."""
    return {
        "id": CALL,
        "title": "Network call",
        "type": "call",
        "start": "2026-03-17 15:00",
        "end": "2026-03-17 16:30",
        "timezone": "Asia/Manila",
        "summary": "The call of all members, every six weeks.",
        "online": {"platform": "Video call", "url": "https://example.org/call", "public": True},
        "recurrence": {"every": "6 weeks", "count": 8},
        "occurrences": {date(2026, 3, 17): {"attended": list(member_ids[:20])}},
    }


def make_event(random: Random, number: int, member_ids: Sequence[str]) -> Fields:
    """An event; some are online, some last days, some recur, some belong to a series."""
    prose = Prose(random)
    day = day_between(random, date(2023, 1, 2), date(2027, 6, 30))
    country = random.choice(COUNTRIES)
    event = {
        "id": f"{slug(prose.name())}-{prose.name().lower()}-{number}",
        "title": prose.title(5),
        "type": random.choice(EVENT_TYPES),
        **_times(random, day),
        "timezone": country.timezone,
        "status": random.choices(("confirmed", "tentative", "cancelled", "postponed"), (20, 3, 1, 1))[0],
        "summary": prose.plain(),
        "description": prose.passage(random.randint(1, 4)),
        **_where(random, prose, country),
        "languages": sorted({"en", random.choice(OTHERS)}),
        "hosts": some(random, member_ids, 2),
        "countries": [country.code],
        "themes": some(random, THEME_IDS, 2),
        "activities": some(random, ACTIVITY_IDS, 2),
        "agenda": [_item(random, prose, member_ids) for _ in range(random.randint(0, 5))],
        "documents": [_document(random, prose, day) for _ in range(random.randint(0, 2))],
    }
    if day < TODAY and chance(random, 0.3):
        event["attended"] = some(random, member_ids, 12)
    if chance(random, 0.2):
        event["registration"] = _registration(number, day)
    if number % SERIES_EVERY == 0:
        event["series"] = _series(number)
    if chance(random, 0.08):
        event |= _recurring(random, prose, day)
    return {key: value for key, value in event.items() if value != []}


def _times(random: Random, day: date) -> Fields:
    if chance(random, 0.25):
        return {"start": day, "end": day + timedelta(days=random.randint(0, 3))}
    hour = random.randint(8, 18)
    return {"start": f"{day} {hour:02}:{random.choice(('00', '30'))}", "end": f"{day} {hour + 2}:00"}


def _where(random: Random, prose: Prose, country: Country) -> Fields:
    online = {"platform": "Video call", "url": f"https://example.org/{prose.name().lower()}", "public": True}
    if chance(random, 0.4):
        return {"online": online}
    place = {"name": f"{prose.name()} Hall", "city": prose.name(), "country": country.code}
    return {"place": place, "online": online} if chance(random, 0.2) else {"place": place}


def _item(random: Random, prose: Prose, member_ids: Sequence[str]) -> Fields:
    lead = random.choice(member_ids)
    state = random.choice(("proposed", "agreed", "done", "carried"))
    minutes = random.choice((10, 15, 30))
    return {"title": prose.title(4), "proposed_by": lead, "lead": lead, "minutes": minutes, "status": state}


def _document(random: Random, prose: Prose, day: date) -> Fields:
    kind = random.choice(("concept-note", "survey", "draft", "presentation", "notes"))
    address = f"https://example.org/files/{prose.name().lower()}.pdf"
    return {"title": prose.title(3), "url": address, "kind": kind, "language": "en", "date": day}


def _registration(number: int, day: date) -> Fields:
    opens, closes = day - timedelta(days=40), day - timedelta(days=7)
    return {"url": f"https://example.org/register/{number}", "opens": opens, "closes": closes, "cost": "Free"}


def _series(number: int) -> Fields:
    """Five events make a series."""
    which, place = divmod(number, 5 * SERIES_EVERY)
    title = f"Workshop series {which + 1}"
    output = {"title": f"Framework {which + 1}", "state": "draft", "url": "https://example.org/framework.pdf"}
    return {"id": f"series-{which + 1}", "title": title, "number": place // SERIES_EVERY + 1, "output": output}


def _recurring(random: Random, prose: Prose, day: date) -> Fields:
    weeks = random.choice((2, 4, 6))
    second, third = (day + timedelta(weeks=weeks * times) for times in (1, 2))
    recurrence = {"every": f"{weeks} weeks", "count": random.randint(4, 8), "except": [second]}
    return {"recurrence": recurrence, "occurrences": {third: {"notes": prose.sentence()}}}
