"""What is due and what is stale: each with its day, who it concerns and where it is."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NETWORK, Command, Files

from talanoa.desk import ages, papers, participation, today
from talanoa.desk.people import is_there
from talanoa.desk.tasks import Task
from talanoa.load import load
from talanoa.problems import Place, Problem

MORE = """participation: {event: reef-call, expected: 2, of: 4}
term: {start: 2026-01-01, end: 2026-12-31, reviews: [2026-06-30, 2026-12-15]}
join: {closes: 2026-03-20, form: "https://forms.example.org/join"}
countries:
  - {code: FJ, as_of: 2024-05-01}
  - {code: TO, as_of: 2026-01-01}
  - {code: WS}
"""
MEMBERS = """members:
  - id: open-reef
    name: Open Reef
    country: FJ
    languages: [en, fr]
    contact: {name: Sefa, email: sefa@example.org, consent: 2025-01-31}
    people: [{id: mere, name: Mere Reef}]
  - {id: deep-reef, name: Deep Reef, country: PK, languages: [fr]}
  - {id: gone-reef, name: Gone Reef, country: TO, status: former, left: 2025-06-01, contact: {name: Ana, email: ana@example.org, consent: 2024-01-31}}
"""
EVENTS = """events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-01-06 14:00
    duration: 90 minutes
    updated: 2024-12-01
    recurrence: {every: 5 weeks, count: 4}
    occurrences:
      2026-01-06:
        attended: [open-reef]
        notes: We met.
        agenda:
          - {title: Kept, lead: mere, status: carried}
          - {title: Forgotten, proposed_by: deep-reef, status: carried}
          - {title: Finished, lead: mere, status: carried}
          - {title: Over, status: done}
      2026-02-10:
        agenda:
          - {title: Left, lead: {name: Guest, affiliation: Elsewhere}}
          - {title: Lunch, break: true}
          - {title: "finished", lead: mere, status: done}
      2026-03-17:
        agenda:
          - {title: Kept, lead: mere, status: agreed}
  - id: ideas
    title: Ideas are due
    type: deadline
    start: 2026-03-06
  - id: join-day
    title: Last day to join
    type: deadline
    start: 2026-03-20
    registration: {url: "https://forms.example.org/join", closes: 2026-03-20}
  - {id: off, title: Called off, type: call, start: 2026-03-10 10:00, status: cancelled}
