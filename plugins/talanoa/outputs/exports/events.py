"""The events, as open data: one entry for each event in JSON, one line for each occurrence in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from talanoa import addresses
from talanoa.groups import SeriesOfEvents
from talanoa.model.agenda import AgendaItem, Backer, days_of
from talanoa.model.document import Document
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, pattern_of
from talanoa.model.survey import Survey
from talanoa.model.values import MarkdownWords, Moment
from talanoa.outputs.dates import machine
from talanoa.outputs.exports.credits import SOMEONE, Someone, everyone, someone
from talanoa.outputs.exports.fields import (
    Entry,
    Field,
    Fields,
    attributes,
    entry,
    newest,
    rich,
    several,
    whole,
)
from talanoa.outputs.structured import absolute, page_of
from talanoa.outputs.view import View


def _address(occurrence: Occurrence) -> str:
    return addresses.occurrence(occurrence.event.id, occurrence.original)


def _moment(moment: Moment | None, timezone: str) -> str | None:
    return machine(moment, timezone) if moment is not None else None


def _markdown(view: View, occurrence: Occurrence, text: MarkdownWords | None) -> Any:
    return rich(view, text, occurrence.event.written_at.file, _address(occurrence))


def _item_notes(view: View, pair: tuple[Occurrence, AgendaItem, date | None]) -> Any:
    return _markdown(view, pair[0], pair[1].notes)


def _document_url(view: View, document: Document) -> str:
    return whole(view, view.document_address(document))


def _read_at(view: View, document: Document | None) -> str | None:
    return _document_url(view, document) if document else None


def _place_in_series(view: View, event: Event) -> tuple[SeriesOfEvents, int | None] | None:
    series = view.site.series.get(event.series.id) if event.series else None
    return (series, event.series.number) if series and event.series else None


def _items(occurrence: Occurrence) -> tuple[tuple[Occurrence, AgendaItem, date | None], ...]:
    days = days_of(occurrence.event.agenda, occurrence.day)
    return tuple((occurrence, item, day) for day, items in days for item in items)


_BACKERS: Fields = (
    Field("id", "the id in members.json, of a member", lambda view, it: it[0].id),
    Field("name", "the name", lambda view, it: view.localizer().plain(it[0].credit.name)),
    Field("url", "the page on this site", lambda view, it: page_of(view, it[0].credit)),
    Field("role", "what it does for the event", lambda view, it: it[1]),
)


def _backers(view: View, backers: tuple[Backer, ...]) -> tuple[tuple[Someone, str | None], ...]:
    found = ((view.site.backer(it), it) for it in backers)
    return tuple(
        (Someone(credit, it.member if credit.address else None), it.role) for credit, it in found if credit is not None
    )


def _answered_at(view: View, survey: Survey) -> str | None:
    return survey.url if survey.is_open(view.site.today) else None


def _figures(view: View, id: str) -> str | None:
    found = view.site.surveys.get(id)
    return absolute(view, addresses.survey(id)) if found and found.questions else None


_AGENDA: Fields = (
    Field("title", "what it is about", lambda view, it: it[1].title),
    Field("proposed_by", "who proposed it", lambda view, it: someone(view, it[1].proposed_by), SOMEONE),
    Field("lead", "who leads it", lambda view, it: someone(view, it[1].lead), SOMEONE),
    several("speakers", "who speaks", lambda view, it: everyone(view, it[1].speakers), SOMEONE),
    Field("day", "the day on which it is, of an agenda of several days", lambda view, it: it[2]),
    Field("time", "the local time at which it begins, such as 09:30", lambda view, it: it[1].time),
    Field("minutes", "how many minutes it takes", lambda view, it: it[1].minutes),
    Field("break", "true for a break", lambda view, it: it[1].break_ or None),
    Field("status", "proposed, agreed, done or carried", lambda view, it: it[1].status),
    Field("notes", "what came of it, by language: as HTML and as plain text", _item_notes),
)
_DOCUMENTS: Fields = (
    *attributes(
        ("title", "what it is called"),
        (
            "kind",
            "concept-note, survey, draft, validated, presentation, notes, recording or other",
        ),
        ("language", "the language that it is in (BCP 47)"),
        ("date", "its date"),
    ),
    Field("url", "where it is", _document_url),
)

_STEPS: Fields = (
    Field("state", "draft, validated, tabled or adopted", lambda view, it: it.state),
    Field("date", "the day", lambda view, it: it.day),
    Field("reached", "true if it has got there", lambda view, it: it.is_reached),
    Field("event", "the id of the event at which it gets there", lambda view, it: it.event.id if it.event else None),
    Field(
        "document",
        "the text, once it has got there",
        lambda view, it: it.document if it.is_reached else None,
        _DOCUMENTS,
    ),
)

FIELDS: Fields = (
    Field[Occurrence]("id", "the permanent name; it never changes and is never used again", lambda v, it: it.event.id),
    Field[Occurrence](
        "date", "of one occurrence of a recurring event: the day that names it", lambda view, it: it.original
    ),
    Field[Occurrence]("title", "what it is called, by language", lambda view, it: it.event.title),
    Field[Occurrence](
        "type",
        "call, meeting, workshop, webinar, summit, deadline, review or other",
        lambda view, it: it.event.type,
    ),
    Field[Occurrence]("status", "confirmed, tentative, cancelled or postponed", lambda view, it: it.event.status),
    Field[Occurrence](
        "start",
        "when it begins: a day, or a local time with its offset from UTC (RFC 3339)",
        lambda view, it: _moment(it.start, it.event.timezone),
    ),
    Field[Occurrence](
        "end",
        "when it ends, written in the same way; for whole days, the last day, inclusive",
        lambda view, it: _moment(it.end, it.event.timezone),
    ),
    Field[Occurrence]("timezone", "the zone of its times (IANA)", lambda view, it: it.event.timezone),
    Field[Occurrence](
        "all_day", "true if it has days and no times", lambda view, it: not isinstance(it.start, datetime)
    ),
    Field[Occurrence]("summary", "what it is about, by language", lambda view, it: it.event.summary),
    Field[Occurrence](
        "description",
        "what people should know before they come, by language: as HTML and as plain text",
        lambda view, it: _markdown(view, it, it.event.description),
    ),
    Field[Occurrence](
        "place",
        "where people meet in person",
        lambda view, it: it.event.place,
        attributes(
            ("name", "the building or the room"),
            ("address", "street and number"),
            ("city", "the town"),
            ("country", "ISO 3166-1 alpha-2"),
            ("latitude", "degrees north (WGS 84)"),
            ("longitude", "degrees east (WGS 84)"),
            ("accessibility", "steps, lifts, hearing loops …"),
        ),
    ),
    Field[Occurrence](
        "online",
        "where people meet online",
        lambda view, it: it.event.online,
        (
            Field("platform", "the program that people use", lambda view, it: it.platform),
            Field("url", "the joining link, if everyone may have it", lambda view, it: it.public_url),
        ),
    ),
    Field[Occurrence]("languages", "the languages that are spoken (BCP 47)", lambda view, it: it.event.languages),
    Field[Occurrence](
        "interpretation",
        "the languages that it is interpreted into (BCP 47), or a sentence about it",
        lambda view, it: it.event.interpretation,
    ),
    Field[Occurrence](
        "participants",
        "who it is for, by language: as HTML and as plain text",
        lambda view, it: _markdown(view, it, it.event.participants),
    ),
    several(
        "partners",
        "who prepares it with the hosts",
        lambda view, it: _backers(view, it.event.partners),
        _BACKERS,
        "name",
    ),
    several("funders", "who pays for it", lambda view, it: _backers(view, it.event.funders), _BACKERS, "name"),
    several("speakers", "who speaks", lambda view, it: everyone(view, it.event.speakers), SOMEONE, "name"),
    several("hosts", "who invites", lambda view, it: everyone(view, it.event.hosts), SOMEONE, "name"),
    Field[Occurrence](
        "countries", "the countries that it is about (ISO 3166-1 alpha-2)", lambda view, it: it.event.countries
    ),
    Field[Occurrence]("themes", "ids of the network's themes", lambda view, it: it.event.themes),
    Field[Occurrence]("activities", "ids of the network's activities", lambda view, it: it.event.activities),
    Field[Occurrence](
        "registration",
        "how to take part",
        lambda view, it: it.event.registration,
        attributes(
            ("url", "where to register"),
            ("opens", "the first day of registration"),
            ("closes", "the last day"),
            ("audience", "who may come"),
            ("cost", "what it costs"),
        ),
    ),
    several(
        "agenda",
        "what people talk about, in this order",
        lambda view, it: _items(it),
        _AGENDA,
    ),
    several(
        "proposals",
        "what people proposed for it",
        lambda view, it: it.event.proposals or (),
        (
            Field("title", "what is proposed", lambda view, it: it.title),
            Field("by", "who proposes it", lambda view, it: someone(view, it.by), SOMEONE),
            Field("theme", "the id of one of the network's themes", lambda view, it: it.theme),
            Field("country", "the country that it is about (ISO 3166-1 alpha-2)", lambda view, it: it.country),
            Field("outcome", "what became of it", lambda view, it: it.outcome),
        ),
        "title",
    ),
    several("documents", "papers and recordings", lambda view, it: it.event.documents, _DOCUMENTS),
    several(
        "attended",
        "the members that came, if the network publishes it",
        lambda view, it: everyone(view, it.event.attended),
        SOMEONE,
        "name",
    ),
    Field[Occurrence](
        "attended_count",
        "how many members came, if the network publishes it",
        lambda view, it: it.event.attended_count,
    ),
    Field[Occurrence](
        "notes",
        "what came of it, by language: as HTML and as plain text",
        lambda view, it: _markdown(view, it, it.event.notes),
    ),
    Field[Occurrence](
        "survey",
        "a survey around it",
        lambda view, it: (it.event.id, it.event.survey) if it.event.survey else None,
        (
            Field("title", "what it is called", lambda view, it: it[1].title),
            Field("url", "where to answer, while it is open", lambda view, it: _answered_at(view, it[1])),
            Field("opens", "the first day for answers", lambda view, it: it[1].opens),
            Field("closes", "the last day", lambda view, it: it[1].closes),
            Field("results", "its figures as a CSV file, once it is closed", lambda view, it: _figures(view, it[0])),
        ),
    ),
    Field[Occurrence](
        "series",
        "its place in a numbered series",
        lambda view, it: _place_in_series(view, it.event),
        (
            Field("id", "the permanent name of the series", lambda view, it: it[0].id),
            Field("title", "what the series is called, by language", lambda view, it: it[0].title),
            Field("number", "the event's number in it", lambda view, it: it[1]),
            Field(
                "output",
                "what the series works towards",
                lambda view, it: it[0].output,
                (
                    Field("title", "what that is called, by language", lambda view, it: it.title),
                    Field(
                        "state", "how far it is today: draft, validated, tabled or adopted", lambda view, it: it.state
                    ),
                    Field("url", "where it can be read", lambda view, it: _read_at(view, it.document)),
                    several("steps", "how far it got, and is to get, oldest first", lambda view, it: it.steps, _STEPS),
                ),
            ),
            Field(
                "url",
                "the page of the series on this site",
                lambda view, it: absolute(view, addresses.series(it[0].id)),
            ),
        ),
    ),
    Field[Occurrence](
        "recurrence",
        "how it recurs",
        lambda view, it: it.event.recurrence,
        (
            *attributes(
                ("every", "how often, such as 6 weeks"),
                ("count", "how many times in all"),
                ("until", "or the last day, inclusive"),
            ),
            Field("except", "days on which it doesn't take place", lambda view, it: it.except_),
        ),
    ),
    Field[Occurrence]("updated", "when the entry was last changed", lambda view, it: it.event.updated),
    Field[Occurrence](
        "sequence",
        "a number that rises with each change of time, place or status",
        lambda view, it: it.event.sequence,
    ),
    Field[Occurrence]("url", "its page on this site", lambda view, it: absolute(view, _address(it))),
    Field[Occurrence](
        "calendar",
        "the event as a file for calendar programs, with all its dates",
        lambda view, it: absolute(view, addresses.event_file(it.event.id)),
    ),
)
OCCURRENCES = "of a recurring event, each occurrence: its `date`, and all fields that differ from the event’s own (null: none there)"
# What belongs to one occurrence, not to a series.
_OF_ONE = frozenset({"agenda", "proposals", "documents", "attended", "attended_count", "notes"})
_OF_EACH = frozenset({"date", "start", "end", "status", "url"})


def events(view: View) -> Iterator[Entry]:
    for event in sorted(view.site.events, key=lambda event: event.id):
        yield _event(view, event)


def every_occurrence(view: View) -> Iterator[Occurrence]:
    for event in sorted(view.site.events, key=lambda event: event.id):
        yield from view.site.occurrences_of[event.id]


def updated(view: View) -> date | None:
    stamps = [stamp for occurrence in every_occurrence(view) if (stamp := occurrence.event.updated)]
    stamps += [event.updated for event in view.site.events if event.updated]
    return newest([stamp.day for stamp in stamps], view.site.today)


def _event(view: View, event: Event) -> Entry:
    if event.recurrence is None:
        return entry(view, FIELDS, view.site.occurrences_of[event.id][0])
    usual = entry(view, tuple(field for field in FIELDS if field.key not in _OF_ONE), pattern_of(event))
    return usual | {"occurrences": [_differing(view, usual, o) for o in view.site.occurrences_of[event.id]]}


def _differing(view: View, usual: Entry, occurrence: Occurrence) -> Entry:
    found = entry(view, FIELDS, occurrence)
    missing = {key: None for key in usual if key not in found}
    return {k: v for k, v in (found | missing).items() if k in _OF_EACH or usual.get(k) != v}
