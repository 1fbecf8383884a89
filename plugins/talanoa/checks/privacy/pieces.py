"""Every text that anyone can write: Markdown with the addresses of its links, and every one-line field of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from html import unescape

from msgspec import Struct

from talanoa.checks.texts import Record, Text
from talanoa.load import Content
from talanoa.markup.convert import convert
from talanoa.markup.converted import Converted, Image
from talanoa.model.event import Event, Online, Override
from talanoa.model.member import Contact
from talanoa.model.values import FilePath, Host, Located, MarkdownWords, Words, fields_of
from talanoa.problems import Place


class Stretch(Struct, frozen=True):
    """Lines of a file in which a text is written; `last` is None where they end with the entry."""

    start: Place
    first: int
    last: int | None = None


class Piece(Struct, frozen=True, dict=True):
    """A text as readers see it, or the address of a link."""

    text: str
    stretch: Stretch
    is_address: bool = False
    about_a_call: bool = False  # a text of an event, in which a password is the call's
    docs: bool = False  # the maintainers' own page
    converted: Converted | None = None  # what knows the code in it, in which people and numbers are no one's

    @cached_property
    def folded(self) -> str:
        return self.text.lower()

    @cached_property
    def folded_words(self) -> str:
        """The words in small letters, and as long as they were."""
        folded = self.words.lower()
        return folded if len(folded) == len(self.words) else "".join(character.lower()[:1] for character in self.words)

    @cached_property
    def words(self) -> str:
        """The text without the web addresses in it, in which `@` and long numbers mean nothing."""
        return without_addresses(self.text)

    @cached_property
    def prose(self) -> str:
        return prose(self.converted) if self.converted else self.text

    def says(self, stems: tuple[str, ...]) -> bool:
        return any(map(self.folded.__contains__, stems))


WEB_ADDRESS = re.compile(r"\b(?:https?|ftp)://\S+")
# Without one of these characters a text has nothing of what is looked for.
_SUSPECT = re.compile(r"[@/\d\[({:：=]| (?:dot|punto|ponto|titik) |[Pp]ass")
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r' title="([^"]*)"')
_CODE = re.compile(r"<(pre|code)\b.*?(?:</\1>|\Z)", re.DOTALL)
# Fields that have their own rules, or aren't words of the contributor's.
_NOT_READ = frozenset({"slug", "written_at", "body", "public_contacts"})


def of_fields(content: Content, wanted: Callable[[Record], bool]) -> Iterator[Piece]:
    """Every text of one line that anyone can write, hidden things included; of members, events and posts, those of the wanted ones."""
    yield from _of_fields(content.network, Stretch(Place.start_of("network.yml"), 1), False)
    for member in filter(wanted, content.members):
        yield from _of_fields(member, Stretch(member.written_at, member.written_at.line), False)
    for event in filter(wanted, content.events):
        yield from _of_fields(event, Stretch(event.written_at, event.written_at.line), True)
    for series in content.series:
        yield from _of_fields(series, Stretch(series.written_at, series.written_at.line), False)
    for post in filter(wanted, content.posts):
        yield from _of_fields(post, Stretch(post.written_at, 1, post.body.place.line - 1), False)


def with_overrides(event: Event) -> tuple[Event | Override, ...]:
    """An event, and what differs in its occurrences."""
    return (event, *event.occurrences)


def stretch_of(text: Text) -> Stretch:
    place = text.markdown.place
    return Stretch(place, place.line, max(place.end_line, place.line + text.markdown.count("\n")))


def of_markdown(text: Text, about_a_call: bool, in_code: bool) -> Iterator[Piece]:
    """A text with the titles and addresses of its links and pictures; `in_code` asks for its code too."""
    stretch = stretch_of(text)
    converted = convert(text.markdown)
    if text.hand_written:  # which show as code how something should not be written
        yield Piece(prose(converted), stretch, docs=True)
    else:
        yield Piece(converted.text, stretch, about_a_call=about_a_call, converted=None if in_code else converted)
    for html in converted.html:
        for title in _TITLE.findall(html) if ' title="' in html else ():
            yield Piece(unescape(title), stretch, about_a_call=about_a_call, docs=text.hand_written)
    for gap in converted.gaps:
        if isinstance(gap, Image):
            yield Piece(f"{gap.alt} {gap.title}", stretch, about_a_call=about_a_call, docs=text.hand_written)
        address = gap.src if isinstance(gap, Image) else gap.href
        yield Piece(address, stretch, True, about_a_call, text.hand_written)


def prose(converted: Converted) -> str:
    """The words without code."""
    html = "".join(converted.html)
    if "<code" not in html:
        return converted.text
    return " ".join(unescape(_TAG.sub("", _CODE.sub(" ", html))).split())


def without_addresses(text: str) -> str:
    return WEB_ADDRESS.sub(" ", text) if "://" in text else text


def _of_fields(value: object, stretch: Stretch, about_a_call: bool) -> Iterator[Piece]:
    """Every one-line text inside a model value; what is Markdown is found by `texts`."""
    for name in fields_of(value):
        part = getattr(value, name)
        if not part or name in _NOT_READ:
            continue
        if isinstance(value, Online) and name == "url":  # published only if it says so itself
            continue
        if isinstance(value, Contact) and name == "email":  # has a rule of its own: consent
            continue
        for item in part if isinstance(part, tuple) else (part,):
            yield from _of_value(item, stretch, about_a_call)


def _of_value(value: object, stretch: Stretch, about_a_call: bool) -> Iterator[Piece]:
    if isinstance(value, Words):
        for text in value.texts.values():
            yield from _of_value(text, stretch, about_a_call)
    elif isinstance(value, str):
        if (not isinstance(value, Located) or isinstance(value, (Host, FilePath))) and _SUSPECT.search(value):
            yield Piece(value, stretch, value.startswith(("http://", "https://")), about_a_call)
    elif not isinstance(value, MarkdownWords):
        inner = getattr(value, "written_at", None)
        yield from _of_fields(value, Stretch(inner, inner.line) if inner else stretch, about_a_call)
