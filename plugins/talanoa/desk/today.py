"""What is due and what is stale on a day: everything that the desk shows, as tasks and as a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from talanoa.desk import due, fair, stale
from talanoa.desk.papers import Paper, Table, amount
from talanoa.desk.participation import Participation
from talanoa.desk.people import People
from talanoa.desk.tasks import TITLES, Kind, Task
from talanoa.load import Content
from talanoa.problems import Problem

LINKS = ("broken-link", "broken-anchor", "hidden-link", "missing-image")
_HEADS = ("Day", "What", "Who", "Where")


def tasks(
    content: Content,
    today: date,
    found: Participation | None,
    changed: Mapping[str, date],
    problems: Iterable[Problem] | None,
) -> tuple[Task, ...]:
    """By kind. `changed` has the days on which members' entries were changed, `problems` are those of the last check."""
    people = People(content.members)
    every = [
        *due.tasks(content, today),
        *stale.open_promises(content, people, today),
        *stale.commitments(content, people, today),
        *stale.records(content, today),
        *stale.unheard(found),
        *stale.answers(content, today),
        *fair.tasks(content, today),
        *stale.consent(content, today),
        *stale.countries_unchecked(content, today),
        *stale.events_unchecked(content, today),
        *stale.members_unchecked(content, changed, today),
        *_links(problems or ()),
        *stale.translations(content, today),
        *stale.silent_countries(content, today),
    ]
    order = {kind: number for number, kind in enumerate(TITLES)}
    return tuple(sorted(every, key=lambda task: order[task.kind]))


def _links(problems: Iterable[Problem]) -> Iterator[Task]:
    for problem in problems:
        if problem.code in LINKS:
            yield Task("link", problem.message, place=problem.place)


def paper(content: Content, today: date, found: Iterable[Task], *, checked: bool) -> Paper:
    """`checked` says whether the last check looked at the files as they are now."""
    by_kind: dict[Kind, list[Task]] = {kind: [] for kind in TITLES}
    for task in found:
        by_kind[task.kind].append(task)
    lead = [
        f"{amount(sum(map(len, by_kind.values())), 'thing')} to look at on {today.isoformat()}. For the coordinator; none of it is published."
    ]
    if not checked:
        lead.append("Links haven't been checked since the files changed: run `talanoa check`, then this report again.")
    tables = (
        Table(kind, TITLES[kind], _HEADS, tuple(map(_row, it)), _note(kind), is_list=True)
        for kind, it in by_kind.items()
    )
    return Paper("desk", f"{content.network.name}: the desk", today, tuple(lead), tuple(it for it in tables if it.rows))


def _row(task: Task) -> tuple[str, str, str, str]:
    return (task.day.isoformat() if task.day else "", task.words, task.who, task.where)


def _note(kind: Kind) -> str:
    return (
        "Oldest first. An item that has waited for long may be better dropped than carried over again."
        if kind == "promise"
        else ""
    )
