"""Whatever program saved it, a table is read back as it is seen there."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.books import MAIN, book, cell, serial, sheet

from talanoa.problems import Problem
from talanoa.tables import MAX_ROWS, Table, column_name, parts, read_table

HERE = Path(__file__).parent


def read(data: bytes | str, *known: str) -> Table:
    problems: list[Problem] = []
    table = read_table(data.encode() if isinstance(data, str) else data, "table", known.__contains__, problems)
    assert table is not None, problems
    return table


def cells(data: bytes | str, *known: str) -> list[tuple[str, ...]]:
    return [row.cells for row in read(data, *known).rows]


def refused(data: bytes) -> str:
    problems: list[Problem] = []
    assert read_table(data, "table", {"name", "b"}.__contains__, problems) is None
    (problem,) = problems
    assert problem.code in ("too-large", "not-utf-8", "unreadable-file") and problem.help
    return problem.message


# --- CSV --------------------------------------------------------------------------------------------------------------

WANTED = [("Name", "Land"), ("Küste; e. V.", "Fidschi"), ("two\nlines", 'a "b"')]
AS_WRITTEN = {
    "commas": 'Name,Land\n"Küste; e. V.",Fidschi\n"two\nlines","a ""b"""\n',
    "semicolons": 'Name;Land\n"Küste; e. V.";Fidschi\n"two\nlines";"a ""b"""\n',
    "tabs": 'Name\tLand\nKüste; e. V.\tFidschi\n"two\nlines"\t"a ""b"""\n',
    "a BOM": '\ufeffName,Land\n"Küste; e. V.",Fidschi\n"two\nlines","a ""b"""\n',
    "it says so": 'sep=;\r\nName;Land\r\n"Küste; e. V.";Fidschi\r\n"two\nlines";"a ""b"""\r\n',
    "old Macs": 'Name,Land\r"Küste; e. V.",Fidschi\r"two\nlines","a ""b"""\r',
    "empty cells at the end": ',,,\nName,Land,,\n"Küste; e. V.",Fidschi,,\n,,,\n"two\nlines","a ""b""",,\n\n',
    "no line's end": 'Name,Land\n"Küste; e. V.",Fidschi\n"two\nlines","a ""b"""',
}


@pytest.mark.parametrize("text", AS_WRITTEN.values(), ids=AS_WRITTEN.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_as_programs_write_it(text: str, encoding: str) -> None:
    if encoding != "utf-8":
        text = text.lstrip("\ufeff")
    assert cells(text.encode(encoding)) == WANTED


def test_rows_have_the_numbers_that_spreadsheets_show() -> None:
    assert [row.number for row in read('a,b\n\n"x\ny",1\n,\nz,2\n').rows] == [1, 3, 5]
    assert [row.number for row in read("sep=,\na,b\n1,2\n").rows] == [1, 2]


def test_what_is_known_of_headings_decides_between_delimiters() -> None:
    text = "about: a, b, c; and d, e\nName;Country, region\nA, B and C;FJ, NZ\nD, E and F;WS, TO\n"
    assert cells(text, "name", "country, region")[1] == ("Name", "Country, region")


SAFE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(SAFE, min_size=width, max_size=width), max_size=5)),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_csv_writer_writes_is_read_back(
    rows: list[list[str]], delimiter: str, quoting: int, line_end: str, encoding: str
) -> None:
    head = ["Name", "Country", "City", "Day"][: max(map(len, rows), default=2)]
    if quoting == csv.QUOTE_MINIMAL:  # older Pythons leave other ends of lines without quotation marks
        line_end = "\r\n"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows([head, *rows])  # type: ignore[arg-type]
    found = read(text.getvalue().encode(encoding), "name", "country", "city", "day").rows
    assert found[0].cells == tuple(head)
    again = {row.number: row for row in found}
    for number, row in enumerate(rows, start=2):
        seen = [again[number][column] for column in range(len(head))] if number in again else [""] * len(head)
        assert [one if one.strip() else "" for one in seen] == [one if one.strip() else "" for one in row]


