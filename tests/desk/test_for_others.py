"""What the desk gives out: a private calendar, drafts of mails, charts, and a folder for the next coordinator."""

from __future__ import annotations

import csv
import email
import email.policy
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path

import icalendar
import pytest
from tests.conftest import NETWORK, Command, Files, tree

from talanoa.desk.charts import chart
from talanoa.desk.papers import Table

MORE = """participation: {event: reef-call, expected: 2, of: 3}
term: {start: 2026-01-01, end: 2026-12-31, reviews: [2026-06-30]}
convener: {name: "Ana \\"A\\" Example", organisation: Reef, url: "mailto:ana@example.org"}
join: {form: "https://forms.example.org/join"}
activities: [{id: exchange, title: Exchange}]
"""
MEMBERS = """members:
  - id: open-reef
    name: Ōpen Reef
    country: FJ
    languages: [en, fj]
    contact: {name: "Sefa\\tReef", email: sefa@example.org, consent: 2024-01-31}
    people: [{id: mere, name: Mere Reef, visibility: hidden}]
    leave: [{start: 2026-02-01, end: 2026-02-20}]
    commitments: [{what: A list of wells, by: 2026-02-01, activity: exchange}]
  - {id: later, name: Later, country: FJ, contact: {email: later@example.org, consent: 2026-12-01}}
  - {id: form-only, name: Form Only, country: FJ, contact: {form: "https://forms.example.org/x"}}
  - {id: gone, name: Gone, country: FJ, status: former, left: 2026-01-31, contact: {email: gone@example.org, consent: 2024-01-01}}
"""
EVENTS = """events:
  - id: reef-call
    title: "Reef\\\\Nest call; with, commas"
    type: call
    start: 2026-01-06 14:00
    recurrence: {every: 5 weeks, count: 3}
    occurrences:
      2026-01-06:
        attended: [later]
        agenda: [{title: Kept, lead: mere, status: carried}]
        documents: [{title: "A *plan*", url: "https://library.example.org/plan", date: 2026-01-07}]
"""
POST = (
    "---\ntitle: An ask\ndate: 2026-02-01\nauthors: [open-reef]\nkind: statement\n"
    "signing: {closes: 2026-02-10, addressed_to: Ministry}\nsignatories: [{member: later, received: 2026-02-09}]\n---\nText\n"
)
FILES: Files = {
    "network.yml": NETWORK.replace("[en]", "[en, fj]") + MORE,
    "members.yml": MEMBERS,
    "events.yml": EVENTS,
    "posts/ask.md": POST,
}
DAY = ("--now", "2026-03-01")


@pytest.fixture
def reef(network: Callable[[Files], Path]) -> Path:
    return network(FILES)


def test_the_calendar_has_a_day_for_each_reminder(reef: Path, command: Command) -> None:
    done = command(reef, "talanoa", "report", "desk", "--ics", *DAY)
    assert done.returncode == 0
    calendar = icalendar.Calendar.from_ical(done.stdout)
    days = [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]
    call = r"Ask for agenda items: Reef\Nest call; with, commas on 2026-03-17 14:00 Pacific/Auckland"
    assert [it for it in days if "agenda" in it[1]] == [
        (date(2026, 3, 3), f"{call} (in 14 days)"),
        (date(2026, 3, 14), f"{call} (in 3 days)"),
        (date(2026, 3, 17), call),
    ]
    assert (date(2025, 1, 31), "Ask Ōpen Reef again: its consent of 2024-01-31 is a year old") in days
    uids = [str(event["uid"]) for event in calendar.walk("VEVENT")]
    assert len({*uids}) == len(uids) and all(uid.endswith("@reef.example.org") for uid in uids)
    assert "sefa@example.org" not in done.stdout


def test_what_the_calendar_says_of_a_day_is_the_same_on_another_day(reef: Path, command: Command) -> None:
    def entries(day: str) -> dict[str, bytes]:
        done = command(reef, "talanoa", "report", "desk", "--ics", "--now", day)
        return {str(it["uid"]): it.to_ical() for it in icalendar.Calendar.from_ical(done.stdout).walk("VEVENT")}

    first, second = entries("2026-03-01"), entries("2026-03-16")
    assert {*second} & {*first} and all(first[uid] == text for uid, text in second.items() if uid in first)


def test_a_draft_goes_to_each_member_concerned_that_agreed(reef: Path, command: Command) -> None:
    done = command(reef, "talanoa", "report", "desk", "--mail", "--out", "drafts", *DAY)
    assert done.returncode == 0, done.stderr
    assert [*tree(reef / "drafts")] == ["open-reef.eml"]  # later agrees in December, and gone has left
    data = (reef / "drafts/open-reef.eml").read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert (message["X-Unsent"], message["From"]) == ("1", "ana@example.org")
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Sefa Reef", "sefa@example.org")
    text = message.get_content()
    assert "“Kept” has been on our agenda for 54 days" in text
    assert "“A list of wells”, by 2026-02-01" in text
    assert "On 2024-01-31 you agreed" in text
    assert "- An ask (not in Fijian)" in text
    assert "Person: Mere Reef (hidden)" in text and "Leave: 2026-02-01 to 2026-02-20" in text
    assert text.rstrip().endswith('Ana "A" Example')


