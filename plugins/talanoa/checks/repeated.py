"""What is written once and shown in many places: the product is bounded, wherever it arises.

A post is in a feed of each of its authors and subjects, an event in a calendar of each, and every time of a series has a page.
So the bytes that a thing becomes are counted, in all of these, and compared with the bytes that were written. The numbers
are about right, not exact; why these bounds is in plugins/decisions/0026-small-input-small-site.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from talanoa.checks.checked import Checked
from talanoa.groups import SeriesOfEvents
from talanoa.load import ReadingCache
from talanoa.markup.convert import convert, html_length
from talanoa.model.event import Event, documents_of
from talanoa.model.member import Member
from talanoa.model.occurrences import months
from talanoa.model.post import Post
from talanoa.model.values import Markdown, MarkdownWords, Words, fields_of
from talanoa.problems import Place, Problem, over_budget
from talanoa.site import Site

TIMES_AS_MUCH = 100  # a post in twenty feeds of three formats each comes to seventy
SHORT = 1_000  # bytes; what is shorter may become as much: an entry has marks of its own, however short it is
MORE_OF_ALL = 8_000_000
IN_A_FEED = 40  # posts; the others are in none
FORMATS = 3  # of each feed
LINE = 400  # bytes of a line in a listing, or of an entry in a feed or a calendar, besides its words
POINT = 200  # the same of an entry inside a page: of an agenda, a document
NAME = 60  # the same of an author or a theme inside such an entry, besides its id
PAGE = 12_000  # bytes of any page, and its feeds, besides the words


Key = tuple[str, str]
"""The noun of a thing, and its id."""


class Footprint(Struct, frozen=True):
    """What a thing becomes: the bytes of its words as they were written, and wherever they are shown; and its pages."""

    place: Place
    written: int
    shown: int
    pages: int = 1

    @property
    def bytes(self) -> int:
        return self.shown + PAGE * self.pages


def repeated(checked: Checked) -> Iterator[Problem]:
    """Words that are shown in so many places that they become far more than was written."""
    made_at = {made.place: made for made in footprints(checked.site, checked.readings).values()}
    more = {place: made.shown - TIMES_AS_MUCH * max(made.written, SHORT) for place, made in made_at.items()}
    for place in over_budget(more, MORE_OF_ALL):
        made = made_at[place]
        message = f"{made.written:,} bytes here become about {made.shown:,} in pages, feeds and calendars"
        help = (
            "end the recurrence earlier, name fewer authors, hosts, countries and themes, "
            "or write less and link to a page with the details"
        )
        yield Problem("too-large", message, place, help)


def footprints(site: Site, readings: ReadingCache) -> Mapping[Key, Footprint]:
    """What each thing of a site becomes, by its noun and id; `readings` keeps how long its words are."""
    feeds, calendars = _feeds(site), _calendars_of_members(site)
    found: dict[Key, Footprint] = {}
    for post in site.posts:
        versions = len(site.translations.get(post.slug, ()))
        lengths = readings.fact(post, "lengths", _lengths_of_post)
        found["post", post.slug] = _post(post, lengths, feeds[post.slug], versions)
    for event in site.events:
        lengths = readings.fact(event, "lengths", _lengths_of_event)
        found["event", str(event.id)] = _event(event, lengths, site, calendars[event.id])
    for member in site.members:
        found["member", str(member.id)] = _member(member, readings.fact(member, "lengths", _lengths_of_member))
    for listed in site.listed_series:
        found["series", str(listed.id)] = Footprint(listed.id.place, written(listed), size(listed) + LINE)
    for key, languages in _new_languages(site).items():
        found[key] = replace(found[key], pages=found[key].pages + languages)
    return found


def _new_languages(site: Site) -> Counter[Key]:
    """How many languages, each of which has a page, a thing is the first to have; those of the network count for none."""
    known = set(map(str, site.network.languages))
    found: Counter[Key] = Counter()
    for key, codes in _languages(site):
        new = {str(code) for code in codes if code} - known
        if new:
            found[key] = len(new)
            known |= new
    return found


def _languages(site: Site) -> Iterator[tuple[Key, list[str | None]]]:
    for post in site.posts:
        yield ("post", post.slug), [post.language]
    for event in site.events:
        yield ("event", str(event.id)), [*event.languages, *(document.language for document in documents_of(event))]
    for member in site.members:
        yield (
            ("member", str(member.id)),
            [*member.languages, *member.name.texts, *(member.about.texts if member.about else ())],
        )


def _feeds(site: Site) -> Counter[str]:
    """In how many feeds each post is; a member's are at its former names as well."""
    groups = chain(
        [site.posts],
        site.posts_by_kind.values(),
        site.posts_by_theme.values(),
        site.posts_by_activity.values(),
        site.posts_by_country.values(),
        site.posts_by_language.values(),
        *([posts] * _names(site, author) for author, posts in site.posts_by_author.items()),
    )
    return Counter(post.slug for posts in groups for post in posts[:IN_A_FEED])


