"""The one description of fields agrees with the model, by which files are read."""

from __future__ import annotations

from pathlib import Path

from tests.authoring.folders import MEMBERS, folder, read

from talanoa.authoring import KINDS, NOUN_OF, Kind, choices_in, field_at, fields
from talanoa.authoring.fields import Field
from talanoa.model.fields import declared
from talanoa.model.schema import FILES


def test_every_field_of_the_model_is_described() -> None:
    for kind in KINDS:
        file = FILES[NOUN_OF[kind]]
        keys = [it.key for it in declared(file.cls) if it.name not in file.given]
        assert [it.key for it in fields(kind) if it.key != "body"] == keys


def all_of(found: tuple[Field, ...]) -> list[Field]:
    return [one for field in found for one in (field, *all_of(field.fields))]


def test_every_field_has_words_help_and_a_shape() -> None:
    for kind in KINDS:
        for field in all_of(fields(kind)):
            assert field.words and field.help and field.words[0].isupper(), field
            assert (field.shape in ("group", "by_day", "person")) == bool(field.fields), field
            assert (field.shape == "choice") == bool(field.choices), field
            assert (field.shape in ("reference", "person")) == bool(field.noun), field


def test_fields_at_paths() -> None:
    city = field_at("event", "place.city")
    assert city and (city.words, city.shape, city.many) == ("City", "line", False)
    title = field_at("event", "title")
    assert title and title.by_language and title.required
    languages = field_at("event", "interpretation")
    assert languages and languages.many and languages.shape == "language"
    assert field_at("event", "place.town") is None and field_at("member", "place.city") is None
    assert [it.key for it in fields("event") if it.required] == ["id", "title", "type", "start"]
    assert [it.key for it in fields("statement") if it.required] == ["title", "date", "authors", "kind"]
    author = field_at("post", "authors")
    assert (
        author
        and author.many
        and author.shape == "person"
        and [it.key for it in author.fields]
        == [
            "name",
            "affiliation",
        ]
    )


def test_choices_are_those_of_the_network(tmp_path: Path) -> None:
    files = read(folder(tmp_path, members_yml=MEMBERS))

    def choices(kind: Kind, path: str) -> tuple[str, ...]:
        field = field_at(kind, path)
        assert field
        return choices_in(field, files)

    assert choices("post", "themes") == ("fiscal-openness", "open-data")
    assert choices("event", "attended") == ("alpha-group", "gamma-group", "zeta-group")
    assert choices("member", "country")[:3] == ("PH", "NZ", "AD")
    assert choices("member", "kind")[-1] == "other"
    assert choices("event", "status") == ("confirmed", "tentative", "cancelled", "postponed")
    assert choices("event", "title") == ()
