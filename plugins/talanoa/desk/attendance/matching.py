"""Who is named in an export → the member that they came for. Only what is certain counts; the rest is suggested or listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Self
from urllib.parse import urlsplit

from msgspec import Struct

from talanoa.desk.attendance.stays import Interval, Stay, minutes
from talanoa.load import Content
from talanoa.model.member import Member

MIN_STAY = 5  # minutes that anyone of a member has to be there; shorter is a wrong link or a lost connection
LIKELY = 0.9  # of 1: how alike a name is that is worth a question
LEAD = 0.1  # by how much it is more alike than the next
_MAX_SUGGESTED = 200  # names that are compared with those of all members
_MAX_PARTS = 12
_TELLING = 5  # letters of a word that is a name of its own
_TELLING_ELSEWHERE = 3  # the same in scripts other than Latin, many of which don't part words

# What is within names; all other punctuation and symbols are what people put between their name and that of their organisation.
_WITHIN = frozenset("'’.&#-")
_DASHES = re.compile(r"(?<!\s)-(?!\s)|\s-+\s?|-\s")
_WORD = re.compile(r"[\w.&-]+")
_EVERYONES = frozenset(
    "gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com icloud.com proton.me protonmail.com example.org".split()
)


class Found(Struct, frozen=True):
    """The members that came; who was there too short a time; who is like one member, to be asked about; and who is like none."""

    members: tuple[str, ...]
    short: tuple[str, ...]
    suggested: tuple[tuple[Stay, str], ...]
    unmatched: tuple[Stay, ...]


def found_in(stays: Iterable[Stay], content: Content, aliases: Mapping[str, str]) -> Found:
    """`aliases` are names that someone has said the member of, folded as `folded` does."""
    names = _Names(content, aliases)
    there: dict[str, list[Interval]] = {}
    unsaid: set[str] = set()  # members of whom the export doesn't say how long they were there
    suggested, unmatched = [], []
    for stay in stays:
        if id := names.certain(stay):
            there.setdefault(id, [])
            if stay.intervals is None:
                unsaid.add(id)
            else:
                there[id] += stay.intervals
        elif id := names.likely(stay.name):
            suggested.append((stay, id))
        else:
            unmatched.append(stay)
    short = {id for id, intervals in there.items() if id not in unsaid and minutes(intervals) < MIN_STAY}
    return Found(tuple(sorted(there.keys() - short)), tuple(sorted(short)), tuple(suggested), tuple(unmatched))


def folded(text: str) -> str:
    """A name without what people write differently: capitals, accents of Latin, Greek and Cyrillic, punctuation, spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = (it for it in bare if not "\u0300" <= it <= "\u036f")
    return " ".join("".join(it if it.isalnum() or unicodedata.category(it)[0] == "M" else " " for it in kept).split())


class _Names:
    """All that a member and its people are called."""

    def __init__(self, content: Content, aliases: Mapping[str, str]) -> None:
        ids = {str(member.id) for member in content.members}
        self._said = {name: id for name, id in aliases.items() if id in ids}
        self._ids = ids
        self._by_name = _unique((folded(name), str(member.id)) for member in content.members for name in _full(member))
        # As it is written: ANA is the alliance, and Ana is someone.
        self._by_short = _unique((member.short_name or "", str(member.id)) for member in content.members)
        self._by_email = _unique(
            (member.contact.email.casefold(), str(member.id)) for member in content.members if member.contact.email
        )
        self._by_domain = _unique(
            (domain, str(member.id)) for member in content.members if (domain := _domain(member.website or ""))
        )
        all_ = _unique((folded(name), str(member.id)) for member in content.members for name in _all(member))
        self._words = [(_Worded.of(name), id) for name, id in (all_ | self._said).items()]
        self._likely: dict[str, str | None] = {}

    def certain(self, stay: Stay) -> str | None:
        email = stay.email.casefold()
        if id := self._by_email.get(email) or self._said.get(folded(stay.name)):
            return id
        if stay.name in self._ids:
            return stay.name
        found = self._named(stay.name)
        if len(found) == 1:
            return found.pop()
        domain = email.rpartition("@")[2]
        return None if found or domain in _EVERYONES else self._by_domain.get(domain)

    def _named(self, text: str) -> set[str]:
        """The members whose names are in a text; of names within each other the longest counts."""
        parts = _parts(text)
        words = [folded(part) for part in parts]
        found, end = set(), 0
        for start, part in enumerate(parts):
            for stop in range(len(parts), max(start, end), -1):
                if id := self._by_name.get(" ".join(words[start:stop])):
                    found.add(id)
                    end = stop
                    break
            if start >= end and (id := self._by_short.get(part)):
                found.add(id)
        return found

    def likely(self, name: str) -> str | None:
        """The one member whose abbreviation is among the words, or whose name is clearly the most alike."""
        short = {id for word in _WORD.findall(name) if (id := self._by_short.get(word))}
        if len(short) == 1:
            return short.pop()
        key = folded(name)
        if key not in self._likely:
            self._likely[key] = self._most_alike(name) if len(self._likely) < _MAX_SUGGESTED else None
        return self._likely[key]

    def _most_alike(self, name: str) -> str | None:
        best: dict[str, float] = {}
        for part in dict.fromkeys((name, *_parts(name))):
            compare = _Comparison(part)
            for words, id in self._words:
                best[id] = max(best.get(id, 0.0), compare.with_name(words))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        if not ranked or ranked[0][1] < LIKELY:
            return None
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return ranked[0][0] if ranked[0][1] - second >= LEAD else None