"""
POSTS = {
    "posts/ask.md": "---\ntitle: An ask\ndate: 2026-02-01\nauthors: [open-reef]\nkind: statement\ncountries: [TO]\n"
    "signing: {closes: 2026-03-05}\n---\nText\n",
    "posts/old.md": "---\ntitle: Old\ndate: 2025-02-01\nauthors: [open-reef]\nkind: blog\ncountries: [WS]\n---\nText\n",
    "posts/unsaid.md": "---\ntitle: Unsaid\ndate: 2026-02-01\nauthors: [open-reef]\nkind: statement\ndraft: true\n"
    "signing: {closes: 2026-03-05, addressed_to: The ministry}\nsignatories: [{member: deep-reef, received: 2026-02-02}]\n---\nText\n",
    "posts/draft.md": "---\ntitle: Draft\ndate: 2026-02-01\nauthors: [open-reef]\nkind: blog\ndraft: true\n---\nText\n",
}
FILES: Files = {
    "network.yml": NETWORK.replace("[en]", "[en, fr]") + MORE,
    "members.yml": MEMBERS,
    "events.yml": EVENTS,
    **POSTS,
}


def found(root: Path, day: str, problems: list[Problem] | None = None) -> dict[str, list[Task]]:
    content, wrong = load(root)
    assert content and not wrong
    as_of = date.fromisoformat(day)
    tasks = today.tasks(content, as_of, participation(content, as_of), {"open-reef": date(2025, 1, 1)}, problems)
    return {kind: [task for task in tasks if task.kind == kind] for kind in {task.kind for task in tasks}}


@pytest.fixture
def reef(network: Callable[[Files], Path]) -> Path:
    return network(FILES)


@pytest.mark.parametrize(
    "day, words",
    [
        ("2026-02-25", []),
        ("2026-03-02", ["Signing closes: An ask", "Ideas are due"]),
        ("2026-03-03", ["Signing closes: An ask", "Ideas are due", "Ask for agenda items: Reef call"]),
        ("2026-03-06", ["Ideas are due (today)", "Ask for agenda items: Reef call"]),
        ("2026-03-17", ["Ask for agenda items: Reef call", "The last day to join (in 3 days)"]),
        ("2026-03-20", ["The last day to join (today)"]),
        ("2026-03-21", []),
        ("2026-12-15", ["Review 2 of the term"]),
    ],
)
def test_what_is_due(reef: Path, day: str, words: list[str]) -> None:
    due = [task.words for task in found(reef, day).get("due", [])]
    assert len(due) == len(words) and all(said.startswith(word) for said, word in zip(due, words, strict=True)), due


def test_a_call_says_when_it_is_where_members_are(reef: Path) -> None:
    (call,) = (task for task in found(reef, "2026-03-16")["due"] if task.words.startswith("Ask"))
    assert (
        "2026-03-17 14:00 Pacific/Auckland (Tue 06:00 Pakistan; Tue 13:00 Fiji; items so far: 1) (tomorrow)"
        in call.words
    )


def test_an_item_that_another_call_has_by_now_is_not_counted(network: Callable[[Files], Path]) -> None:
    moved = EVENTS.replace("status: agreed", "status: carried")
    due = found(network({**FILES, "events.yml": moved}), "2026-03-16")["due"]
    assert ["items so far: none" in task.words for task in due if task.words.startswith("Ask")] == [True]


def test_what_comes_soon_is_apart(reef: Path) -> None:
    assert [task.words for task in found(reef, "2026-02-20")["coming"]] == [
        "Signing closes: An ask (0 signed) (reminder from 2026-02-26)",
        "Ideas are due (reminder from 2026-02-27)",
        next(it.words for it in found(reef, "2026-02-20")["coming"] if "agenda" in it.words),
    ]


def test_promises_have_an_owner_and_an_age(reef: Path) -> None:
    said = [(task.words, task.who, task.members) for task in found(reef, "2026-03-01")["promise"]]
    assert said == [
        (
            "Kept: on the agenda of 2026-03-17, open for 54 days, since 2026-01-06",
            "Mere Reef (Open Reef)",
            ("open-reef",),
        ),
        (
            "Forgotten: carried over from 2026-01-06, and on no later agenda, open for 54 days, since 2026-01-06",
            "Deep Reef",
            ("deep-reef",),
        ),
        (
            "Left: not done on 2026-02-10: `talanoa carry reef-call 2026-02-10`, open for 19 days, since 2026-02-10",
            "Guest (Elsewhere)",
            (),
        ),
    ]


def test_what_is_on_the_agenda_of_every_call_is_no_promise(network: Callable[[Files], Path]) -> None:
    """Nor where a call's own agenda repeats it, as `talanoa carry` writes it."""
    standing = EVENTS.replace(
        "    duration:", '    agenda: [{title: Round of news}, {title: "left"}]\n    duration:', 1
    )
    assert standing != EVENTS
    said = [task.words for task in found(network({**FILES, "events.yml": standing}), "2026-03-01")["promise"]]
    assert [words.partition(":")[0] for words in said] == ["Kept", "Forgotten"]


def test_calls_without_a_record(reef: Path) -> None:
    assert [task.words for task in found(reef, "2026-03-01")["record"]] == [
        "Reef call of 2026-02-10 has no notes and no record of who came: `talanoa import attendance reef-call 2026-02-10 FILE`"
    ]


def test_notes_may_be_a_post(network: Callable[[Files], Path]) -> None:
    notes = (
        "---\ntitle: N\ndate: 2026-02-12\nauthors: [open-reef]\nkind: notes\nevents: [reef-call]\n---\nText [x](y.md)\n"
    )
    (record,) = found(network({**FILES, "posts/n.md": notes}), "2026-03-01")["record"]
    assert "has no record of who came" in record.words


def test_what_no_one_looked_at_for_a_year(reef: Path) -> None:
    tasks = found(reef, "2026-03-01")
    assert [(it.words, it.members) for it in tasks["consent"]] == [
        ("agreed on 2025-01-31: ask again, then write the new day", ("open-reef",))
    ]
    assert [it.words for it in tasks["unchecked"]] == [
        "Status of countries as of 2024-05-01: Fiji",
        "Reef call: still to come, and last updated on 2024-12-01",
        "the entry was last changed on 2025-01-01",
    ]
    assert "consent" not in found(reef, "2026-01-31")


