"""A correction: words of a page, and the words in their place. It is made where they are found once, else it is for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from talanoa import addresses
from talanoa.amend import Plain, Put, entry_at, root_of
from talanoa.authoring.entries import Written
from talanoa.files import read_bytes
from talanoa.intake.directory import Directory, folded, linked, said
from talanoa.intake.values import Reading
from talanoa.problems import Place
from talanoa.source import MAX_BYTES, Node, Scalar, Sequence, decode, nfc
from talanoa.source import Mapping as Group

# What isn't said on a page in these words, or isn't a reader's to change.
_NOT_TO_CHANGE = frozenset(
    "id formerly visibility tombstone consent commitments_consent email received attended attended_count draft publish_at expires "
    "sequence updated signatories survey leave".split()
)
_NO_TEXT = re.compile(r"[-+0-9.:TZ ]+")
_BY_PEOPLE = "nothing is lost: someone of the network reads it here and makes the change"


@dataclass(frozen=True)
class _Source:
    """Where what a page says is written; without a `place` a post, whose text is below its fields."""

    file: str
    place: Place | None
    address: str
    id: str


@dataclass(frozen=True)
class Replaced:
    """A correction in the text of a post: the whole file, with other words in it."""

    written: Written
    data: bytes


def correction(it: Reading) -> Written | Replaced | None:
    """The change; None, and why, where it can't be made without people. Raises OSError."""
    where = _where(it.directory, it.line("page"))
    if where is None:
        it.refuse("page", "this is no page of a post, a member, a person or an event", _BY_PEOPLE)
        return None
    wrong, right = it.text("wrong"), it.text("right")
    if not right:
        it.refuse("wrong", "what is right isn't said", f"write it below “What is right”; {_BY_PEOPLE}")
        return None
    data = read_bytes(it.directory.content.root, where.file, MAX_BYTES + 1)
    pattern = re.compile(r"\s+".join(map(re.escape, wrong.split())))
    fields = list(_in_fields(data, where, pattern))
    texts = _in_text(data, where, pattern)
    if len(fields) + len(texts) != 1:
        count = len(fields) + len(texts)
        message = (
            "these words aren't on the page as they are here" if not count else f"these words are there {count} times"
        )
        help = "copy the very words from the page" if not count else "copy more of the words around them"
        it.refuse("wrong", message, f"{help}; {_BY_PEOPLE}")
        return None
    if texts:
        start, end = texts[0]
        text = data.decode()
        new = f"{text[:start]}{_as_lines(right, text)}{text[end:]}".encode()
        return Replaced(Written(where.id, where.file, where.address), new)
    path, scalar, match = fields[0]
    value = nfc(
        scalar.text[: match.start()] + (right if scalar.block else " ".join(right.split())) + scalar.text[match.end() :]
    )
    stays = scalar.plain and _NO_TEXT.fullmatch(scalar.text) and _NO_TEXT.fullmatch(value)
    change = Put(where.file, where.place, path, Plain(value) if stays else value)
    return Written(where.id, where.file, where.address, changes=(change,))


def _where(directory: Directory, page: str) -> _Source | None:
    kind, id, _ = linked(page) or _titled(directory, page)
    if kind == "posts" and id in directory.posts:
        post = directory.posts[id]
        return _Source(post.path, None, addresses.post(post.slug), post.slug)
    if kind == "members" and id in directory.members:
        member = directory.members[id]
        return _Source(member.id.place.file, member.id.place, addresses.member(id), id)
    if kind == "events" and id in directory.events:
        event = directory.events[id]
        return _Source(event.id.place.file, event.id.place, addresses.event(id), id)
    for member in directory.members.values() if kind == "people" else ():
        for person in member.people:
            if person.id == id and person.visibility == "public":
                return _Source(person.id.place.file, person.id.place, addresses.person(id), id)
    return None


def _titled(directory: Directory, page: str) -> tuple[str, str, str]:
    """By the title that a page has, if only one has it."""
    named = [
        *(("posts", id) for id, post in directory.posts.items() if folded(post.title) == folded(page)),
        *(("members", id) for id, it in directory.members.items() if folded(page) in map(folded, said(it.name))),
        *(("events", id) for id, it in directory.events.items() if folded(page) in map(folded, said(it.title))),
    ]
    return (*named[0], "") if len(named) == 1 else ("", "", "")


_Found = tuple[tuple[str | int, ...], Scalar, re.Match[str]]


def _in_fields(data: bytes, where: _Source, pattern: re.Pattern[str]) -> Iterator[_Found]:
    node = entry_at(root_of(data, where.file, []), where.place)
    waiting: list[tuple[tuple[str | int, ...], Node | None]] = [((), node)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, Scalar):
            yield from ((path, node, match) for match in pattern.finditer(node.text))
        elif isinstance(node, Sequence):
            waiting += [((*path, number), item) for number, item in enumerate(node.items)]
        elif isinstance(node, Group):
            waiting += [((*path, key), value) for key, (_, value) in node.entries.items() if key not in _NOT_TO_CHANGE]


def _in_text(data: bytes, where: _Source, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """In the text below a post's fields, by the indexes of the file's own characters."""
    if where.place is not None or decode(data, where.file, []) is None:
        return []
    text = data.decode()
    start = re.compile(r"^---[ \t]*\r?$", re.MULTILINE).search(text, 4)
    return [match.span() for match in pattern.finditer(text, start.end() if start else len(text))]


def _as_lines(right: str, text: str) -> str:
    return right.replace("\n", "\r\n") if "\r\n" in text else right
