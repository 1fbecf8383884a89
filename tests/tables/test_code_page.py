"""CSV in the code page of someone's computer: Windows-1252 if it can be nothing else, and never letters that no one typed."""

from __future__ import annotations

import pytest

from talanoa.problems import Problem
from talanoa.tables import Table, read_table


def read(text: str, encoding: str) -> tuple[Table | None, list[Problem]]:
    problems: list[Problem] = []
    return read_table(text.encode(encoding), "sheet.csv", {"name"}.__contains__, problems), problems


@pytest.mark.parametrize(
    "names",
    [
        "Fundación Niñas,Parañaque",
        "PEÑAFRANCIA “Bagong Pag-asa”,Dasmariñas – Cavite",
        "l’Association créée à l’été,L’ÎLE",
        "Organizações de São Tomé,é à",
        "Grüne Straße „Küste“ e. V.,€ 500…",
    ],
)
def test_what_excel_writes_in_western_europe_and_the_philippines(names: str) -> None:
    table, problems = read(f"Name,City\r\n{names}\r\n", "cp1252")
    assert table and not problems and [",".join(row.cells) for row in table.rows][1:] == [names]
    (note,) = table.notes
    assert "read as Windows-1252" in note and "“CSV UTF-8”" in note


def test_the_note_has_a_word_for_each_letter_that_was_assumed() -> None:
    table, _ = read("Name,City\nNiñas,Señor\nCafé,niña\nd’Ivoire,x\n", "cp1252")
    assert table and "Check that it has “Niñas”, “Café”, “d’Ivoire”. If" in table.notes[0]


def test_utf_8_needs_no_note() -> None:
    table, _ = read("Name,City\nNiñas,Parañaque\n", "utf-8")
    assert table and not table.notes


OTHERS = {
    "cp1250": ["Łódź,Żółw", "Černý kůň,Brno", "Braşov,Iaşi"],
    "cp1251": ["Монгол улс,Нээлттэй", "Дом и сад,в"],
    "cp1253": ["Αθήνα,Ελλάδα"],
    "cp1254": ["Beyoğlu,Şişli", "Doğa,x"],
    "cp1255": ["שלום,x"],
    "cp1256": ["پاكستان,لاهور"],
    "cp1258": ["Ha\u0300 Nô\u0323i,Đa\u0300 Nẵng".replace("ẵ", "ă\u0303")],
    "cp874": ["เครือข่าย,กรุงเทพ"],
    "cp932": ["日本,東京", "テスト,x"],
    "cp949": ["한국투명성기구,서울", "KOREA협회,시"],
    "gbk": ["中国,北京"],
    "big5": ["臺灣,台北"],
    "mac_roman": ["Café,Jesús", "they don’t,x", "“Reef”,x", "Parañaque,x", "Ñame,x", "São Tomé,x", "Köln,München"],
    "cp850": ["Parañaque,María", "Köln,x"],
}


@pytest.mark.parametrize("encoding, names", [(encoding, name) for encoding, names in OTHERS.items() for name in names])
def test_other_code_pages_are_refused(encoding: str, names: str) -> None:
    table, (problem,) = read(f"Name,City\nReef,Suva\n{names}\n", encoding)
    assert table is None and (problem.code, problem.place.line) == ("not-utf-8", 3)
    assert "“CSV UTF-8”" in (problem.help or "")


def test_a_refusal_points_to_the_letter_and_shows_what_is_around_it() -> None:
    _, (problem,) = read("Name,City\r\rReef – Ögü,Łódź\r", "cp1250")
    assert (problem.place.line, problem.place.column) == (3, 6)
    assert "'Reef � �g�,��d�'" in problem.message


def test_half_a_letter_of_utf_16_is_no_other_encoding() -> None:
    problems: list[Problem] = []
    assert read_table("Name,B\nx,y".encode("utf-16")[:-1], "sheet.csv", {"name"}.__contains__, problems) is None
    assert problems[0].code == "not-utf-8"