def test_what_network_yml_says_is_found_at_its_line(reef: Path) -> None:
    (reef / "network.yml").write_text(f"# Ours\n{FILES['network.yml']}", "utf-8")
    lines = ["", *(reef / "network.yml").read_text("utf-8").splitlines()]

    def where(day: str, kind: str) -> dict[str, str]:
        places = {it.words.partition(" (")[0].partition(":")[0]: it.place for it in found(reef, day)[kind]}
        return {words: lines[it.line] for words, it in places.items() if it and it.file == "network.yml"}

    assert where("2026-03-01", "country") == {"Samoa": "  - {code: WS}"}
    assert where("2026-03-01", "unchecked") == {
        "Status of countries as of 2024-05-01": "  - {code: FJ, as_of: 2024-05-01}"
    }
    assert [line.partition(":")[0] for line in where("2026-03-20", "due").values()] == ["join"]
    assert {line.partition(":")[0] for line in where("2026-12-15", "due").values()} == {"term"}


def test_of_a_draft_no_answer_is_awaited(reef: Path) -> None:
    assert "answer" not in found(reef, "2026-12-01")
    text = (reef / "posts/unsaid.md").read_text("utf-8").replace("draft: true\n", "")
    (reef / "posts/unsaid.md").write_text(text, "utf-8")
    assert [it.words for it in found(reef, "2026-12-01")["answer"]] == [
        "Unsaid: 1 signature received, not confirmed",
        "Unsaid: no answer from The ministry for 271 days",
    ]


@pytest.mark.parametrize(
    ("day", "here"),
    [("2025-01-31", False), ("2025-02-01", True), ("2025-06-01", True), ("2025-06-02", False)],
)
def test_the_first_and_the_last_day_of_a_member_are_its_own(
    network: Callable[[Files], Path], day: str, here: bool
) -> None:
    dated = MEMBERS.replace("left: 2025-06-01", "joined: 2025-02-01, left: 2025-06-01")
    content, _ = load(network({**FILES, "members.yml": dated}))
    assert content
    (gone,) = (member for member in content.members if member.id == "gone-reef")
    assert is_there(gone, date.fromisoformat(day)) is here


def test_members_that_were_not_heard_of(reef: Path) -> None:
    (deep,) = found(reef, "2026-03-01")["unheard"]
    assert deep.who == "Deep Reef" and deep.words == "no call so far: joined 0 of 1, asked for 2"


def test_translations_name_those_who_read_both(reef: Path) -> None:
    (ask,) = found(reef, "2026-03-01")["translation"]
    assert (ask.words, ask.who, ask.members) == ("An ask: not in French", "French: Open Reef", ("open-reef",))


def test_a_country_is_silent_without_member_post_and_event(reef: Path) -> None:
    assert [task.words for task in found(reef, "2026-03-01")["country"]] == ["Samoa"]
    assert [task.words for task in found(reef, "2027-03-01")["country"]] == ["Samoa", "Tonga"]
    off = "  - {id: off-too, title: Off, type: workshop, start: 2026-03-01, countries: [WS], status: cancelled}\n"
    (reef / "events.yml").write_text(EVENTS + off, "utf-8")
    assert [task.words for task in found(reef, "2026-03-01")["country"]] == ["Samoa"], (
        "what didn't take place isn't heard"
    )


def test_links_are_those_of_the_last_check(reef: Path, command: Command) -> None:
    broken = Problem("broken-link", "'x' leads to nothing", Place("posts/ask.md", 8, 1, 8, 2), "")
    (link,) = found(reef, "2026-03-01", [broken])["link"]
    assert link.where == "posts/ask.md:8"
    (reef / "posts/ask.md").write_text(POSTS["posts/ask.md"] + "[nowhere](/posts/nowhere/)\n", "utf-8")
    day = ("--now", "2026-03-01")
    assert "run `talanoa check`" in command(reef, "talanoa", "report", "desk", *day).stdout
    command(reef, "talanoa", "check", *day)
    done = command(reef, "talanoa", "report", "desk", *day)
    assert "leads to nothing" in done.stdout and "run `talanoa check`" not in done.stdout


def test_git_knows_when_an_entry_was_changed(reef: Path) -> None:
    (reef / "members").mkdir()
    (reef / "members/far.yml").write_text("id: far\nname: Far\ncountry: FJ\n", "utf-8")
    if os.name != "nt":  # which can't write such a name
        (reef / "members/\x01odd\nname.txt").write_text("", "utf-8")

    def git(*words: str, day: str = "2024-01-01") -> None:
        dated = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z"}
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *words], cwd=reef, env=dated, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    text = (reef / "members.yml").read_text("utf-8")
    (reef / "members.yml").write_bytes(text.replace("name: Deep Reef", "name: Deepest Reef").encode())
    git("commit", "-am", "two", day="2025-06-01")
    content, _ = load(reef)
    assert content
    changed = ages.last_changed(reef, content.members)
    assert changed == {
        "open-reef": date(2024, 1, 1),
        "deep-reef": date(2025, 6, 1),
        "gone-reef": date(2024, 1, 1),
        "far": date(2024, 1, 1),
    }