def _calendars_of_members(site: Site) -> Counter[str]:
    """In how many calendars of members each event is."""
    of = site.events_of_member.items()
    return Counter(event.id for id, events in of for event in events for _ in range(_names(site, id)))


def _names(site: Site, id: str) -> int:
    member = site.member.get(id)
    return 1 + (len(member.formerly) if member else 0)


class Lengths(NamedTuple):
    """Bytes of a thing's words: as they were written, on its page, in a line of a list, and in an entry of a feed or a calendar;
    and of the changes to single times of an event.
    """

    written: int
    page: int
    head: int
    entry: int = 0
    changes: int = 0


def _lengths_of_post(post: Post) -> tuple[int, ...]:
    names = sum(NAME + size(name) for name in (*post.authors, *post.themes))
    text, head = size(post.body), size(post.title) + size(post.summary) + names
    return (*Lengths(written(post), size(post) + text, head, text + head),)


def _post(post: Post, lengths: tuple[int, ...], feeds: int, versions: int) -> Footprint:
    """`versions` are the languages that its page names."""
    its = Lengths(*lengths)
    entry = FORMATS * (its.entry + LINE) + 2 * (its.head + LINE)
    return Footprint(post.written_at, its.written, its.page + POINT * versions + feeds * entry)


def _lengths_of_event(event: Event) -> tuple[int, ...]:
    # A calendar names no hosts and no countries.
    entry = (event.title, event.summary, event.description, event.agenda, event.registration, event.place)
    head, changes = size(event.title) + size(event.summary), size(event.occurrences)
    return (*Lengths(written(event), size(event) - changes, head, sum(map(size, entry)), changes),)


def _event(event: Event, lengths: tuple[int, ...], site: Site, calendars: int) -> Footprint:
    its = Lengths(*lengths)
    occurrences = site.occurrences_of[event.id]
    times = max(1, len(occurrences))
    in_months = [month for occurrence in occurrences for month in months(occurrence)]
    lists = 3 + len(event.countries) + len(event.themes) + len(event.activities) + len(event.languages)
    calendars += 4 + len(event.formerly) + len(event.countries) + len(event.themes)
    changed = len(event.occurrences)
    exceptions = 50 * len(event.recurrence.except_) if event.recurrence else 0
    series = site.series.get(event.series.id) if event.series else None
    made = times * (its.page + (_place_in(series) if series else 0)) + its.changes
    made += calendars * ((1 + changed) * (its.entry + LINE) + its.changes + exceptions)
    made += (lists * times + len(in_months)) * (its.head + LINE)
    pages = 1 + (times if event.recurrence else 0) + max(0, len({*in_months}) - times)
    return Footprint(event.id.place, its.written, made, pages)


def _place_in(series: SeriesOfEvents) -> int:
    """What a page of an event shows of its series."""
    output = series.output
    return POINT * len(series.events) + size(series.title) + (size(output.title) + 4 * POINT if output else 0)


def _lengths_of_member(member: Member) -> tuple[int, ...]:
    return (*Lengths(written(member), size(member), size(member.name) + size(member.short_name)),)


def _member(member: Member, lengths: tuple[int, ...]) -> Footprint:
    its = Lengths(*lengths)
    lists = 4 + len(member.themes) + len(member.activities) + len(member.works_in) + len(member.languages)
    return Footprint(member.id.place, its.written, its.page + lists * (its.head + LINE), 1 + len(member.people))


def size(value: object) -> int:
    """Bytes of a model value on a page, in one language, with what each entry of a list needs around it."""
    if isinstance(value, Markdown):
        return max(len(value.encode()), html_length(convert(value)))
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, (Words, MarkdownWords)):
        return max(map(size, value.texts.values()), default=0)
    if isinstance(value, tuple):
        return 0 if isinstance(value, Place) else sum(POINT + size(item) for item in value)
    return sum(size(getattr(value, name)) for name in fields_of(value))


def written(value: object) -> int:
    """Bytes of a model value in its file, about."""
    if isinstance(value, str):
        return len(value.encode()) + 4
    if isinstance(value, (Words, MarkdownWords)):
        return sum(map(written, value.texts.values()))
    if isinstance(value, tuple):
        return 0 if isinstance(value, Place) else sum(map(written, value))
    names = fields_of(value)
    return sum(len(name) + written(part) for name in names if (part := getattr(value, name))) if names else 8
