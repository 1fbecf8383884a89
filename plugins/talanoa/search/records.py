"""Site → what the search knows of it. Content only: neither the interface's words nor pages that merely list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from html.parser import HTMLParser

from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.model.event import Event
from talanoa.model.post import Guest
from talanoa.model.values import MarkdownWords, Words
from talanoa.outputs.dates import country_name
from talanoa.outputs.labels import LABELS
from talanoa.outputs.view import View


class Record(Struct, frozen=True):
    """One page that can be found. `kind` is a post's kind, or a noun of `labels.LABELS["found"]`."""

    address: str
    title: str
    text: str
    kind: str
    languages: tuple[str, ...]  # that it is written in, the title's first
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    date: date | None = None
    facts: tuple[str, ...] = ()  # what a result says of it below its title, in the site's first language


def in_words(view: View, record: Record) -> Record:
    """The record with its facts: its kind, its date, and its language if that isn't the site's first."""
    localizer, language = view.localizer(), record.languages[0]
    facts = [localizer.label(record.kind, "found" if record.kind in LABELS["found"] else "kind")]
    if record.date:
        facts.append(localizer.day(record.date))
    if language != view.language:
        facts.append(localizer.language_name(language))
    return replace(record, facts=tuple(facts))


def records(view: View) -> Iterator[tuple[str, str, Callable[[], Record]]]:
    """Everything of the site that has a page of its own, as noun, id and what makes the record; the hand-written pages are the engine's.

    What makes a record asks the view's site for the thing.
    """
    site, texts = view.site, _Texts(view)
    named: tuple[tuple[str, Iterable[str], Callable[[View, _Texts, str], Record]], ...] = (
        ("post", (post.slug for post in site.posts), _post),
        ("event", (event.id for event in site.events), _event),
        ("member", (member.id for member in site.members), _member),
        ("person", site.profiles, _person),
        ("country", (country.code for country in site.countries), _country),
        ("theme", (theme.id for theme in site.network.themes), _theme),
        ("series", site.series, _series),
    )
    return ((noun, id, partial(make, view, texts, id)) for noun, ids, make in named for id in ids)


