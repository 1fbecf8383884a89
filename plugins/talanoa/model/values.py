"""The values that fields hold: texts, tags, times, addresses, references. All are immutable.

A value type is a class or a `NewType`; how it is read from text is in scalars.py.

What a network has thousands of has no slots: Python takes half the time to make such values of a pickle (load/reading_cache.py).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import ClassVar, NewType, Self

from msgspec import Struct

from talanoa.problems import Place


class Located(str):
    """A text that remembers where it was written, because it is judged later."""

    place: Place

    @classmethod
    def at(cls, text: str, place: Place) -> Self:
        self = cls(text)
        self.place = place
        return self


class Id(Located):
    """The permanent name of a thing."""


class Ref(Located):
    """The id of another thing; `noun` says of what kind."""

    noun: ClassVar[str]
    help: ClassVar[str] = "write its id: lower-case letters and digits, in words joined by hyphens"


class ThemeRef(Ref):
    noun = "theme"


class ActivityRef(Ref):
    noun = "activity"


class MemberKind(Located):
    """A kind of organisation: one of BUILT_IN, or one that network.yml adds."""

    BUILT_IN: ClassVar = (
        *("association", "academia", "media", "trade-union", "network", "coalition", "membership-organisation"),
        *("peoples-organisation", "cooperative", "recreational-group", "think-tank", "ngo", "community-organisation"),
        *("university", "public-body", "parliament", "other"),
    )


class StatusRef(Ref):
    noun = "status"


class MemberRef(Ref):
    noun = "member"


class AuthorRef(Ref):
    """A person or a member."""

    noun = "author"
    help = "write an id from members.yml; for a guest, `{ name: …, affiliation: … }`"


class PersonRef(Ref):
    """Who proposes, leads or represents: a person or a member."""

    noun = "person"


class EventRef(Ref):
    noun = "event"


class PostRef(Ref):
    noun = "post"
    help = "write its slug: the file's name without the date in front and without .md"


class CountryRef(Ref):
    """An ISO 3166-1 alpha-2 code."""

    noun = "country"


class FilePath(Located):
    """A path of a file that a field names, inside the repository."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """Where the file may be: next to the file that names it; a data file may also count from the root."""
        near = posixpath.normpath(posixpath.join(posixpath.dirname(self.place.file), self))
        return (near,) if self.place.file.startswith("posts/") else (near, posixpath.normpath(self))


class AgendaDay(Located):
    """One of the days of an event: the day itself, or its number among them, from 1."""

    @property
    def number(self) -> int | None:
        return None if "-" in self else int(self)

    def on(self, first: date) -> date:
        """The day, of an event that begins on `first`."""
        return date.fromisoformat(self) if self.number is None else first + timedelta(days=self.number - 1)


class ClockTime(Located):
    """A local time of a day, as 09:30."""


class DocumentRef(Located):
    """A document by its title, by its file or by its address."""


class Host(Located):
    """A member's id, or the name of someone who isn't a member."""


Text = NewType("Text", str)  # one line
Url = NewType("Url", str)  # http or https, as a URI
Reach = NewType("Reach", str)  # http, https or mailto, as a URI
Email = NewType("Email", str)
PublicContact = NewType("PublicContact", str)  # an e-mail address, a telephone number or a link
Language = NewType("Language", str)  # BCP 47
TimeZone = NewType("TimeZone", str)  # IANA
Colour = NewType("Colour", str)  # #rrggbb
Licence = NewType("Licence", str)  # SPDX

# An event's start: a day, or a wall-clock time in the event's own zone (no offset).
Moment = date | datetime


class Stamp(Struct, frozen=True):
    """When something was published or changed: a day, or an instant."""

    day: date
    time: datetime | None = None  # aware, or naive in the network's zone

    def instant(self, zone: tzinfo) -> datetime:
        """The aware time that feeds and calendars show; a mere day begins at midnight in `zone`."""
        if self.time is None:
            return datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)
        return self.time if self.time.tzinfo else self.time.replace(tzinfo=zone)

    def day_in(self, zone: tzinfo) -> date:
        """The day that it is or was in a zone."""
        return self.instant(zone).astimezone(zone).date()

    def subscriber_time(self, zone: tzinfo) -> datetime:
        """The time by which subscribers' programs know it. A mere day becomes an hour that is on that day nearly everywhere.

        From 10:00 to 11:00 UTC it is one day from Honolulu to Apia (decision 0023); where it is another one in the network's
        own zone, its nearest hour.
        """
        if self.time is not None:
            return self.instant(zone)
        day = datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)
        last = day.replace(hour=23).astimezone(UTC)
        ten = datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=UTC)
        return min(max(ten, day.astimezone(UTC)), last).astimezone(zone)


class Happened(Struct, frozen=True):
    """Whether something has happened, and on which day if that is known."""

    is_so: bool
    day: date | None = None

    def by(self, today: date) -> bool:
        return self.is_so and (self.day is None or self.day <= today)


NOT_YET = Happened(False)


class Authority(Struct, frozen=True):
    """Who mints ids, for ever: a domain, and a year in which the network held it (RFC 4151)."""

    domain: str
    year: str


class Period(Struct, frozen=True):
    """A length of time."""

    count: int
    unit: str  # days, weeks, months, years


class Rhythm(Period, frozen=True):
    """How often an event recurs; it may have days of its own."""

    weekday: int | None = None  # on which day of the week; 0 is Monday
    nth: int | None = None  # which of these days, or (without one) of all days, of a month; -1 is the last


class Words(Struct, frozen=True):
    """A text in one or more languages; the key "" stands for the network's default language."""

    texts: Mapping[str, str]

    def pick(self, *languages: str) -> tuple[str, str]:
        """The text in the first of these languages that there is, else the first text, with its language."""
        for language in languages:
            if language in self.texts:
                return self.texts[language], language
        language, text = next(iter(self.texts.items()))
        return text, language

    def __str__(self) -> str:
        return next(iter(self.texts.values()))

    def __hash__(self) -> int:
        return hash(tuple(self.texts.items()))


class Markdown(Located):
    """A Markdown text; `place.line` is the line in its file on which it begins."""


class MarkdownWords(Struct, frozen=True):
    """A Markdown text in one or more languages, as in Words."""

    texts: Mapping[str, Markdown]

    def pick(self, *languages: str) -> tuple[Markdown, str]:
        for language in languages:
            if language in self.texts:
                return self.texts[language], language
        language, text = next(iter(self.texts.items()))
        return text, language


def refs_in(value: object) -> Iterator[Ref]:
    """Every reference inside a model value, in no particular order."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting.extend(part)
        elif isinstance(part, Ref):
            yield part
        else:
            waiting.extend(getattr(part, name) for name in fields_of(part))


_FIELDS: dict[type, tuple[str, ...]] = {Words: (), MarkdownWords: ()}


def fields_of(value: object) -> tuple[str, ...]:
    """The names of the fields in which a value may hold others; none for what isn't made of parts."""
    kind = type(value)
    if kind not in _FIELDS:
        _FIELDS[kind] = getattr(kind, "__struct_fields__", ())
    return _FIELDS[kind]
