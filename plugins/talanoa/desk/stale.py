"""What is stale or missing in a network's files on a day. Nothing here is a verdict: each is something to ask or to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from talanoa.desk.papers import amount
from talanoa.desk.participation import Participation, series_asked
from talanoa.desk.people import People, has_left, is_there, order
from talanoa.desk.promises import YEAR, promises
from talanoa.desk.tasks import Task
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence, occurrences_of
from talanoa.model.post import Post
from talanoa.model.values import CountryRef
from talanoa.outputs.dates import country_name, language_name

LOOKED_BACK = YEAR  # for records of calls
RELAYED = timedelta(days=90)  # a post that is older is not proposed for translation
PATIENCE = timedelta(days=30)  # before the owner of an item is asked for it
ASKED = 3  # members that are asked for a translation; a mail to twenty is answered by no one
MET = ("call", "meeting", "workshop", "webinar", "summit")


def open_promises(content: Content, people: People, today: date) -> Iterator[Task]:
    for it in promises(content.events, today):
        owner = it.item.lead or it.item.proposed_by
        member = people.member(owner)
        day = (it.call.original or it.call.day).isoformat()
        age = f"for {amount((today - it.since).days, 'day')}, since {it.since.isoformat()}"
        if it.call.day >= today:
            what = f"on the agenda of {day}"
        elif it.is_left:
            what = f"not done on {day}: `talanoa carry {it.event.id} {day}`"
        else:
            what = f"carried over from {day}, and on no later agenda"
        asks = f"“{it.item.title}” has been on our agenda {age}. Is it still wanted, and what would help?"
        is_asked = it.since + PATIENCE <= today
        members = (str(member.id),) if member else ()
        words = f"{it.item.title}: {what}, open {age}"
        yield Task(
            "promise", words, it.since, people.name(owner) or "no one", it.place, members, asks if is_asked else ""
        )


def records(content: Content, today: date) -> Iterator[Task]:
    """Past calls and meetings of a year without notes, or without a record of who came."""
    asked = series_asked(content)
    for event in content.events:
        if event.type not in MET:
            continue
        happened = [it for it in occurrences_of(event) if it.last_day < today and not it.event.is_off]
        for number, it in enumerate(happened):
            if it.last_day < today - LOOKED_BACK:
                continue
            until = happened[number + 1].day if number + 1 < len(happened) else today
            lacking = [] if _has_notes(content, event, it, until) else ["notes"]
            if not _has_roll(event, it):
                lacking.append("record of who came")
            if lacking:
                day = (it.original or it.day).isoformat()
                how = (
                    f": `talanoa import attendance {event.id} {day} FILE`"
                    if event is asked and len(lacking) > 1
                    else ""
                )
                words = f"{event.title} of {it.day.isoformat()} has no {' and no '.join(lacking)}{how}"
                yield Task("record", words, it.day, place=event.id.place)


def _has_notes(content: Content, event: Event, call: Occurrence, until: date) -> bool:
    if call.event.notes or any(document.kind in ("notes", "recording") for document in call.event.documents):
        return True
    return any(
        post.kind == "notes"
        and not post.draft
        and str(event.id) in map(str, post.events)
        and call.day <= post.date.day <= until
        for post in content.posts
    )


def _has_roll(event: Event, call: Occurrence) -> bool:
    """An empty list of a call says that no one came."""
    if call.event.attended or call.event.attended_count is not None:
        return True
    written = {override.original: override for override in event.occurrences}
    override = written.get(call.original) if call.original else None
    return override is not None and override.attended is not None


def unheard(found: Participation | None) -> Iterator[Task]:
    """Members that joined no call so far, or can't reach what is asked any more."""
    for roll in found.rolls if found else ():
        name, id = str(roll.member.name), (str(roll.member.id),)
        figures = f"joined {roll.attended} of {roll.held}, asked for {roll.expected}"
        if roll.state == "not heard of":
            asks = (
                "We missed you at the calls of this term so far. Is there another day, hour or way that would suit you?"
            )
            yield Task("unheard", f"no call so far: {figures}", None, name, roll.member.id.place, id, asks)
        elif roll.state == "out of reach":
            asks = "The calls of this term may not have suited you. What should we do differently next term?"
            yield Task(
                "unheard", f"can no longer join enough calls: {figures}", None, name, roll.member.id.place, id, asks
            )


def answers(content: Content, today: date) -> Iterator[Task]:
    """Statements that were sent to someone, and have no answer so far; and signatures that wait to be confirmed."""
    for post in content.posts:
        if post.kind != "statement" or post.draft or post.translation_of or post.date.day > today:
            continue
        received = [str(it.member) for it in post.signatories if it.received.is_so]
        if received:
            words = f"{post.title}: {amount(len(received), 'signature')} received, not confirmed"
            yield Task("answer", words, None, ", ".join(received), post.written_at, tuple(received))
        since = post.unanswered_since(today)
        if post.signing and since:
            words = (
                f"{post.title}: no answer from {post.signing.addressed_to} for {amount((today - since).days, 'day')}"
            )
            yield Task("answer", words, since, place=post.written_at)