def hand_written(address: str, title: str, language: str, html: str) -> Record:
    """A page of docs/, which is not ours to convert: its words are read from its HTML."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return Record(address, title, " ".join("".join(reader.parts).split()), "page", (language,))


class _Plain(HTMLParser):
    """The words of a page, without its blocks of code, in which examples are, and the marks of its headings."""

    _BLOCKS = frozenset("br dd div dt h1 h2 h3 h4 h5 h6 hr li p pre table td th tr".split())

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = False
        self.code = 0  # blocks that are open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("script", "style") or ("class", "headerlink") in attributes
        self.code += tag == "pre"
        if tag in self._BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        self.code = max(self.code - (tag == "pre"), 0)
        if tag in self._BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not (self.silent or self.code):
            self.parts.append(data)


class _Texts:
    """The words of fields, each in all of its languages."""

    def __init__(self, view: View) -> None:
        self.view = view

    def languages(self, title: Words, *texts: Words | MarkdownWords | None) -> tuple[str, ...]:
        """The languages of the texts; the one that the title is shown in comes first."""
        shown = self.view.localizer().pick(title)[1]
        return tuple(
            dict.fromkeys(
                (shown, *(language or self.view.language for text in texts if text for language in text.texts))
            )
        )

    def joined(self, *parts: Words | MarkdownWords | str | None) -> str:
        """All the words, each text once: the occurrences of an event repeat what it says."""
        return "\n".join(dict.fromkeys(text for part in parts for text in self._of(part) if text))

    def _of(self, part: Words | MarkdownWords | str | None) -> Iterable[str]:
        if isinstance(part, MarkdownWords):
            return (self.view.markup.converted(text).text for text in part.texts.values())
        if isinstance(part, Words):
            return part.texts.values()
        return (part or "",)


def _post(view: View, texts: _Texts, id: str) -> Record:
    post = view.site.post[id]
    authors = [word for credit in view.site.authors(post) for word in (credit.name, credit.affiliation)]
    signed = [credit.name for one in post.signatories if (credit := view.site.credit(one.member))]
    return Record(
        address=addresses.post(post.slug),
        title=post.title,
        text=texts.joined(
            post.summary,
            view.markup.converted(post.body).text,
            post.signing.addressed_to if post.signing else None,
            *authors,
            *signed,
            *(it.what for it in post.amended),
            post.response.summary if post.response else None,
            *(one.representative for one in post.signatories),
        ),
        kind=post.kind,
        languages=(str(post.language),),
        countries=_ids(post.countries),
        themes=_ids(post.themes),
        date=post.date.day,
    )


def _event(view: View, texts: _Texts, id: str) -> Record:
    event = view.site.event[id]
    occurrences = view.site.occurrences_of[event.id]
    shown = (event, *(occurrence.event for occurrence in occurrences))
    place = event.place
    return Record(
        address=addresses.event(event.id),
        title=view.localizer().plain(event.title),
        text=texts.joined(
            *(part for one in shown for part in (one.summary, one.description, one.notes)),
            *((place.name, place.address, place.city) if place else ()),
            *(credit.name for host in event.hosts if (credit := view.site.credit(host))),
            *(part for one in shown for item in one.agenda for part in (item.title, item.notes)),
            *(part for one in shown for it in one.proposals or () for part in (it.title, it.outcome)),
            event.participants,
            *(credit.name for it in (*event.partners, *event.funders) if (credit := view.site.backer(it))),
            *_speaking(view, shown),
            *(document.title for one in shown for document in one.documents),
            *(one.title for one in shown),
        ),
        kind="event",
        languages=texts.languages(event.title, event.title, event.summary, event.description),
        countries=_ids((*event.countries, *([place.country] if place and place.country else []))),
        themes=_ids(event.themes),
        date=occurrences[0].day if occurrences else None,
    )


def _speaking(view: View, shown: Iterable[Event]) -> Iterator[Words]:
    """The names of those who speak, and of guests who lead something; and of whom they speak for."""
    for event in shown:
        guests = [item.lead for item in event.agenda if isinstance(item.lead, Guest)]
        for who in (*event.speakers, *guests, *(speaker for item in event.agenda for speaker in item.speakers)):
            if credit := view.site.credit(who):
                yield credit.name
                if credit.affiliation:
                    yield credit.affiliation


def _member(view: View, texts: _Texts, id: str) -> Record:
    member = view.site.member[id]
    return Record(
        address=addresses.member(member.id),
        title=view.localizer().plain(member.name),
        text=texts.joined(member.about, member.name, member.short_name),
        kind="member",
        languages=texts.languages(member.name, member.name, member.about),
        countries=_ids((member.country, *member.works_in)),
        themes=_ids(member.themes),
    )


def _person(view: View, texts: _Texts, id: str) -> Record:
    profile = view.site.profiles[id]
    person = profile.person
    return Record(
        address=addresses.person(person.id),
        title=person.name,
        text=texts.joined(person.role, profile.affiliation, person.about),
        kind="person",
        languages=texts.languages(profile.affiliation, person.about),
        countries=_ids((profile.member.country,)),
    )


def _country(view: View, texts: _Texts, id: str) -> Record:
    country = next(country for country in view.site.countries if country.code == id)
    names = dict.fromkeys(country_name(country.code, str(language)) for language in view.site.network.languages)
    status, entry = country.status, country.entry
    return Record(
        address=addresses.country(country.code),
        title=view.localizer().country(country.code),
        text=texts.joined(
            *((status.title, status.meaning) if status else ()),
            *((entry.since, entry.source) if entry else ()),
            *names,
        ),
        kind="country",
        languages=(view.language,),
        countries=(country.code,),
    )


def _theme(view: View, texts: _Texts, id: str) -> Record:
    theme = next(theme for theme in view.site.network.themes if theme.id == id)
    return Record(
        address=addresses.theme(theme.id),
        title=view.localizer().plain(theme.title),
        text=texts.joined(theme.description, theme.title),
        kind="theme",
        languages=texts.languages(theme.title, theme.title, theme.description),
        themes=(theme.id,),
    )


def _series(view: View, texts: _Texts, id: str) -> Record:
    series = view.site.series[id]
    description = series.listed.description if series.listed else None
    output = series.output
    papers = [step.document.title for step in (output.steps if output else ()) if step.is_reached and step.document]
    return Record(
        address=addresses.series(series.id),
        title=view.localizer().plain(series.title),
        text=texts.joined(description, series.title, output.title if output else None, *papers),
        kind="series",
        languages=texts.languages(series.title, series.title, description),
        themes=_ids(theme for event in series.events for theme in event.themes),
    )


def _ids(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, ids)))
