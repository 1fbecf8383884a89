"""People who speak for a member: what they wrote and what they lead."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.markup.markup import shortened
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages.members import EVENTS_SHOWN, POSTS_SHOWN, trail
from talanoa.outputs.structured import person as person_data
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Planned[Page]]:
    for id in view.site.profiles:
        yield Planned(addresses.person(id), _person, (id,))


def _person(view: View, id: str) -> Page:
    site, localizer = view.site, view.localizer()
    profile = site.profiles[id]
    person, member = profile.person, profile.member
    address = addresses.person(person.id)
    posts = site.posts_by_author.get(person.id, ())
    feed = view.feed_link(person.name, address)
    above = (localizer.plain(member.name), addresses.member(member.id))
    about = view.markup.converted(person.about.pick(view.language, "")[0]).first_paragraph if person.about else ""
    return view.page(
        address,
        person.name,
        "people.html",
        {
            "person": person,
            "member": member,
            "affiliation": profile.affiliation,
            "file": member.written_at.file,
            "posts": posts[:POSTS_SHOWN],
            "total": len(posts),
            "led": site.agenda_led.get(person.id, ()),
            "spoken": site.spoken_at.get(person.id, ())[::-1],
            "most": EVENTS_SHOWN,
            "feed": feed,
        },
        section=addresses.MEMBERS,
        type="profile",
        trail=(*trail(view), above),
        description=shortened(about) or f"{person.name}, {localizer.plain(profile.affiliation)}",
        feeds=(feed,),
        updated=max((post.changed.day for post in posts), default=None),
        json_ld=(person_data(view, profile),),
        picture=view.picture_in(address, person.about),
    )
