"""All figures of a review, as a report; and the same for those who fund the network."""

from __future__ import annotations

from datetime import date

from talanoa.desk.papers import Paper, Table
from talanoa.desk.review import given, members, talks
from talanoa.desk.review.period import Period
from talanoa.desk.review.snapshot import Snapshot
from talanoa.load import Content


def review(content: Content, found: Period) -> Paper:
    """The figures of the term up to the review, beside those of the last one."""
    title = f"{content.network.name}: {found.name.lower()}, {day_words(found.review)}"
    return Paper("review", title, found.day, tuple(lead(found)), tables(content, found))


def tables(content: Content, found: Period) -> tuple[Table, ...]:
    then, now = (Snapshot.of(content, found.start, day) for day in (found.before, found.day))
    return (*members.tables(then, now), *talks.tables(then, now), *given.tables(then, now))


def lead(found: Period) -> list[str]:
    """What the figures are about."""
    so_far = " so far; the review itself is on " + day_words(found.review) if found.is_so_far else ""
    compared = "the last review" if found.number > 1 else "the first day of the term"
    return [
        f"Figures from {day_words(found.start)}, when the term began, to {day_words(found.day)}{so_far}.",
        f"The figures before them are those of {day_words(found.before)}, {compared}. What is hidden or was withdrawn is never named, and counted only where that gives no one away.",
    ]


def network(content: Content, found: Period) -> Paper:
    """The same for a funder's report, under another title."""
    title = f"{content.network.name}: the network in figures, {day_words(found.start)} to {day_words(found.day)}"
    return Paper("network", title, found.day, tuple(lead(found)), tables(content, found))


def day_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
