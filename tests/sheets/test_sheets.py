"""Sheets as offices keep them, honest and hostile, in many scripts: what becomes of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import write_network
from tests.tables.books import book

from talanoa.load import Content, load
from talanoa.sheets import Full, Kind, Reader, Sheet, Wish, finder, table_of
from talanoa.tables import read_table

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Asia/Manila
languages: [en, ko, th]
themes:
  - {id: information, title: {en: Access to information, ko: 정보공개, th: การเข้าถึงข้อมูล}}
  - {id: water, title: "Water, sanitation and hygiene"}
  - {id: sanitation, title: Sanitation}
activities:
  - {id: outreach, title: {en: Outreach, ko: 저변 확대}}
  - {id: learning, title: Learning}
member_kinds: [{id: cso-forum, title: CSO forum}]
"""
MEMBERS = """\
# By hand.
members:
  - id: open-reef   # never changes
    name: {en: Open Reef, ko: 열린 암초}
    country: FJ
    themes: [ water, information ]
    website: https://www.openreef.org/
    joined: 2024-03-02

  - id: steppe
    name: Тал хээр
    country: MN
    formerly: [tal]
"""
EVENTS = """\
events:
  - id: reef-day
    title: {en: Reef Day, ko: 암초의 날}
    type: meeting
    start: 2024-03-02T15:00
    duration: 90 minutes
  - {id: call, title: Call, type: call, start: 2024-03-05}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Content:
    there = {"network.yml": NETWORK, "members.yml": MEMBERS, "events.yml": EVENTS}
    content, problems = load(write_network(tmp_path_factory.mktemp("sheets"), there))
    assert content and not problems
    return content


def read(
    files: Content,
    kind: Kind,
    rows: Sequence[Sequence[Any]] | str | bytes,
    given: dict[str, str] | None = None,
    **wish: Any,
) -> Sheet:
    if isinstance(rows, str | bytes):
        data = rows.encode() if isinstance(rows, str) else rows
    else:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        data = text.getvalue().encode()
    find = finder(kind, given or {})
    table = read_table(data, "sheet", lambda heading: find(heading) is not None, [])
    assert table
    return Reader(kind, table, given or {}, Wish(wish.get("timezone"), wish.get("dates"), 2026), files).sheet()


def entries(found: Sheet) -> dict[str, dict[str, Any]]:
    """The entries of a sheet's rows, as the new files have them."""
    (data,) = found.plan.files.values()
    (listed,) = yaml.load(data, yaml.BaseLoader).values()
    ids = {done.id for done in found.plan.done}
    return {
        entry["id"]: {key: it for key, it in entry.items() if key != "id"} for entry in listed if entry["id"] in ids
    }


def member(files: Content, heading: str, cell: str) -> Any:
    """What a cell becomes below a heading."""
    (values,) = entries(read(files, "member", [["Organisation", "Country", heading], ["New One", "FJ", cell]])).values()
    return {key: it for key, it in values.items() if key not in ("name", "country")}


def event(files: Content, headings: list[str], cells: list[str], **wish: Any) -> Any:
    (values,) = entries(read(files, "event", [["Title", *headings], ["New One", *cells]], **wish)).values()
    return {key: it for key, it in values.items() if key not in ("title", "type")}


def fault(found: Sheet) -> str:
    assert not found.plan.done
    (one,) = found.faults
    return str(one)


