"""What a cell becomes, honest or hostile, in many scripts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from tests.sheets.reading import entries, event, fault, member, read
from tests.tables.books import book

from talanoa.load import Content


@pytest.mark.parametrize(
    "heading, cell, values",
    [
        ("Themes", "정보공개; sanitation", {"themes": ["information", "sanitation"]}),
        ("Themes", "Water, sanitation and hygiene, Access to information", {"themes": ["water", "information"]}),
        ("주제", "information\nwater", {"themes": ["information", "water"]}),
        ("group/themes", "information water", {"themes": ["information", "water"]}),
        ("Themes *", "• การเข้าถึงข้อมูล\n• Sanitation", {"themes": ["information", "sanitation"]}),
        ("Type of organisation", "Think tank", {"kind": "think-tank"}),
        ("Kind", "CSO forum", {"kind": "cso-forum"}),
        ("Kind", "NGO", {"kind": "ngo"}),
        ("What kind of organisation are you?", "LSM", {"kind": "ngo"}),
        ("Type of Organization", "Community organization", {"kind": "community-organisation"}),
        ("Languages", "Filipino / English", {"languages": ["fil", "en"]}),
        ("Languages", "en+mn", {"languages": ["en", "mn"]}),
        ("Themes", '["Access to information","Sanitation"]', {"themes": ["information", "sanitation"]}),
        ("Themes", "1. Access to information\n2. Sanitation", {"themes": ["information", "sanitation"]}),
        ("Works in", "Fiji;#Tonga", {"works_in": ["FJ", "TO"]}),
        ("Works in", 'Samoa,"Micronesia, Federated States of"', {"works_in": ["WS", "FM"]}),
        ("Works in", "Fiji - Tonga", {"works_in": ["FJ", "TO"]}),
        ("Please give your website", "new.example.org", {"website": "https://new.example.org"}),
        ("Twitter", "https://x.com/reef", {"social": {"x": "https://x.com/reef"}}),
        ("Your name", "Ana Example", {}),
        ("Status", "Observer", {"status": "observer"}),
        ("Languages", "English, 한국어 and Tok Pisin", {"languages": ["en", "ko", "tpi"]}),
        ("Countries of work", "Fiji, Tonga & Samoa", {"works_in": ["FJ", "TO", "WS"]}),
        ("Languages", "ภาษาไทย; монгол хэл; zh-hant", {"languages": ["th", "mn", "zh-Hant"]}),
        ("Themes", "None", {}),
        ("Works in", "БНСУ; پاپوا نیو گنی", {"works_in": ["KR", "PG"]}),
        ("Twitter", "@reef_readers", {"social": {"x": "https://x.com/reef_readers"}}),
        ("Website", "www.new.example.org", {"website": "https://www.new.example.org"}),
        ("Web address", "HTTPS://new.example.org/`", {"website": "https://new.example.org/"}),
        ("Member since", "2 มีนาคม 2567", {"joined": "2024-03-02"}),
        ("Name (ko)", "새 단체", {}),
        ("About us", "One.\r\n\r\nTwo: 'x' # y", {"about": "One.\n\nTwo: 'x' # y\n"}),
        ("Acronym", " \u200bNO\xa0", {"short_name": "NO"}),
        ("Acronym", "#NAMETHEM", {"short_name": "#NAMETHEM"}),
        ("About", "#VALUES! Who counts?? We do", {"about": "#VALUES! Who counts?? We do"}),
        ("wikidata", "Q42", {"identifiers": {"wikidata": "Q42"}}),
        ("Status", "–", {}),
    ],
)
def test_what_a_cell_becomes(files: Content, heading: str, cell: str, values: dict[str, Any]) -> None:
    assert member(files, heading, cell) == values


@pytest.mark.parametrize(
    "heading, cell, said",
    [
        ("Themes", "Acces to information", "Did you mean information?"),
        ("Website", "javascript:alert(1)", "is not a web address"),
        ("Website", "#REF!", "error of the spreadsheet"),
        ("Member since", "#DIV/0!", "error of the spreadsheet"),
        ("Short name", "#¡NOMBRE?", "error of the spreadsheet"),
        ("About", "?????? ???", "question marks where letters should be"),
        ("About", "Reef (???)", "question marks where letters should be"),
        ("About", "?", "question marks where letters should be"),
        ("Website", "HTTPS:new.example.org", "'HTTPS:new.example.org' is not a web address"),
        ("Member since", "31/02/2024", "is not a day that can be read"),
        ("Member since", "2-4 March 2024", "more than one day"),
        ("About", "a\u202eb", "column C “About”"),
        ("Name", "x\x07y", "column C “Name”"),
        ("Languages", "Klingonish", "is no language that is known"),
    ],
)
def test_what_cannot_be_used_has_a_place_and_a_reason(files: Content, heading: str, cell: str, said: str) -> None:
    rows = [["Organisation", "Country", heading], ["New One", "FJ", cell]]
    if heading == "Name":
        rows = [["Organisation id", "Country", heading], ["", "FJ", cell]]
    assert said in fault(read(files, "member", rows))


@pytest.mark.parametrize(
    "headings, cells, values",
    [
        (["Date"], ["29/02/24"], {"start": "2024-02-29"}),
        (["event_date"], ["2 Mar 2024 15:00"], {"start": "2024-03-02 15:00"}),
        (["When"], ["2-4 March 2024"], {"start": "2024-03-02", "end": "2024-03-04"}),
        (["When"], ["2 March to 4 March 2024"], {"start": "2024-03-02", "end": "2024-03-04"}),
        (["Date", "Time"], ["2024-03-02", "3pm"], {"start": "2024-03-02 15:00"}),
        (["Date", "Time"], ["2024-03-02", "14:00-15:30"], {"start": "2024-03-02 14:00", "end": "2024-03-02 15:30"}),
        (
            ["Date", "Start time", "End time"],
            ["2024-03-02", "14:00", "15:30"],
            {"start": "2024-03-02 14:00", "end": "2024-03-02 15:30"},
        ),
        (["Date", "Time"], ["2024-03-02", "09.00 WIB"], {"start": "2024-03-02 09:00", "timezone": "Asia/Jakarta"}),
        (
            ["When"],
            ["2 March 2024, 3 - 5 pm (Manila time)"],
            {"start": "2024-03-02 15:00", "end": "2024-03-02 17:00", "timezone": "Asia/Manila"},
        ),
        (
            ["Date", "Time", "Time zone"],
            ["2024-03-02", "09.00 WIB", ""],
            {"start": "2024-03-02 09:00", "timezone": "Asia/Jakarta"},
        ),
        (["Date", "Time"], ["2024-03-02", "0900H"], {"start": "2024-03-02 09:00"}),
        (["Date", "Time"], ["2024-03-02", "15:00 UTC+9"], {"start": "2024-03-02 14:00"}),
        (["Start", "End"], ["2024-03-02", "2024-03-02"], {"start": "2024-03-02"}),
        (["Date"], ["Saturday 2 March"], {"start": "2024-03-02"}),
        (["Date"], ["Monday 2 March"], {"start": "2026-03-02"}),
        (["Date"], ["2 March"], None),
        (["Date"], ["2024-03-02T06:00:00.000Z"], {"start": "2024-03-02 14:00"}),
        (["Date"], ["Sat Mar 02 2024 15:00:00 GMT+0800 (Philippine Standard Time)"], {"start": "2024-03-02 15:00"}),
        (["Date"], ["2024/03/02 3:00:00 PM GMT+9"], {"start": "2024-03-02 14:00"}),
        (["Date"], ["2024-03-02 06:00 UTC"], {"start": "2024-03-02 14:00"}),
        (["Date"], ["03 марта 2024"], {"start": "2024-03-03"}),
        (["Date"], ["٢ مارس ٢٠٢٤"], {"start": "2024-03-02"}),
        (["날짜", "장소"], ["2024년 3월 2일", "서울"], {"start": "2024-03-02", "place": {"name": "서울"}}),
        (["Petsa", "Lungsod"], ["Marso 2, 2024", "Quezon"], {"start": "2024-03-02", "place": {"city": "Quezon"}}),
        (["Огноо", "Улс"], ["2024.03.02", "Монгол"], {"start": "2024-03-02", "place": {"country": "MN"}}),
        (
            ["Date", "lat", "lng"],
            ["2024-03-02", "32,82", "-229.159281"],
            {"start": "2024-03-02", "place": {"latitude": "32.82", "longitude": "130.840719"}},
        ),
        (
            ["Date", "Organisers"],
            ["2024-03-02", "Open Reef; City of Suva"],
            {"start": "2024-03-02", "hosts": ["open-reef", "City of Suva"]},
        ),
        (
            ["Date", "Duration"],
            ["2024-03-02 15:00", "1.5 hours"],
            {"start": "2024-03-02 15:00", "duration": "90 minutes"},
        ),
        (["Date", "Time zone"], ["2024-03-02 15:00", "tokyo"], {"start": "2024-03-02 15:00", "timezone": "Asia/Tokyo"}),
        (["Date", "Time zone"], ["2024-03-02 15:00", "WIB"], {"start": "2024-03-02 15:00", "timezone": "Asia/Jakarta"}),
        (
            ["Date", "Time zone"],
            ["2024-03-02 15:00", "(UTC+08:00) Kuala Lumpur, Singapore"],
            {"start": "2024-03-02 15:00", "timezone": "Asia/Kuala_Lumpur"},
        ),
        (
            ["Date", "Time zone"],
            ["2024-03-02 15:00", "Manila time"],
            {"start": "2024-03-02 15:00", "timezone": "Asia/Manila"},
        ),
        (["Date", "Time zone"], ["2024-03-02 15:00", "GMT+9"], {"start": "2024-03-02 14:00"}),
        (["Date", "Time", "Time zone"], ["2024-03-02", "15:00", "UTC−05:30"], {"start": "2024-03-03 04:30"}),
        (
            ["Date", "Time zone"],
            ["2024-03-02T06:00:00Z", "Asia/Tokyo"],
            {"start": "2024-03-02 15:00", "timezone": "Asia/Tokyo"},
        ),
        (["Date", "Time zone"], ["2024-03-02T06:00:00Z", "UTC+9"], {"start": "2024-03-02 14:00"}),
        (["Date", "Time zone"], ["2024-03-02 15:00", "IST"], None),
        (["Date", "Time zone"], ["2024-03-02 15:00", "UTC+99"], None),
        (["Date", "Time zone"], ["2024-03-02 15:00", "UTC+8:75"], None),
        (["Date", "Duration"], ["2024-03-02 15:00", "1h30"], {"start": "2024-03-02 15:00", "duration": "90 minutes"}),
        (
            ["Date", "Duration"],
            ["2024-03-02 15:00", "1 hr 30 min"],
            {"start": "2024-03-02 15:00", "duration": "1 hour 30 minutes"},
        ),
        (
            ["Date", "Attendance", "Status"],
            ["2024-03-02", "1,200", "Canceled"],
            {"start": "2024-03-02", "attended_count": "1200", "status": "cancelled"},
        ),
        (["Date", "Attendance"], ["2024-03-02", "12,5"], None),
        (
            ["Date", "Duration (hours)"],
            ["2024-03-02 15:00", "1,5"],
            {"start": "2024-03-02 15:00", "duration": "90 minutes"},
        ),
        (["Date", "Duration in days"], ["2024-03-02", "2"], {"start": "2024-03-02", "duration": "2 days"}),
        (["Date", "소요 시간"], ["2024-03-02 15:00", "90"], {"start": "2024-03-02 15:00", "duration": "90 minutes"}),
        (["Date", "Duration"], ["2024-03-02 15:00", "2"], None),
        (["Date"], ["2024-03-02 24:00"], None),
        (["When"], ["March 2-4, 2024"], {"start": "2024-03-02", "end": "2024-03-04"}),
        (["Date (MM/DD/YYYY)"], ["03/02/2024"], {"start": "2024-03-02"}),
        (
            ["Date", "Online link"],
            ["2024-03-02", "https://example.org/live"],
            {"start": "2024-03-02", "online": {"url": "https://example.org/live"}},
        ),
        (["Date"], ["2024-03-02 09:00-11:00"], {"start": "2024-03-02 09:00", "end": "2024-03-02 11:00"}),
        (["Date"], ["2 March 2024 15:00 -17:00"], {"start": "2024-03-02 15:00", "end": "2024-03-02 17:00"}),
        (["Date"], ["2024-03-02 15:00:00 -0500"], {"start": "2024-03-03 04:00"}),
        (["Date"], ["2024-03-02T15:00-05:00"], {"start": "2024-03-03 04:00"}),
        (["Date", "Time", "Time zone"], ["2024-03-02", "09.00 WIB", "Asia/Tokyo"], None),
        (["Date", "Time", "Time zone"], ["2024-07-17", "15:00 UTC", "Europe/London"], None),
        (
            ["Date", "Online link", "Venue"],
            ["2024-03-02", "https://example.org/live", "https://maps.example.org/abc"],
            {
                "start": "2024-03-02",
                "online": {"url": "https://example.org/live"},
                "place": {"name": "https://maps.example.org/abc"},
            },
        ),
        (
            ["Date", "Start", "End"],
            ["2024-03-02", "10:00 AM", "12NN"],
            {"start": "2024-03-02 10:00", "end": "2024-03-02 12:00"},
        ),
        (["Date", "Time"], ["2024-03-02", "14:30:00.000+07:00"], {"start": "2024-03-02 15:30"}),
        (["Date", "Time"], ["2024-03-02", "14:30-15:30"], {"start": "2024-03-02 14:30", "end": "2024-03-02 15:30"}),
        (
            ["Date", "Hosts"],
            ["2024-03-02", "Foreign Office, through GIZ; Reef, Inc."],
            {"start": "2024-03-02", "hosts": ["Foreign Office, through GIZ", "Reef, Inc."]},
        ),
        (["Date", "Hosts"], ["2024-03-02", "Town Hall, Reef"], {"start": "2024-03-02", "hosts": ["Town Hall", "Reef"]}),
        (["Date", "Start"], ["", "2024-03-02"], {"start": "2024-03-02"}),
        (
            ["Date", "Venue"],
            ["2024-03-02", "https://a.example.org"],
            {"start": "2024-03-02", "online": {"url": "https://a.example.org"}},
        ),
        (["Start", "End"], ["2024-03-04", "2024-03-02"], None),
        (["Start", "End"], ["2024-03-04", "2024-03-02 15:00"], None),
    ],
)
def test_days_and_places_of_events(
    files: Content, headings: list[str], cells: list[str], values: dict[str, Any] | None
) -> None:
    if values is None:
        fault(read(files, "event", [["Title", *headings], ["New One", *cells]]))
    else:
        assert event(files, headings, cells) == values


def test_a_column_that_can_be_read_in_two_ways_is_asked_about(files: Content) -> None:
    rows = [["Title", "Date"], ["A", "01/02/2024"], ["B", "03/03/2024"], ["C", "04/05/2024"]]
    found = read(files, "event", rows)
    assert not found.plan.files and not found.plan.done
    assert [(str(it.column), it.rows, it.example) for it in found.unsure] == [("column B “Date”", (2, 4), "01/02/2024")]
    assert [it["start"] for it in entries(read(files, "event", rows, dates="dmy")).values()] == [
        "2024-02-01",
        "2024-03-03",
        "2024-05-04",
    ]
    assert [it["start"] for it in entries(read(files, "event", rows, dates="mdy")).values()] == [
        "2024-01-02",
        "2024-03-03",
        "2024-04-05",
    ]


def test_real_days_of_a_workbook(files: Content) -> None:
    rows = [
        ["Title", "Starts", "Ends"],
        ["A", datetime(2024, 3, 2, 15), datetime(2024, 3, 2, 16, 30)],
        ["B", date(2024, 2, 1), None],
        ["C", 45353, ""],
    ]
    assert [(it["start"], it.get("end")) for it in entries(read(files, "event", book({"Events": rows}))).values()] == [
        ("2024-03-02 15:00", "2024-03-02 16:30"),
        ("2024-02-01", None),
        ("2024-03-02", None),
    ]


def test_a_zone_is_written_where_it_is_not_the_networks(files: Content) -> None:
    assert event(files, ["Date"], ["2024-03-02"], timezone="Asia/Tokyo")["timezone"] == "Asia/Tokyo"
    assert "timezone" not in event(files, ["Date"], ["2024-03-02"], timezone="Asia/Manila")
    own = event(files, ["Date", "Time zone"], ["2024-03-02", "Asia/Seoul"], timezone="Asia/Tokyo")
    assert own["timezone"] == "Asia/Seoul", "what a row says counts for it"
    assert (
        "Asia/Manila, the network's time zone"
        in read(files, "event", [["Title", "Date"], ["A", "2024-03-02 15:00"]]).notes[0]
    )


HOSTILE = (
    "=HYPERLINK(1)",
    "- id: x",
    "{{ x }}",
    "<script>",
    "a: b #c",
    "*x",
    "&a",
    "!!python",
    "%",
    "'",
    '"',
    "null",
    "yes",
    "2024-03-02",
    "\u202a",
    "](javascript:1)",
)


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_name_is_a_text_whatever_it_looks_like(files: Content, cell: str) -> None:
    found = read(files, "member", [["Name", "Country"], [cell, "FJ"]])
    if not found.faults:
        (values,) = entries(found).values()
        assert values == {"name": cell, "country": "FJ"}


@pytest.mark.parametrize(
    "cells, themes",
    [
        (["", "1", "0"], ["information"]),
        (["", "TRUE", "TRUE"], ["information", "water"]),
        (["water", "yes", "1"], ["water", "information"]),
        (["access_to_information water", "", ""], ["information", "water"]),
        (["", "0", "FALSE"], None),
    ],
)
def test_a_column_for_each_choice(files: Content, cells: list[str], themes: list[str] | None) -> None:
    """As KoBo writes questions that take several answers."""
    rows = [
        ["Name", "Country", "Themes", "q/themes/access_to_information", "themes/Water, sanitation and hygiene"],
        ["New", "FJ", *cells],
    ]
    (values,) = entries(read(files, "member", rows)).values()
    assert values.get("themes") == themes
