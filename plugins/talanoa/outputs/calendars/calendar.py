"""Calendars that people subscribe to: which there are, and of what. components.py makes them."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.model.post import Post
from talanoa.outputs.calendars.subjects import events_of, everything, name_of
from talanoa.outputs.output import Planned
from talanoa.outputs.subjects import page_of
from talanoa.outputs.view import View


def files(view: View) -> Iterator[Planned[bytes]]:
    """Every calendar of the site and every event's own file.

    They are at former addresses too: a program that fetches a calendar doesn't follow a page that leads on.
    """
    site = view.site
    for subject in everything(view):
        noun, id = subject
        former = site.member[id].formerly if noun == "member" else ()
        for at in (page_of(subject), *map(addresses.member, former)):
            yield Planned(addresses.calendar(at), _calendar, subject)
    for event in site.events:
        if site.occurrences_of[event.id]:
            for id in (event.id, *event.formerly):
                yield Planned(addresses.event_file(id), _event_file, (event.id,))


def _calendar(view: View, noun: str, id: str) -> bytes:
    from talanoa.outputs.calendars.components import Calendars

    subject = noun, id
    address = addresses.calendar(page_of(subject))
    signing = _to_sign(view) if noun == "events" else ()
    return view.maker(Calendars).text(address, name_of(view, subject), events_of(view, subject), signing)


def _event_file(view: View, id: str) -> bytes:
    from talanoa.outputs.calendars.components import Calendars

    event = view.site.event[id]
    return view.maker(Calendars).text(addresses.event_file(id), view.localizer().plain(event.title), [event])


def _to_sign(view: View) -> list[Post]:
    """The statements that can be signed until a certain day, also those of which it is over: calendars keep what was."""
    found = (post for post in view.site.statements if post.signing and post.signing.closes and not post.translation_of)
    return sorted(found, key=lambda post: post.permanent_id)
