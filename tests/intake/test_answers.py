"""An answer as people write it: names, lists, days, zones, nothing."""

from __future__ import annotations

import pytest
from tests.intake.bodies import EVENT, ITEM, PATH, POST, body, front
from tests.intake.conftest import Ask


@pytest.mark.parametrize(
    "start, end, zone, lines",
    [
        (
            "Senin, 15 Maret 2027 pukul 09.00 WIB",
            "12.00 WIB",
            "",
            "start: 2027-03-15 09:00\n    timezone: Asia/Jakarta\n    end: 2027-03-15 12:00\n",
        ),
        (
            "15 March 2027, 3 pm (Manila time)",
            "5 pm",
            "Asia/Manila",
            "start: 2027-03-15 15:00\n    timezone: Asia/Manila\n",
        ),
        ("Pebrero 5, 2027 alas-3 ng hapon", "", "", "start: 2027-02-05 15:00\n"),
    ],
)
def test_the_zone_and_the_half_of_the_day_of_a_time(start: str, end: str, zone: str, lines: str, ask: Ask) -> None:
    made = ask(
        body(
            "event",
            **{**EVENT, "start": start, **({"end": end} if end else {}), **({"timezone": zone} if zone else {})},
        )
    )
    assert f"    {lines}" in made["events.yml"]


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("English", "en"),
        ("Bahasa Indonesia", "id"),
        ("한국어", "ko"),
        ("zh_hant", "zh-Hant"),
        ("Tok Pisin", "tpi"),
        ("اردو", "ur"),
    ],
)
def test_a_language_by_its_name(ask: Ask, typed: str, tag: str) -> None:
    made = ask(body("post", **{**POST, "language": typed}))
    assert front(made[PATH]).get("language", "en") == tag


@pytest.mark.parametrize(
    ("typed", "code"),
    [("필리핀", "PH"), ("Timor Leste", "TL"), ("Republic of Korea", "KR"), ("papua new guinea", "PG")],
)
def test_a_country_by_its_name(ask: Ask, typed: str, code: str) -> None:
    assert front(ask(body("post", **POST, countries=typed))[PATH])["countries"] == [code]


@pytest.mark.parametrize("nothing", ["None", "none", "N/A", "n/a", "-", "—", "NIL", "_No response_", "  "])
def test_what_people_write_for_nothing_is_no_answer(nothing: str, ask: Ask) -> None:
    empty = ask(body("event", **EVENT))
    asked = ("end", "city", "country", "hosts", "registration", "timezone", "themes", "languages", "short", "summary")
    assert ask(body("event", **EVENT, **dict.fromkeys(asked, nothing))) == empty


@pytest.mark.parametrize(
    ("asked", "written", "meant"),
    [
        ("themes", "Justice; fiscal-openness", "themes: [justice, fiscal-openness]"),
        ("themes", "- Fiscal openness\n- justice", "themes: [fiscal-openness, justice]"),
        ("themes", "مالی شفافیت، Justice", "themes: [fiscal-openness, justice]"),
        ("countries", "Fiji, Philippines and Pakistan", "countries: [FJ, PH, PK]"),
        ("countries", "فيجي، باكستان", "countries: [FJ, PK]"),
        ("countries", "ฟิจิ\nประเทศไทย", "countries: [FJ, TH]"),
        ("countries", "フィジー、菲律宾; 🇵🇰", "countries: [FJ, PH, PK]"),
        ("countries", "Fiji Islands, the Philippines", "countries: [FJ, PH]"),
        ("languages", "en;ur", "languages: [en, ur]"),
        ("languages", "ภาษาไทย, монгол хэл, Wikang Filipino", "languages: [th, mn, fil]"),
        ("languages", "English language and pt-tl", "languages: [en, pt-TL]"),
    ],
)
def test_lists_as_people_write_them(asked: str, written: str, meant: str, ask: Ask) -> None:
    assert meant in ask(body("event", **EVENT, **{asked: written}))["events.yml"]


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("3 February 2027", "2027-02-03"),
        ("2027年2月3日", "2027-02-03"),
        ("3 กุมภาพันธ์ 2570", "2027-02-03"),
        ("٣ فبراير ٢٠٢٧", "2027-02-03"),
        ("31/12/2027", "2027-12-31"),
        ("Wednesday, 3 February 2027, 3 pm", "2027-02-03 15:00"),
        ("2027-02-03T09:30:00", "2027-02-03 09:30"),
    ],
)
def test_a_day_in_words_that_can_mean_one_day_alone(written: str, start: str, ask: Ask) -> None:
    assert f"    start: {start}\n" in ask(body("event", **{**EVENT, "start": written}))["events.yml"]


@pytest.mark.parametrize("written", ["15 min", "15 minutes", "١٥", "0.25 hours", "15"])
def test_minutes(written: str, ask: Ask) -> None:
    made = ask(body("agenda-item", **ITEM, minutes=written))["events.yml"]
    assert made.count("            minutes: 15\n") == 2


@pytest.mark.parametrize("zone", ["asia/manila", "Manila", "ASIA/MANILA "])
def test_a_zone_by_its_city(zone: str, ask: Ask) -> None:
    assert "timezone: Asia/Manila\n" in ask(body("event", **EVENT, timezone=zone))["events.yml"]
