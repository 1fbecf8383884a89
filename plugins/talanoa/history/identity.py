"""Ids and addresses stay: what links, feeds and calendars know is not lost, and not announced twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from talanoa import addresses
from talanoa.history.compared import Compared, Finding
from talanoa.load import STAND_IN
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.occurrences import occurrences_of
from talanoa.model.post import Post
from talanoa.model.values import Id, Words
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity
from talanoa.source import Mapping

T = TypeVar("T", Member, Event)

_ERASE = "if it should be erased, a maintainer can accept this in spite of the error"


def network(compared: Compared) -> Iterator[Finding]:
    """All ids in feeds and calendars are made of the network's id and authority."""
    node = compared.file("network.yml")
    if not isinstance(node, Mapping):
        return
    old, new = compared.before.network, compared.after.network
    # What couldn't be read has a stand-in, and a problem of its own.
    for key in ("id", "authority"):
        before, after, written = getattr(old, key), getattr(new, key), node.get(key)
        if before is STAND_IN[key] or after is STAND_IN[key] or before == after or written is None:
            continue
        text = before if isinstance(before, str) else f"{before.domain},{before.year}"
        yield _changed_setting(key, text, written.place)


def _changed_setting(key: str, old: str, place: Place) -> Finding:
    message = f"the network's `{key}` was '{shown(old)}'"
    help = f"write `{key}: {old}`: the ids in all feeds and calendars begin with it, and subscribers would get everything twice"
    return Finding(Problem("changed-id", message, place, help, old))


def posts(compared: Compared) -> Iterator[Finding]:
    """A post that has another name is still the same to feeds."""
    owners = compared.owners_of_slugs
    for old in compared.published.posts:
        new = owners.get(old.slug)
        if new is None or new.permanent_id == old.permanent_id:
            continue
        here = next((former.place for former in new.formerly if former == old.slug), new.written_at)
        problem = Problem(
            "changed-id",
            f"feeds know this post by the id '{old.permanent_id}', and now it has '{shown(new.permanent_id)}'",
            new.id.place if new.id else here,
            f"write `id: {old.permanent_id}`, or subscribers get the post a second time",
            old.permanent_id if new.id else None,
        )
        yield Finding(problem)


def renamed_events(compared: Compared) -> Iterator[Finding]:
    """An event's id is what calendars know it by; `formerly` leads readers on, but not calendars."""
    published = {str(event.id) for event in compared.published.events} - compared.events.keys()
    for event in compared.after.events:
        for former in event.formerly:
            if former in published:
                message = f"calendars know this event by the id '{former}': some will show it twice"
                help = f"keep `id: {former}` if you can; readers hardly see it"
                yield Finding(Problem("changed-id", message, former.place, help, severity=Severity.WARNING))


def lost_occurrences(compared: Compared) -> Iterator[Finding]:
    """Each time of a series has a page. Planning again is honest, but for a single time there is a better way."""
    for old in compared.published.events:
        new = compared.events.get(old.id)
        if new is None or (old.recurrence, old.start) == (new.recurrence, new.start):
            continue
        now = {occurrence.original for occurrence in occurrences_of(new)}
        lost = [o.original for o in occurrences_of(old) if o.original and o.original not in now]
        if lost:
            more = f", and so do {len(lost) - 1} more" if len(lost) > 1 else ""
            message = (
                f"the occurrence on {lost[0]} is gone: {addresses.occurrence(old.id, lost[0])} leads nowhere{more}"
            )
            help = f"to cancel one, keep it and write under `occurrences`: `{lost[0]}: {{status: cancelled}}`"
            place = compared.key(new.written_at, "recurrence", "start")
            yield Finding(Problem("vanished-id", message, place, help, severity=Severity.WARNING))


def vanished(compared: Compared) -> Iterator[Finding]:
    """Every address of a thing still leads to it, unless it is hidden now."""
    before, after = compared.published, compared.after
    yield from _listed(compared, "member", before.members, after.members, lambda member: member.name)
    yield from _listed(compared, "event", before.events, after.events, lambda event: event.title)
    yield from _posts(compared)
    yield from _people(compared)
    yield from _topics(compared)
    yield from _series(compared)
    yield from _hand_written(compared)


_HELP = {
    "member": "if it left, keep the entry and write `status: former`",
    "event": "if it was cancelled, keep the entry and write `status: cancelled`; to hide it, `visibility: hidden`",
    "post": "to hide it, keep the file and write `draft: true`",
}
_ADDRESSES = {"member": addresses.member, "event": addresses.event, "post": addresses.post, "person": addresses.person}


def _listed(
    compared: Compared, noun: str, before: tuple[T, ...], after: tuple[T, ...], name: Callable[[T], Words]
) -> Iterator[Finding]:
    """Members or events."""
    living = {str(thing.id): thing for thing in after}
    owners = {str(former): thing for thing in after for former in thing.formerly} | living
    known = {str(thing.id) for thing in before}
    added = {name(thing): thing for thing in living.values() if thing.id not in known}
    for old in before:
        new = owners.get(old.id)
        if new is None:
            if old.id in compared.after.dropped or compared.is_broken(old.id.place.file):
                continue
            other = added.get(name(old))
            place = other.id.place if other else _place_of_list(compared, old.id.place.file, f"{noun}s")
            yield _vanished(noun, old.id, place, other.id if other else None)
        else:
            place = compared.key(new.written_at, "formerly")
            yield from _lost_redirects(noun, old.formerly, owners.keys(), place)


