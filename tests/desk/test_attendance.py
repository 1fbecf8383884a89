"""Exports of five programs, with the rows that real calls have: who came is certain, asked about, or listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime as date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Command, Files
from tests.tables.books import book

from talanoa.desk.attendance import Found, found_in, rows_of, stays_in, table_of
from talanoa.desk.attendance.clocks import length
from talanoa.desk.attendance.matching import folded
from talanoa.desk.attendance.stays import minutes
from talanoa.load import load
from talanoa.problems import Problem

MEMBERS = """members:
  - {id: open-reef, name: {en: Open Reef, ko: 열린 암초}, country: FJ, website: "https://www.openreef.org/", short_name: OR}
  - {id: budget-group, name: Delta Budget Group, country: BD, contact: {name: Rima, email: rima@delta.example, consent: 2026-01-01}}
  - {id: steppe, name: Centre for Steppe Transparency, country: MN, people: [{id: bold, name: Болд Жишээ (Bold Example)}]}
  - {id: cote, name: Côté Ouvert, country: FR}
  - {id: mountain, name: Mountain Federation, country: NP}
"""
EVENTS = """events:
  - id: network-call
    title: Network call
    type: call
    start: 2026-01-02 15:00
    duration: 90 minutes
    recurrence: {every: 6 weeks, count: 3}
    occurrences:
      2026-01-02:
        attended: [mountain]   # by hand
  - {id: meeting, title: Meeting, type: meeting, start: 2026-05-01}
  - {id: later, title: Later, type: call, start: 2090-05-01}
