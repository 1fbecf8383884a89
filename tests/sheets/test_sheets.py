"""Sheets as offices keep them: which entry a row is about, and what changes in its file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.conftest import write_network
from tests.sheets.reading import MEMBERS, NETWORK, entries, fault, read

from talanoa.load import Content, load
from talanoa.sheets import Full, table_of

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


def test_ids_that_are_numbers_of_rows_are_none(files: Content) -> None:
    assert [
        done.id for done in read(files, "member", "ID,Name,Country\n17,New One,FJ\nrecA1,Other,FJ\n").plan.done
    ] == ["new-one", "other"]


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