def test_what_is_no_table() -> None:
    assert "quotation mark in line 3 is never closed" in refused(b'Name,B\nx,1\n"y,2\nz,3\n')
    assert "line 2 has more than 131,072 letters; perhaps a quotation mark is" in refused(
        b'Name,B\nx,"1\n' + b"y,2\n" * 60_000
    )
    assert f"more than {MAX_ROWS:,} rows" in refused(b"x\n" * (MAX_ROWS + 1))
    assert "bytes" in refused(b"x" * 20_000_001)
    assert "not a text" in refused(b"a,b\n\x01\x00\x00,\n")


# --- XLSX -------------------------------------------------------------------------------------------------------------


def test_a_workbook_that_libreoffice_made() -> None:
    """From German LibreOffice: days from 1904, a title over three columns, a merged country, and things that are hidden."""
    table = read((HERE / "libreoffice.xlsx").read_bytes())
    assert table.from_1904
    assert {row.number: row.cells for row in table.rows} == {
        1: ("Unsere Mitglieder 2026",),
        3: ("Name", "Land", "Beigetreten", "", "Uhr"),
        4: ("Grüne Küste\ne. V.", "Deutschland", "2024-02-29", "", "15:30"),
        5: ("Fluss & Wald", "Deutschland", "1999-12-31"),
        7: ("Gerechnet", "Österreich"),
    }
    assert table.notes == (
        "Only the sheet “Mitglieder” was read, not “Rest”.",
        "The sheet “Secret” is hidden, so it wasn't read.",
        "1 row is hidden, so it wasn't read.",
        "1 column is hidden (D), so it wasn't read.",
        "A cell that is merged over several rows was read for each of them.",
    )


def test_values_are_read_as_they_are_seen() -> None:
    row = [
        *(
            "ชื่อ",
            12,
            35.446508,
            0.1 + 0.2,
            1e21,
            True,
            False,
            date(2024, 2, 29),
            datetime(2024, 3, 2, 15, 0),
            time(9, 5),
        ),
        *('<c t="str"><f>A1</f><v>shown</v></c>', "<c><f>B1*2</f><v>24</v></c>", '<c t="e"><v>#REF!</v></c>'),
        *('<c t="d"><v>2024-03-02T15:00</v></c>', '<c s="1"><v>99999999999</v></c>', '<c s="4"><v>0.5</v></c>'),
    ]
    assert cells(book({"One": [row]}))[0] == (
        *("ชื่อ", "12", "35.446508", "0.3", "1e+21", "TRUE", "FALSE", "2024-02-29", "2024-03-02 15:00", "09:05"),
        *("shown", "24", "#REF!", "2024-03-02 15:00", "99999999999", "50%"),
    )


def test_texts_that_are_shared_formatted_or_read_aloud() -> None:
    texts = [
        "<t>plain</t>",
        "<r><t>bo</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ld </t></r>",
        "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh>",
        "<t>a_x000D_\nb</t>",
        "<t>_xD83D__xDE00_ _xD800_ _xDE00_</t>",
    ]
    row = [f'<c t="s"><v>{number}</v></c>' for number in (2, 0, 1, 3, 4, 9)]
    found = [("東京", "plain", "bold ", "a\r\nb", "\U0001f600 \ufffd \ufffd")]
    assert cells(book({"One": [row]}, texts=texts)) == found


def test_a_workbook_that_counts_from_1904() -> None:
    day = serial(date(2024, 3, 2), datetime(1904, 1, 1))
    data = book({"One": [[f'<c s="1"><v>{day}</v></c>']]}, properties='<workbookPr date1904="1"/>')
    assert cells(data) == [("2024-03-02",)]


def test_cells_without_places_and_rows_far_apart() -> None:
    part = f'<worksheet xmlns="{MAIN}"><sheetData><row>{cell("a")}{cell("d", "D1")}</row><row r="900"><c r="B900"><v>1</v></c></row></sheetData></worksheet>'
    assert [(row.number, row.cells) for row in read(book({"One": part})).rows] == [
        (1, ("a", "", "", "d")),
        (900, ("", "1")),
    ]