def test_without_git_nothing_is_said_of_ages(reef: Path) -> None:
    content, _ = load(reef)
    assert content and ages.last_changed(reef, content.members) == {}


def test_every_format_has_every_task(reef: Path, command: Command) -> None:
    content, _ = load(reef)
    assert content
    day = date(2026, 3, 1)
    tasks = today.tasks(content, day, participation(content, day), {}, [])
    paper = today.paper(content, day, tasks, checked=True)
    rows = [*csv.DictReader(io.StringIO(papers.as_csv(paper).removeprefix("\ufeff")))]
    assert [row["what"] for row in rows] == [task.words for task in tasks]
    data = json.loads(papers.as_json(paper))
    assert [row["what"] for table in data["tables"] for row in table["rows"]] == [task.words for task in tasks]
    assert all(task.words in papers.as_text(paper) for task in tasks)
    assert all(papers.escaped(task.words) in papers.as_markdown(paper) for task in tasks)
    assert "sefa@example.org" not in papers.as_text(paper)


def test_names_are_no_mark_up_and_no_commands(reef: Path) -> None:
    table = papers.Table("t", "T", ("A", "B"), (("=1+1", "a|b <b> [x](y)\x1b[31m\nc"),))
    paper = papers.Paper("p", "P", date(2026, 1, 1), (), (table,))
    assert "\x1b" not in papers.as_text(paper) + papers.as_markdown(paper)
    assert "a\\|b \\<b\\> \\[x\\](y)" in papers.as_markdown(paper)
    assert "'=1+1" in papers.as_csv(paper)


@pytest.mark.parametrize("name", ["members.yml", "network.yml", "mkdocs.yml", "README.md", "link.md", "events.yml"])
def test_a_report_never_takes_the_place_of_another_file(reef: Path, command: Command, name: str) -> None:
    (reef / "README.md").write_text("Ours\n", "utf-8")
    (reef / "link.md").symlink_to("README.md")
    before = (reef / name).read_bytes()
    done = command(reef, "talanoa", "report", "desk", "--now", "2026-03-01", "--out", name)
    assert done.returncode == 2 and "choose another name" in done.stderr
    assert (reef / name).read_bytes() == before


@pytest.mark.parametrize(
    "words", [("desk", "--ics"), ("desk", "--mail", "--out", "mails"), ("handover", "--out", "next")]
)
def test_a_format_is_not_asked_of_what_has_its_own(reef: Path, command: Command, words: tuple[str, ...]) -> None:
    done = command(reef, "talanoa", "report", *words, "--format", "json")
    assert done.returncode == 2 and "--format is not for" in done.stderr and not done.stdout
    assert not (reef / "mails").exists() and not (reef / "next").exists()


def test_a_report_may_be_written_again_unless_someone_changed_it(reef: Path, command: Command) -> None:
    def write(day: str) -> int:
        return command(reef, "talanoa", "report", "desk", "--now", day, "--out", "desk.md", "--format", "md").returncode

    assert write("2026-03-01") == 0 and write("2026-03-02") == 0
    assert "2026-03-02" in (reef / "desk.md").read_text("utf-8")
    (reef / "desk.md").write_text("Mine\n", "utf-8")
    assert write("2026-03-03") == 2
    assert (reef / "desk.md").read_text("utf-8") == "Mine\n"
    assert (reef / ".talanoa/.gitignore").read_text("utf-8") == "*\n"


def test_a_report_never_goes_into_a_built_site(reef: Path, command: Command) -> None:
    assert command(reef, "talanoa", "build", "--now", "2026-03-01").returncode == 0
    done = command(reef, "talanoa", "report", "desk", "--out", "site/desk.md")
    assert done.returncode == 2 and "is a built site" in done.stderr and not (reef / "site/desk.md").exists()


def test_a_new_list_of_the_network_is_no_report(network: Callable[[Files], Path], command: Command) -> None:
    root = network({})
    done = command(root, "talanoa", "report", "desk", "--out", "members.yml")
    assert done.returncode == 2 and not (root / "members.yml").exists()


def test_fair_hours_are_on_the_desk(reef: Path) -> None:
    """14:00 in Auckland is 6:00 in Karachi in January, and 7:00 would be no night any more."""
    words = [task.words for task in found(reef, "2026-03-01")["hours"]]
    assert words[:2] == ["Reef call: at night in Pakistan (06:00)"] * 2
    assert words[2].startswith(
        "For the next call, 15:00 Pacific/Auckland: at night in no country with members (Tue 07:00 Pakistan; Tue 14:00 Fiji)"
    )