"""
FILES: Files = {"members.yml": MEMBERS, "events.yml": EVENTS}

ZOOM = """Meeting ID,Topic,Start Time
1,Call,01/02/2026 03:00:00 PM

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Lea (Open Reef),,01/02/2026 03:00:00 PM,01/02/2026 03:03:00 PM,3,Yes
Lea (Open Reef),,01/02/2026 03:10:00 PM,01/02/2026 03:14:00 PM,4,Yes
Rima,RIMA@delta.example,01/02/2026 11:58:00 PM,01/03/2026 12:40:00 AM,42,Yes
COTE OUVERT,,01/02/2026 03:00:00 PM,01/02/2026 03:02:00 PM,2,Yes
"Steppe Transparency Centre",,01/02/2026 03:00:00 PM,01/02/2026 04:02:00 PM,62,Yes
iPhone (2),,01/02/2026 03:00:00 PM,01/02/2026 04:02:00 PM,62,Yes
"""
MEET = """* Meeting code: abc
* Created on 2026-01-02
First name,Last name,Email,Duration,Time joined,Time exited
Bold,Example,,1 hr 2 min,3:00 PM,4:02 PM
Ana,Somebody,ana@openreef.org,42m,3:00 PM,3:42 PM
Bo,,bo@gmail.com,32:14,3:00 PM,3:32 PM
"""
TEAMS = (
    "1. Summary\nMeeting title\tCall\nAttended participants\t2\n\n2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Open Reef | Lea\t1/2/26, 3:00:10 PM\t1/2/26, 4:00:10 PM\t1h 0m 0s\t\t\tPresenter\n"
    "\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Mountain Federation\t1/2/26, 3:00:10 PM\t1/2/26, 4:00:10 PM\t1h 0m 0s\t\tPresenter\n"
).encode("utf-16")
BIG_BLUE_BUTTON = """Name;Moderator;Activity Score;Talk Time;Join;Left;Duration
Anonymous;false;0;0;-;-;-
열린 암초;false;3;00:01:00;2026-01-02 15:00;2026-01-02 16:00;1:00:00
Mountain Federation;true;3;00:01:00;2026-01-02 15:00;2026-01-02 16:00;1:00:00
"""
LIST = """# who came
1. open reef
- Delta  budget group
Mountain Federation – Pasang
Mountain Federatoin
"""


@pytest.mark.parametrize(
    "data, came, short, suggested, unmatched",
    [
        (ZOOM, "budget-group open-reef", "cote", "steppe", "iPhone (2)"),
        (MEET, "open-reef steppe", "", "", "Bo"),
        (TEAMS, "open-reef", "", "", ""),
        (BIG_BLUE_BUTTON, "mountain open-reef", "", "", "Anonymous"),
        (BIG_BLUE_BUTTON.replace(";", ",").replace("\n", "\r\n"), "mountain open-reef", "", "", "Anonymous"),
        ("\ufeff" + LIST, "budget-group mountain open-reef", "", "mountain", ""),
        ("", "", "", "", ""),
        ("Name\n", "", "", "", ""),
        ("Name,Email\n,\n\nOR,\n", "open-reef", "", "", ""),
        # Two devices, and the minutes of both together: from 15:00 to 15:06.
        ("Name,Join,Leave\nOR,15:00,15:03\nOpen Reef,15:02,15:06\n", "open-reef", "", "", ""),
        ("Name,Join,Leave\nOR,15:00,15:03\nOpen Reef,15:00,15:03\n", "", "open-reef", "", ""),
        # A name that means two members means none.
        ("Name\nOpen Reef (Mountain Federation)\n", "", "", "", "Open Reef (Mountain Federation)"),
        ("Name,Email\nX,x@elsewhere.openreef.org\n", "", "", "", "X"),
        # Who sent apologies isn't there, whichever way a list says so.
        (
            "Present:\nOpen Reef\nApologies:\nMountain Federation\nPresent by phone:\nCôté Ouvert\n",
            "cote open-reef",
            "",
            "",
            "",
        ),
        ("Apologies\nMountain Federation\nPresent\nOpen Reef\nCôté Ouvert\n", "cote open-reef", "", "", ""),
        ("1. Open Reef\n2. Apologies from Mountain Federation\n- Regrets: Côté Ouvert\n", "open-reef", "", "", ""),
        (
            "Organisation,Present\nOR,x\nMountain Federation,\nSteppe,no\nCôté Ouvert,Absent (ill)\n",
            "open-reef",
            "",
            "",
            "",
        ),
        (
            "Sign-in;;\n;;\nNo.;Organisation:;Present? (yes/no)\n1;OR;x\n2;Mountain Federation;no\n3;Côté Ouvert;yes\n",
            "cote open-reef",
            "",
            "",
            "",
        ),
        ("Attended,User Name (Original Name)\nYes,Open Reef\nNo,Mountain Federation\n", "open-reef", "", "", ""),
        ("Name,Present\nOpen Reef,\nMountain Federation,\n", "mountain open-reef", "", "", ""),
        (
            "Lea <lea@openreef.org>; Rima <rima@delta.example>; Bold Example\n",
            "budget-group open-reef steppe",
            "",
            "",
            "",
        ),
        ("Name\nLea OR Fiji\n", "", "", "open-reef", ""),
    ],
    ids=[
        *("Zoom", "Meet", "Teams", "BigBlueButton", "its commas", "a list", "nothing", "a heading", "empty rows"),
        *("two devices", "at one time", "two members", "another host"),
        *(
            "apologies below",
            "apologies above",
            "apologies in a line",
            "ticks",
            "questions",
            "a webinar",
            "no ticks",
            "a mail's recipients",
            "an abbreviation",
        ),
    ],
)
def test_who_came(
    data: str | bytes, came: str, short: str, suggested: str, unmatched: str, network: Callable[[Files], Path]
) -> None:
    found = found_by(data, network(FILES))
    assert found.members == tuple(came.split()), found
    assert found.short == tuple(short.split())
    assert [id for _, id in found.suggested] == suggested.split()
    assert [stay.name for stay in found.unmatched] == [name for name in [unmatched] if name]


# As programs write them in Indonesian, Spanish, French, Portuguese and Korean, and in a language whose headings no one has entered.
@pytest.mark.parametrize(
    "headings, joined, left, yes, no",
    [
        ("Nama (Nama Asli),Waktu Bergabung,Waktu Keluar,Di Ruang Tunggu", "20/01/26 15.00", "20/01/26 15.02", "Ya", "Tidak"),
        ("Nama Pengguna,Waktu Gabung,Waktu Keluar,Ruang Tunggu", "20/1/2026 15.00.30", "20/1/2026 15.02.00", "Ya", "Tidak"),
        ("Nama,Masuk,Keluar,Di Ruang Tunggu", "20.01.2026 15.00.30", "20.01.2026 15.02.00", "Ya", "Tidak"),
        ("Nombre,Primera incorporación,Última salida,En la sala de espera", "20/1/26 11:59 a. m.", "20/1/26 12:01 p.\xa0m.", "Sí", "No"),
        ("Nom (nom original),Heure d'arrivée,Heure de départ,Salle d'attente", "2026-01-20 15:00", "2026-01-20 15:02", "Oui", "Non"),
        ("Nome,Entrada,Saída,Na sala de espera", "20/01/2026 15:00", "20/01/2026 15:02", "Sim", "Não"),
        ("이름(원래 이름),참가 시간,나간 시간,대기실", "26. 1. 20. 오전 11:59", "26. 1. 20. 오후 12:01", "예", "아니요"),
        ("Имя,Вошёл,Вышел,In Waiting Room", "20.01.2026 15:00", "20.01.2026 15:02", "yes", "no"),
    ],
)  # fmt: skip
def test_exports_in_other_languages(
    headings: str, joined: str, left: str, yes: str, no: str, network: Callable[[Files], Path]
) -> None:
    rows = f"{headings}\nOpen Reef,{joined},{left},{no}\nMountain Federation,2026-01-20 14:00,2026-01-20 15:00,{yes}\n"
    found = found_by(rows + "Rima,2026-01-20 14:00,2026-01-20 15:00,\n", network(FILES))
    assert (found.members, found.short) == ((), ("mountain", "open-reef"))
    assert [stay.name for stay in [*(it for it, _ in found.suggested), *found.unmatched]] == ["Rima"]


@pytest.mark.parametrize(
    "cell, minutes",
    [("1 h 2 min", 62), ("1시간 2분 30초", 62.5), ("1j 2m", 62), ("55 seg", 55 / 60), ("2 heures", 120)],
)
def test_lengths_in_other_languages(cell: str, minutes: float) -> None:
    assert length(cell) == pytest.approx(minutes)


def test_what_teams_writes_during_a_call(network: Callable[[Files], Path]) -> None:
    """A row for each joining and leaving; who never left was there until the last of them."""
    rows = ["Full Name\tUser Action\tTimestamp"]
    for name, action, time in (
        ("Open Reef", "Joined before", "3:00:10 PM"),
        ("Mountain Federation (Guest)", "Joined", "3:00:00 PM"),
        ("Mountain Federation (Guest)", "Left", "3:02:00 PM"),
        ("Mountain Federation (Guest)", "Joined", "3:30:00 PM"),
        ("Côté Ouvert", "Joined", "3:31:00 PM"),
    ):
        rows.append(f"{name}\t{action}\t1/20/2026, {time}")
    found = found_by("\n".join(rows).encode("utf-16"), network(FILES))
    assert (found.members, found.short) == (("open-reef",), ("cote", "mountain"))


NAMED = (
    "Lea@{} {}-Lea [{}]Lea Lea【{}】 Lea（{}） Lea•{} {}_Lea Lea—{} Lea,{} <{}> 🇫🇯{} Lea・{} Lea\\{} “{}” Lea|{}|they"
)


@pytest.mark.parametrize(
    "name, id", [("Open Reef", "open-reef"), ("हिमाल मञ्च", "himal"), ("Ciudadana, A.C.", "cidh"), ("OR", "open-reef")]
)
def test_however_people_put_the_organisation_into_their_name(
    name: str, id: str, network: Callable[[Files], Path]
) -> None:
    more = """  - {id: himal, name: {en: Himal Forum, ne: हिमाल मञ्च}, country: NP}
  - {id: cidh, name: "Ciudadana, A.C.", country: MX}
  - {id: a-c, name: Alternative Centre, short_name: A.C, country: MX}
