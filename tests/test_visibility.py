"""Who is named where: the table of status, visibility and role, and every byte of a site made of it.

Each row is a member with three people: one public, one name-only, one hidden. All of them take every role. Nothing of a
row's secrets (what only a profile may tell) and nothing of a name that may not be known is in any file of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from talanoa.model.event import Event, Override
from talanoa.model.post import Post
from talanoa.model.values import AuthorRef, Host, MemberRef, PersonRef, Words
from tests.conftest import MKDOCS, NETWORK, run, tree

TODAY = "2026-11-21"


@dataclass(frozen=True)
class Row:
    """A member, and what may be known of it: `where` its name is, and which of its people are named for their roles.

    everywhere: a page of its own, feeds, calendars, lists, search, downloads
    in the list: name and country in the directory, and the name on what it wrote, held, led, proposed and signed
    on record: the name on what it wrote, held, led, proposed and signed, and nowhere else
    nowhere: in no byte
    """

    entry: str
    where: str
    people: str


PAGES, NAMES, NONE = "public with a page, name-only by name", "public and name-only by name", "nobody"
TABLE = {
    "aa": Row("status: member", "everywhere", PAGES),
    "ab": Row("status: member, visibility: name-only", "in the list", NONE),
    "ac": Row("status: member, visibility: hidden", "nowhere", NONE),
    "ba": Row("status: partner", "everywhere", PAGES),
    "bb": Row("status: partner, visibility: name-only", "in the list", NONE),
    "bc": Row("status: partner, visibility: hidden", "nowhere", NONE),
    "ca": Row("status: observer", "everywhere", PAGES),
    "cb": Row("status: observer, visibility: name-only", "in the list", NONE),
    "cc": Row("status: observer, visibility: hidden", "nowhere", NONE),
    "da": Row("status: former", "on record", NAMES),
    "db": Row("status: former, visibility: name-only", "nowhere", NONE),
    "dc": Row("status: former, visibility: hidden", "nowhere", NONE),
    "ea": Row("status: former, left: 2026-08-31", "on record", NAMES),
    "eb": Row("status: former, left: 2026-08-31, visibility: name-only", "nowhere", NONE),
    "ec": Row("status: former, left: 2026-08-31, visibility: hidden", "nowhere", NONE),
    "fa": Row("status: former, left: 2027-08-31", "on record", NAMES),
    "fb": Row("status: former, left: 2027-08-31, visibility: name-only", "nowhere", NONE),
    "ga": Row("status: member, left: 2026-11-20", "on record", NAMES),  # someone forgot to change the status
    "gb": Row("status: member, left: 2026-11-20, visibility: name-only", "nowhere", NONE),
    "gc": Row("status: member, left: 2026-11-20, visibility: hidden", "nowhere", NONE),
    "ha": Row("status: member, left: 2026-11-21", "everywhere", PAGES),  # its last day
    "hb": Row("status: member, left: 2027-11-21, visibility: name-only", "in the list", NONE),
    "ia": Row("status: former, tombstone: true", "on record", NAMES),  # and a small page of its own
    "ib": Row("status: former, tombstone: true, visibility: name-only", "nowhere", NONE),
}
VISIBILITIES = ("public", "name-only", "hidden")
# The page on which a role is seen, and whether it is one that people can have as well. So many would be too many for one post or
# event, so each part of the table has its own.
ROLES = {
    "author": ("posts/authored-{}/index.html", True),
    "host": ("events/hosted-{}/index.html", True),
    "lead": ("events/led-{}/index.html", True),
    "proposer": ("events/proposed-{}/index.html", True),
    "signatory": ("statements/index.html", False),
    "attendee": ("events/attended-{}/2026-11-03/index.html", False),
    "asker": ("events/requested-{}/index.html", True),
    "speaker": ("events/spoken-{}/index.html", True),
    "speaker to an item": ("events/said-{}/index.html", True),
    "partner": ("events/backed-{}/index.html", False),
    "funder": ("events/paid-{}/index.html", False),
    "speaker in an occurrence": ("events/talks-{}/2026-11-04/index.html", True),
    "speaker to an item in an occurrence": ("events/talks-{}/2026-11-11/index.html", True),
    "host of an occurrence": ("events/attended-{}/2026-11-10/index.html", True),
    "asker of an occurrence": ("events/attended-{}/2026-11-17/index.html", True),
    "lead in an occurrence": ("events/attended-{}/2026-11-17/index.html", True),
}
PARTS = [[*TABLE][first : first + 3] for first in range(0, len(TABLE), 3)]


def page_of(role: str, row: str) -> str:
    part = next(number for number, rows in enumerate(PARTS) if row in rows)
    return ROLES[role][0].format(part)


def name(row: str) -> str:
    return f"Kelp{row}house"


def person(row: str, visibility: str) -> str:
    return f"Mere{row}{visibility[0]}tui"


def members() -> Iterator[str]:
    for row, said in TABLE.items():
        people = "".join(
            f"      - {{id: who-{row}-{seen[0]}, name: {person(row, seen)}, role: Secret{row}role, visibility: {seen}}}\n"
            for seen in VISIBILITIES
        )
        yield (
            f"  - {{id: org-{row}, name: {name(row)}, country: FJ, {said.entry}, short_name: Secret{row}short,\n"
            f"     about: Secret{row}about, website: 'https://secret{row}.example.org/', works_in: [TO], languages: [en],\n"
            f"     contact: {{name: Secret{row}desk, email: secret{row}@example.org, consent: 2026-01-01}},\n"
            f"     social: {{x: 'https://secret{row}.example.org/x'}}, formerly: [old-secret{row}], people: [\n"
            + people.replace("      - ", "       ").replace("}\n", "},\n")
            + "     ]}\n"
        )


def everyone(rows: list[str]) -> str:
    ids = [f"org-{row}" for row in rows]
    return ", ".join([*ids, *(f"who-{row}-{seen[0]}" for row in rows for seen in VISIBILITIES)])


def items(role: str, rows: list[str]) -> str:
    return ", ".join(f"{{title: An item, {role}: {id}}}" for id in everyone(rows).split(", "))


def backers(rows: list[str]) -> str:
    return ", ".join(f"{{member: org-{row}, role: A role}}" for row in rows)


def events(part: int, rows: list[str]) -> str:
    olds = ", ".join([*(f"old-secret{row}" for row in rows if TABLE[row].where != "everywhere")])
    return (
        f"  - {{id: hosted-{part}, title: Hosted, type: meeting, start: 2026-12-01, hosts: [{everyone(rows)}, {olds}]}}\n"
        f"  - {{id: led-{part}, title: Led, type: meeting, start: 2026-12-02, agenda: [{items('lead', rows)}]}}\n"
        f"  - {{id: proposed-{part}, title: Proposed, type: meeting, start: 2026-12-03,\n"
        f"     agenda: [{items('proposed_by', rows)}]}}\n"
        f"  - {{id: requested-{part}, title: Requested, type: summit, start: 2026-12-08,\n"
        f"     proposals: [{items('by', rows)}]}}\n"
        f"  - {{id: spoken-{part}, title: Spoken, type: meeting, start: 2026-12-04, speakers: [{everyone(rows)}]}}\n"
        f"  - {{id: said-{part}, title: Said, type: meeting, start: 2026-12-05,\n"
        f"     agenda: [{{title: An item, speakers: [{everyone(rows)}]}}]}}\n"
        f"  - {{id: backed-{part}, title: Backed, type: meeting, start: 2026-12-06, partners: [{backers(rows)}]}}\n"
        f"  - {{id: paid-{part}, title: Paid, type: meeting, start: 2026-12-07, funders: [{backers(rows)}]}}\n"
        f"  - id: talks-{part}\n    title: Talks\n    type: call\n    start: 2026-11-04\n"
        "    recurrence: {every: 1 week, count: 2}\n    occurrences:\n"
        f"      2026-11-04: {{speakers: [{everyone(rows)}]}}\n"
        f"      2026-11-11: {{agenda: [{{title: An item, speakers: [{everyone(rows)}]}}]}}\n"
        f"  - id: attended-{part}\n    title: Attended\n    type: call\n    start: 2026-11-03\n"
        "    recurrence: {every: 1 week, count: 3}\n    occurrences:\n"
        f"      2026-11-03: {{attended: [{', '.join(f'org-{row}' for row in rows)}]}}\n"
        f"      2026-11-10: {{hosts: [{everyone(rows)}, {olds}]}}\n"
        f"      2026-11-17: {{agenda: [{items('lead', rows)}, {items('proposed_by', rows)}],\n"
        f"                   proposals: [{items('by', rows)}]}}\n"
    )


def network(root: Path) -> Path:
    orgs = [f"org-{row}" for row in TABLE]
    signed = "".join(f"  - {{member: {id}, date: 2026-10-02, representative: Secret{id[4:]}signer}}\n" for id in orgs)
    front = "---\ntitle: {}\ndate: 2026-10-01\nauthors: [{}]\nkind: {}\n{}---\nText. [A link](/members/org-{}/)\n"
    files = {
        "network.yml": NETWORK.replace("Pacific/Auckland", "UTC")
        + "participation: {event: attended-0, expected: 1, of: 2, publish: members}\n",
        "mkdocs.yml": MKDOCS,
        "docs/about.md": "# About\n",
        "members.yml": "members:\n" + "".join(members()),
        "posts/signed.md": front.format("Signed", "{name: A guest}", "statement", f"signatories:\n{signed}", "ac"),
        "events.yml": "events:\n" + "".join(events(part, rows) for part, rows in enumerate(PARTS)),
    }
    for part, rows in enumerate(PARTS):
        translation = f"language: fj\ntranslation_of: authored-{part}\n"
        files[f"posts/authored-{part}.md"] = front.format("Authored", everyone(rows), "blog", "", "db")
        files[f"posts/translated-{part}.md"] = front.format("Translated", everyone(rows), "blog", translation, "eb")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each file in small letters, its name in front."""
    root = network(tmp_path_factory.mktemp("network"))
    done = run(root, "talanoa", "build", "--now", TODAY)
    assert done.returncode == 0, done.stderr
    found = tree(root / "site")
    return {path: path.lower().encode() + b"\n" + data.lower() for path, data in found.items()}


