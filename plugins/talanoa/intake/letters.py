"""A file that the site's forms composed and a letter brought → the values in it.

Only fields that the forms fill in may be there. What they may say is the model's to judge, as it would be in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from msgspec import Struct

from talanoa.authoring.entries import Values
from talanoa.intake.directory import Directory
from talanoa.intake.refusal import Refusal, Refusals
from talanoa.intake.safety import agreed_in, html_in_markdown, refused_in
from talanoa.intake.values import UNKNOWN
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.fields import read
from talanoa.model.member import Member
from talanoa.model.post import Post
from talanoa.model.values import Language, Markdown, TimeZone
from talanoa.problems import Place, Problem
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar, Sequence, Source, nfc, parse_front_matter, parse_yaml

Kind = Literal["post", "event", "member"]

_MAY_HAVE: Final[Mapping[Kind, frozenset[str]]] = {
    "post": frozenset(
        "title date authors kind language summary themes countries activities first_published first_published.name "
        "first_published.url authors.name authors.affiliation".split()
    ),
    "event": frozenset(
        "id title type start end duration timezone summary place place.name place.city place.country online online.platform "
        "languages hosts countries themes registration registration.url".split()
    ),
    "member": frozenset("id name short_name kind status country website about languages themes activities".split()),
}
_CLASSES: Final[Mapping[Kind, type]] = {"post": Post, "event": Event, "member": Member}
_FIELD = re.compile(r"(?:\s*#[^\n]*\n)*\s*[a-z_]+:(?:\s|$)")
_MARKDOWN: Final = frozenset({"about"})


class Letter(Struct, frozen=True):
    """What a composed file says."""

    kind: Kind
    source: Source
    values: Values
    starts: Mapping[str, int]  # of the fields, and of the text of a post


def letter_in(source: Source, content: Content, refusals: Refusals) -> Letter | None:
    """The values of a composed file; None, and why, where it is none."""
    problems: list[Problem] = []
    before = len(refusals)
    found = _post(source, problems) if source.text.startswith("---\n") else _entry(source, problems)
    refusals += map(Refusal.of, problems)
    if found is None:
        if not problems:
            message = "this is neither a filled in form nor a file that the site's forms have composed"
            help = "send what the form composed, from its first line on"
            if source.text.startswith(">"):
                help = "take away the > that a reply puts in front of each line"
            refusals.append(Refusal(1, 1, message, help))
        return None
    kind, fields, body, start = found
    refusals += _unexpected(kind, fields)
    refusals += _judged(kind, fields, content)
    refusals += _unsafe(fields, content)
    refusals += _unknown(fields, Directory(content))
    if body:
        refusals += [Refusal.at(source, start + at, *words) for at, *words in html_in_markdown(body)]
        refusals += refused_in(source, body, start, agreed_in(content))
    values = {key: _value(node) for key, (_, node) in fields.entries.items()}
    starts = {"body": start, **{key: node.start for key, (_, node) in fields.entries.items()}}
    return (
        Letter(kind, source, values | ({"body": nfc(body)} if kind == "post" else {}), starts)
        if len(refusals) == before
        else None
    )


_Found = tuple[Kind, Group, str, int]


def _post(source: Source, problems: list[Problem]) -> _Found | None:
    matter = parse_front_matter(source, problems)
    if matter is None:
        return None
    start = sum(len(line) + 1 for line in source.text.split("\n")[: matter.body_line - 1])
    start += len(source.text[start:]) - len(source.text[start:].lstrip())
    body = source.text[start:].strip()
    if not body:
        place = source.place(start, start)
        problems.append(
            Problem("missing-field", "the post has no text", place, "write it below the second line of ---")
        )
    return "post", matter.fields, body, start


def _entry(source: Source, problems: list[Problem]) -> _Found | None:
    if not _FIELD.match(source.text):
        return None
    fields = parse_yaml(source, problems)
    if not isinstance(fields, Group) or not {"name", "title"} & fields.entries.keys():
        return None
    return "event" if "title" in fields.entries else "member", fields, "", 0


def _unexpected(kind: Kind, fields: Group, above: str = "") -> Iterator[Refusal]:
    for key, (scalar, node) in fields.entries.items():
        if above + key not in _MAY_HAVE[kind]:
            message = "the form doesn't have this field"
            help = "take it out; the network's coordinator can add it afterwards"
            yield Refusal.at(scalar.source, scalar.start, message, help)
            continue
        for inner in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(inner, Group) and f"{above}{key}" in (
                "place",
                "online",
                "registration",
                "first_published",
                "authors",
            ):
                yield from _unexpected(kind, inner, f"{key}.")


def _judged(kind: Kind, fields: Group, content: Content) -> Iterator[Refusal]:
    problems: list[Problem] = []
    network = content.network
    given: Mapping[Kind, Mapping[str, Any]] = {
        "post": {
            "slug": "post",
            "path": "posts/post.md",
            "body": Markdown.at("", Place.start_of("")),
            "written_at": Place.start_of(""),
        },
        "event": {},
        "member": {},
    }
    defaults: Mapping[Kind, Mapping[str, Any]] = {
        "post": {"language": Language(network.language)},
        "event": {"timezone": TimeZone(network.timezone)},
        "member": {},
    }
    read(_CLASSES[kind], fields, problems, given=given[kind], defaults=defaults[kind])
    return (Refusal.of(problem) for problem in problems if problem.code != "unknown-key")


def _unsafe(fields: Group, content: Content) -> Iterator[Refusal]:
    agreed = agreed_in(content)
    for scalar, key in _scalars(fields, ""):
        yield from refused_in(scalar.source, scalar.text, scalar.start, agreed, plain=key not in _MARKDOWN)


def _unknown(fields: Group, directory: Directory) -> Iterator[Refusal]:
    """Ids that no one has whom everyone sees; a host may be a name, too."""
    for key in ("authors", "hosts"):
        node = fields.get(key)
        for item in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(item, Scalar) and directory.is_unknown(item.text, or_name=key == "hosts"):
                yield Refusal.at(item.source, item.start, *UNKNOWN)


def _scalars(node: Node, key: str) -> Iterator[tuple[Scalar, str]]:
    if isinstance(node, Scalar):
        yield node, key
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, key)
    elif isinstance(node, Group):
        for name, (_, value) in node.entries.items():
            yield from _scalars(value, name)


def _value(node: Node) -> Any:
    if isinstance(node, Group):
        return {key: _value(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    return nfc(node.text) if isinstance(node, Scalar) and not node.is_null else ""
