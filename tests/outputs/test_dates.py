"""Words for days, countries and languages, in the languages of the region."""

from __future__ import annotations

from datetime import date

import pytest

from talanoa.outputs import dates

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "21 November 2026"),
        ("id", "21 November 2026"),
        ("fil", "Nobyembre 21, 2026"),
        ("ko", "2026년 11월 21일"),
        ("mn", "2026\u202fоны арван нэгдүгээр сарын 21"),
        ("ur", "21 نومبر، 2026"),
        ("th", "21 พฤศจิกายน ค.ศ. 2026"),  # the year of the Gregorian calendar, and so marked
        ("my", "2026 နိုဝင်ဘာ 21"),
        ("si", "2026 නොවැම්බර් 21"),
        ("ne", "2026 नोभेम्बर 21"),
        ("km", "21 វិច្ឆិកា 2026"),
        ("lo", "21 ພະຈິກ 2026"),
        ("dz", "སྤྱི་ལོ་2026 ཟླ་བཅུ་གཅིག་པ་ ཚེས་ 21"),
        ("ps", "2026 نومبر 21"),
        ("fa-AF", "21 نومبر 2026"),
        ("tet", "21 November 2026"),  # CLDR has no words of it
    ],
)
def test_a_day_in_words(language: str, words: str) -> None:
    assert dates.day_words(DAY, language) == words


def test_a_language_that_cldr_hardly_knows_has_english_dates() -> None:
    assert dates.day_words(DAY, "dv") == "21 November 2026"
    assert dates.country_name("HK", "dv") == "Hong Kong"


@pytest.mark.parametrize(
    ("language", "way"),
    [
        *(
            (language, "rtl")
            for language in "ur fa fa-AF ps ar he dv sd ug ckb rhg pa-Arab pa-PK uz-Arab az-IR".split()
        ),
        *((language, "ltr") for language in "en ko mn th pa sd-Deva ur-Latn ug-Cyrl uz tet fj".split()),
    ],
)
def test_the_direction_follows_the_script(language: str, way: str) -> None:
    assert dates.direction(language) == way


def test_countries_have_short_names() -> None:
    assert [dates.country_name(code, "en") for code in ("HK", "MO", "MM", "TR")] == [
        *("Hong Kong", "Macao", "Myanmar", "Türkiye")
    ]
    assert dates.country_name("HK", "ko") == "홍콩"
    assert dates.country_name("HK", "ur") == "ہانگ کانگ"
    assert dates.country_name("HK", "zh-Hant") == dates.country_name("HK", "zh-TW") == "香港"
    assert dates.country_name("MM", "fil") == "Myanmar"
    assert dates.country_name("HK", "tet") == "Hong Kong"
    assert dates.country_name("KR", "mn") == "Өмнөд Солонгос"


def test_a_language_says_its_name_in_itself() -> None:
    assert [dates.own_name(code) for code in "en id fil ko mn ur th tet fj".split()] == [
        *("English", "Bahasa Indonesia", "Filipino", "한국어", "Монгол", "اردو", "ไทย", "Tetun", "Na Vosa Vakaviti")
    ]