@pytest.mark.parametrize(
    "cell, code",
    [
        *(
            ("Fiji", "FJ"),
            ("fj", "FJ"),
            ("FJI", "FJ"),
            ("대한민국", "KR"),
            ("South Korea", "KR"),
            ("Republic of Korea", "KR"),
            ("Korea Selatan", "KR"),
        ),
        *(
            ("ประเทศไทย", "TH"),
            ("ไทย", "TH"),
            ("Viet Nam", "VN"),
            ("Lao PDR", "LA"),
            ("Myanmar (Burma)", "MM"),
            ("Burma", "MM"),
            ("Монгол улс", "MN"),
        ),
        *(
            ("Cote d'Ivoire", "CI"),
            ("Timor-Leste", "TL"),
            ("The Philippines", "PH"),
            ("Pilipinas", "PH"),
            ("پاکستان", "PK"),
            ("Republic of the Fiji", "FJ"),
        ),
        *(
            ("フィリピン", "PH"),
            ("菲律賓", "PH"),
            ("Филиппины", "PH"),
            ("الفلبين", "PH"),
            ("🇵🇭", "PH"),
            ("Fiji Islands", "FJ"),
        ),
        *(("Korea", None), ("Atlantis", None), ("Kyrgyz Republic", "KG"), ("Türkiye", "TR"), ("Turkey", "TR")),
        *(
            ("Korea (Republic of)", "KR"),
            ("Micronesia, Federated States of", "FM"),
            ("Iran, Islamic Republic of", "IR"),
            ("Republic of the Marshall Islands", "MH"),
            ("Burma/Myanmar", "MM"),
            ("Timor Leste (East Timor)", "TL"),
            ("Samoa (American)", "AS"),
            ("Lao P.D.R.", "LA"),
            ("Sri-Lanka", "LK"),
            ("Solomon Is.", "SB"),
            ("Saint Lucia", "LC"),
            ("New Zealand / Aotearoa", "NZ"),
            ("Fiji/Tonga", None),
            ("Mongolia (Fiji)", None),
            ("Philippines (Manila)", "PH"),
            ("Suva, Fiji", "FJ"),
            ("Guinea (Bissau)", "GW"),
            ("Korea, Seoul", None),
        ),
    ],
)
def test_countries_by_name(files: Content, cell: str, code: str | None) -> None:
    found = read(files, "member", [["Organisation", "Country"], ["New One", cell]])
    if code:
        assert [it["country"] for it in entries(found).values()] == [code]
    else:
        assert f"row 2, column B “Country”: '{cell}' is no country that is known" in fault(found)


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


# --- the same entry ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading, cell",
    [("Name", "open reef"), ("Name", "열린 암초"), ("id", "open-reef")],
)
def test_what_is_so_already_changes_nothing(files: Content, heading: str, cell: str) -> None:
    rows = [
        [heading, "Country", "Themes", "Website", "Member since", "About"],
        [cell, "Fiji", "information, water", "www.openreef.org/", "2 March 2024", ""],
    ]
    found = read(files, "member", rows)
    assert [(done.id, done.is_new, done.changed) for done in found.plan.done] == [("open-reef", False, ())]
    assert not found.plan.files and not found.faults


def test_a_changed_cell_changes_one_field_and_no_other_byte(files: Content) -> None:
    found = read(files, "member", "Name;Country;Member since;Website\nOpen Reef;;2024-03-03;-\n")
    assert found.plan.files == {"members.yml": MEMBERS.replace("2024-03-02", "2024-03-03").encode()}
    found = read(files, "member", "id,themes\nopen-reef,water\n")
    assert found.plan.files == {"members.yml": MEMBERS.replace("[ water, information ]", "[ water ]").encode()} or (
        b"themes: [ water" in found.plan.files["members.yml"]
        and b"information ]" not in found.plan.files["members.yml"]
    )
    found = read(files, "member", "id,website\ntal,https://steppe.example.org/\n")
    assert found.plan.files == {
        "members.yml": MEMBERS.replace(
            "country: MN\n", "country: MN\n    website: https://steppe.example.org/\n"
        ).encode()
    }


