"""Headings → fields: by the names of fields, by what people call them, in several languages, or as they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from talanoa.authoring import Field, field_at, fields
from talanoa.model.scalars import read_language
from talanoa.model.wrong import Wrong
from talanoa.sheets import days, zones
from talanoa.sheets.words import WORDS, Kind, Path
from talanoa.source import Scalar, Source
from talanoa.tables import Row, column_name, folded

# Columns that say more of a day: not fields of their own.
TIMES: Final = {"start.time": "start", "end.time": "end"}
TIMESTAMP: Final = "timestamp"
_SAMPLE: Final = 50  # cells
LONGEST: Final = 200
"""Characters of a heading that are read."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_IN_A_LANGUAGE: Final = re.compile(r"(.+?)\s*[(\[:/_.-]\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*[)\]]?\s*")
_SHAPES: Final = frozenset(
    "line text choice reference person day moment length flag number country language zone address email path id".split()
)
# What makes a question of the words for a field.
_OF_QUESTIONS: Final = frozenset(
    "a an the your our its you we i it they is are was do does did in on at of for to which what where when please give enter "
    "select choose tick write state provide work works working based located operate that all apply".split()
)
# What forms and their programs add for themselves.
_TIMESTAMPS: Final = frozenset(
    "timestamp|stempel waktu|타임스탬프|submission time|submitted at|submitted on|created|created time|created at|marca temporal|horodateur|zeitstempel|ประทับเวลา|_submission_time".split(
        "|"
    )
)
_MACHINES: Final = frozenset(
    "_id _uuid _submission_time _index __version__ _submitted_by meta/instanceid _validation_status".split()
)
_ABOUT_PEOPLE: Final = re.compile(
    r"e-?mail|phone|mobile|whats ?app|telegram|signal|\btel\b|telefon|contact|full name|your name|first name|last name|surname|"
    r"birth|passport|telepon|\bhp\b|전화|연락처|утас|فون|โทร|teléfono|correo|courriel|이메일|имэйл|ای میل|อีเมล",
    re.IGNORECASE,
)


class Column(Struct, frozen=True):
    """A column that is read: where it is, what is above it, and the field below."""

    index: int
    heading: str
    path: Path
    field: Field
    language: str = ""
    choice: str = ""  # of a column for this choice alone, with yes or no

    def __str__(self) -> str:
        return f"column {column_name(self.index)} “{' '.join(self.heading.split())[:60]}”"


class Columns(Struct, frozen=True):
    """The columns of a table: those that are read, one that says when a row was sent, and the headings of all others.

    Of two for a field that has one value, the first is read; the second is there `again`.
    """

    read: tuple[Column, ...] = ()
    sent: int | None = None
    others: tuple[str, ...] = ()
    again: tuple[str, ...] = ()

    @property
    def personal(self) -> tuple[str, ...]:
        return tuple(name for name in self.others if _ABOUT_PEOPLE.search(name))

    @property
    def paths(self) -> frozenset[Path]:
        return frozenset(column.path for column in self.read)


def finder(kind: Kind, given: Mapping[str, Path]) -> Callable[[str], Path | None]:
    """Heading → path; None for one that says nothing. `given` comes first, by headings in small letters."""
    known, asked = words(kind), _asked(kind)

    @lru_cache(maxsize=5_000)
    def found(heading: str) -> Path | None:
        for name in _names(heading):
            if name in given:
                return given[name]
        if path := _with_language(kind, heading, known):
            return path
        for name in _names(heading):
            if name in known:
                return known[name]
            if name in _TIMESTAMPS:
                return TIMESTAMP
        if _ABOUT_PEOPLE.search(heading):  # Your name
            return None
        return next((asked[core] for name in _names(heading) if (core := _core(name)) in asked), None)

    return found


def columns(kind: Kind, heading: Row, given: Mapping[str, Path], rows: Sequence[Row] = ()) -> Columns:
    """What is below each heading; of two for one field the one with its own name counts, or the first, unless it can have several values.

    Start and End, by the `rows` below them, can be days or times of the day in Date.
    """
    find = finder(kind, given)
    by_machine = any(folded(cell) in _MACHINES for cell in heading.cells)
    paths = [
        None if by_machine and folded(cell) in ("start", "end", "today") else find(cell)  # when a form was filled in
        for cell in heading.cells
    ]
    timed = {*_timed(paths, rows)} if kind == "event" else frozenset[int]()
    read: dict[str, Column] = {}
    others: list[str] = []
    again: list[str] = []
    sent: int | None = None
    for index, cell in enumerate(heading.cells):
        name = " ".join(cell.split())
        path = f"{paths[index]}.time" if index in timed else paths[index]
        found = column(kind, index, cell, path) if path and path != TIMESTAMP else None
        if path is None:
            found = _of_a_choice(kind, index, cell, find)
        if path == TIMESTAMP:
            sent = index if sent is None else sent
        elif found:
            known = read.get(found.path)
            if found.field.many:
                read[f"{found.path} {index}"] = found
            elif known is None or (_is_own_name(found) and not _is_own_name(known)):
                read[found.path] = found
                again += [str(known)] if known else []
            else:
                again.append(str(found))
        elif name:
            others.append(name)
    return Columns(tuple(sorted(read.values(), key=lambda it: it.index)), sent, tuple(others), tuple(again))


def _is_own_name(column: Column) -> bool:
    return _bare(column.heading) == _bare(column.path)