def with_text(site: dict[str, bytes], text: str) -> set[str]:
    return {path for path, data in site.items() if text.lower().encode() in data}


@pytest.mark.parametrize("row", TABLE)
def test_what_only_a_profile_may_tell_is_nowhere_else(row: str, site: dict[str, bytes]) -> None:
    if TABLE[row].where == "everywhere":
        page = site[f"members/org-{row}/index.html"]
        assert all(f"secret{row}{part}".encode() in page for part in ("short", "about", "desk", "@example.org"))
        assert f"members/old-secret{row}/index.html" in site
    else:
        own = {f"members/old-secret{row}/index.html", f"members/org-{row}/index.html"} if row == "ia" else set()
        assert with_text(site, f"secret{row}") <= own
        assert with_text(site, f"org-{row}") <= own
        assert with_text(site, f"who-{row}") == set()


@pytest.mark.parametrize("row", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_a_members_name_in_a_role(row: str, role: str, site: dict[str, bytes]) -> None:
    assert (name(row).lower().encode() in site[page_of(role, row)]) is (TABLE[row].where != "nowhere")


@pytest.mark.parametrize("row", TABLE)
@pytest.mark.parametrize("role", [role for role, (_, of_people) in ROLES.items() if of_people])
def test_a_persons_name_in_a_role(row: str, role: str, site: dict[str, bytes]) -> None:
    named = {seen for seen in VISIBILITIES if person(row, seen).lower().encode() in site[page_of(role, row)]}
    assert named == (set() if TABLE[row].people == NONE else {"public", "name-only"})


@pytest.mark.parametrize("row", TABLE)
def test_where_a_member_is_listed(row: str, site: dict[str, bytes]) -> None:
    where, files = TABLE[row].where, with_text(site, name(row))
    lists = {
        "members/index.html",
        "data/members.json",
        "data/members.csv",
        "data/popolo.json",
        "countries/fj/index.html",
    }
    assert lists & files == (lists if where in ("everywhere", "in the list") else set())
    if where == "nowhere":
        assert files == set()
    if where == "on record":  # its name finds what it wrote, signed and held, not itself
        records = [json.loads(site[path].partition(b"\n")[2]) for path in files if path.startswith("search/r/")]
        assert {record["url"].split("/")[1] for record in records} <= {"posts", "events"}
        assert not [path for path in files if path.startswith(("data/members", "data/popolo"))]


@pytest.mark.parametrize("row", TABLE)
def test_the_pages_of_people(row: str, site: dict[str, bytes]) -> None:
    pages = {seen for seen in VISIBILITIES if f"people/who-{row}-{seen[0]}/index.html" in site}
    assert pages == ({"public"} if TABLE[row].people == PAGES else set())
    hidden = VISIBILITIES if TABLE[row].people == NONE else ("hidden",)
    assert [person(row, seen) for seen in hidden if with_text(site, person(row, seen))] == []
    assert with_text(site, f"who-{row}-h") == set()


def test_a_tombstone_is_only_for_those_of_whom_all_could_be_known(site: dict[str, bytes]) -> None:
    tombstones = {row for row in TABLE if f"members/org-{row}/index.html" in site and TABLE[row].where != "everywhere"}
    assert tombstones == {"ia"}


def test_those_who_are_hidden_are_counted_and_those_who_left_are_not(site: dict[str, bytes]) -> None:
    counted = sum(row.where in ("everywhere", "in the list") for row in TABLE.values()) + 3
    assert f"{counted} members".encode() in site["index.html"]


def test_every_field_that_names_someone_is_a_role_of_this_table() -> None:
    """A new one has to be taken out where it may not be seen (`_Pruning`), and be tried here."""
    found = {*_naming(Post), *_naming(Event), *_naming(Override)}
    both = {"hosts", "speakers", "agenda.proposed_by", "agenda.lead", "agenda.speakers", "attended", "proposals.by"}
    once = {"authors", "signatories.member", "partners.member", "funders.member"}
    assert found == once | both | {f"occurrences.{field}" for field in both}


def _naming(cls: Any, before: str = "") -> Iterator[str]:
    for field, hint in get_type_hints(cls).items():
        for part in _parts(hint):
            if part in (AuthorRef, PersonRef, MemberRef, Host):
                yield before + field
            elif hasattr(part, "__struct_fields__") and part is not Words:
                yield from _naming(part, f"{before}{field}.")


def _parts(hint: Any) -> Iterator[Any]:
    inner = get_args(hint)
    yield from (part for each in inner for part in _parts(each)) if inner else (hint,)


# --- the edges, without a build -----------------------------------------------------------------------------------------
