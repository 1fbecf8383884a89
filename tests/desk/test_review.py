"""The review: figures with known sums, then and now, of nothing but what may be published; and a draft that passes the check."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.conftest import NETWORK, Command, Files

from talanoa.desk.papers import Table
from talanoa.desk.review import NoTerm, as_post, period, review
from talanoa.load import load
from talanoa.outputs.hours import is_night

MORE = """term: {start: 2026-01-01, end: 2026-12-31, reviews: [2026-07-01, 2026-12-20]}
participation: {event: reef-call, expected: 2, of: 4, publish: totals}
convener: {name: "A \\"quoted\\" name", organisation: "Reef: House"}
activities: [{id: outreach, title: Outreach}, {id: exchange, title: Exchange}]
statuses: [{id: in, title: Inside}]
countries: [{code: FJ, status: in, capital_timezone: Pacific/Fiji}, {code: GB}, {code: TO}, {code: WS}]
"""
MEMBERS = """members:
  - {id: open-reef, name: Open Reef, country: FJ, kind: ngo, activities: [outreach], people: [{id: mere, name: Mere}]}
  - {id: far-reef, name: Far Reef, country: GB, kind: media, status: observer, joined: 2026-08-01}
  - {id: left-reef, name: Left Reef, country: FJ, kind: ngo, status: former, joined: 2025-01-01, left: 2026-09-01}
  - {id: quiet, name: Quiet Reef, country: GB, kind: media, visibility: name-only}
  - {id: secret, name: SECRET, country: TO, kind: ngo, visibility: hidden, people: [{id: hid, name: SECRET}]}
"""
EVENTS = """events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-02-03 10:00
    duration: 90 minutes
    activities: [exchange]
    recurrence: {every: 10 weeks, count: 5}
    occurrences:
      2026-02-03:
        attended: [open-reef, secret]
        agenda:
          - {title: "Wells | pumps", proposed_by: mere, lead: open-reef, status: done}
          - {title: Roofs, proposed_by: open-reef, lead: {name: Guest}, status: carried}
          - {title: Tea, break: true}
      2026-04-14: {status: cancelled}
      2026-06-23:
        agenda:
          - {title: Roofs, lead: hid}
      2026-09-01:
        start: 2026-09-01 19:00
        attended: [open-reef, far-reef]
        agenda: [{title: Doors, lead: far-reef, status: done}]
  - {id: hidden-call, title: SECRET, type: call, start: 2026-03-03 10:00, visibility: hidden, countries: [WS]}
