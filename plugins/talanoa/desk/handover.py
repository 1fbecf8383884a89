"""What the next coordinator needs, as the files of one folder: how things stand, what is due, where things are, the year in figures, contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from talanoa.desk import participation_formats
from talanoa.desk.charts import charts
from talanoa.desk.papers import Paper, as_markdown, escaped
from talanoa.desk.participation import Participation
from talanoa.desk.people import has_left
from talanoa.desk.promises import YEAR
from talanoa.desk.reminders import calendar
from talanoa.desk.review import Period, as_post, in_short, network
from talanoa.desk.tasks import TITLES, Task
from talanoa.load import Content
from talanoa.model.event import documents_of
from talanoa.model.occurrences import occurrences_of
from talanoa.outputs.exports.lines import as_line, sheet

_FILES = (
    ("desk.md", "what is due and what is stale"),
    ("desk.ics", "the same as a private calendar, with reminders of the time ahead"),
    ("participation.md", "who joined which calls; not for publication"),
    ("figures.md", "the year in figures, with charts"),
    ("review.md", "the next review, as a draft for a post"),
    ("contacts.csv", "members with a contact that agreed to be known"),
)


def handover(
    content: Content, today: date, tasks: Iterable[Task], desk: Paper, found: Participation | None, span: Period | None
) -> dict[str, bytes]:
    """The files by name. Without a term there are no figures and no review; without calls that are asked for, no roll."""
    tasks = tuple(tasks)
    files = {
        "desk.md": as_markdown(desk).encode(),
        "desk.ics": calendar(content, today),
        "contacts.csv": _contacts(content, today),
    }
    if found:
        files["participation.md"] = participation_formats.as_markdown(found).encode()
    figures = network(content, span) if span else None
    if span and figures:
        drawn = charts(figures.tables)
        files["figures.md"] = with_charts(figures, {id: f"{id}.svg" for id in drawn}).encode()
        files["review.md"] = as_post(content, span, figures.tables).encode()
        files |= {f"{id}.svg": data for id, data in drawn.items()}
    readme = _readme(content, today, tasks, figures, files)
    return {"README.md": "\n".join((*readme, "")).encode(), **files}


def with_charts(paper: Paper, names: dict[str, str]) -> str:
    """A report in Markdown, each table that was drawn with its picture."""
    text = as_markdown(paper)
    for table in paper.tables:
        if name := names.get(table.id):
            heading = f"## {escaped(table.title)}\n"
            text = text.replace(heading, f"{heading}\n![{escaped(table.title)}, as bars](<{name}>)\n", 1)
    return text


def _readme(
    content: Content, today: date, tasks: tuple[Task, ...], figures: Paper | None, files: dict[str, bytes]
) -> Iterator[str]:
    yield f"# {escaped(str(content.network.name))}: handover of {today.isoformat()}"
    yield from ("", "For the next coordinator. Nothing here is published.", "", "## How things stand", "")
    if figures:
        yield from (*figures.lead, "", *in_short(figures))
    else:
        yield "The network has no term that has begun."
    yield from ("", "## What is due", "")
    due = [task for task in tasks if task.kind in ("due", "coming")]
    yield from (f"- {escaped(f'{task.day}: {task.words}')}" for task in due)
    counts = {kind: sum(task.kind == kind for task in tasks) for kind in TITLES if kind not in ("due", "coming")}
    yield from (f"- {TITLES[kind]}: {count}" for kind, count in counts.items() if count)
    yield from ("", "[desk.md](desk.md) has all of it.", "", "## What is in this folder", "")
    yield from (f"- [{name}]({name}): {what}" for name, what in _FILES if name in files)
    yield from ("", "## Where things are", "")
    yield from (f"- {line}" for line in _places(content))
    yield from ("", "## Documents of the last year", "")
    yield from _documents(content, today)
    yield from ("", "## What to do when", "")
    yield from (f"- {line}" for line in _HABITS)


_HABITS = (
    "Every Monday: `talanoa report desk`.",
    "After a call: `talanoa import attendance EVENT DATE FILE`, then its notes, then `talanoa carry EVENT DATE`.",
    "Every month: `talanoa report participation`; get in touch with members that have joined none.",
    "On a day of review: `talanoa report review --format md`.",
    "Before anything is published: `talanoa check`.",
)


def _places(content: Content) -> Iterator[str]:
    network = content.network
    yield "Who the network is, its term and its lists: `network.yml`; members: `members.yml` or `members/`; events: `events.yml` or `events/`; texts: `posts/` and `docs/`"
    yield "The site's address and its menu: `mkdocs.yml`"
    convener = network.convener
    if convener:
        yield escaped(f"Convener: {convener.name}{f', {convener.organisation}' if convener.organisation else ''}")
    if network.mailing_list:
        yield escaped(f"Mailing list: {network.mailing_list.name}") + _link(network.mailing_list.url)
    if network.join and network.join.form:
        yield f"Form to join:{_link(network.join.form)}"
    for event in content.events:
        if event.recurrence:
            yield escaped(f"Series of calls or meetings: {event.title} (`{event.id}`, {event.id.place.file})").replace(
                "\\`", "`"
            )
    for series in content.series:
        yield escaped(f"Series: {series.title} ({series.id.place.file})")


def _link(url: str | None) -> str:
    return f" <{url}>" if url else ""


def _documents(content: Content, today: date) -> Iterator[str]:
    found = [
        (document.date or event_day, str(document.title), document.url or document.file or "")
        for event in content.events
        for event_day in [max((it.day for it in occurrences_of(event) if it.day <= today), default=None)]
        for document in documents_of(event)
        if event_day
    ]
    recent = sorted((it for it in found if today - YEAR <= it[0] <= today), reverse=True)
    yield from (f"- {day.isoformat()} {escaped(title)}{_link(where)}" for day, title, where in recent)
    if not recent:
        yield "None."


def _contacts(content: Content, today: date) -> bytes:
    """Addresses of those who agreed to their publication by that day, and forms."""
    rows = [
        (
            str(it.id),
            str(it.name),
            it.country,
            it.contact.name,
            it.contact.role,
            it.contact.email_on(today),
            it.contact.form,
            it.contact.consent,
        )
        for it in sorted(content.members, key=lambda it: it.id)
        if not has_left(it, today) and it.contact.email_on(today)
    ]
    heads = ("id", "name", "country", "contact", "role", "email", "form", "consent")
    return sheet(heads, (as_line(str(cell) if cell is not None else None for cell in row) for row in rows))
