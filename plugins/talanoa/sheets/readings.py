"""The rows of a table → plain values by fields, and what can't be used of them, by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from talanoa.load import Content
from talanoa.model.wrong import Wrong, shown
from talanoa.sheets import days, moments, zones
from talanoa.sheets.cells import CellReader, cleaned, longitude, refuse_what_is_broken, with_unit
from talanoa.sheets.consents import CONTACT, Consents, is_no, take_away_without_consent
from talanoa.sheets.days import Order, Typed
from talanoa.sheets.headings import TIMES, Column, Columns
from talanoa.sheets.moments import Moments, Pair
from talanoa.sheets.options import NO, YES
from talanoa.sheets.words import Kind
from talanoa.tables import MAX_COLUMNS, Row, Table

_DAYS = ("day", "moment")
# A place on the web, and no place on a map.
_ON_THE_WEB = re.compile(r"(?!\S*?(?:\bmaps?\.|/maps?\b|openstreetmap|osm\.org|geo\.))\w+://\S+", re.IGNORECASE)


class Fault(Struct, frozen=True):
    """Why a row can't be used: in which column, what is wrong, and what to do."""

    row: int
    column: Column | None
    message: str
    help: str

    def __str__(self) -> str:
        where = f", {self.column}" if self.column else ""
        help = self.help[:1].upper() + self.help[1:]
        return f"row {self.row}{where}: {self.message}. {help}" + ("" if help.endswith(("?", "…", ".")) else ".")


class Reading(Struct):
    """What a row says: values by paths, and an id if it has one; an offset from UTC in the place of a time zone."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    offset: str = ""


class Unsure(Struct, frozen=True):
    """A column whose days can be read in two ways, and rows of it that show so."""

    column: Column
    rows: tuple[int, ...]
    example: str


class Readings(Struct):
    """All rows that can be used, those that can't, columns that leave open which day is meant, and notes for the person who asked."""

    rows: list[Reading]
    faults: list[Fault]
    unsure: list[Unsure]
    notes: list[str]


class Assumptions(Struct, frozen=True):
    """What is assumed where cells don't say: a time zone, the order of day and month, the year of today."""

    timezone: str | None
    order: Order | None
    year: int


def readings(kind: Kind, table: Table, head: Row, columns: Columns, assumed: Assumptions, files: Content) -> Readings:
    """Every row below the headings; one that repeats them is none."""
    return _Sheet(kind, table, head, columns, assumed, files).read()


