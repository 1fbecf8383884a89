"""The schemas by which editors check the network's files agree with `talanoa check`: one model, two readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from msgspec import Struct
from tests.conftest import REPOSITORY

from talanoa import source
from talanoa.model.event import Event
from talanoa.model.fields import declared, read
from talanoa.model.meanings import MEANINGS
from talanoa.model.member import Member
from talanoa.model.network import Network, Topic
from talanoa.model.post import Post
from talanoa.model.scalars import READERS
from talanoa.model.schema import NOUNS, Noun, schema
from talanoa.model.series import Series
from talanoa.model.values import Id, MarkdownWords, Words
from talanoa.problems import Place, Problem
from talanoa.source import Node, Source

NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def seen(node: Node | None) -> Any:
    """A YAML value as an editor sees it, by the core schema of YAML 1.2: dates are texts, `NO` is a text."""
    if isinstance(node, source.Mapping):
        return {key: seen(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, source.Sequence):
        return [seen(item) for item in node.items]
    assert isinstance(node, source.Scalar)
    if not node.plain:
        return node.text
    if node.is_null:
        return None
    if node.text.lower() in ("true", "false") and node.text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return node.text.lower() == "true"
    if NUMBER.fullmatch(node.text):
        return int(node.text) if re.fullmatch(r"[-+]?[0-9]+", node.text) else float(node.text)
    return node.text


def parsed(text: str, name: str = "x.yml") -> Node:
    problems: list[Problem] = []
    found = Source(name, text)
    matter = source.parse_front_matter(found, problems) if name.endswith(".md") else None
    node = matter.fields if matter else source.parse_yaml(found, problems)
    assert node is not None and not problems
    return node


def complaints(noun: Noun, data: Any) -> list[str]:
    made = schema(noun, f"https://example.org/data/schema/{noun}.json")
    return [f"{list(error.absolute_path)}: {error.message}" for error in Draft202012Validator(made).iter_errors(data)]


@pytest.mark.parametrize("noun", NOUNS)
def test_it_is_a_schema(noun: Noun) -> None:
    made = schema(noun, "https://example.org/s.json")
    Draft202012Validator.check_schema(made)
    assert made["$id"] == "https://example.org/s.json"
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def _written() -> Iterator[tuple[Noun, Path]]:
    nouns: tuple[Noun, ...] = ("network", "members", "events")
    for root in (REPOSITORY, REPOSITORY / "tests" / "cases" / "base"):
        yield from ((noun, root / f"{noun}.yml") for noun in nouns)
        yield from (("post", path) for path in sorted((root / "posts").rglob("*.md")))


@pytest.mark.parametrize(
    ("noun", "path"), list(_written()), ids=lambda value: value.stem if isinstance(value, Path) else value
)
def test_whatever_is_in_the_shipped_files_is_fine(noun: Noun, path: Path) -> None:
    assert complaints(noun, seen(parsed(path.read_text("utf-8"), path.name))) == []


MEMBER = "id: open-reef\nname: Open Reef\ncountry: FJ\n"
EVENT = "id: call\ntitle: Call\ntype: call\nstart: 2026-03-17 15:00\n"
POST = "title: A\ndate: 2026-03-02\nauthors: [ana]\nkind: blog\n"
NETWORK = "id: reef\nauthority: example.org,2016\nname: Reef\ntimezone: Asia/Manila\nlanguages: [en]\n"
WRONG: list[tuple[Noun, str, str]] = [
    ("members", MEMBER + "webiste: https://example.org/\n", "an unknown key"),
    ("members", MEMBER + "status: friend\n", "not one of the choices"),
    ("members", MEMBER + "languages: en\n", "a text for a list"),
    ("members", MEMBER + "website: example.org\n", "no web address"),
    ("members", MEMBER + "joined: 15 March\n", "no date"),
    ("members", MEMBER + "contact: { email: desk }\n", "no e-mail address"),
    ("members", MEMBER + "people: [{ id: ana }]\n", "a person without a name"),
    ("members", MEMBER + "works_in: [FJ, fiji]\n", "no country code"),
    ("members", MEMBER + "logo: reef.png\n", "a text for a group"),
    ("members", "name: Open Reef\ncountry: FJ\n", "no id"),
    ("members", MEMBER.replace("open-reef", "Open_Reef"), "no id that can be one"),
    ("events", EVENT + "timezone: Asia/Manilla\n", "no time zone"),
    ("events", EVENT + "duration: long\n", "no length of time"),
    ("events", EVENT + "online: { public: maybe }\n", "neither true nor false"),
    ("events", EVENT + "attended_count: several\n", "no number"),
    (
        "events",
        EVENT + "recurrence: { every: 6 weeks, count: 2 }\noccurrences: { monday: { status: confirmed } }\n",
        "no day",
    ),
    ("events", EVENT + "occurrences: { 2026-03-17: { start: soon } }\n", "no time"),
    ("events", EVENT + "agenda: [{ title: A, status: open }]\n", "not one of the choices, deep inside"),
    ("post", POST + "template: x.html\n", "a key that isn't a contributor's"),
    ("post", POST.replace("[ana]", "[{ nome: Ana }]"), "a guest without a name"),
    ("post", POST.replace("authors: [ana]\n", ""), "no authors"),
    ("post", POST.replace("[ana]", "[]"), "an empty list of authors"),
    ("network", NETWORK + "brand: { colour: teal }\n", "no colour"),
    ("network", NETWORK.replace("example.org,2016", "example.org"), "an authority without a year"),
    ("network", NETWORK + "licence: CC BY\n", "no SPDX id"),
]
CLASSES: dict[Noun, type] = {"members": Member, "events": Event, "post": Post, "network": Network}


def checked(noun: Noun, text: str) -> list[Problem]:
    """What the package itself says of the same entry."""
    problems: list[Problem] = []
    place = Place.start_of("x.yml")
    given = {"slug": "a", "path": "posts/a.md", "body": "", "written_at": place} if noun == "post" else {}
    defaults = {"events": {"timezone": "UTC"}, "post": {"language": "en"}}.get(noun, {})
    read(CLASSES[noun], parsed(text), problems, given=given, defaults=defaults)
    return problems


@pytest.mark.parametrize(("noun", "text", "story"), WRONG, ids=lambda value: value if " " in value else "")
def test_what_the_check_refuses_an_editor_underlines(noun: Noun, text: str, story: str) -> None:
    assert checked(noun, text), "the check itself refuses it"
    assert complaints(noun, seen(parsed(text)))


RIGHT: list[tuple[Noun, str, str]] = [
    ("members", MEMBER + "short_name: 350\n", "a name of digits"),
    (
        "members",
        MEMBER + "website:\nthemes: ~\ncontact:\nlogo:\nkind:\ncountry: NO\n".replace("country: NO\n", ""),
        "empty",
    ),
    ("members", MEMBER.replace("FJ", "NO"), "Norway"),
    ("members", MEMBER.replace("Open Reef", "{ en: Open Reef, zh-Hant: 開放礁, id: 2000 }"), "names in languages"),
    ("members", MEMBER + "website: HTTPS://例え.example.org/a?b=(c)\n", "an address in another script"),
    ("events", EVENT + "place: { latitude: -18.14, longitude: '178.44' }\n", "numbers, one in quotes"),
    ("events", EVENT + "interpretation: Ask us.\n", "a sentence"),
    ("events", EVENT + "interpretation: [ko, ur]\n", "languages"),
    ("events", EVENT + "end: 2026-03-17T16:30\nupdated: 2026-03-01 10:00 +08:00\n", "times in several forms"),
    ("events", EVENT + "duration: 1 hour 30 min\nhosts: [open-reef, A friend, 42]\n", "a duration of two parts"),
    (
        "events",
        EVENT
        + "recurrence: { every: 1 Month, until: 2027-03-14 }\noccurrences: { 2026-04-17: { status: cancelled } }\n",
        "a series",
    ),
    ("post", POST + "draft: true\nimage: { src: pictures/a.jpg, alt: A }\ntranslation_of: 2026-review\n", "a draft"),
    ("post", POST.replace("[ana]", "[ana, { name: Guest }]"), "a guest"),
    ("network", NETWORK + "countries: [{ code: FJ, since: 2015 }]\n", "a year without quotes"),
    ("network", NETWORK + "mailing_list: { name: List, every: 6 weeks }\nsample: False\n", "a period"),
]


@pytest.mark.parametrize(("noun", "text", "story"), RIGHT, ids=lambda value: value if " " in value else "")
def test_what_the_check_takes_an_editor_takes(noun: Noun, text: str, story: str) -> None:
    assert checked(noun, text) == [], "the check itself takes it"
    assert complaints(noun, seen(parsed(text))) == []


def test_a_file_of_many_and_a_file_of_one_are_both_known() -> None:
    one = {"id": "open-reef", "name": "Open Reef", "country": "FJ"}
    assert complaints("members", {"members": [one]}) == []
    assert complaints("members", {"members": None}) == [], "no members yet"
    assert complaints("members", one) == []
    assert complaints("members", {"members": [{**one, "status": "x"}]}) == [
        "['members', 0, 'status']: 'x' is not one of " + repr([*_statuses(), None])
    ]
    assert complaints("members", {"members": [one], "events": []}) != []


def _statuses() -> list[str]:
    made = schema("members", "https://example.org/")
    return [status for status in made["$defs"]["Member"]["properties"]["status"]["enum"] if status]


def test_every_field_of_the_model_is_in_a_schema_with_its_meaning() -> None:
    """A field that is added to a class has to be explained in meanings.py."""
    for cls in _classes(Network, Member, Event, Post):
        written = {field.key for field in declared(cls)} - ({"slug", "path", "body"} if cls is Post else set())
        assert set(MEANINGS[cls]) == written, cls.__name__


def test_nothing_else_is_explained() -> None:
    assert set(MEANINGS) == set(_classes(Network, Member, Event, Series, Post))


def _classes(*roots: type) -> list[type]:
    """These classes and all that are in their fields."""
    found: list[type] = []
    waiting: list[Any] = list(roots)
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Struct) and hint not in (*found, *READERS, Words, MarkdownWords):
            found.append(hint)
            waiting += [field.hint for field in declared(hint)]
    return found


def test_an_editor_offers_the_networks_own_ids_and_demands_none() -> None:
    network = Network(Id("reef"), None, Words({"": "Reef"}), None, (), themes=(Topic(Id("budgets"), Words({"": "B"})),))  # type: ignore[arg-type]
    made = schema("members", "https://example.org/", network)
    themes = made["$defs"]["Member"]["properties"]["themes"]
    assert themes["items"]["examples"] == ["budgets"]
    member = {"id": "open-reef", "name": "Open Reef", "country": "FJ", "themes": ["a-theme-of-tomorrow"]}
    assert list(Draft202012Validator(made).iter_errors(member)) == []