def _timed(paths: Sequence[Path | None], rows: Sequence[Row]) -> Iterator[int]:
    """Where Start and End are times of the day in Date. One column has to say the day; and 2024 may be a time, or a year."""
    starts, ends = ([index for index, path in enumerate(paths) if path == field] for field in ("start", "end"))
    times = [index for index in starts if _has_times(index, rows)]
    if times == starts:
        del times[:1]
    yield from times
    has_times = times or "start.time" in paths
    yield from (index for index in ends if _has_times(index, rows) and (has_times or not _has_years(index, rows)))


def _has_times(index: int, rows: Sequence[Row]) -> bool:
    """True if all that is in a column are times of the day."""
    names = days.names(("en",))
    sides = [side for it in _sample(index, rows) for side in days.parts(zones.behind(it)[0]) if side]
    return bool(sides) and all(days.digits_of(side) or days.clock_of(side, names) for side in sides)


def _has_years(index: int, rows: Sequence[Row]) -> bool:
    """True if all that is in a column can be years."""
    return all(_YEAR.fullmatch(text) for text in _sample(index, rows))


def _sample(index: int, rows: Sequence[Row]) -> list[str]:
    return [text for row in rows if (text := row[index].strip())][:_SAMPLE]


def _of_a_choice(kind: Kind, index: int, heading: str, find: Callable[[str], Path | None]) -> Column | None:
    """`themes/justice`: KoBo has a column for each choice of a question that takes several."""
    question, _, choice = heading.rpartition("/")
    path = find(question) if question and choice.strip() else None
    found = column(kind, index, heading, path) if path and path != TIMESTAMP else None
    return replace(found, choice=choice.strip()) if found and found.field.many and not found.language else None


def column(kind: Kind, index: int, heading: str, path: Path) -> Column | None:
    """A column by its path; None if there is no such field, or none that fits into a cell."""
    if path in TIMES and kind == "event":
        found = field_at(kind, TIMES[path])
        return Column(index, heading, path, found) if found else None
    if (found := field_at(kind, path)) and found.shape in _SHAPES:
        return Column(index, heading, path, found)
    above, _, language = path.rpartition(".")
    found = field_at(kind, above) if above else None
    if found and found.by_language and _is_language(language):
        return Column(index, heading, path, found, language)
    return None


def paths(kind: Kind) -> tuple[Path, ...]:
    """Every field that can be in a cell, in the order of files."""
    found = [path for path, field in _leaves(fields(kind)) if field.shape in _SHAPES]
    return tuple(
        path for at in found for path in ((at, f"{at}.time") if kind == "event" and f"{at}.time" in TIMES else (at,))
    )


@cache
def words(kind: Kind) -> Mapping[str, Path]:
    """What headings say without more: the words for each field."""
    known: dict[str, Path] = {}
    for path, field in _leaves(fields(kind)):
        if field.shape in _SHAPES:
            known.setdefault(_bare(path), path)
            if "." not in path:
                known.setdefault(_bare(field.words), path)
            elif path.startswith(("social.", "identifiers.")):
                known.setdefault(_bare(field.key), path)
    known.setdefault("slug", "id")
    for path, names in WORDS[kind].items():
        for name in names:
            known.setdefault(_bare(name), path)
    return known


@cache
def _asked(kind: Kind) -> Mapping[str, Path]:
    """The words for each field as questions have them; those of two fields mean none."""
    found: dict[str, set[Path]] = {}
    for name, path in words(kind).items():
        found.setdefault(_core(name), set()).add(path)
    return {core: paths.pop() for core, paths in found.items() if core and len(paths) == 1}


def _core(name: str) -> str:
    """`Which country are you based in` asks for a country, `Please give your website` for a website."""
    return " ".join(word for word in name.split() if word not in _OF_QUESTIONS)


def aliases(kind: Kind, path: Path) -> tuple[str, ...]:
    """The words of the manual's table."""
    return WORDS[kind].get(path, ())


def _leaves(known: Sequence[Field], above: str = "") -> Iterator[tuple[Path, Field]]:
    for field in known:
        path = f"{above}{field.key}"
        if field.shape == "group" and not field.many:
            yield from _leaves(field.fields, f"{path}.")
        elif not (field.shape == "group" or field.key == "occurrences"):
            yield path, field


def _names(heading: str) -> Iterator[str]:
    """A heading as it may be known: whole, without what is in brackets, without the group of KoBo's questions."""
    whole = folded(heading)
    yield whole
    for text in (whole, re.sub(r"[(\[（【][^()\[\]（）【】]*+[)\]）】]", " ", whole), whole.rpartition("/")[2]):
        yield _bare(text)


def _bare(text: str) -> str:
    bare = re.sub(r"['’]s\b|[_:*?.\-…/]+", " ", folded(text))
    return re.sub(r"\be mail\b", "email", " ".join(bare.replace("organization", "organisation").split()))


def _with_language(kind: Kind, heading: str, known: Mapping[str, Path]) -> Path | None:
    """`Title (ko)`, `title:ko`, `Name – Korean` are the text in a language, if the field can be in several."""
    found = _IN_A_LANGUAGE.fullmatch(heading.strip()[:LONGEST])
    path = known.get(_bare(found[1])) if found else None
    field = field_at(kind, path) if path and path not in TIMES else None
    return f"{path}.{found[2]}" if found and field and field.by_language and _is_language(found[2]) else None


def _is_language(text: str) -> bool:
    try:
        read_language(Scalar(Source("", text), 0, 0, text, True))
    except Wrong:
        return False
    return True
