"""popolo.json has the shape that the Popolo specification publishes, and holds together.

The specification's JSON Schemas (draft 3, http://www.popoloproject.com/schemas/) are in no package registry. What they say of
the classes that we write is reported below in our own words: each field and the kind of value that it takes. We demand more
than they do: no field that they don't know, but for `lang`, and no empty one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft3Validator
from tests.outputs.conftest import SiteOf
from tests.outputs.test_exports import NETWORK, PRIVATE, exported, shipped_outputs

# The kinds of value, by the words of the tables below.
KINDS: Mapping[str, Any] = {
    "text": {"type": "string", "minLength": 1},
    "day": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"},
    "address": {"type": "string", "pattern": "^https?://[^ ]+$"},
    "object": {"type": "object"},
}
# Each class: its fields with the kind of value, `*` for a list; `!` where the specification requires the field.
CLASSES: Mapping[str, Mapping[str, str]] = {
    "link": {"url": "address!", "note": "text"},
    "identifier": {"identifier": "text!", "scheme": "text"},
    "contact_detail": {"type": "text!", "value": "text!", "label": "text", "note": "text", "sources": "link*"},
    "other_name": {"name": "text!", "start_date": "day", "end_date": "day", "note": "text", "lang": "text"},
    "area": {
        "id": "text",
        "name": "text",
        "identifier": "text",
        "classification": "text",
        "parent_id": "text",
        "geometry": "object",
        "sources": "link*",
    },
    "organization": {
        "id": "text",
        "name": "text",
        "other_names": "other_name*",
        "identifiers": "identifier*",
        "classification": "text",
        "parent_id": "text",
        "area_id": "text",
        "founding_date": "day",
        "dissolution_date": "day",
        "image": "address",
        "contact_details": "contact_detail*",
        "links": "link*",
        "sources": "link*",
    },
    "person": {
        "id": "text",
        "name": "text",
        "other_names": "other_name*",
        "identifiers": "identifier*",
        "family_name": "text",
        "given_name": "text",
        "sort_name": "text",
        "gender": "text",
        "birth_date": "day",
        "image": "address",
        "summary": "text",
        "biography": "text",
        "contact_details": "contact_detail*",
        "links": "link*",
        "sources": "link*",
    },
    "membership": {
        "id": "text",
        "label": "text",
        "role": "text",
        "member": "object",
        "person_id": "text",
        "person": "person",
        "organization_id": "text",
        "post_id": "text",
        "on_behalf_of_id": "text",
        "area_id": "text",
        "start_date": "day",
        "end_date": "day",
        "contact_details": "contact_detail*",
        "links": "link*",
        "sources": "link*",
    },
}
LISTS = {"organizations": "organization", "persons": "person", "memberships": "membership", "areas": "area"}


def _schema(name: str) -> dict[str, Any]:
    properties = {}
    for field, kind in CLASSES[name].items():
        plain = kind.rstrip("*!")
        made = _schema(plain) if plain in CLASSES else dict(KINDS[plain])
        if kind.endswith("*"):
            made = {"type": "array", "items": made, "minItems": 1}
        properties[field] = made | ({"required": True} if kind.endswith("!") else {})
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _wrong(data: Mapping[str, Any]) -> list[str]:
    return [
        f"{noun}: {error.message}"
        for noun, name in LISTS.items()
        for error in Draft3Validator(
            {"$schema": "http://json-schema.org/draft-03/schema#", "type": "array", "items": _schema(name)}
        ).iter_errors(data[noun])
    ]


FULL = {
    "network.yml": NETWORK,
    "members.yml": """\
members:
  - id: open-reef
    name: { en: Open Reef, ko: 열린 산호초 }
    short_name: OR
    country: FJ
    kind: ngo
    joined: 2026-03-15
    website: https://open-reef.example.org/
    social: { mastodon: "https://social.example.org/@reef" }
    logo: { src: reef.png, alt: A reef }
    identifiers: { org_id: FJ-REG-1, wikidata: Q4115189, ror: 05gq02987 }
    contact: { name: Desk, role: Answers, email: desk@example.org, consent: 2026-03-01, form: "https://open-reef.example.org/form" }
    people: [{ id: ana, name: Ana, role: Reader, about: Reads *much*. }]
""",
    "posts/reef.png": "",
}


def popolo(site_of: SiteOf, files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exported(site_of(files))["popolo.json"])
    return found


def test_a_full_entry_has_the_published_shape(site_of: SiteOf) -> None:
    data = popolo(site_of, FULL)
    assert _wrong(data) == []
    network, member = data["organizations"]
    assert network["id"] == "tag:reef.example.org,2016:reef"
    assert network["other_names"] == [{"name": "Whatunga Toka", "lang": "mi", "note": "multilingual"}]
    assert member["id"] == "tag:reef.example.org,2016:reef/member/open-reef"
    assert member["name"] == "Open Reef"
    assert member["identifiers"][1] == {"scheme": "wikidata", "identifier": "Q4115189"}
    assert member["contact_details"] == [{"type": "email", "value": "desk@example.org", "label": "Desk, Answers"}]
    assert {link["note"] for link in member["links"]} == {"website", "mastodon", "contact form", "profile"}
    (person,) = data["persons"]
    assert (person["name"], person["biography"]) == ("Ana", "Reads much.")


def test_every_reference_leads_to_something(site_of: SiteOf) -> None:
    data = popolo(site_of, FULL)
    ids = {thing["id"] for noun in LISTS for thing in data[noun]}
    assert len(ids) == sum(len(data[noun]) for noun in LISTS)
    references = {
        thing[key]
        for noun in LISTS
        for thing in data[noun]
        for key in ("person_id", "organization_id", "area_id")
        if key in thing
    }
    assert references and references <= ids
    in_network, in_member = data["memberships"]
    assert in_network["member"]["id"] == "tag:reef.example.org,2016:reef/member/open-reef"
    assert (in_network["role"], in_network["start_date"]) == ("member", "2026-03-15")
    assert in_member["role"] == "Reader"


def test_of_a_name_only_member_there_is_a_name_and_a_country(site_of: SiteOf) -> None:
    data = popolo(site_of, PRIVATE)
    assert _wrong(data) == []
    assert data["organizations"][-1] == {
        "name": "Known by Name",
        "area_id": "tag:reef.example.org,2016:reef/country/MM",
    }
    assert [person["name"] for person in data["persons"]] == ["Public Person"]
    alone = [it["person"] for it in data["memberships"] if "person" in it]
    assert alone == [{"name": "Just a Name"}], "a name and nothing else"


def test_the_shipped_site_has_the_published_shape() -> None:
    data = json.loads(exported(shipped_outputs().view)["popolo.json"])
    assert _wrong(data) == []
    assert len(data["organizations"]) > 10


@pytest.mark.parametrize(
    ("noun", "thing"),
    [
        ("organizations", {"id": 1}),
        ("organizations", {"links": [{"note": "no address"}]}),
        ("memberships", {"start_date": "15 March"}),
        ("persons", {"contact_details": [{"type": "email"}]}),
        ("areas", {"invented": "field"}),
    ],
)
def test_what_is_not_popolo_is_reported(noun: str, thing: Any) -> None:
    """The shape above isn't so wide that anything goes through."""
    assert _wrong({**{name: [] for name in LISTS}, noun: [thing]})