class _Sheet:
    def __init__(
        self, kind: Kind, table: Table, head: Row, columns: Columns, assumed: Assumptions, files: Content
    ) -> None:
        # Of a row, the time zone comes first: what is said of a time depends on it.
        in_order = tuple(sorted(columns.read, key=lambda column: column.path != "timezone"))
        self.kind, self.table, self.assumed, self.files = kind, table, assumed, files
        self.columns = replace(columns, read=in_order)
        self.rows = [row for row in table.rows if row.number > head.number and row.cells != head.cells]
        # In a workbook, what lies beside the table is a comment; in a text it is what a comma too many has moved.
        self.width = len(head.cells) if table.delimiter else MAX_COLUMNS
        self.moments = Moments(files, table.from_1904)
        self.reader = CellReader(files, {str(it.id) for it in (files.members if kind == "member" else files.events)})
        self.result = Readings([], [], [], [])
        self.typed: dict[tuple[int, int], Pair] = {}
        self.orders: dict[int, Order] = {}
        self.midnight: set[int] = set()
        self.consents = Consents(self.moments, self.rows, columns.sent, assumed.order)

    def read(self) -> Readings:
        for column in self.columns.read:
            if column.field.shape in _DAYS and column.path not in TIMES:
                self._take_days(column)
        if not self.result.unsure:
            without_consent = 0
            for row in self.rows:
                reading = self._row(row)
                if reading is not None:
                    without_consent += take_away_without_consent(reading.values)
                    self.result.rows.append(reading)
            self._add_notes(without_consent)
        return self.result

    # --- days ---------------------------------------------------------------------------------------------------------

    def _take_days(self, column: Column) -> None:
        """Every day of a column at once: its order is one for all of them."""
        seen: list[tuple[int, Typed]] = []
        for row in self.rows:
            if text := self._text(row, column):
                try:
                    first, last = self.moments.of(text)
                except Wrong:
                    continue  # which is said when the row is read
                self.typed[row.number, column.index] = first, last
                seen += ((row.number, it) for it in (first, last) if isinstance(it, Typed))
        found = days.order_of(seen, self.assumed.order or days.order_in(column.heading))
        if isinstance(found, tuple):
            example = next(self._text(row, column) for row in self.rows if row.number == found[0])
            self.result.unsure.append(Unsure(column, found, example))
        else:
            self.orders[column.index] = found
        clocks = [it.clock for _, it in seen]
        if clocks and all(clock == time() for clock in clocks):  # days that a program has written as times
            self.midnight.add(column.index)

    def _day(self, column: Column, typed: Typed, text: str, year: int | None) -> date:
        return moments.day_of(typed, text, self.orders[column.index], year, self.assumed.year)

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> Reading | None:
        reading = Reading(row)
        faults: list[Fault] = []
        texts = {column.index: it for column in self.columns.read if (it := self._text(row, column))}
        if not texts:
            return None
        beyond = [cell for cell in row.cells[self.width :] if cell.strip()]
        if beyond:
            message = f"this row has more cells than there are headings: '{shown(' '.join(beyond[0].split()))}'"
            help = "put cells that have commas in them into quotation marks"
            self.result.faults.append(Fault(row.number, None, message, help))
            return None
        for column in self.columns.read:
            text = texts.get(column.index, "")
            if text:
                try:
                    self._put(reading, column, text)
                except Wrong as wrong:
                    faults.append(Fault(row.number, column, wrong.message, wrong.help))
        faults = faults or [*self._times(reading, texts)]
        if reading.offset and not faults:
            self._put_into_the_zone(reading)
        self.result.faults += faults
        return None if faults else reading

    def _put(self, reading: Reading, column: Column, text: str) -> None:
        path, field = column.path, column.field
        refuse_what_is_broken(text)
        if column.choice:
            if not _is_yes(text):
                return
            text = column.choice
        if path == "id":
            reading.id = self.reader.id(text) or ""
        elif path == "timezone":
            self._put_zone(reading, column, text)
        elif path in TIMES:
            self._take_zone_behind_a_time(reading, column, text)
        elif path == "contact.consent":
            self._consent(reading, column, text)
        elif field.shape in _DAYS and not field.many:
            if path in TIMES.values():
                self._take_zone_behind_a_time(reading, column, text)
            self._put_days(reading, column, text)
        else:
            if field.shape == "length":
                text = with_unit(text, column.heading)
            value = self.reader.value(path, field, text)
            if path.endswith("longitude"):
                value = longitude(value)
            if path == "place.name" and _ON_THE_WEB.fullmatch(value) and "online.url" not in reading.values:
                path = "online.url"
            known = reading.values.get(path)
            reading.values[path] = [*known, *(it for it in value if it not in known)] if field.many and known else value

    def _put_zone(self, reading: Reading, column: Column, text: str) -> None:
        try:
            reading.values[column.path] = self.reader.value(column.path, column.field, text)
        except Wrong:
            reading.offset = zones.offset(text)
            if not reading.offset:
                raise

    def _take_zone_behind_a_time(self, reading: Reading, column: Column, text: str) -> None:
        """`09.00 WIB` is a time and a zone; what is behind a day and a time and no zone's name is their own offset."""
        _, zone = zones.behind(text)
        known = reading.values.get("timezone", "") or reading.offset
        if not zone or ("/" not in zone and column.path not in TIMES):
            return
        if known and not days.is_same_zone(known, zone):
            raise Wrong("unknown-timezone", f"the time is in {zone}, and the row in {known}", "write one time zone")
        if "/" in zone and not known:
            reading.values["timezone"] = zone
        elif not known:
            reading.offset = zone

    def _put_into_the_zone(self, reading: Reading) -> None:
        """Times at an offset from UTC, which says nothing of other days, as clocks in the network's zone show them."""
        for path, value in reading.values.items():
            if isinstance(value, datetime):
                reading.values[path] = days.in_zone(value, reading.offset, self._zone())

    def _put_days(self, reading: Reading, column: Column, text: str) -> None:
        found = self.typed.get((reading.row.number, column.index))
        if found is None:
            found = self.moments.of(text)  # raises what is wrong
        first, last = found
        if first is None:
            raise Wrong(
                "bad-date",
                f"'{shown(' '.join(text.split()))}' is not a day that can be read",
                "write it as 2026-03-17, or as 2026-03-17 15:00",
            )
        end_year = None
        if isinstance(last, Typed) and not last.yearless:
            end_year = self._day(column, last, text, None).year
        started = reading.values.get("start")
        year = end_year or (started.year if isinstance(started, date) and column.path == "end" else None)
        day = self._day(column, first, text, year)
        reading.values[column.path] = self._moment(reading, column, first, day)
        if last is None:
            return
        if column.path != "start" or self.kind != "event":
            raise Wrong("bad-date", f"'{shown(text)}' is more than one day", "write one day in each cell")
        if isinstance(last, Typed):
            reading.values["end"] = self._moment(reading, column, last, self._day(column, last, text, day.year))
        elif isinstance(reading.values["start"], datetime):
            reading.values["end"] = datetime.combine(day, last)

    def _moment(self, reading: Reading, column: Column, typed: Typed, day: date) -> date | datetime:
        if typed.clock is None or column.field.shape == "day" or column.index in self.midnight:
            return day
        moment = datetime.combine(day, typed.clock.replace(second=0))
        to = reading.offset or reading.values.get("timezone") or self._zone()
        return moment if not typed.offset else days.in_zone(moment, typed.offset, to)

    def _zone(self) -> str:
        return self.assumed.timezone or str(self.files.network.timezone)

    def _times(self, reading: Reading, texts: Mapping[int, str]) -> Iterator[Fault]:
        """Times of the day in columns of their own, and the end that they make."""
        for column in self.columns.read:
            text = texts.get(column.index)
            if column.path not in TIMES or not text:
                continue
            begin, end = zones.behind(text)[0], ""
            clock = self.moments.clock(begin)
            if clock is None:
                begin, end = days.parts(begin)
                if not end:
                    begin, _, end = begin.partition("-")
                clock = self.moments.clock(begin)
            until = self.moments.clock(end) if end.strip() else None
            target = TIMES[column.path]
            day = reading.values.get(target, reading.values.get("start"))
            if clock is None or (end.strip() and (until is None or target == "end")):
                yield Fault(
                    reading.row.number,
                    column,
                    f"'{shown(' '.join(text.split()))}' is not a time of the day",
                    "write it as 15:00, and a time zone in a column of its own",
                )
            elif isinstance(day, date):
                reading.values[target] = datetime.combine(_date_of(day), clock.replace(second=0))
                if until:
                    reading.values["end"] = datetime.combine(_date_of(day), until.replace(second=0))
        start, end_ = reading.values.get("start"), reading.values.get("end")
        if not isinstance(start, date) or not isinstance(end_, date):
            return
        if end_ == (start if isinstance(end_, datetime) else _date_of(start)):  # then the end isn't said
            del reading.values["end"]
        elif wrong := _wrong_end(start, end_):
            yield Fault(reading.row.number, self._column("end") or self._column("start"), *wrong)

    # --- consent ------------------------------------------------------------------------------------------------------

    def _consent(self, reading: Reading, column: Column, text: str) -> None:
        """A day, or a yes on the day on which the row was sent."""
        if is_no(text):
            return
        if day := self.consents.day(reading.row, text):
            reading.values["contact.consent"] = day
        else:
            self._put_days(reading, column, text)

    def _add_notes(self, without_consent: int) -> None:
        notes = self.result.notes
        contact = [
            column for column in self.columns.read if column.path in CONTACT and column.path != "contact.consent"
        ]
        if contact and "contact.consent" not in self.columns.paths:
            names = ", ".join(f"“{' '.join(column.heading.split())}”" for column in contact)
            notes.append(
                f"Not taken: {names}. Who can be reached there is published only with a column that says since when they agree (consent, or --map HEADING=contact.consent)."
            )
        elif without_consent:
            notes.append(
                f"Without consent, the contact wasn't taken: {without_consent} row{'' if without_consent == 1 else 's'}."
            )
        has_times = any(
            isinstance(value, datetime)
            for row in self.result.rows
            if "timezone" not in row.values and not row.offset
            for value in row.values.values()
        )
        if has_times and not self.assumed.timezone and "timezone" not in self.columns.paths:
            notes.append(
                f"Times are those of {self._zone()}, the network's time zone; give another one with --timezone."
            )

    def _text(self, row: Row, column: Column) -> str:
        return cleaned(row[column.index])

    def _column(self, path: str) -> Column | None:
        return next((column for column in self.columns.read if column.path == path), None)


def _is_yes(text: str) -> bool:
    """True for a choice that was taken; raises Wrong."""
    word = text.casefold().strip(" .")
    if word not in YES and word not in NO:
        raise Wrong("bad-text", f"'{shown(text)}' is neither yes nor no", "write 1 or 0")
    return word in YES


def _date_of(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _wrong_end(start: date, end: date) -> tuple[str, str] | None:
    if isinstance(start, datetime) and not isinstance(end, datetime):
        return "the end has no time, and the start has one", "give both a time, or neither"
    if isinstance(end, datetime) and not isinstance(start, datetime):
        return "the end has a time, and the start has none", "give both a time, or neither"
    return ("the end lies before the start", "check both days and times") if end < start else None


def missing(kind: Kind, reading: Reading, columns: Columns) -> Iterator[Fault]:
    """What a new entry can't be without."""
    for path in ("name", "country") if kind == "member" else ("title", "start"):
        if path in reading.values or any(it.startswith(f"{path}.") for it in reading.values):
            continue
        its = next((column for column in columns.read if column.path == path), None)
        help = "fill in the cell" if its else f"add a column for it, or say which it is with --map HEADING={path}"
        yield Fault(reading.row.number, its, f"the {path} is missing", help)
