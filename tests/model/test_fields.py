"""Entries → model, by annotations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import pytest
from msgspec import Struct
from tests.pace import grows_too_much

from talanoa.model.event import Event, Override
from talanoa.model.fields import Keyed, Problems, _plan, read
from talanoa.model.member import Member
from talanoa.model.network import Image, Network
from talanoa.model.post import Guest, Post
from talanoa.model.values import AuthorRef, Text, Words
from talanoa.problems import Place, Problem
from talanoa.source import Source, parse_yaml


class Change(Struct, frozen=True):
    day: date
    written_at: Place


class Diary(Struct, frozen=True):
    days: Annotated[tuple[Change, ...], Keyed("day")]


class Thing(Struct, frozen=True):
    name: Text
    written_at: Place
    class_: Text | None = None
    title: Words | None = None
    who: tuple[AuthorRef | Guest, ...] = ()
    several: tuple[Text, ...] | Text | None = None


def thing(yaml: str) -> tuple[Thing | None, list[Problem]]:
    problems: list[Problem] = []
    node = parse_yaml(Source("f.yml", yaml), problems)
    assert node is not None
    return read(Thing, node, problems), problems


def test_what_is_right_gives_no_problem() -> None:
    found, problems = thing("name: A\nclass: b\ntitle: { en: T, id: J }\nwho: [ana, { name: G }]\nseveral: [x, y]")
    assert not problems
    assert found == Thing(
        Text("A"),
        Place("f.yml", 1, 1, 5, 16),
        Text("b"),
        Words({"en": "T", "id": "J"}),
        ("ana", Guest(Text("G"))),
        ("x", "y"),
    )  # type: ignore[arg-type]
    assert found is not None and isinstance(found.who[0], AuthorRef)


def test_every_problem_is_reported_and_not_only_the_first() -> None:
    found, problems = thing("nom: A\nclass: [b]\ntitle: { xx1: T }\nwho: ana\nseveral: {}")
    assert found is None
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("unknown-key", 1),
        ("missing-field", 1),
        ("wrong-shape", 2),
        ("unknown-language", 3),
        ("wrong-shape", 4),
        ("wrong-shape", 5),
    ]
    assert problems[0].help == "the fields here are class, name, several, title, who"


def test_a_misspelt_field_is_not_missing_too() -> None:
    found, problems = thing("nmae: A")
    assert found is None
    assert [(it.code, it.suggestion, it.help) for it in problems] == [
        ("unknown-key", "name", "write `name`, or take the field out")
    ]
    assert [it.code for it in thing("nmae: A\nname:")[1]] == ["unknown-key", "missing-field"]


def test_a_missing_field_is_added_where_its_group_is_written() -> None:
    assert [it.help for it in thing("class: b")[1]] == ["add a line `name: …`"]
    assert [it.help for it in thing("{class: b}")[1]] == ["add `name: …` between { and }"]


@pytest.mark.parametrize(
    ("who", "meant"),
    [("ana", "[ana]"), ("ana-b, carla", "[ana-b, carla]"), ("'ana'", None), ("{name: Ana}", None)],
)
def test_texts_in_a_row_are_a_list_between_brackets(who: str, meant: str | None) -> None:
    (problem,) = thing(f"name: A\nwho: {who}")[1]
    assert (problem.code, problem.suggestion) == ("wrong-shape", meant)


def test_the_help_says_which_fields_a_group_needs() -> None:
    problems: list[Problem] = []
    node = parse_yaml(Source("f.yml", "photo.jpg"), problems)
    assert node is not None and read(Image, node, problems) is None
    assert [problem.help for problem in problems] == ["write a group of fields: `src: …`, `alt: …`"]


def test_a_wrong_optional_field_leaves_the_rest() -> None:
    found, problems = thing("name: A\nclass: []")
    assert found is not None and found.class_ is None
    assert len(problems) == 1


def test_an_empty_field_is_as_if_left_out() -> None:
    assert thing("name: A\nclass:\ntitle: ~")[1] == []
    assert [problem.code for problem in thing("name:")[1]] == ["missing-field"]


def test_one_wrong_item_leaves_the_others() -> None:
    found, problems = thing("name: A\nwho: [ana, B!, cho]")
    assert found is not None and found.who == ("ana", "cho")
    assert [str(problem.place) for problem in problems] == ["f.yml:2:12"]


def test_what_is_given_is_not_looked_for() -> None:
    problems: list[Problem] = []
    node = parse_yaml(Source("f.yml", "name: A"), problems)
    assert node is not None
    found = read(Thing, node, problems, given={"name": Text("B")})
    assert found is not None and found.name == "B"
    assert [problem.code for problem in problems] == ["unknown-key"]


def test_an_override_is_keyed_by_its_day() -> None:
    problems: list[Problem] = []
    yaml = (
        "id: a\ntitle: A\ntype: call\nstart: 2026-03-17\ntimezone: Asia/Manila\nrecurrence: {every: 1 day, count: 3}\n"
    )
    node = parse_yaml(Source("f.yml", yaml + "occurrences:\n  2026-03-18: { status: cancelled }\n"), problems)
    assert node is not None
    event = read(Event, node, problems)
    assert event is not None and not problems
    assert [(str(o.original), o.status, o.written_at.line) for o in event.occurrences] == [
        ("2026-03-18", "cancelled", 8)
    ]


@pytest.mark.parametrize("cls", [Network, Member, Event, Post, Override])
def test_every_field_has_a_reader_and_no_key_is_a_place(cls: type) -> None:
    keys = [field.key for field in _plan(cls)]
    assert "written_at" not in keys
    assert len(keys) == len([name for name in cls.__struct_fields__ if name != "written_at"])


def test_very_many_days_take_as_long_as_they_are() -> None:
    def days(count: int) -> str:
        return "days:\n" + "".join(f"  {date(2000, 1, 1) + timedelta(days=day)}: {{}}\n" for day in range(count))

    def diary(yaml: str) -> None:
        problems: Problems = []
        node = parse_yaml(Source("f.yml", yaml), problems)
        assert node and read(Diary, node, problems) and not problems

    assert not grows_too_much(diary, [days(1_000), days(4_000)])
