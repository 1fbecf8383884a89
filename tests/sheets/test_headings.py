"""Headings as people and forms write them."""

from __future__ import annotations

import pytest
from tests.sheets.reading import entries, event, fault, read
from tests.tables.books import book

from talanoa.load import Content


def test_headings_below_a_title_and_in_any_order(files: Content) -> None:
    text = "Members of the network;;\n;;\nStatus: June 2026;;\nCountry ;ORGANISATION\u00a0NAME;Notes\nFiji;New One;call back\n\n;;\nCountry ;ORGANISATION\u00a0NAME;Notes\nTonga;Other;\n"
    found = read(files, "member", text)
    assert {id: it["country"] for id, it in entries(found).items()} == {"new-one": "FJ", "other": "TO"}
    assert found.columns.others == ("Notes",)


def test_a_map_leads_to_any_field(files: Content) -> None:
    given = {"ort": "place.city", "was": "title.ko", "wann": "start"}
    found = read(files, "event", "Was,Title,Wann,Ort\n암초,Reef,2024-03-09,Suva\n", given)
    assert entries(found)["reef"] == {
        "title": {"en": "Reef", "ko": "암초"},
        "type": "other",
        "start": "2024-03-09",
        "place": {"city": "Suva"},
    }


def test_kobo_says_when_a_form_was_filled_in(files: Content) -> None:
    text = "start,end,event/title,event/date,_id,_uuid\n2024-01-01T10:00:00+09:00,2024-01-01T10:05:00+09:00,A,2024-03-02,7,x\n"
    assert entries(read(files, "event", text))["a"]["start"] == "2024-03-02"


def test_the_sheet_with_the_headings_is_read(files: Content) -> None:
    sheets = {
        "Read me": [["All about us"], ["Country: see below"]],
        "Members": [["Organisation", "Country"], ["New One", "FJ"]],
    }
    assert list(entries(read(files, "member", book(sheets)))) == ["new-one"]


def test_a_comma_too_many_is_seen(files: Content) -> None:
    assert "more cells than there are headings" in fault(read(files, "member", "Name,Country\nReef, Ltd,FJ\n"))


def test_two_columns_of_one_list(files: Content) -> None:
    text = "Name,Country,Theme,Theme\nNew One,FJ,water,information\n"
    assert entries(read(files, "member", text))["new-one"]["themes"] == ["water", "information"]


def test_a_sheet_without_headings(files: Content) -> None:
    found = read(files, "member", "a,b\nc,d\n")
    assert found.head is None and not found.plan.files


def test_start_and_end_are_times_next_to_a_date(files: Content) -> None:
    evening = {"start": "2024-03-09 20:00", "end": "2024-03-09 21:00"}
    assert event(files, ["Date", "Start", "End"], ["2024-03-09", "2000", "2100"]) == evening
    assert event(files, ["Start", "End"], ["2024-03-09 20:00", "21:00"]) == evening


@pytest.mark.parametrize(
    ("headings", "cells", "wrong"),
    [
        ("Date", "2024", "“Date”: '2024'"),
        ("Start date", "2024", "“Start date”: '2024'"),
        ("Date,Start", "2024,9:00", "“Date”: '2024'"),
        ("Date,End date", "2024-03-09 09:00,2025", "“End date”: '2025'"),
        ("Start", "9:00", "“Start”: '9:00'"),
    ],
)
def test_what_is_found_in_the_place_of_a_day_is_named(files: Content, headings: str, cells: str, wrong: str) -> None:
    """2024 may be twenty-four past eight, but in no column that has to say the day."""
    told = fault(read(files, "event", f"Title,{headings}\nA,{cells}\n"))
    assert f"{wrong} is not a day that can be read. Write it as 2026-03-17" in told
