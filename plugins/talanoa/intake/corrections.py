"""A correction: words of a page, and the words in their place. It is made where they are found once, else it is for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from talanoa import addresses
from talanoa.amend import Plain, Put, entry_at, root_of
from talanoa.authoring.entries import Written
from talanoa.files import read_bytes
from talanoa.intake.directory import Directory, folded, linked, texts_of
from talanoa.intake.pictures import pictures
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


class _Source(Struct, frozen=True):
    """Where what a page says is written; without a `place` a post, whose text is below its fields."""

    file: str
    place: Place | None
    address: str
    id: str


class Replaced(Struct, frozen=True):
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
    pattern, wished = _words(wrong), _words(right)
    fields = [(*found, span) for found in _scalars(data, where) for span in _spans(found[1].text, pattern, wished)]
    texts = _in_text(data, where, pattern, wished)
    if len(fields) + len(texts) == 0 and _is_there_already(data, where, wished):
        it.refuse("right", "the page says this already", "nothing needs to be sent")
        return None
    if len(fields) + len(texts) != 1:
        count = len(fields) + len(texts)
        message = (
            "the page's own text doesn't have these words as they are here"
            if not count
            else f"these words are there {count} times"
        )
        help = (
            "copy the very words from the text; names of countries, days and headings are the site's"
            if not count
            else "copy more of the words around them"
        )
        it.refuse("wrong", message, f"{help}; {_BY_PEOPLE}")
        return None
    if texts:
        if fault := next((fault for _, fault in pictures(right) if fault), ""):
            it.refuse("right", fault, "leave the picture out; someone of the network can add it")
            return None
        start, end = texts[0]
        text = data.decode()
        new = f"{text[:start]}{_as_lines(right, text)}{text[end:]}".encode()
        return Replaced(Written(where.id, where.file, where.address), new)
    path, scalar, (start, end) = fields[0]
    value = nfc(scalar.text[:start] + (right if scalar.block else " ".join(right.split())) + scalar.text[end:])
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
        *(("members", id) for id, it in directory.members.items() if folded(page) in map(folded, texts_of(it.name))),
        *(("events", id) for id, it in directory.events.items() if folded(page) in map(folded, texts_of(it.title))),
    ]
    return (*named[0], "") if len(named) == 1 else ("", "", "")


def _words(text: str) -> re.Pattern[str]:
    """The same words, whatever spaces and line ends are between them."""
    return re.compile(r"\s+".join(map(re.escape, text.split())))


def _spans(text: str, wrong: re.Pattern[str], right: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the words are, but for those within what is right."""
    said = [match.span() for match in right.finditer(text)]
    for match in wrong.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in said):
            yield match.span()


def _is_there_already(data: bytes, where: _Source, right: re.Pattern[str]) -> bool:
    in_fields = any(right.search(scalar.text) for _, scalar in _scalars(data, where))
    return in_fields or right.search(_text_of(data, where)[0]) is not None


def _scalars(data: bytes, where: _Source) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    node = entry_at(root_of(data, where.file, []), where.place)
    waiting: list[tuple[tuple[str | int, ...], Node | None]] = [((), node)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, Scalar):
            yield path, node
        elif isinstance(node, Sequence):
            waiting += [((*path, number), item) for number, item in enumerate(node.items)]
        elif isinstance(node, Group):
            waiting += [((*path, key), value) for key, (_, value) in node.entries.items() if key not in _NOT_TO_CHANGE]


def _in_text(data: bytes, where: _Source, wrong: re.Pattern[str], right: re.Pattern[str]) -> list[tuple[int, int]]:
    """In the text below a post's fields, by the indexes of the file's own characters."""
    text, begins = _text_of(data, where)
    return [(begins + start, begins + end) for start, end in _spans(text, wrong, right)]


def _text_of(data: bytes, where: _Source) -> tuple[str, int]:
    """The text below a post's fields, and where in the file it begins."""
    if where.place is not None or decode(data, where.file, []) is None:
        return "", 0
    text = data.decode()
    start = re.compile(r"^---[ \t]*\r?$", re.MULTILINE).search(text, 4)
    begins = start.end() if start else len(text)
    return text[begins:], begins


def _as_lines(right: str, text: str) -> str:
    return right.replace("\n", "\r\n") if "\r\n" in text else right
