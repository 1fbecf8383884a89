"""Who and what a contributor can name, by id or by the words that the site shows; nothing hidden is known here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from talanoa.amend import Value
from talanoa.authoring import Kind
from talanoa.load import Content
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.post import Post
from talanoa.model.scalars import is_slug
from talanoa.model.values import Words
from talanoa.source import nfc

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_PAGE = re.compile(r"(?:^|/)(posts|members|people|events)/([a-z0-9-]+)(?:/(\d{4}-\d\d-\d\d))?/?$")
COMMAS: str = ",،、，"
_COMMA = re.compile(f"[{COMMAS}]")
_LINKED = re.compile(r"\S*/(?:people|members)/([a-z0-9-]+)/?")


class Directory(Struct, frozen=True, dict=True):
    content: Content

    @cached_property
    def members(self) -> dict[str, Member]:
        return {str(member.id): member for member in self.content.members if member.visibility == "public"}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Of members and people that everyone sees. Others are to a stranger as if they weren't there, not even as a suggestion."""
        people = (person for member in self.members.values() for person in member.people)
        return frozenset(self.members) | {str(person.id) for person in people if person.visibility == "public"}

    def is_unknown(self, text: str, *, or_name: bool) -> bool:
        """True for an id that no one has whom everyone sees; `or_name`, if words that can't be an id are a name."""
        return text not in self.ids and not (or_name and not is_slug(text))

    @cached_property
    def events(self) -> dict[str, Event]:
        return {str(event.id): event for event in self.content.events if event.visibility == "public"}

    @cached_property
    def posts(self) -> dict[str, Post]:
        return {post.slug: post for post in self.content.posts if not post.draft}

    def shown(self, kind: Kind) -> frozenset[str]:
        """Ids and slugs of pages that everyone sees, and of those that lead to them."""
        if kind == "member":
            return self.ids | {str(id) for member in self.members.values() for id in member.formerly}
        things: Mapping[str, Event | Post] = self.events if kind == "event" else self.posts
        return frozenset(things) | {str(id) for thing in things.values() for id in thing.formerly}

    @cached_property
    def _named(self) -> dict[str, str]:
        """Ids of members and of their people, by the names that people know them by."""
        found: dict[str, set[str]] = {}
        for id, member in self.members.items():
            for name in (*texts_of(member.name), member.short_name or ""):
                found.setdefault(folded(name), set()).add(id)
            for person in member.people:
                if person.visibility == "public":
                    found.setdefault(folded(person.name), set()).add(str(person.id))
        return {name: ids.pop() for name, ids in found.items() if name and len(ids) == 1}

    def id_of(self, text: str) -> str | None:
        """The id of a member or a person that a text names, by an id, the address of a page, or a whole name."""
        if linked := _LINKED.fullmatch(text):
            return linked[1]
        if _ID.fullmatch(text) or text in self.members:
            return text
        if text[:1] == "@" and text[1:] in self.ids:
            return text[1:]
        return self._named.get(folded(text))

    def person(self, text: str) -> Value:
        """An id, or the name and the organisation of someone else."""
        if id := self.id_of(text):
            return id
        name, comma, affiliation = _parted(text)
        return {"name": name, "affiliation": affiliation} if comma and name and affiliation else {"name": text}

    def people(self, text: str) -> list[Value]:
        """One a line; ids also with commas between them."""
        return [person for line in lined(text) for person in self._of_line(line)]

    def _of_line(self, line: str) -> Iterator[Value]:
        parts = listed(line)
        if len(parts) > 1 and all(self.id_of(part) for part in parts):
            yield from (self.id_of(part) or part for part in parts)
        else:
            yield self.person(line)


def folded(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def listed(text: str) -> list[str]:
    """What is between commas and line ends; dashes of a list and brackets of a YAML list are no part of it."""
    bare = text.strip().removeprefix("[").removesuffix("]") if text.strip().startswith("[") else text
    parts = (part.strip() for line in lined(bare) for part in _COMMA.split(line))
    return list(dict.fromkeys(part for part in parts if part))


def lined(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n"))
    bare = (re.sub(r"^[-*•]\s+", "", line) for line in lines)
    return [line for line in bare if line]


def _parted(text: str) -> tuple[str, str, str]:
    """What is before and behind the first comma that isn't in brackets."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "(（") - (letter in ")）")
        if letter in COMMAS and depth <= 0:
            return text[:at].strip(), letter, text[at + 1 :].strip()
    return text, "", ""


def linked(text: str) -> tuple[str, str, str] | None:
    """The kind of page, the id and perhaps the day in an address, with or without the site's own part of it."""
    try:
        path = unquote(urlsplit(text.strip()).path)
    except ValueError:
        return None
    match = _PAGE.search(path)
    return (match[1], match[2], match[3] or "") if match else None


def texts_of(words: Words | str) -> list[str]:
    """A text in each of its languages."""
    return [*words.texts.values()] if isinstance(words, Words) else [words]
