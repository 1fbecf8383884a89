"""A view whose every read is noted, and what a site answers to the same reads later.

A page is made from what it asks of the site, and is as it was as long as every answer is. Asking is what notes it: no output says by
hand what it depends on. What all outputs show (network.yml, the templates, this program) isn't asked for: outputs are
kept for one state of these.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from operator import attrgetter
from types import MethodType
from typing import Any, TypeVar, cast

from talanoa.images import Facts
from talanoa.load import ReadingCache
from talanoa.markup.links import Destination, Links
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.outputs.digests import Digests
from talanoa.outputs.repository import Repository
from talanoa.outputs.view import View
from talanoa.reads import Read, Reads, plain
from talanoa.related import Related, subjects
from talanoa.site import Site
from talanoa.visibility import Profile

K = TypeVar("K")
V = TypeVar("V")

# The same for all outputs.
_EVERYWHERE = frozenset({"network", "url", "zone"})
# By which noun all of a thing is asked for, and what it is called there. An occurrence is made of its event alone.
_ASKED: Mapping[type, tuple[str, Callable[[Any], str]]] = {
    Post: ("post", attrgetter("slug")),
    Member: ("member", attrgetter("id")),
    Event: ("event", attrgetter("id")),
    Occurrence: ("event", attrgetter("event.id")),
    Profile: ("profiles", attrgetter("person.id")),
}
Note = Callable[[Read], None]


class NotedView(View):
    """A view that notes what is read of the site, its links and its pictures."""

    def __init__(
        self,
        site: Site,
        pages: frozenset[str],
        repository: Repository | None,
        pictures: Mapping[str, Facts],
        readings: ReadingCache,
    ) -> None:
        reads = Reads()
        super().__init__(
            cast(Site, _NotedSite(site, reads.note)),
            pages,
            repository,
            _NotedMapping("picture", pictures, reads.note),
            reads,
            _NotedLinks(site, pages, reads.note),
            _NotedMapping("related", Related(site), reads.note),
        )
        self.answers = Answers(site, self.links, pictures, readings)


class Answers:
    """What a site answers to reads, as digests. Each is asked for once."""

    def __init__(self, site: Site, links: Links, pictures: Mapping[str, Facts], readings: ReadingCache) -> None:
        self._site = site
        self._links = links
        self._digests = Digests(site, readings)
        self._mappings: Mapping[str, Mapping[Any, Any]] = {"picture": pictures, "related": Related(site)}
        self._known: dict[Read, str] = {}
        self._bases: dict[str, str] = {}

    def to(self, read: Read) -> str:
        if read not in self._known:
            self._known[read] = self._digests.of(self._answer(*cast(tuple[Any, ...], read)))
        return self._known[read]

    def basis(self, noun: str) -> str:
        """A digest of all that the answers to a noun's reads follow from."""
        if noun not in self._bases:
            self._bases[noun] = self._digests.of(self._all(noun))
        return self._bases[noun]

    def _all(self, noun: str) -> object:
        if noun == "related":
            return subjects(self._site)
        if noun == "link":
            return self._links.known
        found = self._mappings[noun] if noun in self._mappings else getattr(self._site, noun)
        if isinstance(found, Mapping):
            return tuple((plain(key), _ids(value) if _are_things(value) else value) for key, value in found.items())
        return _ids(found) if _are_things(found) else found

    def _answer(self, noun: str, how: str = "", *key: Any) -> object:
        if noun == "link":
            return Links.resolve(self._links, *(how, *key))
        if noun == "today" and how:
            return _of_day(self._site.today, how, *key)
        found: Any = self._mappings[noun] if noun in self._mappings else getattr(self._site, noun)
        if not how:
            return found
        if how == "ids":
            return _ids(found)
        if how == "keys":
            return (*(sorted(found) if isinstance(found, frozenset) else found),)
        if how == "has":
            return key[0] in found
        value: Any = found.get(key[0])
        return _ids(value) if _are_things(value) else value


class _NotedSite:
    """A site as outputs see it. What it says of itself is noted; what it works out on its own isn't, only the answer."""

    def __init__(self, site: Site, note: Note) -> None:
        self._site = site
        self._note = note

    def __getattr__(self, name: str) -> Any:
        if name in _EVERYWHERE:
            return getattr(self._site, name)
        if callable(method := getattr(Site, name, None)):
            return MethodType(method, self)
        value = getattr(self._site, name)
        if name == "today":
            self.__dict__[name] = today = _NotedDay(value, self._note)
            return today
        if isinstance(value, Mapping):
            self.__dict__[name] = found = _NotedMapping(name, value, self._note)
            return found
        if isinstance(value, frozenset):
            self.__dict__[name] = members = _NotedSet(name, value, self._note)
            return members
        if _are_things(value):
            self._note((name, "ids"))
            return _Things(value, self._note)
        self._note((name,))
        return value


