"""What was given: posts, contributions by activity, statements and what became of them; and of where nothing was heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from talanoa.desk.papers import Table, amount
from talanoa.desk.people import order
from talanoa.desk.promises import YEAR
from talanoa.desk.review.members import ALL, days
from talanoa.desk.review.snapshot import Snapshot
from talanoa.model.post import Post
from talanoa.outputs.dates import country_name, language_name
from talanoa.outputs.labels import LABELS

_NONE = "no country"


def tables(then: Snapshot, now: Snapshot) -> Iterable[Table]:
    yield _activities(then, now)
    yield from _commitments(then, now)
    yield _posts("posts-by-kind", "Posts by kind", "Kind", lambda it: [LABELS["kind"][it.kind]], then, now)
    yield _posts("posts-by-country", "Posts by country", "Country", _countries, then, now)
    yield _posts(
        "posts-by-language", "Posts by language", "Language", lambda it: [language_name(it.language, "en")], then, now
    )
    yield _statements(now)
    yield _silent(now)


def _countries(post: Post) -> list[str]:
    return [country_name(str(code), "en") for code in post.countries] or [_NONE]


def _posts(id: str, title: str, noun: str, of: Callable[[Post], list[str]], then: Snapshot, now: Snapshot) -> Table:
    before = Counter(name for post in then.posts for name in of(post))
    today = Counter(name for post in now.posts for name in of(post))
    names = sorted({*before, *today}, key=lambda name: (name == _NONE, -today[name], -before[name], order(name)))
    rows = tuple((name, before[name], today[name]) for name in names)
    note = (
        "Posts of the term that had been published by that day and could still be read. A translation counts as a post."
    )
    if noun == "Country":
        note += " A post counts for each country that it names, so the countries may add up to more than all posts."
    return Table(id, title, (noun, *days(then, now)), (*rows, (ALL, len(then.posts), len(now.posts))), note)


def _activities(then: Snapshot, now: Snapshot) -> Table:
    """What members offer, beside what they gave."""
    before, today = _givers(then), _givers(now)
    posts = Counter(str(activity) for post in now.posts for activity in post.activities)
    events = Counter(str(activity) for it in now.happened for activity in it.event.activities)
    offered = Counter(str(activity) for member in now.site.members for activity in member.activities)
    rows = tuple(
        (
            str(activity.title),
            offered[str(activity.id)],
            len({member for member, given in before if given == activity.id}),
            len({member for member, given in today if given == activity.id}),
            posts[str(activity.id)],
            events[str(activity.id)],
        )
        for activity in now.content.network.activities
    )
    heads = ("Activity", "Offered by", *(f"Given by, {day}" for day in days(then, now)), "Posts", "Events")
    note = (
        "Offered by: members whose entry names the activity today. Given by: members that since the term began have written a post tagged with the "
        "activity, hosted an event tagged with it, or led an item on such an event's agenda, themselves or through one of their people. Posts and events: "
        "those of the term so far. Contributions without a tag are not counted."
    )
    return Table("activities", "Contributions by activity, offered and given", heads, rows, note)


def _commitments(then: Snapshot, now: Snapshot) -> Iterator[Table]:
    """As sums of all members, so that no one is named, whether it agreed to that or not."""
    before, today = _promised(then), _promised(now)
    if any(today.values()):
        rows = tuple((name, before[name], today[name]) for name in today)
        note = (
            "Commitments in the entries of members. Given: done by that day; one that is done without a date counts on both days. "
            "Overdue: due before that day and not done. Without an activity: those of the three lines above that name no activity."
        )
        yield Table("commitments", "Commitments", ("Commitments", *days(then, now)), rows, note)


def _promised(snapshot: Snapshot) -> dict[str, int]:
    found = [it for member in snapshot.members for it in member.commitments]
    return {
        "Given": sum(it.is_given(snapshot.day) for it in found),
        "Overdue": sum(it.is_overdue(snapshot.day) for it in found),
        "Still to come": sum(not it.is_given(snapshot.day) and not it.is_overdue(snapshot.day) for it in found),
        "Without an activity": sum(it.activity is None for it in found),
    }


def _givers(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Each member with each activity to which it gave something."""
    return {*_wrote(snapshot), *_held(snapshot)}


def _wrote(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for post in snapshot.posts:
        for author in post.authors:
            for member in snapshot.members_behind(author):
                yield from ((member, str(activity)) for activity in post.activities)


def _held(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for it in snapshot.happened:
        for who in (*it.event.hosts, *(item.lead for item in it.event.agenda)):
            for member in snapshot.members_behind(who):
                yield from ((member, str(activity)) for activity in it.event.activities)


def _statements(now: Snapshot) -> Table:
    rows = tuple(
        (
            post.date.day.isoformat(),
            post.title,
            (post.signing and post.signing.addressed_to) or "",
            len(post.signatories),
            _became(post, now),
        )
        for post in sorted(now.posts, key=lambda it: (it.date.day, it.slug))
        if post.kind == "statement" and not post.translation_of
    )
    note = "Statements of the term, without their translations. Signatures: those that the site shows."
    return Table(
        "statements",
        "Statements, and what became of them",
        ("Day", "Statement", "Addressed to", "Signatures", "What became of it"),
        rows,
        note,
    )


def _became(post: Post, now: Snapshot) -> str:
    response = post.response
    if response and not (response.date and response.date > now.day):
        when = f"answered on {response.date.isoformat()}" if response.date else "answered"
        return f"{when}: {response.summary}" if response.summary else when
    closes, signing = post.signing and post.signing.closes, post.signing_on(now.day)
    if signing == "before":
        return "not open for signing yet"
    if signing == "open":
        return f"open for signing until {closes.isoformat()}" if closes else "open for signing"
    waited = (now.day - (closes or post.date.day)).days
    return f"no answer after {amount(waited, 'day')}"


def _silent(now: Snapshot) -> Table:
    """As the site shows it: where only a hidden member is, nothing was heard."""
    heard = {*now.site.home_countries, *map(str, now.site.members_working_in)}
    heard |= {str(code) for it in now.site.posts if now.day - YEAR <= it.date.day <= now.day for code in it.countries}
    for it in now.site.occurrences:
        if now.day - YEAR <= it.last_day <= now.day + YEAR and not it.event.is_off:
            place = it.event.place.country if it.event.place else None
            heard |= {str(code) for code in (*it.event.countries, *([place] if place else []))}
    silent = (country_name(str(it.code), "en") for it in now.content.network.countries if str(it.code) not in heard)
    names = sorted(silent, key=order)
    note = "Countries on the network's list in which no member is based or works, which no post of the last year is about, and in which no event took place in the last year or is planned for the next."
    return Table("silent", "Silent countries", ("Country",), tuple((name,) for name in names), note, is_list=True)