def test_an_event_is_found_by_title_and_day(files: Content) -> None:
    found = read(
        files,
        "event",
        [
            ["Title", "Start", "End", "Type"],
            ["암초의 날", "2024-03-02 15:00", "2024-03-02 16:30", "Meeting"],
            ["Call", "2024-03-06", "", "call"],
        ],
    )
    assert [(done.id, done.is_new, done.changed) for done in found.plan.done] == [
        ("reef-day", False, ()),
        ("call-2", True, ()),
    ]
    longer = read(files, "event", [["id", "End"], ["reef-day", "2024-03-02 17:00"]])
    assert longer.plan.done[0].changed == ("duration", "end") or {*longer.plan.done[0].changed} == {"duration", "end"}


def test_rows_that_say_the_same_twice(files: Content) -> None:
    found = read(files, "member", "Name,Country\nNew One,FJ\nNEW  ONE,Fiji\nOther,TO\n")
    assert [done.id for done in found.plan.done] == ["new-one", "other"]
    assert str(found.faults[0]).startswith("row 3: row 2 has the same name already")
    events = read(files, "event", "Title,Date,City\nA,2024-03-02,Suva\nA,2024-03-02,Nadi\nA,2024-03-02,Nadi\n")
    assert [done.id for done in events.plan.done] == ["a", "a-2"] and len(events.faults) == 1


def test_new_entries_go_to_their_place_and_leave_the_rest(files: Content) -> None:
    found = read(files, "member", "Name,Country\nปะการัง,ไทย\nAtoll Watch,Kiribati\n")
    data = found.plan.files["members.yml"].decode()
    assert data.replace("  - id: atoll-watch\n    name: Atoll Watch\n    country: KI\n\n", "") != data
    rest = "".join(line for line in data.splitlines(keepends=True) if "atoll" not in line.lower() and "KI" not in line)
    assert all(line in rest for line in MEMBERS.splitlines(keepends=True))
    assert [done.id.isascii() for done in found.plan.done] == [True, True]


# --- people -----------------------------------------------------------------------------------------------------------

FORM = "Timestamp,Email Address,Organisation,Country,Phone number,I consent to publication of my e-mail\n"


def test_no_address_without_consent(files: Content) -> None:
    row = "3/14/2026 10:22:11,ana@example.org,New One,FJ,+679 555 1234,"
    found = read(files, "member", FORM + row + "\n", {})
    assert b"ana@" not in b"".join(found.plan.files.values()) and b"679" not in b"".join(found.plan.files.values())
    assert found.columns.personal == ("Phone number", "I consent to publication of my e-mail")
    assert "Not taken: “Email Address”" in found.notes[0]
    given = {"i consent to publication of my e-mail": "contact.consent"}
    agreed = read(files, "member", FORM + row + "Yes\n", given)
    assert entries(agreed)["new-one"]["contact"] == {"email": "ana@example.org", "consent": "2026-03-14"}
    for answer in ("", "No", "no, thank you"):
        silent = read(files, "member", FORM + row + f'"{answer}"\n', given)
        assert b"ana@" not in b"".join(silent.plan.files.values())
    assert b"ana@" not in table_of(found.faults, found.rows, found.head, found.columns)  # type: ignore[arg-type]


def test_a_yes_needs_a_day(files: Content) -> None:
    found = read(files, "member", "Organisation,Country,Email,Consent\nNew One,FJ,a@example.org,yes since 3/5/2026\n")
    assert "can be two days" in fault(found)
    found = read(files, "member", "Organisation,Country,Email,Consent\nNew One,FJ,ana@example.org,yes\n")
    assert "the consent has no day" in fault(found)


@pytest.mark.parametrize(
    ("answer", "consent"),
    [
        ("Yes", "2026-03-05"),
        ("yes, since 2026-03-01", "2026-03-01"),
        ("I agree", "2026-03-05"),
        ("Agreed", "2026-03-05"),
        ("Not yet", None),
    ],
)
def test_the_day_of_a_consent(answer: str, consent: str | None, files: Content) -> None:
    """Time stamps are in one order for all answers of a form."""
    rows = [
        ["Timestamp", "Email", "Organisation", "Country", "Consent"],
        ["3/5/2026 10:22:11", "ana@example.org", "New One", "FJ", answer],
        ["3/14/2026 10:22:11", "", "Other", "FJ", ""],
    ]
    made = entries(read(files, "member", rows))["new-one"]
    assert made.get("contact", {}).get("consent") == consent