def commitments(content: Content, people: People, today: date) -> Iterator[Task]:
    for member in content.members:
        for it in member.commitments:
            if it.is_overdue(today) and not has_left(member, today):
                assert it.by
                asks = f"You offered: “{it.what}”, by {it.by.isoformat()}. Is it done, or what would help?"
                id = str(member.id)
                yield Task(
                    "promise",
                    f"Commitment: {it.what}, due on {it.by.isoformat()}",
                    it.by,
                    people.name(id),
                    member.id.place,
                    (id,),
                    asks,
                )


def consent(content: Content, today: date) -> Iterator[Task]:
    for member in content.members:
        contact = member.contact
        if contact.email and contact.consent and contact.consent + YEAR < today and not has_left(member, today):
            asks = (
                f"On {contact.consent.isoformat()} you agreed that the site shows this address. Is it still right, and may we "
                "go on showing it? A short answer is enough; without one we take it out."
            )
            words = f"agreed on {contact.consent.isoformat()}: ask again, then write the new day"
            name = f"{contact.name} ({member.name})" if contact.name else str(member.name)
            yield Task("consent", words, contact.consent, name, member.id.place, (str(member.id),), asks)


def countries_unchecked(content: Content, today: date) -> Iterator[Task]:
    """The status of countries by the day of which it is true: one task a day."""
    days: dict[date, list[CountryRef]] = {}
    for entry in content.network.countries:
        if entry.as_of and entry.as_of + YEAR < today:
            days.setdefault(entry.as_of, []).append(entry.code)
    for day, codes in sorted(days.items()):
        names = sorted((country_name(code, "en") for code in codes), key=order)
        words = f"Status of countries as of {day.isoformat()}: {', '.join(names)}"
        yield Task("unchecked", words, day, place=codes[0].place)


def events_unchecked(content: Content, today: date) -> Iterator[Task]:
    """What is still to come, and was last updated more than a year ago."""
    for event in content.events:
        day = event.updated.day if event.updated else None
        if day and day + YEAR < today and any(it.is_awaited(today) for it in occurrences_of(event)):
            words = f"{event.title}: still to come, and last updated on {day.isoformat()}"
            yield Task("unchecked", words, day, place=event.id.place)


def members_unchecked(content: Content, changed: Mapping[str, date], today: date) -> Iterator[Task]:
    """Entries that weren't changed for a year; `changed` has the day of each member's last change, as far as git knows it."""
    for member in content.members:
        day = changed.get(str(member.id))
        if day and day + YEAR < today and not has_left(member, today):
            asks = "Is what our site says about you still right? Please tell us what has changed, or that nothing has."
            words = f"the entry was last changed on {day.isoformat()}"
            yield Task("unchecked", words, day, str(member.name), member.id.place, (str(member.id),), asks)


def translations(content: Content, today: date) -> Iterator[Task]:
    """Posts of the last three months, with the languages of the network that they lack, and who reads both."""
    offered = [str(language) for language in content.network.languages]
    published = [post for post in content.posts if not post.draft and post.date.day <= today]
    has: dict[str, set[str]] = {}
    for post in published:
        has.setdefault(str(post.translation_of or post.slug), set()).add(str(post.language))
    readers = [(it, {str(language) for language in it.languages}) for it in content.members if is_there(it, today)]
    recent = [it for it in published if it.date.day + RELAYED >= today and not it.translation_of]
    for post in sorted(recent, key=lambda it: (it.date.day, it.slug), reverse=True):
        lacking = [language for language in offered if language not in has[post.slug]]
        if lacking:
            yield _relay(
                post, {it: [who for who, reads in readers if {it, str(post.language)} <= reads] for it in lacking}
            )


def _relay(post: Post, readers: Mapping[str, list[Member]]) -> Task:
    """`readers` are those of each language that is missing who read the post's own too."""
    named = {language: language_name(language, "en") for language in readers}
    who = "; ".join(f"{named[language]}: {_some(found)}" for language, found in readers.items())
    ids = dict.fromkeys(str(member.id) for found in readers.values() for member in found[:ASKED])
    asks = f"{post.title} (not in {', '.join(named.values())})"
    return Task(
        "translation",
        f"{post.title}: not in {', '.join(named.values())}",
        post.date.day,
        who,
        post.written_at,
        tuple(ids),
        asks,
    )


def _some(members: list[Member]) -> str:
    more = f" and {len(members) - ASKED} more" if len(members) > ASKED else ""
    return ", ".join(str(member.name) for member in members[:ASKED]) + more or "no one"


def silent_countries(content: Content, today: date) -> Iterator[Task]:
    """Countries of the network's list in which there is no member, no post for a year, and no event in the year before or after the day."""
    heard = {str(member.country) for member in content.members if is_there(member, today)}
    heard |= {str(code) for member in content.members if is_there(member, today) for code in member.works_in}
    heard |= {str(code) for it in content.posts if today - YEAR <= it.date.day <= today for code in it.countries}
    for event in content.events:
        if any(today - YEAR <= it.last_day <= today + YEAR and not it.event.is_off for it in occurrences_of(event)):
            place = (event.place.country,) if event.place else ()
            heard |= {str(code) for code in (*event.countries, *place) if code}
    silent = {country_name(it.code, "en"): it.code for it in content.network.countries if str(it.code) not in heard}
    for name in sorted(silent, key=order):
        yield Task("country", name, place=silent[name].place)
