"""A digest as plain text: composed for those who read their mail so, not made of the HTML. No address is ever wrapped."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from talanoa.characters import columns
from talanoa.digest.entries import Entry, Item, Section, direction_of
from talanoa.digest.letter import Letter
from talanoa.outputs import dates
from talanoa.outputs.clocks import LocalTime
from talanoa.outputs.localizer import Localizer

WIDTH = 72
_Isolate = Callable[[str], str]
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}  # unseen; they give a line its direction
_LRI, _PDI = "\u2066", "\u2069"  # around what is read from left to right whatever is around it


def as_text(letter: Letter, localizer: Localizer) -> str:
    """All of the letter, in lines that end with a mere line feed."""
    return "\n".join(_lines(letter, localizer)) + "\n"


def _lines(letter: Letter, localizer: Localizer) -> Iterator[str]:
    isolate = _isolating(letter.language)
    yield from (*_filled(letter.network.text), *_filled(letter.title), "")
    for words, address in letter.ways:
        yield f"{words} {address}"
    if letter.greeting:
        yield ""
        for line in letter.greeting.text.split("\n"):
            yield from _filled(line, "  " if line.startswith("- ") else "") or [""]
    for section in letter.sections:
        yield from ("", "", section.title, "=" * columns(section.title))
        for entry in section.entries:
            yield ""
            yield from _entry(entry, localizer, isolate)
        yield from _more(section)
    yield from ("", "")
    for line in letter.closing:
        yield from _filled(line)


def _entry(entry: Entry, localizer: Localizer, isolate: _Isolate) -> Iterator[str]:
    flag = f"{entry.flag}: " if entry.flag else ""
    yield from _filled(f"* {flag}{entry.title.text}", "  ")
    if entry.occurrence:
        yield from _indented(_when(entry, localizer, isolate))
    yield from _indented(" · ".join(said.text for said in entry.facts))
    if entry.summary:
        yield from _indented(entry.summary.text)
    for line in entry.lines:
        yield from _indented(line)
    yield f"  {entry.url}"
    for words, address in entry.links:
        yield f"  {words}: {address}"
    if entry.agenda:
        yield from ("", f"  {localizer.gettext('Agenda:')}")
        for item in entry.agenda:
            yield from _item(item, isolate)
        yield from ([f"    {entry.more_agenda}"] if entry.more_agenda else [])
    if entry.times:
        yield from ("", f"  {localizer.gettext('When it starts in the countries of the network')}:")
        for time in entry.times:
            yield from _filled(f"    {_time(time, localizer, isolate)}", "      ")


def _when(entry: Entry, localizer: Localizer, isolate: _Isolate) -> str:
    assert entry.occurrence
    said = dates.when(entry.occurrence, localizer.cldr)
    return f"{said.days}{localizer.gettext(', ')}{isolate(said.span)} ({said.where})" if said.span else said.days


def _item(item: Item, isolate: _Isolate) -> Iterator[str]:
    if item.day:
        yield f"    {item.day}"
    time = f"{isolate(item.time)} " if item.time else ""
    facts = f" ({'; '.join(item.facts)})" if item.facts else ""
    yield from _filled(f"    - {time}{item.title.text}{facts}", "      ")


def _time(time: LocalTime, localizer: Localizer, isolate: _Isolate) -> str:
    places = localizer.gettext("; ").join(time.places)
    return f"{time.weekday} {isolate(f'{time.clock:%H:%M}')} ({isolate(time.offset)})  {places}"


def _more(section: Section) -> Iterable[str]:
    return ("", f"  {section.more}:", f"  {section.more_url}") if section.more else ()


def _indented(text: str) -> list[str]:
    return _filled(f"  {text}", "  ") if text else []


def _filled(text: str, indent: str = "") -> list[str]:
    """Lines that are on the side of the whole text: mail programs find it for each line by the first of its letters."""
    lines = textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    way = direction_of(text)
    return [line if direction_of(line) == way else f"{_MARKS[way]}{line}" for line in lines]


def _isolating(language: str) -> _Isolate:
    """Marks times, which would turn round among letters that are read from right to left."""
    return (lambda text: f"{_LRI}{text}{_PDI}") if dates.direction(language) == "rtl" else (lambda text: text)