def _posts(compared: Compared) -> Iterator[Finding]:
    owners, renamed = compared.owners_of_slugs, _Renamed(compared)
    for old in compared.published.posts:
        new = owners.get(old.slug)
        if new is None:
            if old.slug in compared.after.dropped:
                continue
            other = renamed.post(old)
            place = other.written_at if other else Place.start_of(old.path)
            yield _vanished("post", old.slug, place, other.slug if other else None, f" and `id: {old.permanent_id}`")
        else:
            place = next((former.place for former in new.formerly), new.written_at)
            yield from _lost_redirects("post", old.formerly, owners.keys(), place)


class _Renamed:
    """The new posts, to find the one that an old one has become, as far as one can see."""

    def __init__(self, compared: Compared) -> None:
        known = {post.slug for post in compared.before.posts}
        added = [post for post in compared.after.posts if post.slug not in known]
        self.by_id = {post.permanent_id: post for post in added}
        self.by_body = {str(post.body): post for post in added if post.body.strip()}
        self.by_title = {str(post.title): post for post in added}

    def post(self, old: Post) -> Post | None:
        found = self.by_id.get(old.permanent_id) or self.by_body.get(str(old.body))
        return found or self.by_title.get(str(old.title))


def _lost_redirects(noun: str, formerly: Iterable[Id], kept: Iterable[str], place: Place) -> Iterator[Finding]:
    for former in sorted({*formerly} - {*kept}):
        message = f"{_ADDRESSES[noun](former)} led to this {noun}, and now leads nowhere"
        help = f"write '{former}' under `formerly` again; {_ERASE}"
        yield Finding(Problem("vanished-id", message, place, help))


def _vanished(noun: str, id: str, place: Place, other: str | None, more: str = "") -> Finding:
    message = f"the {noun} '{id}' is gone, and {_ADDRESSES[noun](id)} leads nowhere"
    if other:
        message = f"'{other}' seems to be what was the {noun} '{id}', and {_ADDRESSES[noun](id)} leads nowhere"
    help = f"if it has another name now, write `formerly: [{id}]`{more} there; {_HELP[noun]}; {_ERASE}"
    return Finding(Problem("vanished-id", message, place, help))


def _place_of_list(compared: Compared, path: str, key: str) -> Place:
    """The list from which an entry was taken; the entry that is in its file now; or the file, if it is gone."""
    node = compared.file(path)
    if isinstance(node, Mapping):
        if key in node.entries:
            return node.key_place(key)
        return (node.get("id") or node).place
    return Place.start_of(path)


def _people(compared: Compared) -> Iterator[Finding]:
    living = {str(person.id) for member in compared.after.members for person in member.people}
    members = {str(id): member for member in compared.after.members for id in (*member.formerly, member.id)}
    for id, profile in compared.published.profiles.items():
        member = members.get(str(profile.member.id))
        # A member that is gone as a whole is reported once.
        if id not in living and member and id not in compared.after.dropped:
            message = f"the person '{id}' is gone, and {addresses.person(id)} leads nowhere"
            help = (
                f"put the person back; `visibility: hidden` removes the page, and `name-only` keeps the name; {_ERASE}"
            )
            yield Finding(Problem("vanished-id", message, compared.key(member.written_at, "people"), help))


def _topics(compared: Compared) -> Iterator[Finding]:
    before, after = compared.before.network, compared.after.network
    for noun, key, address, old, new in (
        ("theme", "themes", addresses.theme, before.themes, after.themes),
        ("activity", "activities", addresses.activity, before.activities, after.activities),
    ):
        for id in sorted({str(topic.id) for topic in old} - {str(topic.id) for topic in new} - compared.after.dropped):
            message = f"the {noun} '{id}' is gone, and {address(id)} leads nowhere"
            help = f"put it back under its id; its title and description may change; {_ERASE}"
            yield Finding(Problem("vanished-id", message, _place_of_list(compared, "network.yml", key), help))


def _series(compared: Compared) -> Iterator[Finding]:
    living = {str(event.series.id) for event in compared.after.events if event.series}
    living |= {str(series.id) for series in compared.after.series}
    gone: dict[str, Event] = {}
    for old in compared.published.events:
        new = compared.events.get(old.id)
        if old.series and new and str(old.series.id) not in living | compared.after.dropped:
            gone.setdefault(str(old.series.id), new)
    for series in compared.published.listed_series:
        if str(series.id) not in {*living, *gone} | compared.after.dropped:
            message = f"the series '{series.id}' is gone, and {addresses.series(series.id)} leads nowhere"
            place = _place_of_list(compared, series.id.place.file, "series")
            yield Finding(Problem("vanished-id", message, place, f"list it again; its title may change; {_ERASE}"))
    for id, event in gone.items():
        place = event.series.id.place if event.series else event.written_at
        message = f"the series '{id}' is gone, and {addresses.series(id)} leads nowhere"
        yield Finding(
            Problem("vanished-id", message, place, f"write `series: {{id: {id}}}` again; its title may change")
        )


def _hand_written(compared: Compared) -> Iterator[Finding]:
    kept = {addresses.doc(path) for path in compared.after.docs}
    for path in compared.before.docs:
        address = addresses.doc(path)
        if address not in kept and address not in compared.pages:
            message = f"the page {address} is gone"
            help = f"keep the file, even if it only links to where the text is now; {_ERASE}"
            yield Finding(Problem("vanished-id", message, Place.start_of(path), help))
