"""The network by the Popolo specification, which other sites of civil society and parliaments read and write.

Organizations are the network and its members, persons those who speak for members, areas the countries. Ids are tag: URIs
(RFC 4151), which no move of the site changes. Of a name-only member there is a name and an area, and no id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from talanoa import addresses
from talanoa.model.member import Member, Person
from talanoa.outputs.exports import members
from talanoa.outputs.exports.fields import Entry, plain, rich
from talanoa.outputs.structured import absolute, tag, without_empty
from talanoa.outputs.view import View
from talanoa.visibility import NameOnly

_SCHEMES = (("org_id", "org-id"), ("wikidata", "wikidata"), ("ror", "ror"))


def popolo(view: View) -> Entry:
    return {
        "organizations": list(_organizations(view)),
        "persons": list(_persons(view)),
        "memberships": list(_memberships(view)),
        "areas": list(_areas(view)),
    }


def _organizations(view: View) -> Iterator[Entry]:
    network = view.site.network
    yield without_empty(
        {
            "id": tag(view),
            "name": view.name,
            "other_names": _other_names(view, network.name),
            "classification": "network",
            "links": [{"url": view.site.url, "note": "website"}],
        }
    )
    for member in members.members(view):
        yield _member(view, member)
    for named in members.named(view):
        yield _named(view, named)


def _member(view: View, member: Member) -> Entry:
    logo = view.logo(member)
    page = absolute(view, addresses.member(member.id))
    social = ((name, getattr(member.social, name)) for name in member.social.__struct_fields__)
    links = (("website", member.website), *social, ("contact form", member.contact.form), ("profile", page))
    identifiers = ((scheme, getattr(member.identifiers, name)) for name, scheme in _SCHEMES)
    return without_empty(
        {
            "id": tag(view, "member", member.id),
            "name": view.localizer().plain(member.name),
            "other_names": [
                *_other_names(view, member.name),
                *([{"name": member.short_name, "note": "short name"}] if member.short_name else []),
            ],
            "identifiers": [{"scheme": scheme, "identifier": text} for scheme, text in identifiers if text],
            "classification": member.kind,
            "area_id": _area(view, member.country),
            "image": absolute(view, logo.address) if logo else None,
            "contact_details": list(_contact(member)),
            "links": [{"url": url, "note": note} for note, url in links if url],
            "sources": [{"url": page}],
        }
    )


def _named(view: View, named: NameOnly) -> Entry:
    return without_empty(
        {
            "name": view.localizer().plain(named.name),
            "other_names": _other_names(view, named.name),
            "area_id": _area(view, named.country),
        }
    )


def _other_names(view: View, name: Any) -> list[Entry]:
    """The name in other languages, as EveryPolitician's files have it."""
    shown, _ = view.localizer().pick(name)
    return [
        {"name": text, "lang": language, "note": "multilingual"}
        for language, text in plain(view, name).items()
        if text != shown
    ]


def _contact(member: Member) -> Iterator[Entry]:
    contact = member.contact
    if contact.email:
        label = ", ".join(part for part in (contact.name, contact.role) if part)
        yield without_empty({"type": "email", "value": contact.email, "label": label})


def _persons(view: View) -> Iterator[Entry]:
    """People of whom more than the name may be known."""
    for member in members.members(view):
        yield from (_person(view, member, person) for person in member.people if person.id in view.site.profiles)


def _person(view: View, member: Member, person: Person) -> Entry:
    page = absolute(view, addresses.person(person.id))
    about = rich(view, person.about, member.written_at.file, addresses.person(person.id))
    text = about.texts.get(view.language) or next(iter(about.texts.values())) if about else None
    return without_empty(
        {
            "id": tag(view, "person", person.id),
            "name": person.name,
            "biography": text[1] if text else None,
            "links": [{"url": page, "note": "profile"}],
            "sources": [{"url": page}],
        }
    )


def _memberships(view: View) -> Iterator[Entry]:
    """Members in the network, and people in members."""
    for member in members.members(view):
        organization = tag(view, "member", member.id)
        yield without_empty(
            {
                "id": tag(view, "membership", member.id),
                "role": member.status,
                "member": {"id": organization, "name": view.localizer().plain(member.name)},
                "organization_id": tag(view),
                "start_date": member.joined.isoformat() if member.joined else None,
            }
        )
        for person in member.people:
            known = person.id in view.site.profiles
            who: Entry = {"person_id": tag(view, "person", person.id)} if known else {"person": {"name": person.name}}
            yield without_empty(
                {
                    "id": tag(view, "membership", person.id) if known else None,
                    "role": person.role if known else None,
                    "organization_id": organization,
                    **who,
                }
            )


def _areas(view: View) -> Iterator[Entry]:
    for country in view.site.countries:
        yield {
            "id": _area(view, country.code),
            "name": view.country(country.code, view.language),
            "identifier": country.code,
            "classification": "country",
        }


def _area(view: View, code: str) -> str:
    return tag(view, "country", code)
