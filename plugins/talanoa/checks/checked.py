"""What the rules look at: everything that exists, and what of it can be seen."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from urllib.parse import unquote

from msgspec import Struct, field

from talanoa import addresses
from talanoa.checks.source_lines import SourceLines
from talanoa.checks.texts import Record, Text, texts
from talanoa.images import Images
from talanoa.load import Content, ReadingCache
from talanoa.markup.convert import convert
from talanoa.markup.converted import Image, Link
from talanoa.markup.links import Links
from talanoa.model.values import Ref, refs_in
from talanoa.problems import Place, nearest
from talanoa.site import Site

Locate = Callable[[], Place]  # a place costs a search of the file, so it is asked for only when there is a problem

MAX_GUESSES = 200  # a guess may take a tenth of a second, and no one reads so many


class Checked(Struct, frozen=True, dict=True):
    """The content, and the sets that the rules ask again and again, each made once."""

    content: Content
    site: Site  # with hidden things, so that a link to one can be told from a link to nothing
    pages: frozenset[str]  # addresses of all that `site` generates
    shown: frozenset[str]  # addresses of what visitors will see
    images: Images
    html_of: Callable[[str], str]  # the content of a generated page; "" if there is none at the address
    readings: ReadingCache = field(default_factory=ReadingCache)  # what was found before in the same texts
    sound: set[int] = field(default_factory=set)  # the numbers of records whose texts needn't be judged (sound.py)
    anchors: dict[str, frozenset[str] | None] = field(default_factory=dict)  # of each page that was asked for
    _guesses: dict[tuple[str, str], str | None] = field(default_factory=dict)

    @cached_property
    def source(self) -> SourceLines:
        """The lines of the content's files."""
        return SourceLines(self.content.root)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every reference that is written anywhere."""
        content = self.content
        found = [self.readings.fact(record, "refs", _refs_in) for record in self.records]
        return tuple(chain(refs_in((content.network, content.series)), *found))

    def is_judged(self, record: Record) -> bool:
        """False where the texts of a member, an event or a post are known to be in order."""
        return id(record) not in self.sound

    @cached_property
    def records(self) -> tuple[Record, ...]:
        content = self.content
        return (*content.members, *content.events, *content.posts)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every Markdown text that is judged now."""
        return tuple(texts(self.content, self.is_judged))

    @cached_property
    def gaps(self) -> tuple[tuple[Text, Link | Image, Locate], ...]:
        """Every link and picture of the texts, with the way to find where it is written."""
        return tuple(gap for text in self.texts for gap in self._gaps(text))

    def _gaps(self, text: Text) -> Iterator[tuple[Text, Link | Image, Locate]]:
        seen: Counter[tuple[str, int]] = Counter()
        for gap in convert(text.markdown).gaps:
            href, words = (gap.href, gap.text) if isinstance(gap, Link) else (gap.src, gap.alt)
            needles = (href, unquote(href), href.removeprefix("http://"), href.removeprefix("mailto:"), words)
            yield text, gap, partial(text.place, self.source, needles, gap.line, gap.last_line, seen[href, gap.line])
            seen[href, gap.line] += 1

    @cached_property
    def links(self) -> Links:
        return Links(self.site, self.pages | self.docs.keys() | self.posts.keys())

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Pages that exist, but not for visitors."""
        return self.pages - self.shown

    def is_shown(self, text: Text) -> bool:
        """True if visitors see the page that shows the text."""
        return text.hand_written or text.address in self.shown

    @cached_property
    def docs(self) -> Mapping[str, str]:
        """The address of each hand-written page, with its path."""
        return {addresses.doc(path): path for path in self.content.docs}

    @cached_property
    def posts(self) -> Mapping[str, str]:
        """The address of each post, with its path."""
        return {addresses.post(post.slug): post.path for post in self.content.posts}

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """For each noun of a reference, what it may refer to."""
        network, content = self.content.network, self.content
        members = frozenset(map(str, (member.id for member in content.members)))
        authors = members | {str(person.id) for member in content.members for person in member.people}
        return {
            "theme": frozenset(str(theme.id) for theme in network.themes),
            "activity": frozenset(str(activity.id) for activity in network.activities),
            "status": frozenset(str(status.id) for status in network.statuses),
            "country": frozenset(str(country.code) for country in network.countries),
            "member": members,
            "author": authors,
            "person": authors,
            "event": frozenset(str(event.id) for event in content.events),
            "post": frozenset(post.slug for post in content.posts),
        }

    @cached_property
    def renamed(self) -> Mapping[tuple[str, str], str]:
        """(noun, former id) → the id that the thing has now."""
        members = {str(old): str(member.id) for member in self.content.members for old in member.formerly}
        events = {str(old): str(event.id) for event in self.content.events for old in event.formerly}
        posts = {str(old): post.slug for post in self.content.posts for old in post.formerly}
        nouns = {"member": members, "author": members, "person": members, "event": events, "post": posts}
        return {(noun, old): new for noun, pairs in nouns.items() for old, new in pairs.items()}

    def body(self, address: str) -> str:
        """The text of the post at an address."""
        return self._bodies[address]

    @cached_property
    def _bodies(self) -> Mapping[str, str]:
        return {addresses.post(post.slug): post.body for post in self.content.posts}

    @cached_property
    def paths_by_name(self) -> Mapping[str, str]:
        """Posts by slug, and hand-written pages by the names of their files."""
        docs = {posixpath.basename(path).removesuffix(".md"): path for path in sorted(self.content.docs)}
        return docs | {post.slug: post.path for post in self.content.posts}

    def section(self, name: str) -> list[str]:
        """What follows /name/ in the addresses of pages; suggestions look no further."""
        return self._sections.get(name, [])

    @cached_property
    def _sections(self) -> Mapping[str, list[str]]:
        sections: dict[str, list[str]] = defaultdict(list)
        for address in sorted(address for address in self.shown | self.docs.keys() if address.endswith("/")):
            _, section, rest = address.split("/", 2) if address != addresses.HOME else ("", "", "")
            sections[section].append(rest)
        return sections

    def guess(self, noun: str, word: str, among: Iterable[str]) -> str | None:
        """The nearest word, reckoned once: a mistake in one file is often repeated in hundreds."""
        if (noun, word) not in self._guesses:
            if len(self._guesses) >= MAX_GUESSES:
                return None
            self._guesses[noun, word] = nearest(word, among)
        return self._guesses[noun, word]


def _refs_in(record: Record) -> tuple[Ref, ...]:
    return (*refs_in(record),)
