"""What a digest says, in the words of one language: the same for its HTML and for its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from msgspec import Struct

from talanoa import addresses
from talanoa.digest.choosing import Chosen, Coming, Deadline
from talanoa.markup.markup import shortened
from talanoa.model.agenda import AgendaItem, days_of
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.model.values import Words
from talanoa.outputs import clocks, dates
from talanoa.outputs.calendars.entry import joining_link
from talanoa.outputs.catalogues import catalogue
from talanoa.outputs.clocks import LocalTime
from talanoa.outputs.labels import N_
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.visibility import Credit

T = TypeVar("T")
V = TypeVar("V")

AGENDA = 12  # items of one event
AGAIN = 6  # further days of one event
NAMES = 6  # of those who wrote a post

_STRONG = frozenset({"L", "R", "AL"})  # letters that give a text its direction
_DEADLINES = {
    "join": N_("Last day to join the network"),
    "registration": N_("Last day to register: %(title)s"),
    "survey": N_("Last day to answer: %(title)s"),
    "event": "%(title)s",
}


def direction_of(text: str) -> str:
    """Where it begins, by the first of its letters."""
    first = next((way for it in text if (way := unicodedata.bidirectional(it)) in _STRONG), "L")
    return "ltr" if first == "L" else "rtl"


class TaggedText(Struct, frozen=True):
    """A text, and the language that it is in; "" is none in particular, such as a name's."""

    text: str
    language: str = ""

    @property
    def direction(self) -> str:
        """That of its language; of a text in none in particular, that of its first letter."""
        return dates.direction(self.language) if self.language else direction_of(self.text)


class Item(Struct, frozen=True):
    """An item of an agenda; `day` is set on the first of each day of several."""

    title: TaggedText
    day: str
    time: str
    facts: tuple[str, ...]


class Entry(Struct, frozen=True):
    """One thing in a digest, with the whole address of its page."""

    title: TaggedText
    url: str
    flag: str = ""  # that it won't be on its day
    facts: tuple[TaggedText, ...] = ()
    occurrence: Occurrence | None = None
    summary: TaggedText | None = None
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # what a link does, and its address
    agenda: tuple[Item, ...] = ()
    more_agenda: str = ""
    times: tuple[LocalTime, ...] = ()


class Section(Struct, frozen=True):
    title: str
    entries: tuple[Entry, ...]
    more: str = ""  # how many there are beside
    more_url: str = ""


class Entries:
    """What is said on a day of all that may be in a digest; of each thing once, however often the digest's length is tried."""

    def __init__(self, view: View, language: str, day: date) -> None:
        self._view = view
        self._words = words = _Words(view, view.localizer(language), day)
        self._post, self._coming = once(words.post), once(words.coming)
        self._statement, self._deadline = once(words.statement), once(words.deadline)

    def sections(self, chosen: Chosen) -> tuple[Section, ...]:
        """What was chosen, under its headings."""
        gettext = self._words.localizer.gettext
        kinds = (
            (gettext("New posts"), map(self._post, chosen.posts), chosen.more_posts, addresses.POSTS),
            (gettext("Coming events"), map(self._coming, chosen.coming), chosen.more_coming, addresses.EVENTS),
            (
                gettext("Statements open for signing"),
                map(self._statement, chosen.statements),
                chosen.more_statements,
                addresses.STATEMENTS,
            ),
            (gettext("Deadlines"), map(self._deadline, chosen.deadlines), chosen.more_deadlines, addresses.EVENTS),
        )
        found = (
            Section(title, tuple(entries), self._words.more(more), absolute(self._view, address))
            for title, entries, more, address in kinds
        )
        return tuple(section for section in found if section.entries or section.more)