class _NotedLinks(Links):
    def __init__(self, site: Site, pages: frozenset[str], note: Note) -> None:
        super().__init__(site, pages)
        self._note = note

    def resolve(self, href: str, path: str, address: str) -> Destination:
        self._note(("link", href, path, address))
        return super().resolve(href, path, address)


class _NotedMapping(Mapping[K, V]):
    def __init__(self, name: str, found: Mapping[K, V], note: Note) -> None:
        self._name = name
        self._found = found
        self._note = note

    def __getitem__(self, key: K) -> V:
        self._note((self._name, "=", key))
        value = self._found[key]
        return _Things(value, self._note) if _are_things(value) else value  # type: ignore[return-value, arg-type]

    def get(self, key: K, default: Any = None) -> Any:
        if key in self._found:
            return self[key]
        self._note((self._name, "has", key))
        return default

    def __contains__(self, key: object) -> bool:
        self._note((self._name, "has", key))
        return key in self._found

    def __iter__(self) -> Iterator[K]:
        self._note((self._name, "keys"))
        return iter(self._found)

    def __len__(self) -> int:
        self._note((self._name, "keys"))
        return len(self._found)


class _NotedSet(Set[str]):
    def __init__(self, name: str, found: frozenset[str], note: Note) -> None:
        self._name = name
        self._found = found
        self._note = note

    @classmethod
    def _from_iterable(cls, it: Any) -> Any:
        return frozenset(it)

    def __contains__(self, key: object) -> bool:
        self._note((self._name, "has", key))
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        self._note((self._name, "keys"))
        return iter(sorted(self._found))

    def __len__(self) -> int:
        self._note((self._name, "keys"))
        return len(self._found)


class _NotedDay:
    """Today. What is only compared with it depends on the answer, not on the day: most of it is the same tomorrow."""

    def __init__(self, day: date, note: Note) -> None:
        self._day = day
        self._note = note

    def _asked(self, *how: str) -> Any:
        self._note(("today", *how))
        return _of_day(self._day, *how)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and bool(self._asked("==", other.isoformat()))

    def __lt__(self, other: date) -> bool:
        return bool(self._asked("<", other.isoformat()))

    def __le__(self, other: date) -> bool:
        return bool(self._asked("<=", other.isoformat()))

    def __gt__(self, other: date) -> bool:
        return bool(self._asked(">", other.isoformat()))

    def __ge__(self, other: date) -> bool:
        return bool(self._asked(">=", other.isoformat()))

    @property
    def year(self) -> Any:
        return self._asked("year")

    @property
    def month(self) -> Any:
        return self._asked("month")

    def isoformat(self) -> Any:
        return self._asked("isoformat")


_COMPARED = {"==": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _of_day(day: date, how: str, other: str = "") -> object:
    """What a day answers to a question of `_NotedDay`."""
    if how in _COMPARED:
        return _COMPARED[how](day, date.fromisoformat(other))
    return day.isoformat() if how == "isoformat" else getattr(day, how)


class _Things(Sequence[Any]):
    """Things of the site in their order. Which they are has been noted with the name of the list, each of them when it is looked at."""

    def __init__(self, things: tuple[Any, ...], note: Note) -> None:
        self._things = things
        self._note = note

    def __getitem__(self, at: Any) -> Any:
        found = self._things[at]
        for thing in found if isinstance(at, slice) else (found,):
            self._note(_read(thing))
        return found

    def __iter__(self) -> Iterator[Any]:
        for thing in self._things:
            self._note(_read(thing))
            yield thing

    def __len__(self) -> int:
        return len(self._things)


def _are_things(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and type(value[0]) in _ASKED


def _read(thing: Any) -> Read:
    """The read that answers with all of a thing."""
    noun, name = _ASKED[type(thing)]
    return noun, "=", name(thing)


def _ids(things: Sequence[Any]) -> tuple[object, ...]:
    """Which things they are, as plain texts."""
    if not things:
        return ()
    if isinstance(things[0], Occurrence):
        return tuple((plain(thing.event.id), thing.original) for thing in things)
    _, name = _ASKED[type(things[0])]
    return tuple(map(plain, map(name, things)))
