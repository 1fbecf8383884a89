"""The members, as open data. Of a name-only member there is the name and the country, of a hidden one nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from talanoa import addresses
from talanoa.model.member import Member, Person, Social
from talanoa.model.values import MemberKind
from talanoa.outputs.exports.fields import Field, Fields, attributes, newest, published_at, rich, several
from talanoa.outputs.structured import absolute
from talanoa.outputs.view import View
from talanoa.visibility import NameOnly

_PICTURE: Fields = (
    Field("url", "its address", lambda view, it: absolute(view, it.address)),
    Field("alt", "what is in it", lambda view, it: it.alt),
)


def _about(view: View, member: Member) -> Any:
    return rich(view, member.about, member.written_at.file, addresses.member(member.id))


def _person_url(view: View, person: Person) -> str | None:
    return absolute(view, addresses.person(person.id)) if _has_page(view, person) else None


def _has_page(view: View, person: Person) -> bool:
    return person.id in view.site.profiles


_PEOPLE: Fields = (
    Field("id", "the permanent name", lambda view, it: it.id if _has_page(view, it) else None),
    Field("name", "the name, as the person writes it", lambda view, it: it.name),
    Field("role", "what the person does there", lambda view, it: it.role if _has_page(view, it) else None),
    Field("url", "the person's page", _person_url),
)

FIELDS: Fields = (
    Field[Member]("id", "the permanent name; it never changes and is never used again", lambda view, it: it.id),
    Field[Member]("name", "what the organisation is called, by language", lambda view, it: it.name),
    Field[Member]("country", "the country that it is based in (ISO 3166-1 alpha-2)", lambda view, it: it.country),
    *attributes(
        ("short_name", "its short name, such as an abbreviation"),
        (
            "kind",
            f"what kind of organisation it is: {', '.join(MemberKind.BUILT_IN)}, or one of the network's own kinds",
        ),
        ("status", "what it is in the network: member, partner or observer"),
        ("works_in", "the countries in which it works (ISO 3166-1 alpha-2)"),
        ("languages", "the languages in which you can write to it (BCP 47)"),
        ("themes", "what it works on: ids of the network's themes"),
        ("activities", "what it offers to contribute: ids of the network's activities"),
    ),
    several(
        "commitments",
        "what it has offered to do, if it agreed to show it; nothing that is overdue",
        lambda view, it: it.commitments,
        (
            Field("what", "what it does, by language", lambda view, it: it.what),
            Field("activity", "the id of one of the network's activities", lambda view, it: it.activity),
            Field("by", "the day by which it is due", lambda view, it: it.by),
            Field("given", "true if it was done", lambda view, it: it.is_given(view.site.today)),
            Field(
                "done",
                "the day on which it was done",
                lambda view, it: it.done.day if it.is_given(view.site.today) else None,
            ),
        ),
        "what",
    ),
    Field[Member]("about", "what it does, by language: as HTML and as plain text", _about),
    Field[Member]("website", "the address of its website", lambda view, it: it.website),
    Field[Member](
        "social",
        "its accounts elsewhere",
        lambda view, it: it.social,
        attributes(*((name, "an address") for name in Social.__struct_fields__)),
    ),
    Field[Member]("logo", "its logo", lambda view, it: view.logo(it), _PICTURE),
    Field[Member]("joined", "the day on which it joined", lambda view, it: it.joined),
    Field[Member](
        "identifiers",
        "what other registers call it",
        lambda view, it: it.identifiers,
        attributes(
            ("org_id", "by org-id.guide"),
            ("wikidata", "the item in Wikidata"),
            ("ror", "in the Research Organization Registry"),
        ),
    ),
    Field[Member](
        "contact",
        "how to reach it",
        lambda view, it: it.contact,
        attributes(
            ("name", "the person or office that answers"),
            ("role", "their role"),
            ("email", "an e-mail address that its owner agreed to publish"),
            ("form", "the address of a contact form"),
        ),
    ),
    several(
        "people",
        "the people who speak for it; of some, only the name",
        lambda view, it: it.people,
        _PEOPLE,
        "name",
    ),
    *published_at(
        lambda it: addresses.member(it.id),
        lambda view, it: bool(view.site.events_of_member.get(it.id)),
        feed="the feed of its posts",
        calendar="the calendar of its events, if it has any",
    ),
)
NAMED: Fields = tuple(field for field in FIELDS if field.key in ("name", "country"))


def members(view: View) -> list[Member]:
    return sorted(view.site.members, key=lambda member: member.id)


def named(view: View) -> list[NameOnly]:
    localizer = view.localizer()
    return sorted(view.site.named, key=lambda it: (localizer.order(it.name), it.country))


def updated(view: View) -> date | None:
    return newest([member.joined for member in view.site.members], view.site.today)
