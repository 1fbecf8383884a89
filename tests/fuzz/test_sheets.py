"""Whatever cells say, a sheet is read without an exception, and what comes of it is YAML of the same texts."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import write_network
from tests.fuzz import seeds
from tests.fuzz.conftest import fuzzed
from tests.fuzz.limits import within
from tests.sheets.reading import EVENTS, MEMBERS, NETWORK

from talanoa.amend import root_of
from talanoa.load import Content, load
from talanoa.sheets import Assumptions, Kind, Reader, finder, paths, table_of
from talanoa.tables import read_table

CELLS = (
    *(
        "2024-03-02",
        "29/02/24",
        "01/02/2024",
        "Saturday 2 March",
        "31 April 2024",
        "2-4 March 2024",
        "0001-01-01T00:00Z",
        "9999-12-31 23:59+15:00",
        "45353.99999",
    ),
    *(
        "14:00-15:30",
        "3pm",
        "24:00",
        "Fiji",
        "fj; 대한민국",
        "open-reef",
        "열린 암초",
        "정보공개, water",
        "yes",
        "no",
        "90",
        "1:30",
        "-229.1",
        "1,5",
        "nan",
        "=1+1",
    ),
    *(
        "https://example.org/`",
        "www.x.example.org",
        "ana@example.org",
        "#REF!",
        "-",
        "a\nb",
        "\u202e",
        "NGO",
        "Asia/Tokyo",
        "tokyo",
        "Reef Day",
        "x" * 300,
    ),
    *seeds.SIGNS,
)


@cache
def _network() -> Content:
    files = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS}
    content, _ = load(write_network(Path(mkdtemp(prefix="talanoa-")), files))
    assert content
    return content


@given(st.data())
@fuzzed(60)
def test_any_cells(data: st.DataObject) -> None:
    kind: Kind = data.draw(st.sampled_from(get_args(Kind)))
    needed = ("name", "country") if kind == "member" else ("title", "start")
    head = [*needed, *data.draw(st.lists(st.sampled_from(paths(kind)), max_size=5))]
    cell = st.sampled_from(CELLS) | st.text(max_size=20)
    rows = data.draw(st.lists(st.lists(cell, min_size=len(head), max_size=len(head)), min_size=1, max_size=4))
    for row in rows:
        row[1] = data.draw(st.just("FJ" if kind == "member" else "2024-03-02") | st.just(row[1]))
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    find = finder(kind, {})
    with within({"sheet.csv": text.getvalue().encode("utf-8", "replace")}, "sheet"):
        table = read_table(text.getvalue().encode("utf-8", "replace"), "sheet", lambda it: find(it) is not None, [])
        if table is None:
            return
        assumed = Assumptions(None, data.draw(st.sampled_from((None, "dmy"))), 2026)
        found = Reader(kind, table, {}, assumed, _network()).sheet()
        for file, made in found.plan.files.items():
            problems: list[object] = []
            assert root_of(made, file, problems) is not None  # type: ignore[arg-type]
        if found.head:
            table_of(found.faults, found.rows, found.head, found.columns)
        assert all(str(fault).startswith(f"row {fault.row}") for fault in found.faults)
