"""The network's files, for commands that neither build nor check them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import unified_diff

import click

from talanoa import clock
from talanoa.amend import Change, amend, preview
from talanoa.cache_folder import folder_of
from talanoa.characters import printable
from talanoa.cli.options import ROOT, count_words, say, show
from talanoa.files import read_bytes, refusal
from talanoa.load import Content, ReadingCache, load
from talanoa.model.event import Event
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.model.recurrence import day_of
from talanoa.model.zones import there
from talanoa.problems import has_errors, in_order, nearest
from talanoa.source import MAX_BYTES


def content(*, strict: bool = False) -> Content:
    """What the files say; ends the program where they can't be read, and says so where they have errors.

    `strict` ends it there too.
    """
    readings = ReadingCache(folder_of(ROOT))
    found, problems = load(ROOT, readings)
    readings.add()
    if found is None or (strict and has_errors(problems)):
        show(in_order(problems))
        sys.exit(1)
    if has_errors(problems):
        say(f"The files have {count_words(problems)}, so something may be missing here; `talanoa check` lists them.")
    return found


def event_of(files: Content, id: str) -> Event:
    """The event that has an id, or had it; ends the program if there is none."""
    if event := next((event for event in files.events if id in (event.id, *event.formerly)), None):
        return event
    near = nearest(id, [str(event.id) for event in files.events])
    series = ", ".join(str(event.id) for event in files.events if event.recurrence)
    help = f"; did you mean '{near}'?" if near else f"; series of calls are {series}" if series else ""
    raise click.UsageError(f"there is no event '{id}'{help}")


def occurrence_of(files: Content, id: str, original: date) -> tuple[Event, Occurrence]:
    """An event, and what of it is on its original date, or starts on it if it doesn't recur; ends the program if there is none."""
    event = event_of(files, id)
    found = {call.original or day_of(event.start): call for call in occurrences_of(event)}
    if original in found:
        return event, found[original]
    near = nearest_days(found, original.isoformat())
    help = "a call that was moved keeps its first date"
    raise click.UsageError(f"'{id}' has nothing on {original.isoformat()}; the nearest are {near} ({help})")


def say_if_to_come(call: Occurrence) -> None:
    """What is done with a call that hasn't been yet is done, and said: its date may be a mistake."""
    if call.day > there(clock.now(), call.event.timezone).date():
        say(f"This call is still to come: it is on {call.day.isoformat()}. Check the date.")


def nearest_days(days: Iterable[date], day: str) -> str:
    """Three of some days, in words; those nearest to one as it was typed, or the first if it isn't one."""
    found = sorted(days)
    with suppress(ValueError):
        wanted = date.fromisoformat(day)
        found = sorted(found, key=lambda it: abs((it - wanted).days))[:3]
    return ", ".join(it.isoformat() for it in sorted(found[:3]))


def difference(files: Mapping[str, bytes]) -> Iterator[str]:
    """The lines of what would be different in files, as programmers show it, without anything that could steer a terminal."""
    for path, data in sorted(files.items()):
        there = (ROOT / path).is_file()
        old = read_bytes(ROOT, path, MAX_BYTES) if there else b""
        before, after = (text.decode("utf-8", "replace").splitlines() for text in (old, data))
        for line in unified_diff(before, after, path if there else "/dev/null", path, lineterm=""):
            yield printable(line)


def change(wished: Sequence[Change], dry_run: bool, by_hand: str) -> None:
    """Makes all of the changes, or none and ends the program with what to do `by_hand`."""
    try:
        if len(preview(ROOT, wished)) < len(wished):
            say(f"{wished[0].file} can't be changed safely as it is written; nothing was changed. {by_hand}")
            sys.exit(1)
        if not dry_run:
            for _ in amend(ROOT, wished):
                pass
    except OSError as error:
        say(f"{refusal(error, 'changed')}. {by_hand}")
        sys.exit(1)