# --- headings and forms of sheets -------------------------------------------------------------------------------------


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


def test_one_member_by_two_of_its_names(files: Content) -> None:
    found = read(
        files,
        "member",
        [["Organisation", "Website"], ["Open Reef", "https://a.example.org"], ["열린 암초", "https://b.example.org"]],
    )
    assert [(done.id, done.changed) for done in found.plan.done] == [("open-reef", ("website",))]
    assert [str(it) for it in found.faults] == ["row 3: row 2 has the same member already. Keep one of the two."]


@pytest.mark.parametrize("id", ["OPEN-REEF", "https://reef.example.org/members/open-reef/", "members/open-reef"])
def test_an_id_is_known_in_capitals_and_in_its_address(files: Content, id: str) -> None:
    (done,) = read(
        files, "member", [["ID", "Organisation", "Website"], [id, "Reef", "https://a.example.org"]]
    ).plan.done
    assert (done.id, done.is_new) == ("open-reef", False)


def test_a_file_has_a_largest_size(files: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("source.text", "sheets.changes"):
        monkeypatch.setattr(f"talanoa.{module}.MAX_BYTES", 2_000)
    with pytest.raises(Full, match=r"members\.yml"):
        read(files, "member", [["Organisation", "Country", "About"], ["New", "FJ", "word " * 400]])


def test_the_sheet_with_the_headings_is_read(files: Content) -> None:
    sheets = {
        "Read me": [["All about us"], ["Country: see below"]],
        "Members": [["Organisation", "Country"], ["New One", "FJ"]],
    }
    assert list(entries(read(files, "member", book(sheets)))) == ["new-one"]


def test_ids_that_are_numbers_of_rows_are_none(files: Content) -> None:
    assert [
        done.id for done in read(files, "member", "ID,Name,Country\n17,New One,FJ\nrecA1,Other,FJ\n").plan.done
    ] == ["new-one", "other"]


def test_a_comma_too_many_is_seen(files: Content) -> None:
    assert "more cells than there are headings" in fault(read(files, "member", "Name,Country\nReef, Ltd,FJ\n"))


def test_two_columns_of_one_list(files: Content) -> None:
    text = "Name,Country,Theme,Theme\nNew One,FJ,water,information\n"
    assert entries(read(files, "member", text))["new-one"]["themes"] == ["water", "information"]


def test_a_sheet_without_headings(files: Content) -> None:
    found = read(files, "member", "a,b\nc,d\n")
    assert found.head is None and not found.plan.files


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


def test_the_rows_to_correct_are_safe_and_can_be_read_again(files: Content) -> None:
    found = read(files, "member", [["Name", "Country", "Phone"], ["=1+1", "Atlantis", "123"], ["-A", "Nowhere", "9"]])
    data = table_of(found.faults, found.rows, found.head, found.columns)  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["What to correct", "Name", "Country"]
    assert [row[1:] for row in rows[1:]] == [["'=1+1", "Atlantis"], ["'-A", "Nowhere"]]
    again = read(files, "member", data.decode("utf-8-sig").replace("Atlantis", "Fiji").replace("Nowhere", "Tonga"))
    assert {it["name"] for it in entries(again).values()} == {"=1+1", "-A"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "cell",
    ["=1+1", "Reef;=1+1", "a; =cmd|'/C calc'!A0", 'x";"=1+1', "＝1+1", " =1+1", "a|@SUM(1)", "Reef;-1\n=2", "+1;+2"],
)
def test_no_reading_of_the_rows_to_correct_finds_a_formula(files: Content, cell: str, delimiter: str) -> None:
    """Whatever a spreadsheet splits it at; and it is read again as it was."""
    found = read(files, "member", [["Name", "Country", "City; =1"], [cell, "Atlantis", "x"]])
    data = table_of(found.faults, found.rows, found.head, found.columns)  # type: ignore[arg-type]
    text = data.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        assert not any(one.lstrip(" \"'\n")[:1] in "=@＝" and not one.startswith("'") for one in row if one), row
    (again,) = entries(read(files, "member", text.replace("Atlantis", "Fiji"))).values()
    assert again["name"] == " ".join(cell.split())


OF_THE_SITE = {
    "members.yml": "members:\n  - id: a\n    name: A\n    country: FJ\n    about: |\n      Reads *budgets*,\n      and [laws](https://x.org/).\n",
    "events.yml": """\
events:
  - {id: one, title: One, type: call, start: 2024-03-05 15:00, hosts: ["Office, of X", Y], series: {id: s, number: 1}}
  - {id: many, title: Many, type: call, start: 2024-03-05, recurrence: {every: 6 weeks, count: 2}}
series:
  - {id: s, title: Series}
""",
}


def test_the_tables_of_the_site_change_nothing(tmp_path: Path) -> None:
    """Its texts are plain there, a day has its zone, a series its title, and an event that recurs a row for each day."""
    content, problems = load(write_network(tmp_path, {"network.yml": NETWORK, **OF_THE_SITE}))
    assert content and not problems
    found = read(content, "member", [["id", "name", "country", "about"], ["a", "A", "FJ", "Reads budgets, and laws."]])
    assert not found.plan.files and not found.faults
    rows = [
        ["id", "date", "title", "start", "timezone", "hosts", "series_id", "series_title", "series_number"],
        ["one", "", "One", "2024-03-05T15:00:00+08:00", "Asia/Manila", "Office, of X; Y", "s", "Series", "1"],
        ["many", "2024-03-05", "Many", "2024-03-05", "Asia/Manila", "", "", "", ""],
        ["many", "2024-04-16", "Many", "2024-04-16", "Asia/Manila", "", "", "", ""],
    ]
    found = read(content, "event", rows)
    assert not found.plan.files and [fault.row for fault in found.faults] == [3, 4]
    assert "happens more than once" in str(found.faults[0])


def test_an_empty_network_gets_a_list(tmp_path: Path) -> None:
    content, _ = load(write_network(tmp_path, {}))
    assert content
    found = read(content, "member", "Name,Country\nB,FJ\nA,TO\n")
    assert found.plan.files == {
        "members.yml": b"members:\n  - id: a\n    name: A\n    country: TO\n\n  - id: b\n    name: B\n    country: FJ\n"
    }


def test_a_network_of_one_file_each(tmp_path: Path) -> None:
    content, _ = load(write_network(tmp_path, {"members/a.yml": "id: a\nname: A\ncountry: FJ\n"}))
    assert content
    found = read(content, "member", "Name,Country,Acronym\nB,FJ,\nA,TO,X\n")
    assert found.plan.files == {
        "members/a.yml": b"id: a\nname: A\ncountry: TO\nshort_name: X\n",
        "members/b.yml": b"id: b\nname: B\ncountry: FJ\n",
    }


def test_a_folder_that_waits_for_its_first_entry(tmp_path: Path) -> None:
    content, _ = load(write_network(tmp_path, {"members/.gitkeep": ""}))
    assert content
    assert [*read(content, "member", "Name,Country\nB,FJ\n").plan.files] == ["members/b.yml"]


def test_no_file_takes_the_place_of_another(tmp_path: Path) -> None:
    """Files may have other names than their ids."""
    others = {f"members/{name}.yml": f"id: {id}\nname: {id}\ncountry: FJ\n" for name, id in (("b", "c"), ("b-2", "d"))}
    content, _ = load(write_network(tmp_path, others))
    assert content
    assert list(read(content, "member", "Name,Country\nB,FJ\n").plan.files) == ["members/b-3.yml"]


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