class _Words:
    def __init__(self, view: View, localizer: Localizer, day: date) -> None:
        self.view = view
        self.localizer = localizer
        self.day = day

    def more(self, number: int) -> str:
        return self.localizer.gettext("and %(num)d more on the site") % {"num": number} if number else ""

    def post(self, post: Post) -> Entry:
        facts = [TaggedText(self.localizer.label(post.kind, "kind"), self.localizer.language)]
        facts += [TaggedText(name) for name in self._names(self.view.site.authors(post))]
        facts += [self._own(self.localizer.day(post.date))]
        return Entry(
            title=TaggedText(post.title, post.language),
            url=absolute(self.view, addresses.post(post.slug)),
            facts=(*facts, *self._language(post)),
            summary=self._summary(post),
        )

    def statement(self, post: Post) -> Entry:
        gettext, signing = self.localizer.gettext, post.signing
        lines = []
        if signing and signing.closes:
            lines.append(f"{gettext('Open for signing until')} {self.localizer.day(signing.closes)}")
        elif signing and signing.opens:
            lines.append(f"{gettext('Open for signing since')} {self.localizer.day(signing.opens)}")
        if signing and signing.addressed_to:
            lines.append(f"{gettext('Addressed to')} {signing.addressed_to}")
        return Entry(
            title=TaggedText(post.title, post.language),
            url=absolute(self.view, addresses.post(post.slug)),
            facts=tuple(self._language(post)),
            summary=self._summary(post),
            lines=tuple(lines),
        )

    def coming(self, coming: Coming) -> Entry:
        occurrence, event, gettext = coming.occurrence, coming.occurrence.event, self.localizer.gettext
        agenda = () if event.is_off else tuple(item for item in event.agenda if item.status != "carried")
        return Entry(
            title=TaggedText(*self.localizer.pick(event.title)),
            url=absolute(self.view, addresses.occurrence(event.id, occurrence.original)),
            flag="" if event.status == "confirmed" else self.localizer.label(event.status, "event_status"),
            facts=(self._own(self.localizer.label(event.type, "type")), *map(TaggedText, self._where(event))),
            occurrence=occurrence,
            summary=self._brief(event.summary) if event.summary else None,
            lines=tuple(self._again(coming.again)),
            links=tuple((gettext(words), address) for words, address in _links(event, self.day)),
            agenda=tuple(self._agenda(agenda, occurrence)),
            more_agenda=self.more(len(agenda[AGENDA:])),
            times=() if event.is_off else tuple(clocks.local_times(self.view, occurrence, self.localizer.language)),
        )

    def deadline(self, deadline: Deadline) -> Entry:
        about, language = self.localizer.pick(deadline.about) if deadline.about else ("", "")
        words = _DEADLINES[deadline.kind]
        plain = words == "%(title)s"
        said = about if plain else self.localizer.gettext(words) % {"title": about}
        return Entry(
            title=TaggedText(said, language if plain else self.localizer.language),
            url=absolute(self.view, deadline.address),
            facts=(self._own(dates.full_day_words(deadline.day, self.localizer.cldr)),),
        )

    def _own(self, text: str) -> TaggedText:
        return TaggedText(text, self.localizer.cldr)

    def _language(self, post: Post) -> Iterator[TaggedText]:
        """The name of a post's language, where it isn't the reader's."""
        if post.language != self.localizer.language:
            yield TaggedText(dates.own_name(post.language), post.language)

    def _summary(self, post: Post) -> TaggedText | None:
        text = shortened(self.view.markup.summary(post))
        return TaggedText(text, post.language) if text else None

    def _brief(self, words: Words) -> TaggedText:
        text, language = self.localizer.pick(words)
        return TaggedText(shortened(text), language)

    def _names(self, credits: tuple[Credit, ...]) -> Iterator[str]:
        names = [self._name(credit) for credit in credits]
        said = self.localizer.gettext("; ").join(names[:NAMES])
        yield f"{said} … {self.more(len(names[NAMES:]))}" if names[NAMES:] else said

    def _name(self, credit: Credit) -> str:
        parts = (credit.name, credit.affiliation)
        return self.localizer.gettext(", ").join(self.localizer.plain(words) for words in parts if words)

    def _where(self, event: Event) -> Iterator[str]:
        if event.place and (venue := self.localizer.venue(event.place)):
            yield self.localizer.gettext(", ").join(venue)
        if event.online:
            online, platform = self.localizer.gettext("Online"), event.online.platform
            yield f"{online} ({platform})" if platform else online

    def _again(self, again: tuple[Occurrence, ...]) -> Iterator[str]:
        if again:
            days = self.localizer.gettext("; ").join(self.localizer.day(it.day) for it in again[:AGAIN])
            said = self.localizer.gettext("Again on %(days)s") % {"days": days}
            yield f"{said} … {self.more(len(again[AGAIN:]))}" if again[AGAIN:] else said

    def _agenda(self, agenda: tuple[AgendaItem, ...], occurrence: Occurrence) -> Iterator[Item]:
        for day, items in days_of(agenda[:AGENDA], occurrence.day):
            for number, item in enumerate(items):
                first = self.localizer.day_of_month(day) if day and not number else ""
                until = f"–{item.until}" if item.until else ""
                yield Item(
                    TaggedText(item.title), first, f"{item.time}{until}" if item.time else "", tuple(self._facts(item))
                )

    def _facts(self, item: AgendaItem) -> Iterator[str]:
        lead, proposed_by = (self.view.site.credit(who) if who else None for who in (item.lead, item.proposed_by))
        if lead:
            yield self.localizer.gettext("Led by %(who)s") % {"who": self._name(lead)}
        if proposed_by and not (lead and proposed_by.name in (lead.name, lead.affiliation)):
            yield self.localizer.gettext("Proposed by %(who)s") % {"who": self._name(proposed_by)}
        if item.minutes:
            ngettext = catalogue(self.localizer.language).ngettext
            yield ngettext("%(num)d minute", "%(num)d minutes", item.minutes) % {"num": item.minutes}


def _links(event: Event, day: date) -> Iterable[tuple[str, str]]:
    """What someone who wants to be there opens. A joining link is here only if everyone may have it."""
    registration = event.registration
    if registration and registration.url and not event.is_off and registration.is_open(day):
        yield N_("Register"), registration.url
    if link := joining_link(event):
        yield N_("Join the call"), link


def once(made: Callable[[T], V]) -> Callable[[T], V]:
    """The same of the same thing. Things are kept, so that no other is in the place of one that is gone."""
    kept: dict[int, tuple[T, V]] = {}

    def of(thing: T) -> V:
        if id(thing) not in kept:
            kept[id(thing)] = thing, made(thing)
        return kept[id(thing)][1]

    return of
