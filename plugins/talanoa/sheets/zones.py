"""Time zones as people and calendars name them → the IANA name; or an offset from UTC, which is no zone, but tells the time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from babel.core import get_global

from talanoa.model.scalars import read_zone
from talanoa.model.zones import zone_names
from talanoa.source import Scalar, Source
from talanoa.tables import folded

_OFFSET = re.compile(r"[(\[]?(?:utc|gmt)?\s?([+−-])\s?(0?\d|1[0-5])(?::?([0-5]\d))?[)\]]?(?=\Z|\s)", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*+[)\]]")
_BEHIND = re.compile(r"(?: local| standard)? time\Z")
_CLOCK = re.compile(r"\d(?:[:.h]\d\d|\s?[ap]\.?\s?m\b)", re.IGNORECASE)
_BEHIND_A_TIME = re.compile(
    r"(?<=[\w.])[\s,]*+[(\[]?((?:[A-Za-z_]{1,20}/)?[A-Za-z_]{3,20}(?: [A-Za-z]{2,20}){0,3})[)\]]?\Z"
)
# 09:00-11:00 is from nine to eleven: a minus makes an offset only behind seconds, and behind a T.
_OFFSET_BEHIND = re.compile(
    r"(?<=[:.\d]\d\d)\s?(Z|\+\d\d:?\d\d)\Z"
    r"|(?:(?<=:\d\d:\d\d)|(?<=\d\.\d{3})|(?<=\d\.\d{6})|(?<=T\d\d:\d\d))\s?(-\d\d:?\d\d)\Z"
)
_UTC_BEHIND = re.compile(
    r"(?<=[\w.])[\s,]*+[(\[]?((?:UTC|GMT)(?:\s?[+−-]\s?\d{1,2}(?::?\d\d)?)?)[)\]]?\Z", re.IGNORECASE
)
# Letters that stand for one zone alone, where this network's sheets come from; IST, CST or PST have several meanings.
_LETTERS: Final[Mapping[str, str]] = dict(
    pair.split("=")
    for pair in (
        "pht=Asia/Manila phst=Asia/Manila wib=Asia/Jakarta wita=Asia/Makassar wit=Asia/Jayapura ict=Asia/Bangkok "
        "jst=Asia/Tokyo kst=Asia/Seoul sgt=Asia/Singapore myt=Asia/Kuala_Lumpur hkt=Asia/Hong_Kong "
        "nzst=Pacific/Auckland nzdt=Pacific/Auckland aest=Australia/Sydney aedt=Australia/Sydney awst=Australia/Perth "
        "fjt=Pacific/Fiji pgt=Pacific/Port_Moresby npt=Asia/Kathmandu pkt=Asia/Karachi btt=Asia/Thimphu mmt=Asia/Yangon "
        "ulat=Asia/Ulaanbaatar kgt=Asia/Bishkek"
    ).split()
)


def zone(text: str) -> str:
    """The name of a zone, by how it or its city is written; raises Wrong."""
    for way in _ways(text):
        if found := _named().get(way):
            return found
    return read_zone(Scalar(Source("", text), 0, 0, text, True))


def offset(text: str) -> str:
    """The offset that `UTC+8`, `(GMT+05:30) Colombo` or `+0800` say, as +08:00; "" if there is none."""
    found = _OFFSET.match(text.strip())
    return f"{'+' if found[1] == '+' else '-'}{found[2].zfill(2)}:{found[3] or '00'}" if found else ""


def behind(text: str) -> tuple[str, str]:
    """A text without the zone behind its time, and the zone's name or an offset: `09.00 WIB`, `3 pm (Manila time)`, `15:00 UTC+8`."""
    if not _CLOCK.search(text):
        return text, ""
    if (bare := offset_behind(text))[1]:
        return bare
    if found := _UTC_BEHIND.search(text):
        return text[: found.start()], offset(found[1]) or "+00:00"
    if (found := _BEHIND_A_TIME.search(text)) and (name := _one_alone(found[1])):
        return text[: found.start()], name
    return text, ""


def offset_behind(text: str) -> tuple[str, str]:
    """A text without the offset behind its time, and this as digits: `15:00+08:00`, `15:00:00 -0500`, `15:00Z`."""
    if found := _OFFSET_BEHIND.search(text):
        return text[: found.start()], "+00:00" if found[1] == "Z" else found[1] or found[2]
    return text, ""


def _one_alone(text: str) -> str:
    """The zone of a city, or of letters that no other has; "" for EST and the like, which are several to people."""
    return next((name for way in _ways(text) if (name := _named().get(way)) and "/" in name), "")


def _ways(text: str) -> Iterator[str]:
    """`(UTC+08:00) Kuala Lumpur, Singapore`, `Manila time`, `Asia/Manila (GMT+8)`."""
    bare = folded(_BRACKETS.sub(" ", text))
    for name in (folded(text), bare):
        yield from (name, _BEHIND.sub("", name))
    yield from map(str.strip, bare.split(","))


@lru_cache(maxsize=1)
def _named() -> Mapping[str, str]:
    """Zones by name, by the letters for them, by what Windows calls them, and by city where one alone has it."""
    cities: dict[str, set[str]] = {}
    for name in zone_names():
        area, _, city = name.rpartition("/")
        if area not in ("", "Etc"):  # where Etc/GMT+8 is west of Greenwich
            cities.setdefault(folded(city.replace("_", " ")), set()).add(name)
    windows: Mapping[str, str] = get_global("windows_zone_mapping")
    return {
        **{city: names.pop() for city, names in cities.items() if len(names) == 1},
        **{folded(name): zone for name, zone in windows.items()},
        **_LETTERS,
        **{folded(way): name for name in zone_names() for way in (name, name.replace("_", " "))},
    }
