"""The directory of members, each member's profile, and what former members left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from msgspec.structs import asdict

from talanoa import addresses
from talanoa.markup.markup import shortened
from talanoa.model.member import Identifiers
from talanoa.outputs.calendars.subjects import links as calendar_links
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.pages.directory import directory, other_names
from talanoa.outputs.pages.topics import coming_and_past
from talanoa.outputs.structured import member_organization
from talanoa.outputs.view import View

POSTS_SHOWN = 20
EVENTS_SHOWN = 20

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{8})")


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(addresses.MEMBERS, directory)
    for id in view.site.member:
        yield Planned(addresses.member(id), _profile, (id,))
    for tombstone in view.site.tombstones:
        yield Planned(addresses.member(tombstone.id), _tombstone, (tombstone.id,))


def trail(view: View) -> tuple[tuple[str, str], ...]:
    return ((view.localizer().gettext("Members"), addresses.MEMBERS),)


def _profile(view: View, id: str) -> Page:
    site, localizer = view.site, view.localizer()
    member = site.member[id]
    address = addresses.member(member.id)
    name = localizer.plain(member.name)
    posts = site.posts_by_author.get(member.id, ())
    feed = view.feed_link(name, address)
    calendars = calendar_links(view, address, name, site.events_of_member.get(member.id, ()))
    about = view.markup.converted(member.about.pick(view.language, "")[0]).first_paragraph if member.about else ""
    return view.page(
        address,
        name,
        "member.html",
        {
            "member": member,
            "logo": view.logo(member),
            "names": other_names(view, member.name),
            "identifiers": list(_identifiers(member.identifiers)),
            "social": [(key, url) for key, url in asdict(member.social).items() if url],
            "posts": posts[:POSTS_SHOWN],
            "total": len(posts),
            "led": site.agenda_led.get(member.id, ()),
            "hosted": [*chain(*coming_and_past(view, site.events_hosted.get(member.id, ())))],
            "backed": [*chain(*coming_and_past(view, site.events_backed.get(member.id, ())))],
            "spoken": site.spoken_at.get(member.id, ())[::-1],
            "most": EVENTS_SHOWN,
            "signed": site.statements_signed.get(member.id, ()),
            "feed": feed,
            "calendars": calendars,
        },
        section=addresses.MEMBERS,
        type="profile",
        trail=trail(view),
        description=shortened(about) or name,
        feeds=(feed, *calendars),
        updated=max((post.changed.day for post in posts), default=None),
        json_ld=(member_organization(view, member),),
        picture=view.logo(member) or view.picture_in(address, member.about),
    )


def _tombstone(view: View, id: str) -> Page:
    """That someone was here, and no more: no feed, no data for machines, and nothing leads here."""
    tombstone = next(it for it in view.site.tombstones if it.id == id)
    return view.page(
        addresses.member(id),
        view.localizer().plain(tombstone.name),
        "tombstone.html",
        {"member": tombstone},
        section=addresses.MEMBERS,
        listed=False,
    )


def _identifiers(identifiers: Identifiers) -> Iterator[tuple[str, str, str]]:
    """(register, what it calls the member, address there); no address where the text isn't one of its identifiers."""
    if identifiers.org_id:
        yield "org-id", identifiers.org_id, ""
    if wikidata := identifiers.wikidata:
        yield "Wikidata", wikidata, f"https://www.wikidata.org/wiki/{wikidata}" if _WIKIDATA.fullmatch(wikidata) else ""
    if ror := identifiers.ror:
        found = _ROR.fullmatch(ror)
        yield "ROR", ror, f"https://ror.org/{quote(found[1])}" if found else ""