def test_drafts_need_a_folder_and_are_of_the_desk_alone(reef: Path, command: Command) -> None:
    assert "--out FOLDER" in command(reef, "talanoa", "report", "desk", "--mail").stderr
    assert command(reef, "talanoa", "report", "review", "--mail", "--out", "x").returncode == 2
    assert command(reef, "talanoa", "report", "desk", "--mail", "--ics", "--out", "x").returncode == 2
    done = command(reef, "talanoa", "report", "desk", "--mail", "--out", "posts", *DAY)
    assert done.returncode == 2 and "would be on the site" in done.stderr


def test_statements_wait_for_answers_and_signatures_to_be_confirmed(reef: Path, command: Command) -> None:
    text = command(reef, "talanoa", "report", "desk", *DAY).stdout
    assert "An ask: 1 signature received, not confirmed" in text
    assert "An ask: no answer from Ministry for 19 days" in text
    answered = POST.replace("---\nText", "response: {date: 2026-02-20, summary: They agreed}\n---\nText")
    (reef / "posts/ask.md").write_text(answered, "utf-8")
    assert "no answer from" not in command(reef, "talanoa", "report", "desk", *DAY).stdout
    review = command(reef, "talanoa", "report", "review", *DAY).stdout
    assert "answered on 2026-02-20: They agreed" in review
    before = command(reef, "talanoa", "report", "review", "--now", "2026-02-15").stdout
    assert "no answer after 5 days" in before


def test_commitments_are_sums_in_the_review(reef: Path, command: Command) -> None:
    text = command(reef, "talanoa", "report", "review", "--format", "csv", *DAY).stdout
    assert "commitments,Overdue,2026-03-01,1" in text and "A list of wells" not in text


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import run, write_network

    root = write_network(tmp_path_factory.mktemp("handed"), FILES)
    done = run(root, "talanoa", "report", "handover", "--out", "handover", *DAY)
    assert done.returncode == 0, done.stderr
    return root / "handover"


def test_a_handover_is_a_folder_that_leads_to_all_of_it(handed: Path) -> None:
    readme = (handed / "README.md").read_text("utf-8")
    names = {path.name for path in handed.iterdir()}
    assert {"README.md", "desk.md", "desk.ics", "participation.md", "figures.md", "review.md", "contacts.csv"} <= names
    assert all(f"]({name})" in readme for name in names if not name.endswith(".svg") and name != "README.md")
    assert "- **Members:** 3 in 1 country (4 on 1 January 2026)." in readme
    assert "2026-01-07 A \\*plan\\* <https://library.example.org/plan>" in readme
    figures = (handed / "figures.md").read_text("utf-8")
    assert all(f"](<{name}>)" in figures for name in names if name.endswith(".svg"))


def test_contacts_are_those_that_agreed_by_then(handed: Path) -> None:
    rows = [*csv.DictReader((handed / "contacts.csv").read_text("utf-8-sig").splitlines())]
    assert [row["email"] for row in rows] == ["sefa@example.org"]
    text = b"".join(tree(handed).values())
    assert b"later@example.org" not in text and b"gone@example.org" not in text


def test_a_handover_without_term_and_calls_says_so(network: Callable[[Files], Path], command: Command) -> None:
    root = network({})
    assert command(root, "talanoa", "report", "handover", "--out", "h", *DAY).returncode == 0
    assert {*tree(root / "h")} == {"README.md", "desk.md", "desk.ics", "contacts.csv"}
    assert "no term that has begun" in (root / "h/README.md").read_text("utf-8")


def test_charts_are_next_to_the_figures(reef: Path, command: Command) -> None:
    words = ("report", "network", "--format", "md", "--out", "out/figures.md", *DAY)
    assert command(reef, "talanoa", *words).returncode == 0
    files = tree(reef / "out")
    assert "![Members by country, as bars](<figures-members-by-country.svg>)" in files["figures.md"].decode()
    for name, data in files.items():
        if name.endswith(".svg"):
            assert ET.fromstring(data).tag.endswith("svg")
    (reef / "out/figures-calls.svg").write_text("mine", "utf-8")
    assert command(reef, "talanoa", *words[:-1], "2026-03-02").returncode == 2
    assert tree(reef / "out")["figures.md"] == files["figures.md"], "all or nothing"


def test_a_chart_escapes_names_and_has_its_figures_as_text() -> None:
    table = Table("t", "T <script>", ("C", "then", "now"), (("a & <b>\x07", 1, 3), ("none", 0, 0), ("All", 1, 3)))
    drawn = ET.fromstring(chart(table))
    texts = [it.text for it in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["T <script>", "then", "now", "a & <b> ", "1", "3", "none", "0", "0"]
    bars = [it.get("width") for it in drawn.iter("{http://www.w3.org/2000/svg}rect")][3:]
    assert bars == ["107", "320", "0", "0"]


def test_the_same_files_and_day_give_the_same_bytes(reef: Path, command: Command, handed: Path) -> None:
    assert command(reef, "talanoa", "report", "handover", "--out", "handover", *DAY).returncode == 0
    assert tree(reef / "handover") == tree(handed)