class _Worded(Struct, frozen=True):
    """The words of a folded name, and the same in one order, whichever people write them in."""

    words: frozenset[str]
    text: str

    @classmethod
    def of(cls, name: str) -> Self:
        words = frozenset(name.split())
        return cls(words, " ".join(sorted(words)))


class _Comparison:
    """How alike a text is to names, in whatever order their words are."""

    def __init__(self, text: str) -> None:
        self._own = _Worded.of(folded(text))
        self._matcher = SequenceMatcher(None, "", self._own.text, autojunk=False)

    def with_name(self, name: _Worded) -> float:
        """From 0 to 1: 1 if one has all words of the other, and at least two, or the one of the name; 0 for what isn't worth a closer look."""
        common = self._own.words & name.words
        if (len(common) > 1 and common in (self._own.words, name.words)) or (
            common == name.words and _is_telling(name.words)
        ):
            return 1.0
        if not self._own.words:
            return 0.0
        least = LIKELY - LEAD
        self._matcher.set_seq1(name.text)
        if self._matcher.real_quick_ratio() < least or self._matcher.quick_ratio() < least:
            return 0.0
        return self._matcher.ratio()


def _is_telling(words: frozenset[str]) -> bool:
    """Whether a name is a single word, and one that few other names have."""
    return len(words) == 1 and all(len(it) >= (_TELLING if it.isascii() else _TELLING_ELSEWHERE) for it in words)


def _parts(text: str) -> list[str]:
    """A name in a call, by what people put between their name and that of their organisation."""
    plain = "".join("\n" if _is_between(it) else it for it in unicodedata.normalize("NFKC", text))
    return [part for line in _DASHES.sub("\n", plain).split("\n") if (part := line.strip())][:_MAX_PARTS]


def _is_between(letter: str) -> bool:
    return not letter.isalnum() and letter not in _WITHIN and unicodedata.category(letter)[0] in "PS"


def _all(member: Member) -> Iterator[str]:
    """What a member and its people are called."""
    yield from member.name.texts.values()
    yield from (str(member.id), member.short_name or "", member.contact.name or "", *(it.name for it in member.people))


def _full(member: Member) -> Iterator[str]:
    """Names that mean a member in whatever letters they are written. A single word other than its own name is as likely a first name."""
    own = member.name.texts.values()
    yield from (name for name in _all(member) if name in own or " " in folded(name))
    # Someone is called the same in two scripts: `김예시 (Yesi Kim)`.
    yield from (part for it in member.people for part in _parts(it.name) if " " in folded(part))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What leads to one member only."""
    found: dict[str, set[str]] = {}
    for key, id in pairs:
        found.setdefault(key, set()).add(id)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1 and key}


def _domain(website: str) -> str:
    return (urlsplit(website).hostname or "").removeprefix("www.")
