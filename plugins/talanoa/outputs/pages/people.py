"""People who speak for a member: what they wrote and what they lead."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa import addresses
from talanoa.markup.markup import shortened
from talanoa.outputs.output import FeedLink, Page
from talanoa.outputs.pages.members import POSTS_SHOWN, trail
from talanoa.outputs.structured import person as person_data
from talanoa.outputs.view import View
from talanoa.visibility import Profile


def pages(view: View) -> Iterator[Page]:
    for profile in view.site.profiles.values():
        yield _person(view, profile)


def _person(view: View, profile: Profile) -> Page:
    site, said = view.site, view.said()
    person, member = profile.person, profile.member
    address = addresses.person(person.id)
    posts = site.posts_by_author.get(person.id, ())
    feed = FeedLink(f"{person.name} – {view.name}", addresses.feed(address))
    above = (said.plain(member.name), addresses.member(member.id))
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
            "feed": feed,
        },
        section=addresses.MEMBERS,
        type="profile",
        trail=(*trail(view), above),
        description=shortened(about) or f"{person.name}, {said.plain(profile.affiliation)}",
        feeds=(feed,),
        updated=max((post.changed.day for post in posts), default=None),
        json_ld=(person_data(view, profile),),
    )