"""
POSTS = {
    "posts/a.md": "---\ntitle: A\ndate: 2026-03-01\nauthors: [mere]\nkind: blog\nactivities: [outreach]\ncountries: [FJ, GB]\n---\nT\n",
    "posts/b.md": "---\ntitle: B\ndate: 2026-10-01\nauthors: [far-reef]\nkind: statement\nlanguage: fr\n"
    "signing: {closes: 2026-10-31, addressed_to: The ministry}\nsignatories: [{member: open-reef}, {member: secret}]\n---\nT\n",
    "posts/c.md": "---\ntitle: SECRET\ndate: 2026-03-01\nauthors: [mere]\nkind: blog\ndraft: true\ncountries: [TO]\n---\nT\n",
    "posts/d.md": "---\ntitle: Before\ndate: 2025-12-31\nauthors: [mere]\nkind: blog\n---\nT\n",
    "posts/e.md": "---\ntitle: Over\ndate: 2026-02-01\nexpires: 2026-09-01\nauthors: [mere]\nkind: news\n---\nT\n",
}
FILES: Files = {"network.yml": NETWORK + MORE, "members.yml": MEMBERS, "events.yml": EVENTS, **POSTS}


@pytest.fixture
def reef(network: Callable[[Files], Path]) -> Path:
    return network(FILES)


def figures(root: Path, day: str) -> dict[str, Table]:
    content, problems = load(root)
    assert content and not problems
    return {table.id: table for table in review(content, period(content.network, date.fromisoformat(day))).tables}


@pytest.mark.parametrize(
    "day, before, until, number",
    [
        ("2026-06-30", "2026-01-01", "2026-06-30", 1),
        ("2026-07-01", "2026-01-01", "2026-07-01", 1),
        ("2026-08-01", "2026-01-01", "2026-07-01", 1),  # it is still being written
        ("2026-11-01", "2026-07-01", "2026-11-01", 2),
        ("2027-06-01", "2026-07-01", "2026-12-20", 2),
    ],
)
def test_which_review_it_is(reef: Path, day: str, before: str, until: str, number: int) -> None:
    content, _ = load(reef)
    assert content
    found = period(content.network, date.fromisoformat(day))
    assert (found.before.isoformat(), found.day.isoformat(), found.number) == (before, until, number)
    with pytest.raises(NoTerm):
        period(content.network, date(2025, 12, 31))


def test_members_then_and_now(reef: Path) -> None:
    tables = figures(reef, "2026-12-20")
    assert tables["members-by-country"].heads == ("Country", "2026-07-01", "2026-12-20")
    assert tables["members-by-country"].rows == (
        ("United Kingdom", 1, 2),
        ("Fiji", 2, 1),
        ("not shown", 1, 1),
        ("All", 4, 4),
    )
    # Of a name-only member nothing is known but name and country.
    assert tables["members-by-kind"].rows == (
        ("Non-governmental organisation", 2, 1),
        ("Non-profit media", 0, 1),
        ("not shown", 2, 2),
        ("All", 4, 4),
    )
    assert tables["members-by-status"].rows == (
        ("member", 2, 1),
        ("observer", 0, 1),
        ("not shown", 2, 2),
        ("All", 4, 4),
    )
    assert tables["members-by-status-of-country"].rows[:2] == (("no status", 1, 2), ("Inside", 2, 1))


@pytest.mark.parametrize(
    ("since", "before", "today"),
    [("2025", 2, 1), ("2026", 2, 1), ("2026-09", 0, 1), ("2026-07-02", 0, 1), ("2027", 0, 0), ("long ago", 2, 1)],
)
def test_a_country_has_its_status_from_since_on(
    since: str, before: int, today: int, network: Callable[[Files], Path]
) -> None:
    """On the day of the last review, and on that of this one."""
    said = MORE.replace("{code: FJ, status: in,", f"{{code: FJ, status: in, since: '{since}',")
    tables = figures(network({**FILES, "network.yml": NETWORK + said}), "2026-12-20")
    rows = {name: counts for name, *counts in tables["members-by-status-of-country"].rows}
    assert rows.get("Inside", [0, 0]) == [before, today]
    assert rows.get("not known", [0, 0]) == [2 - before, 1 - today]


def test_calls_and_agendas(reef: Path) -> None:
    tables = figures(reef, "2026-12-20")
    assert tables["calls"].rows == (
        ("2026-02-03", "Wells | pumps; Roofs", 2, 2),
        ("2026-06-23", "Roofs", 1, "not recorded"),
        ("2026-09-01", "Doors", 1, 2),
        ("2026-11-10", "no agenda", 0, "not recorded"),
    )
    said = {row[0]: row[1:] for row in tables["agendas"].rows}
    assert said["Calls held"] == (2, 4)
    assert said["Items on their agendas"] == (3, 4)
    assert said["Items done"] == (1, 2)
    assert said["Members and guests that led items"] == (2, 3)  # who is hidden is none of them
    assert said["Members and guests that proposed items"] == (1, 1)
    assert said["Items led by the member that proposed them"] == (1, 1)
    assert {row[0]: row[1:] for row in tables["taking-part"].rows}["Joined at least one"] == (2, 2)


def test_nothing_of_who_came_where_none_is_published(network: Callable[[Files], Path]) -> None:
    text = str(FILES["network.yml"]).replace("publish: totals", "publish: none")
    tables = figures(network({**FILES, "network.yml": text}), "2026-12-20")
    assert "taking-part" not in tables
    assert {row[3] for row in tables["calls"].rows} == {"not published"}


def test_offered_and_given(reef: Path) -> None:
    assert figures(reef, "2026-12-20")["activities"].rows == (("Outreach", 1, 1, 1, 1, 0), ("Exchange", 0, 1, 2, 0, 4))


def test_posts_by_kind_country_and_language(reef: Path) -> None:
    tables = figures(reef, "2026-12-20")
    assert tables["posts-by-kind"].rows == (("Blog", 1, 1), ("Statement", 0, 1), ("News", 1, 0), ("All", 2, 2))
    assert tables["posts-by-country"].rows == (
        ("Fiji", 1, 1),
        ("United Kingdom", 1, 1),
        ("no country", 1, 1),
        ("All", 2, 2),
    )
    assert tables["posts-by-language"].rows == (("English", 2, 1), ("French", 0, 1), ("All", 2, 2))


def test_statements_and_what_became_of_them(reef: Path) -> None:
    assert figures(reef, "2026-12-20")["statements"].rows == (
        ("2026-10-01", "B", "The ministry", 1, "no answer after 50 days"),
    )
    assert figures(reef, "2026-10-20")["statements"].rows[0][4] == "open for signing until 2026-10-31"


def test_silent_countries_are_those_of_which_the_site_shows_nothing(reef: Path) -> None:
    assert figures(reef, "2026-12-20")["silent"].rows == (("Samoa",), ("Tonga",))


def test_whose_night_it_was(reef: Path) -> None:
    """10:00 in Auckland is 9:00 in Fiji and 21:00 in London (22:00 in June): 90 minutes later it is night there."""
    tables = figures(reef, "2026-12-20")
    assert tables["hours"].rows == (("United Kingdom", 2, 2, 3),)
    assert [row[2] for row in tables["nights"].rows] == [
        "United Kingdom (21:00)",
        "United Kingdom (23:00)",
        "no country with members",
        "United Kingdom (21:00)",
    ]
    assert "slots" not in tables  # no call is to come
    rows = figures(reef, "2026-10-20")["slots"].rows
    assert all(row[3] == 0 and row[1] == "no country with members" for row in rows)
    assert rows[0][0] == "09:00 Pacific/Auckland"
    (reef / "events.yml").write_text(EVENTS.replace("type: call", "type: meeting"), "utf-8")
    assert figures(reef, "2026-10-20")["slots"].rows == rows, "members are asked to join it, whatever its type"


@pytest.mark.parametrize(
    "clock, minutes, night",
    [("21:00", 60, False), ("21:01", 60, True), ("22:00", 0, True), ("06:59", 1, True), ("07:00", 60, False)],
)
def test_a_night_is_from_ten_to_seven(clock: str, minutes: int, night: bool) -> None:
    from datetime import timedelta

    assert is_night(datetime.fromisoformat(f"2026-01-01 {clock}"), timedelta(minutes=minutes)) is night


@pytest.mark.parametrize("day", ["2026-01-01", "2026-07-10", "2026-12-20"])
def test_the_draft_passes_the_check_as_a_draft_and_as_a_post(reef: Path, command: Command, day: str) -> None:
    done = command(reef, "talanoa", "report", "review", "--format", "md", "--now", day)
    assert done.returncode == 0 and "\ndraft: true" in done.stdout
    for text in (done.stdout, done.stdout.replace("draft: true", "# ")):
        (reef / "posts/the-review.md").write_text(text, "utf-8")
        found = command(reef, "talanoa", "check", "--now", day, "--format", "json")
        assert [it for it in json.loads(found.stdout)["problems"] if "the-review" in it["file"]] == []


def test_no_format_of_a_review_names_what_is_hidden(reef: Path, command: Command) -> None:
    for what in ("review", "network"):
        for format in ("text", "csv", "json", "md"):
            done = command(reef, "talanoa", "report", what, "--format", format, "--now", "2026-12-20")
            assert done.returncode == 0 and "Wells" in done.stdout
            assert "SECRET" not in done.stdout and "secret" not in done.stdout and "Left Reef" not in done.stdout


def test_the_same_files_give_the_same_review(reef: Path) -> None:
    content, _ = load(reef)
    assert content
    found = period(content.network, date(2026, 12, 20))
    assert as_post(content, found, review(content, found).tables) == as_post(
        content, found, review(content, found).tables
    )


def test_days_are_in_words_and_a_title_that_only_looks_like_one_is_as_it_is(reef: Path) -> None:
    content, _ = load(reef)
    assert content
    found = period(content.network, date(2026, 12, 20))
    rows = (("Form 2026-02-30", 1), ("Due on 2026-03-01", 2), ("٢٠٢٦-٠٣-٠١", 3))
    tables = [replace(it, rows=(*it.rows, *rows)) if it.id == "hours" else it for it in review(content, found).tables]
    draft = as_post(content, found, tables)
    assert (
        "| Form 2026-02-30 | 1 |" in draft and "| Due on 1 March 2026 | 2 |" in draft and "| ٢٠٢٦-٠٣-٠١ | 3 |" in draft
    )


def test_without_a_term_there_is_no_review(network: Callable[[Files], Path], command: Command) -> None:
    done = command(network({}), "talanoa", "report", "review", "--now", "2026-12-20")
    assert done.returncode == 2 and "no term that has begun" in done.stderr