"""
    rows = "Name\n" + "".join(f'"{each.format(name)}"\n' for each in NAMED.split())
    found = found_by(rows, network({**FILES, "members.yml": MEMBERS + more}))
    assert (found.members, found.suggested, found.unmatched) == ((id,), (), ())


def test_a_first_name_is_no_abbreviation(network: Callable[[Files], Path]) -> None:
    more = "  - {id: news, name: Asian News Alliance, short_name: ANA, country: PH}\n"
    root = network({**FILES, "members.yml": MEMBERS + more})
    for name in ("Maya (Ana)", "Reyes, Ana", "Rima / Alone"):
        found = found_by(f'Name\n"{name}"\n', root)
        assert not found.members, name
    assert found_by("Name\nMaya (ANA)\n", root).members == ("news",)


def test_a_file_of_another_call_is_noticed(network: Callable[[Files], Path], command: Command) -> None:
    export = "Name,Join Time,Leave Time\nOpen Reef,02/01/2026 23:00,02/01/2026 23:30\n"
    root = network({**FILES, "call.csv": export, "unknown.csv": "A,B,C\n1,2,3\nOpen Reef,5,6\n"})
    words = ("talanoa", "import", "attendance", "network-call")
    assert "right file" not in command(root, *words, "2026-01-02", "call.csv", "--dry-run").stderr
    (root / "thai.csv").write_text(export.replace("2026", "2569"), "utf-8")
    assert "right file" not in command(root, *words, "2026-01-02", "thai.csv", "--dry-run").stderr
    done = command(root, *words, "2026-02-13", "call.csv", "--dry-run")
    # Whose clock it was, and which of the numbers is the month, say it more exactly.
    assert "right file" not in command(root, *words, "2026-01-02", "call.csv", "--dates", "dmy", "--dry-run").stderr
    other = command(root, *words, "2026-01-02", "call.csv", "--dates", "mdy", "--dry-run").stderr
    assert "The times in the file are from 2026-02-01" in other
    (root / "utc.csv").write_text(export.replace("02/01/2026", "2026-01-01"), "utf-8")
    assert "right file" not in command(root, *words, "2026-01-02", "utc.csv", "--timezone", "UTC", "--dry-run").stderr
    assert (
        "right file"
        in command(root, *words, "2026-01-02", "utc.csv", "--timezone", "Pacific/Auckland", "--dry-run").stderr
    )
    assert "The times in the file are from 2026-02-01, but this call was on 2026-02-13." in done.stderr
    assert "--map 'Who=name'" in command(root, *words, "2026-02-13", "unknown.csv", "--dry-run").stderr


def found_by(data: str | bytes, root: Path) -> Found:
    content, _ = load(root)
    assert content
    problems: list[Problem] = []
    table = table_of(data if isinstance(data, bytes) else data.encode(), "x.csv", {}, problems)
    assert table and not problems
    return found_in(stays_in(rows_of(table, {})), content, {})


def test_an_alias_is_remembered_where_git_does_not_look(network: Callable[[Files], Path], command: Command) -> None:
    root = network({**FILES, "call.csv": ZOOM, ".talanoa/attendance-aliases.csv": "name,member\nIPHONE (2),steppe\n"})
    done = command(root, "talanoa", "import", "attendance", "network-call", "2026-02-13", "call.csv")
    assert done.returncode == 0, done.stderr
    assert "  steppe\n" in done.stdout


def test_only_ids_are_written_and_once_is_enough(network: Callable[[Files], Path], command: Command) -> None:
    root = network({**FILES, "call.csv": ZOOM})
    words = ("talanoa", "import", "attendance", "network-call", "2026-01-02", "call.csv")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    tried = command(root, *words, "--dry-run")
    assert tried.returncode == 0 and "2 would be added" in tried.stdout
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    done = command(root, *words)
    assert done.returncode == 0 and "2 were added" in done.stdout
    assert "“Steppe Transparency Centre” may be Centre for Steppe Transparency" in done.stdout
    assert "Line 10: “iPhone (2)” matches no member." in done.stdout
    changed = EVENTS.replace("[mountain]", "[mountain, budget-group, open-reef]")
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert after == {**before, root / "events.yml": changed.encode()}
    assert "0 were added" in command(root, *words).stdout
    assert (root / "events.yml").read_text("utf-8") == changed
    assert command(root, "talanoa", "check").returncode == 0


def test_a_call_without_an_entry_of_its_own_and_an_event_that_does_not_recur(
    network: Callable[[Files], Path], command: Command
) -> None:
    root = network({**FILES, "list.txt": "Open Reef\n"})
    for event, day in (("network-call", "2026-02-13"), ("meeting", "2026-05-01")):
        done = command(root, "talanoa", "import", "attendance", event, day, "list.txt")
        assert done.returncode == 0 and "1 member came; 1 was added." in done.stdout
    assert (root / "events.yml").read_text("utf-8") == EVENTS.replace(
        "# by hand\n", "# by hand\n      2026-02-13:\n        attended:\n          - open-reef\n"
    ).replace("start: 2026-05-01}", "start: 2026-05-01, attended: [open-reef]}")
    assert command(root, "talanoa", "check").returncode == 0


def test_a_workbook_is_read_as_an_export_is(network: Callable[[Files], Path], command: Command) -> None:
    rows = [
        ["Meeting", "Call"],
        ["Name", "Join Time", "Leave Time"],
        ["Open Reef", date(2026, 1, 2, 15, 0), date(2026, 1, 2, 16, 0)],
        ["Côté Ouvert", date(2026, 1, 2, 15, 0), date(2026, 1, 2, 15, 3)],
    ]
    root = network({**FILES, "call.xlsx": book({"Participants": rows, "Old": [["x"]]})})
    done = command(root, "talanoa", "import", "attendance", "network-call", "2026-02-13", "call.xlsx")
    assert done.returncode == 0 and "  open-reef\n" in done.stdout, done.stderr
    assert "Less than 5 minutes, so not counted: Côté Ouvert" in done.stdout
    assert "Only the sheet “Participants” was read" in done.stderr


@pytest.mark.parametrize(
    "words, status, said",
    [
        (("other", "2026-01-02", "list.txt"), 2, "series of calls are network-call"),
        (("network-call", "2026-01-03", "list.txt"), 2, "the nearest are 2026-01-02, 2026-02-13, 2026-03-27"),
        (("network-call", "yesterday", "list.txt"), 2, "is not a date"),
        (("later", "2090-05-01", "list.txt"), 0, "This call is still to come: it is on 2090-05-01. Check the date."),
        (("network-call", "2026-01-02", "none.txt"), 2, "can't be read: No such file or directory"),
        (("network-call", "2026-01-02", "list.txt", "--map", "Who=whom"), 2, "is not HEADING=FIELD"),
        (("network-call", "2026-01-02", "mac.csv"), 1, "mac.csv:2:2: error[not-utf-8]"),
        (("network-call", "2026-01-02", "latin.csv"), 0, "Check that it has “Côté”"),
        (("network-call", "2026-01-02", "book.xlsx"), 1, "error[unreadable-file]"),
        (("network-call", "2026-01-02", "own.csv", "--map", "Quem=name"), 0, ""),
    ],
)
def test_what_can_go_wrong(
    words: tuple[str, ...], status: int, said: str, network: Callable[[Files], Path], command: Command
) -> None:
    files: Files = {
        "list.txt": "Open Reef\n",
        "latin.csv": "Name\nCôté\n".encode("latin-1"),
        "mac.csv": "Name\nCôté\n".encode("mac_roman"),
        "book.xlsx": b"PK\x03\x04\0\0\0\0",
        "own.csv": "Quem,Tempo\nOpen Reef,3\n",
    }
    root = network({**FILES, **files})
    done = command(root, "talanoa", "import", "attendance", *words)
    assert done.returncode == status and said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.lists(
        st.lists(st.one_of(TEXT, st.sampled_from(["Name", "Email", "Join", "15:00", "1h", "Open Reef"])), max_size=5),
        max_size=6,
    ),
    st.sampled_from(",;\t"),
)
def test_whatever_the_export(rows: list[list[str]], delimiter: str) -> None:
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    table = table_of(data, "x.csv", {}, [])
    for stay in stays_in(rows_of(table, {})) if table else ():
        assert stay.name or stay.email
        assert stay.intervals is None or minutes(stay.intervals) >= 0
        folded(stay.name)


@given(st.binary(max_size=60))
def test_whatever_the_bytes(data: bytes) -> None:
    table = table_of(data, "x.csv", {}, [])
    assert table is None or stays_in(rows_of(table, {})) is not None
