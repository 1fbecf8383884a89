"""No file, whatever its bytes, breaks or holds up the readers of tables; what they read is within their bounds."""

from __future__ import annotations

import codecs
import zipfile
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz import seeds
from tests.fuzz.conftest import fuzzed
from tests.fuzz.limits import within
from tests.fuzz.mutations import spoiled, spoiled_bytes
from tests.tables.books import archive, book
from tests.tables.test_tables import AS_WRITTEN, HERE

from talanoa.problems import CODES, Problem
from talanoa.tables import MAX_ROWS, read_table

KNOWN = frozenset({"name", "land"})
WORDS = ('"', '""', ";", ",", "\t", "sep=;\n", "\r", "\ufeff", "=1+1", "Name", "\0", *seeds.SIGNS)
XML = (
    *(
        '<c t="s"><v>0</v></c>',
        '<c r="XFD1048576"/>',
        "<!DOCTYPE a [",
        "]>",
        "&a;",
        '<row r="9999999"/>',
        ' hidden="1"',
    ),
    *(
        ' t="inlineStr"',
        ' s="99999"',
        ' table:number-rows-repeated="1048576"',
        ' table:number-columns-repeated="16384"',
        ' table:number-rows-spanned="99999"',
        ' table:visibility="collapse"',
        "<text:s text:c='9999999'/>",
        "<office:annotation>",
        '<mergeCell ref="A1:XFD99999"/>',
        "<rPh>",
        "</t>",
        "1e400",
        "_xD800_",
        "-5",
        "nan",
    ),
)


def judge_table(data: bytes) -> bool:
    """True if it is read as a table."""
    problems: list[Problem] = []
    with within({"table": data}, "table"):
        table = read_table(data, "table", KNOWN.__contains__, problems)
    if table is None:
        (problem,) = problems
        assert problem.code in CODES and problem.message and problem.help and "\n" not in problem.message
        return False
    assert not problems
    numbers = [row.number for row in table.rows]
    assert numbers == sorted({*numbers}) and len(numbers) <= MAX_ROWS and all(number > 0 for number in numbers)
    assert all(row.cells and row.cells[-1].strip() for row in table.rows)
    return True


@cache
def _parts(file: str) -> dict[str, str]:
    """What is read of a workbook or a document; what a document is comes first."""
    with zipfile.ZipFile(HERE / file) as opened:
        read = [
            name
            for name in opened.namelist()
            if name.endswith(("mimetype", ".rels", "k.xml", "s.xml", "1.xml", "t.xml"))
        ]
        return {name: opened.read(name).decode() for name in read if not name.startswith(("docProps", "META-INF"))}


@given(spoiled([*AS_WRITTEN.values()], WORDS), st.sampled_from(("utf-8", "utf-16", "utf-16-be")))
@fuzzed(70)
def test_any_text_as_a_table(text: str, encoding: str) -> None:
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    judge_table(mark + text.encode(encoding, "surrogatepass"))


@given(
    spoiled_bytes(
        [
            (HERE / "libreoffice.xlsx").read_bytes(),
            book({"One": [["Name", "Land"], ["a", 1.5]]}),
            (HERE / "libreoffice.ods").read_bytes(),
        ]
    )
)
@fuzzed(70)
def test_any_bytes_as_a_workbook(data: bytes) -> None:
    judge_table(data)


@given(st.data())
@fuzzed(70)
def test_any_part_of_a_workbook(data: st.DataObject) -> None:
    parts = _parts(data.draw(st.sampled_from(("libreoffice.xlsx", "libreoffice.ods"))))
    name = data.draw(st.sampled_from(sorted(parts.keys() - {"mimetype"})))
    part = data.draw(spoiled([parts[name]], XML))
    judge_table(archive({**parts, name: part.encode("utf-8", "surrogatepass")}))


def test_the_fuzzers_reach_what_they_are_for() -> None:
    assert judge_table(archive(_parts("libreoffice.xlsx"))) and judge_table(archive(_parts("libreoffice.ods")))
    assert all(judge_table(text.encode()) for text in AS_WRITTEN.values())
