"""Where Markdown is, on which page it is shown, and where in its file a part of it lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from talanoa import addresses
from talanoa.checks.source_lines import SourceLines
from talanoa.load import Content, ReadingCache
from talanoa.model.event import Event, Override
from talanoa.model.member import Member, Person
from talanoa.model.network import Network
from talanoa.model.post import Post
from talanoa.model.values import Markdown, MarkdownWords, fields_of
from talanoa.problems import Place

MAX_NEEDLE = 2_000  # letters; what is longer is shown by its line
Record = Member | Event | Post
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


class Text(Struct, frozen=True):
    """A Markdown text and the page that shows it."""

    markdown: Markdown
    address: str
    hand_written: bool = False  # a page of docs/, whose Markdown is MkDocs' own

    @property
    def path(self) -> str:
        return self.markdown.place.file

    def place(self, source: SourceLines, needles: Sequence[str], first: int, last: int, nth: int = 0) -> Place:
        """Where the text says one of `needles`: its `nth` mention in the lines from `first` to `last` (from 0).

        A folded YAML text has fewer lines than its file, so that the rest of it is searched as well.
        """
        start = self.markdown.place.line
        lines = source.of(self.path)
        if source.may_search(self.path):
            end = max(self.markdown.place.end_line, start + self.markdown.count("\n"))
            for begin, stop in ((start + first, start + last), (start, end)):
                for needle in needles:
                    if found := list(islice(self._mentions(lines, begin, stop, needle), nth + 1)):
                        return found[-1]
        line = min(start + first, max(len(lines), 1))
        return Place(self.path, line, 1, line, 1)

    def _mentions(self, lines: list[str], begin: int, stop: int, needle: str) -> Iterator[Place]:
        """The address of a link first, then a whole word (`/a/` is not meant by `/a/b/`), then any letters."""
        if not 0 < len(needle) <= MAX_NEEDLE:
            return
        plain = re.escape(needle)
        link = rf"(?:(?<=\]\()|(?<=\]\(<)){plain}(?=[\s)>])"
        word = rf"(?<![^\s(<\[\"'`]){plain}(?![^\s)>\]\"'`.,;:!?])"
        for pattern in map(re.compile, (link, word, plain)):
            found = False
            for line in range(begin, min(stop, len(lines)) + 1):
                for match in pattern.finditer(lines[line - 1]):
                    place = Place(self.path, line, match.start() + 1, line, match.end() + 1)
                    if self._has(place):
                        found = True
                        yield place
            if found:
                return

    def _has(self, place: Place) -> bool:
        """False for what is in a line of the text, but before or after it: a line of YAML may have several texts."""
        own = self.markdown.place
        begins, ends = (own.line, own.column), (own.end_line, own.end_column)
        is_after = (
            begins < ends < (place.end_line, place.end_column)
        )  # of a whole file's text only the beginning is known
        return begins <= (place.line, place.column) and not is_after


def texts(content: Content, wanted: Callable[[Record], bool] = lambda record: True) -> Iterator[Text]:
    """Every Markdown text that there is; of members, events and posts, those of the wanted ones."""
    for markdown, address in _of_network(content.network):
        yield Text(markdown, address)
    for member in filter(wanted, content.members):
        yield from texts_of(member)
    for event in filter(wanted, content.events):
        yield from texts_of(event)
    for series in content.series:
        yield from (Text(*found) for found in _inside(series, addresses.series(series.id)))
    for post in filter(wanted, content.posts):
        yield from texts_of(post)
    for greeting in content.greetings.values():
        yield Text(greeting, addresses.HOME)
    for path, text in content.docs.items():
        markdown = Markdown.at(_without_front_matter(text), Place.start_of(path))
        yield Text(markdown, addresses.doc(path), hand_written=True)


def markdown(content: Content, readings: ReadingCache) -> Iterator[str]:
    """The same without their pages; `readings` has what is in the records."""
    yield from (text.markdown for text in texts(content, lambda record: False))
    records: tuple[Record, ...] = (*content.members, *content.events, *content.posts)
    for record in records:
        yield from readings.fact(record, "markdown", _markdown_of)


def _markdown_of(record: Record) -> tuple[Markdown, ...]:
    return tuple(text.markdown for text in texts_of(record))


def texts_of(record: Record) -> Iterator[Text]:
    """Those of one member, event or post."""
    if isinstance(record, Post):
        yield Text(record.body, addresses.post(record.slug))
    else:
        address = addresses.member(record.id) if isinstance(record, Member) else addresses.event(record.id)
        yield from (Text(*found) for found in _inside(record, address))


Found = tuple[Markdown, str]


def _of_network(network: Network) -> Iterator[Found]:
    yield from _inside(network.description, addresses.HOME)
    yield from _inside(network.join, addresses.JOIN)
    for theme in network.themes:
        yield from _inside(theme, addresses.theme(theme.id))
    for activity in network.activities:
        yield from _inside(activity, addresses.activity(activity.id))


def _inside(value: object, address: str) -> Iterator[Found]:
    """Every Markdown text inside a model value, with the page that shows it."""
    if isinstance(value, Markdown):
        yield value, address
    elif isinstance(value, MarkdownWords):
        yield from ((text, address) for text in value.texts.values())
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item, address)
    else:
        for name in fields_of(value):
            part = getattr(value, name)
            if isinstance(value, Event) and name == "occurrences":
                for override in part:
                    yield from _inside(override, _of_occurrence(value, override))
            else:
                yield from _inside(part, addresses.person(value.id) if isinstance(value, Person) else address)


def _of_occurrence(event: Event, override: Override) -> str:
    return addresses.occurrence(event.id, override.original)


def _without_front_matter(text: str) -> str:
    """The text with as many lines as before."""
    match = _FRONT_MATTER.match(text)
    return text if match is None else "\n" * match[0].count("\n") + text[match.end() :]
