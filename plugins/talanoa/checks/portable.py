"""Names that another computer can't write."""

from __future__ import annotations

import os
from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.names import is_writable_everywhere
from talanoa.problems import Place, Problem, Severity

WRITES_ALL = os.name != "nt"
"""True where every name can be written. Elsewhere, what would only be noted keeps the site from being built."""


def unwritable_names(checked: Checked) -> Iterator[Problem]:
    """Ids that keep this computer from writing the site, in which they are folders."""
    if not WRITES_ALL:
        yield from _unportable_ids(checked, Severity.ERROR)


def unportable_names(checked: Checked) -> Iterator[Problem]:
    """Files of the content, and ids, which are folders of the site. Two names that are one on some computers are the reader's matter."""
    for path in _files(checked):
        if not is_writable_everywhere(path):
            yield _problem("Windows can't write a file with this name", Place.start_of(path), Severity.NOTE)
    if WRITES_ALL:
        yield from _unportable_ids(checked, Severity.NOTE)


def _unportable_ids(checked: Checked, severity: Severity) -> Iterator[Problem]:
    for id, place in _ids(checked):
        if not is_writable_everywhere(id):
            yield _problem(f"the site would have a folder named '{id}', which Windows can't write", place, severity)


def _problem(message: str, place: Place, severity: Severity) -> Problem:
    help = "choose a name that works on every computer"
    return Problem("unportable-name", message, place, help, severity=severity)


def _files(checked: Checked) -> list[str]:
    content = checked.content
    entries = (*(member.id for member in content.members), *(event.id for event in content.events))
    read = (*(post.path for post in content.posts), *(id.place.file for id in entries))
    return sorted({*content.files, *content.docs, *read})


def _ids(checked: Checked) -> Iterator[tuple[str, Place]]:
    content, network = checked.content, checked.content.network
    people = (person.id for member in content.members for person in member.people)
    events = (thing.id for things in (content.events, content.series) for thing in things)
    things = (*(member.id for member in content.members), *people, *events)
    topics = (*(theme.id for theme in network.themes), *(activity.id for activity in network.activities))
    for id in (*things, *topics, *(status.id for status in network.statuses)):
        yield str(id), id.place
    for post in content.posts:
        if is_writable_everywhere(post.path):
            yield post.slug, Place.start_of(post.path)
