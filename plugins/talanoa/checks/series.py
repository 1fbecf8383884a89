"""Series of events: which there are, their numbers, and the steps of what they work towards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from talanoa.checks.checked import Checked
from talanoa.checks.files import found, unsafe
from talanoa.groups import day_of_step, document_of, grouped
from talanoa.load import may_be_published
from talanoa.model.event import Event, documents_of
from talanoa.model.reach import is_web_address
from talanoa.model.series import STATES, Series, Step
from talanoa.model.values import DocumentRef, FilePath, Id
from talanoa.model.wrong import shown
from talanoa.problems import Problem, Severity


def unknown_series(checked: Checked) -> Iterator[Problem]:
    """Events of a series that is neither listed nor described by any of its events."""
    content = checked.content
    listed = {str(series.id) for series in content.series}
    described = {
        str(event.series.id) for event in content.events if event.series and (event.series.title or event.series.output)
    }
    known = listed | described
    for event in content.events:
        if event.series and event.series.id not in known | content.dropped:
            yield _unknown(event.series.id, listed, checked.guess("series", event.series.id, known))


def _unknown(id: Id, listed: set[str], meant: str | None) -> Problem:
    severity = Severity.ERROR if listed else Severity.WARNING  # before series could be listed, an id was enough
    help = "list series under `series:`, next to `events:`, each with an id and a title"
    return Problem("unknown-series", f"no series has the id '{shown(id)}'", id.place, help, meant, severity)


def described_twice(checked: Checked) -> Iterator[Problem]:
    """What an event says of a series that is listed is shown nowhere."""
    listed = {str(series.id) for series in checked.content.series}
    for event in checked.content.events:
        if event.series and event.series.id in listed and (event.series.title or event.series.output):
            message = f"the series '{event.series.id}' is listed, so what this event says about it isn't shown"
            help = "take `title` and `output` out here, and keep `id` and `number`"
            yield Problem("described-twice", message, event.series.id.place, help, severity=Severity.WARNING)


def duplicate_numbers(checked: Checked) -> Iterator[Problem]:
    """Two events that are one number of a series. One that was called off may be held again."""
    first: dict[tuple[str, int], Event] = {}
    for event in checked.content.events:
        if event.series and event.series.number is not None and not event.is_off:
            other = first.setdefault((str(event.series.id), event.series.number), event)
            if other is not event:
                message = (
                    f"'{other.id}' is number {event.series.number} of the series '{event.series.id}' too, "
                    f"in {other.written_at}"
                )
                help = "use the next number; a series has each number once"
                yield Problem("duplicate-number", message, event.series.id.place, help)


def steps(checked: Checked) -> Iterator[Problem]:
    """The steps of outputs: when they were, in which order, and in which text."""
    events = {str(event.id): event for event in checked.content.events}
    by_series = grouped(checked.content.events, lambda event: [event.series.id] if event.series else [])
    for series in checked.content.series:
        last: tuple[Step, date | None] | None = None
        for step in series.output.steps if series.output else ():
            event = events.get(step.event) if step.event else None
            day = day_of_step(step, event)
            yield from _incomplete(checked, step, event, day)
            if last:
                yield from _out_of_order(*last, step, day)
            last = step, day or (last[1] if last else None)
        yield from _unknown_documents(checked, series, by_series.get(series.id, ()), events)


def _incomplete(checked: Checked, step: Step, event: Event | None, day: date | None) -> Iterator[Problem]:
    if day is None and not (step.event and event is None):  # an event that is unknown is reported as such
        why = f"the event '{event.id}' happens more than once" if event else "it has neither a date nor an event"
        message = f"the step '{step.state}' doesn't say when: {why}"
        help = "add `date:` or `event:`; leave the step out until the date is known"
        yield Problem("incomplete-step", message, step.written_at, help)
    elif day and day <= checked.site.today and step.document is None and step.state in ("draft", "validated"):
        message = f"the step '{step.state}' was on {day}, but has no document"
        help = "add `document:` with the title, file or address of the text"
        yield Problem("incomplete-step", message, step.written_at, help, severity=Severity.WARNING)


def _out_of_order(before: Step, previous: date | None, step: Step, day: date | None) -> Iterator[Problem]:
    place = step.event.place if step.event and step.date is None else step.written_at
    if day and previous and day < previous:
        message = f"the step '{step.state}' is on {day}, before the step '{before.state}' above it ({previous})"
        yield Problem("date-order", message, place, "write the steps in the order of their dates")
    elif STATES.index(step.state) < STATES.index(before.state):
        message = f"the step '{step.state}' comes after '{before.state}'"
        help = f"an output goes from {', '.join(STATES[:-1])} to {STATES[-1]}; a state may be repeated"
        yield Problem("date-order", message, step.written_at, help)


def _unknown_documents(
    checked: Checked, series: Series, of_series: Sequence[Event], events: Mapping[str, Event]
) -> Iterator[Problem]:
    for step in series.output.steps if series.output else ():
        name = step.document
        if not isinstance(name, DocumentRef) or is_web_address(name):
            continue
        event = events.get(step.event) if step.event else None
        known = [*([event] if event else []), *of_series]
        path = FilePath.at(name, name.place)
        file = found(path, checked)
        if document_of(name, known) or any(page in checked.content.docs for page in path.candidates):
            continue
        if file is None:
            names = [
                str(it)
                for one in known
                for document in documents_of(one)
                for it in (document.title, document.file)
                if it
            ]
            message = f"the series has no document '{shown(name)}'"
            help = "write the title, file or address of a document of its events, or the path of a file"
            yield Problem(
                "unknown-document", message, name.place, help, checked.guess(f"document of {series.id}", name, names)
            )
        elif not may_be_published(file):
            yield unsafe(file, name.place)
