"""Words of a command line → values of fields: `--place.city Suva`, `--themes open-data,budgets`, `--title.id Panggilan`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import click

from talanoa.authoring import Field, Kind, fields
from talanoa.model.scalars import PATTERNS, is_slug
from talanoa.model.values import Language
from talanoa.problems import nearest

_TAG = re.compile(PATTERNS[Language])
_FLAG = re.compile(r"--[A-Za-z][\w.-]*(?:=.*)?", re.DOTALL)  # other texts may begin with -- too
_OWN = ""  # the network's own language
_LISTS = frozenset({"reference", "country", "language", "id", "choice", "day"})


def values_of(kind: Kind, words: Sequence[str], language: str) -> dict[str, Any]:
    """What the words say, without a language in the network's own; ends the program where they can't be understood."""
    values: dict[str, Any] = {}
    for name, text in _pairs(kind, list(words)):
        _put(values, fields(kind), name.split("."), text, name)
    return {key: _in_languages(value, language) for key, value in values.items()}


def _in_languages(value: Any, language: str) -> Any:
    """A text alone, or each text by its language."""
    if isinstance(value, list):
        return [_in_languages(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if [*value] == [_OWN]:
        return value[_OWN]
    if _OWN in value and language in value:
        raise click.UsageError(
            f"a text without a language is in '{language}', and there is another one in '{language}'"
        )
    return {language if key == _OWN else key: _in_languages(one, language) for key, one in value.items()}


def names(known: Sequence[Field], before: str = "") -> Iterator[str]:
    """The flags of fields, and of those in them; not of every day of a series of calls."""
    for field in known:
        yield f"{before}{field.key}"
        if field.shape != "by_day":
            yield from names(field.fields, f"{before}{field.key}.")


def _pairs(kind: Kind, words: list[str]) -> Iterator[tuple[str, str]]:
    """Each flag with its value: `--key value`, `--key=value`, and `--draft` alone."""
    while words:
        word = words.pop(0)
        if not word.startswith("--") or word == "--":
            help = "values of several words need quotation marks"
            raise click.UsageError(f"'{word}' belongs to no flag; write --FIELD VALUE ({help})")
        name, equals, text = word[2:].partition("=")
        if not equals:
            field = _at(fields(kind), name.split("."))
            is_flag = field is not None and field.shape == "flag"
            if is_flag and (not words or words[0] not in ("true", "false")):
                text = "true"
            elif not words or _FLAG.fullmatch(words[0]):
                _known(kind, name)
                raise click.UsageError(f"--{name} has no value; a value that begins with -- is written --{name}=VALUE")
            else:
                text = words.pop(0)
        _known(kind, name)
        yield name, text


def _known(kind: Kind, name: str) -> None:
    if _at(fields(kind), name.split(".")) is None:
        near = nearest(name.replace("-", "_"), [*names(fields(kind))])
        hint = f" Did you mean --{near}?" if near else ""
        raise click.UsageError(f"there is no field '{name}' here.{hint} `talanoa new {kind} --help` lists all of them.")


def _at(known: Sequence[Field], path: Sequence[str]) -> Field | None:
    """The field at a path; a language, or a day, is a step of its own."""
    first, *rest = path
    field = _named(known, first)
    if field is None or not rest:
        return field
    if field.by_language:
        return field if len(rest) == 1 else None
    if field.shape == "by_day":
        return _at(field.fields, rest[1:]) if len(rest) > 1 else None
    return _at(field.fields, rest)


def _named(known: Sequence[Field], name: str) -> Field | None:
    """By its key, with hyphens too; of a list, by the word for one of it."""
    plain = name.replace("-", "_").lower()
    for field in known:
        if plain in (field.key, field.words.lower().replace(" ", "_")):
            return field
    return next((field for field in known if field.many and plain in _one_of(field.key)), None)


def _one_of(key: str) -> tuple[str, ...]:
    return (key.removesuffix("s"), f"{key.removesuffix('ies')}y")


def _put(values: dict[str, Any], known: Sequence[Field], path: Sequence[str], text: str, name: str) -> None:
    """Adds what a flag says to the values of a group."""
    first, *rest = path
    field = _named(known, first)
    assert field
    key = field.key
    if field.by_language:
        texts = values.setdefault(key, {})
        _once(texts, rest[0] if rest else _OWN, text, name)
    elif field.shape == "by_day" and rest:
        _put(values.setdefault(key, {}).setdefault(rest[0], {}), field.fields, rest[1:], text, name)
    elif rest and field.many:
        items = values.setdefault(key, [])
        if not items or not isinstance(items[-1], dict) or _has(items[-1], field.fields, rest):
            items.append({})
        _put(items[-1], field.fields, rest, text, name)
    elif rest:
        _put(values.setdefault(key, {}), field.fields, rest, text, name)
    elif field.or_text and not all(map(_TAG.fullmatch, text.replace(",", " ").split())):
        values[key] = text
    elif field.many:
        values.setdefault(key, []).extend(items_of(field, text))
    elif field.shape == "group" or field.shape == "by_day":
        below = ", ".join(f"--{name}.{one.key}" for one in field.fields)
        raise click.UsageError(f"--{name} has fields of its own: {below}")
    else:
        _once(values, key, one_of(field, text), name)


def _once(values: dict[str, Any], key: str, value: Any, name: str) -> None:
    if key in values:
        raise click.UsageError(f"--{name} is here twice, and can have only one value")
    values[key] = value


def _has(item: dict[str, Any], known: Sequence[Field], path: Sequence[str]) -> bool:
    """True if an item says that already, so that what follows is of the next."""
    field = _named(known, path[0])
    return bool(field and not field.many and field.key in item and len(path) == 1)


def items_of(field: Field, text: str) -> list[Any]:
    """One item, or several with commas between them where all of them can be ids."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if field.shape in _LISTS or all(map(is_slug, parts)):
        return [one_of(field, part) for part in parts]
    return [one_of(field, text)]


def one_of(field: Field, text: str) -> Any:
    """A value; a guest is `Name, affiliation`, and a group in a list begins with its first field."""
    if field.shape == "person" and not is_slug(text.strip()):
        name, _, affiliation = text.partition(",")
        return {"name": name, "affiliation": affiliation}
    if field.shape == "group":
        return {field.fields[0].key: text}
    return text
