"""No cell of a table is a formula to a spreadsheet, and each text comes back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outputs.conftest import SiteOf
from tests.outputs.test_exports import NETWORK, PAGE, exported

from talanoa.outputs.exports.lines import as_line, harmless, sheet


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0-", "\t@"])
def test_no_cell_is_a_formula(sign: str) -> None:
    assert harmless(f"{sign}HYPERLINK(1)") == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize("honest", ["AT&T", "<3", "a=b", "'quoted'", "", -18.14, -3, None, "e-mail", "– a dash"])
def test_honest_cells_are_left_alone(honest: str | float | None) -> None:
    assert harmless(honest) == honest


FORMULAS = [
    "=cmd|'/C calc'!A0;=1+1",
    "Yayasan Air;=HYPERLINK(1)",
    "Yayasan Air; @SUM(1)",
    'Verein "Wasser";"=1+1"',
    'Verein;""-2+3',
    "a,b,\u00a0+1",
    "x|＝1+1",
    "';=1+1",
    "''=1",
    '";"=1+1',
    '"",=1+1',
    ";;－1",
]
NAMES = [
    "@home",
    "-1",
    "+62 812 3456",
    "'t Hart",
    "Don't; '@me'",
    "=",
    "a; b, c",
    "Say 'hello', -ish",
    'The "=" sign',
    "",
]
_UNDONE = re.search(r"re\.sub\(r\"{3}(.+)\"{3}, r\"(.+)\", text\)", PAGE.read_text("utf-8"))
assert _UNDONE, "data.md says how a reader gets the text as it was typed"


def undone(cell: str) -> str:
    assert _UNDONE
    return re.sub(_UNDONE[1], _UNDONE[2], cell)


def readings(data: bytes) -> Iterator[tuple[str, str]]:
    """Each cell that a program could see: split at this or that, with quotation marks honoured or not."""
    text = data.decode("utf-8-sig")
    for separator in ",;|\t":
        for line in text.split("\r\n"):
            yield from ((separator, cell) for cell in line.split(separator))
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield from ((f"{separator} and quotation marks", cell) for cell in row)


def is_formula(cell: str) -> bool:
    return bool(re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)) and not re.fullmatch(r"-?\d+\.\d+", cell)


def judge_cells(texts: Sequence[str]) -> None:
    data = sheet(["id", "text", "number"], (as_line(["id", text, -18.14]) for text in texts))
    for reading, cell in readings(data):
        assert not is_formula(cell), (reading, cell)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [undone(row[1]) for row in rows[1:]] == list(texts)


def test_no_reading_of_a_sheet_finds_a_formula_and_each_text_comes_back() -> None:
    judge_cells(FORMULAS + NAMES)


@given(st.lists(st.text("=-@＝,;|\"' a1\u00a0", max_size=12), max_size=4))
def test_whatever_the_texts(texts: list[str]) -> None:
    judge_cells(texts)


def test_the_judge_of_readings_sees_formulas() -> None:
    for line in ("=1+1", 'a;"=1+1"', "a,=1", '"a;=1+1",b', "a;\u00a0＠x"):
        assert any(is_formula(cell) for _, cell in readings(line.encode())), line


def test_a_members_name_is_no_formula_where_semicolons_part_cells(site_of: SiteOf) -> None:
    names = "".join(
        f"  - {{ id: m-{n}, name: {json.dumps(name)}, country: FJ }}\n" for n, name in enumerate(FORMULAS + NAMES[:-1])
    )
    view = site_of({"network.yml": NETWORK, "members.yml": f"members:\n{names}"})
    assert [cell for _, cell in readings(exported(view)["members.csv"]) if is_formula(cell)] == []
