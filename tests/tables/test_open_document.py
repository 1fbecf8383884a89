"""ODS: what is seen in LibreOffice is read, and no more."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from talanoa.problems import Problem
from talanoa.tables import Table, read_table

HERE = Path(__file__).parent
HEAD = (
    '<d xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><style:style style:name="no">'
    '<style:table-properties table:display="false"/></style:style>'
)


def document(*tables: str, head: str = HEAD) -> bytes:
    """A document with these sheets."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("content.xml", f"{head}{''.join(tables)}</d>")
    return data.getvalue()


def table(rows: str, name: str = "A", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def read(data: bytes) -> Table | Problem:
    problems: list[Problem] = []
    return read_table(data, "table", lambda _: True, problems) or problems[0]


@pytest.mark.parametrize(
    "rows, wanted",
    [
        (row(cell("a"), cell("b<text:s text:c='2'/>c<text:line-break/>d</text:p><text:p>e")), [("a", "b  c\nd\ne")]),
        (
            row(cell("2.3.24", "office:value-type='date' office:date-value='2024-03-02T15:00:00'")),
            [("2024-03-02 15:00",)],
        ),
        (row(cell("3 pm", "office:value-type='time' office:time-value='PT15H00M00S'")), [("15:00",)]),
        (row(cell("1,50", "office:value-type='float' office:value='1.5'")), [("1.5",)]),
        (row(cell("WAHR", "office:value-type='boolean' office:boolean-value='true'")), [("TRUE",)]),
        (row(cell("a", "table:number-columns-repeated='3'")), [("a", "a", "a")]),
        (row(cell("a"), more="table:number-rows-repeated='2'"), [("a",), ("a",)]),
        (row(cell("a<text:p/>"), "<table:table-cell table:number-columns-repeated='16382'/>"), [("a",)]),
        (row("<table:table-cell/>", more="table:number-rows-repeated='1048570'") + row(cell("z")), [("z",)]),
        (row(cell("a"), more="table:visibility='collapse'") + row(cell("b")), [("b",)]),
        ("<table:table-column table:visibility='collapse'/>" + row(cell("a"), cell("b")), [("", "b")]),
        (
            row(cell("a", "table:number-rows-spanned='2'"), cell("b")) + row("<table:covered-table-cell/>", cell("c")),
            [("a", "b"), ("a", "c")],
        ),
        (
            row(
                "<table:table-cell><office:annotation><text:p>no</text:p></office:annotation><text:p>y</text:p></table:table-cell>"
            ),
            [("y",)],
        ),
    ],
)
def test_what_is_seen_is_read(rows: str, wanted: list[tuple[str, ...]]) -> None:
    found = read(document(table(rows)))
    assert isinstance(found, Table) and [it.cells for it in found.rows] == wanted


def test_the_first_sheet_with_anything_in_it() -> None:
    one, hidden = table(row(cell("x")), "Two"), table(row(cell("h")), "No", "table:style-name='no'")
    found = read(document(hidden, table("", "Empty"), one, table(row(cell("y")), "Three")))
    assert isinstance(found, Table) and [it.cells for it in found.rows] == [("x",)]
    assert "“Two” was read" in found.notes[0] and "“Three”" in found.notes[0] and "“No” is hidden" in found.notes[1]


@pytest.mark.parametrize(
    "data, said",
    [
        (document(table(row(cell("a"), more="table:number-rows-repeated='9999999'"))), "100,000 rows"),
        (document(table(row(cell("a", "table:number-columns-repeated='99999'")))), "16,384 columns"),
        (document(table(row(cell("a", "table:number-columns-repeated='16000'")) * 130)), "2,000,000 cells"),
        (document(table(row(cell("&a;"))), head='<!DOCTYPE d [<!ENTITY a "b">]>' + HEAD), "declares entities"),
        (document(table(row(cell("a")) + "<broken")), "not a workbook that can be read"),
    ],
)
def test_bombs_and_broken_files(data: bytes, said: str) -> None:
    found = read(data)
    assert isinstance(found, Problem) and said in found.message


def test_as_libreoffice_saves_it() -> None:
    """The same as it saves the workbook."""
    one, other = (read((HERE / f"libreoffice.{ending}").read_bytes()) for ending in ("ods", "xlsx"))
    assert isinstance(one, Table) and isinstance(other, Table)
    assert [it.cells for it in one.rows] == [it.cells for it in other.rows]