def test_a_prefix_for_every_name_is_the_same_file() -> None:
    """As some libraries write it."""
    part = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert cells(book({"One": part})) == [("a",)]


def test_the_first_sheet_with_anything_in_it() -> None:
    table = read(book({"Old": [["secret"]], "Empty": [], "People": [["a"]], "More": [["b"]]}, hidden=["Old"]))
    assert [row.cells for row in table.rows] == [("a",)]
    assert table.notes[0] == "Only the sheet “People” was read, not “More”."
    assert "hidden" in table.notes[1]
    assert read(book({"Empty": []})).rows == ()


def test_a_formula_that_no_one_calculated_is_empty_and_said() -> None:
    table = read(book({"One": [["a", "<c><f>A1+1</f></c>", "<c t='str'><f>A1</f><v></v></c>"]]}))
    assert table.rows[0].cells == ("a",)
    assert "2 cells have formulas without a result" in table.notes[0]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "laughs": (book({"One": LAUGHS + sheet([["&b;"]])}), "declares entities"),
    "a file of the machine": (book({"One": OUTSIDE + sheet([])}), "declares entities"),
    "laughs among the texts": (
        book({"One": []}, more={"xl/sharedStrings.xml": LAUGHS + "<sst/>"}),
        "declares entities",
    ),
    "many cells": (book({"One": sheet([["<c/>" * 2_000_001]])}), "2,000,000 cells"),
    "a wide table": (book({"One": sheet([[cell("x", f"XFD{n}")] for n in range(1, 200)])}), "empty ones between"),
    "a row that is far away": (book({"One": f'<worksheet xmlns="{MAIN}"><row r="99999999"/></worksheet>'}), "rows"),
    "one text a million times": (
        book({"One": [['<c t="s"><v>0</v></c>'] * 1_000]}, texts=[f"<t>{'x' * 100_000}</t>"]),
        "letters",
    ),
    "no XML": (book({"One": "\x00\x01"}), "not a workbook"),
    "not closed": (book({"One": "<worksheet><sheetData>"}), "not a workbook"),
    "no sheets": (book({}), "no sheets"),
    "a sheet that isn't there": (
        book({"One": []}, more={"xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        "no sheets",
    ),
    "half of it": (book({"One": [["a"]]})[:400], "not a workbook"),
    "of Excel 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "no workbook": (b"PK\x03\x04" + bytes(60), "not a workbook"),
}


@pytest.mark.parametrize("data, said", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_workbook_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_UNPACKED", 1_000_000)
    assert "once it is unpacked" in refused(book({"One": " " * 5_000_000}))
    monkeypatch.setattr(parts, "MAX_OTHERS", 1_000)
    assert "say nothing" in refused(book({"One": f"<a>{'<a/>' * 1_001}</a>"}))


def test_what_a_workbook_links_to_is_not_asked_for() -> None:
    outside = '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="https://example.org/a.xml" TargetMode="External"/></Relationships>'
    assert "no sheets" in refused(book({"One": [["a"]]}, more={"xl/_rels/workbook.xml.rels": outside}))
    climbing = (
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>'
    )
    assert "it has no etc/passwd" in refused(book({"One": [["a"]]}, more={"xl/_rels/workbook.xml.rels": climbing}))


def test_a_part_of_a_damaged_archive() -> None:
    data = bytearray(book({"One": [["a"] * 50]}))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        at = file.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[at + 60 : at + 70] = b"\xff" * 10
    assert "not a workbook" in refused(bytes(data))


def test_merged_cells_count_for_their_rows_alone() -> None:
    after = '<mergeCells><mergeCell ref="A2:A9999999"/><mergeCell ref="B2:C2"/><mergeCell ref="nonsense"/></mergeCells>'
    rows = [["Country", "Name"], ["Fiji", "A"], [None, "B"], ["Tonga", "C"]]
    assert cells(book({"One": sheet(rows, after=after)})) == [
        ("Country", "Name"),
        ("Fiji", "A"),
        ("Fiji", "B"),
        ("Tonga", "C"),
    ]


def test_names_of_columns() -> None:
    assert [column_name(at) for at in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
