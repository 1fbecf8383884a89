"""Open data as those who take it find it: read back with json and csv."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from tests.conftest import REPOSITORY, cache_of
from tests.outputs.conftest import SiteOf

from talanoa.build import Outputs, build
from talanoa.outputs.exports.data import ABOUT, TABLES, files
from talanoa.outputs.view import View

PAGE = REPOSITORY / "plugins/talanoa/manual/data.md"

NETWORK = """\
id: reef
authority: reef.example.org,2016
name: { en: Reef Network, mi: Whatunga Toka }
timezone: Asia/Kathmandu
languages: [en, mi]
licence: CC-BY-4.0
themes: [{ id: budgets, title: Budgets }]
statuses: [{ id: member, title: Member }]
countries: [{ code: FJ, status: member, since: "2015", as_of: 2026-03-01, source: "=a list" }]
"""


@pytest.fixture(scope="module")
def shipped() -> Outputs:
    """The repository's own site."""
    return shipped_outputs()


def exported(view: View) -> dict[str, bytes]:
    return {file.address.removeprefix("/data/"): file.made(view) for file in files(view)}


def of(view: View, noun: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(view)[f"{noun}.json"])[noun]
    return found


def lines(view: View, noun: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(view)[f"{noun}.csv"].decode("utf-8-sig"), newline="")))


def test_a_member_has_its_entry_and_its_line(site_of: SiteOf) -> None:
    view = site_of(
        {
            "network.yml": NETWORK,
            "members.yml": """\
members:
  - id: open-reef
    name: { en: Open Reef, ko: 열린 산호초 }
    country: FJ
    kind: ngo
    works_in: [FJ, TO]
    themes: [budgets]
    about: |
      Reads *budgets*. See [us](../posts/) or [there](https://elsewhere.example.org/).

      <script>alert(1)</script>
    website: https://open-reef.example.org/
    joined: 2026-03-15
    contact: { name: Desk, email: desk@example.org, consent: 2026-03-01 }
    people: [{ id: ana, name: Ana, role: Reader }]
""",
        }
    )
    (member,) = of(view, "members")
    assert member["id"] == "open-reef"
    assert member["name"] == {"en": "Open Reef", "ko": "열린 산호초"}
    assert member["works_in"] == ["FJ", "TO"]
    assert member["contact"] == {"name": "Desk", "email": "desk@example.org"}
    assert member["people"] == [
        {"id": "ana", "name": "Ana", "role": "Reader", "url": "https://example.org/people/ana/"}
    ]
    assert member["url"] == "https://example.org/members/open-reef/"
    html, text = member["about"]["en"]["html"], member["about"]["en"]["text"]
    assert "<em>budgets</em>" in html and "<script" not in html
    assert "site:" not in html
    assert text.startswith("Reads budgets.")
    (line,) = lines(view, "members")
    assert line["name"] == "Open Reef"
    assert line["works_in"] == "FJ; TO"
    assert line["contact_email"] == "desk@example.org"
    assert line["people"] == "Ana"
    assert line["short_name"] == ""


PRIVATE = {
    "network.yml": NETWORK + "participation: { event: call, expected: 1, of: 2, publish: totals }\n",
    "members.yml": """\
members:
  - { id: open-reef, name: Open Reef, country: FJ, contact: { email: open@example.org, consent: 2026-03-01 },
      people: [{ id: public-person, name: Public Person, role: Speaker },
               { id: name-alone, name: Just a Name, role: SECRET-role, about: SECRET-life, visibility: name-only },
               { id: secret-person, name: SECRET-person, visibility: hidden }] }
  - { id: secret-name-only, name: Known by Name, country: MM, short_name: SECRET-short, website: https://secret.example.org/,
      themes: [budgets], joined: 2026-03-15, visibility: name-only, people: [{ id: secret-friend, name: SECRET-friend }],
      contact: { name: SECRET-desk, email: secret-desk@example.org, consent: 2026-03-01 } }
  - { id: secret-member, name: SECRET-member, country: KH, visibility: hidden }
  - { id: secret-former, name: SECRET-former, country: FJ, status: former }
""",
    "events.yml": """\
events:
  - { id: call, title: Call, type: call, start: 2026-03-17 15:00, duration: 1 hour,
      online: { platform: Video, url: https://call.example.org/SECRET-room },
      hosts: [open-reef, secret-name-only, secret-member], attended: [open-reef, secret-member],
      agenda: [{ title: Plans, lead: secret-person }, { title: More, lead: name-alone }] }
  - { id: secret-event, title: SECRET-event, type: call, start: 2026-04-17, visibility: hidden }
""",
    "posts/note.md": """\
---
title: Note
date: 2026-03-02
authors: [secret-person, name-alone]
kind: statement
events: [call, secret-event]
signatories: [{ member: secret-name-only, representative: SECRET-friend }, { member: secret-member }]
---
Text.
""",
    "posts/draft.md": "---\ntitle: SECRET-draft\ndate: 2026-03-02\nauthors: [open-reef]\nkind: blog\ndraft: true\n---\nText.\n",
    "posts/later.md": "---\ntitle: SECRET-later\ndate: 2027-03-02\nauthors: [open-reef]\nkind: blog\n---\nText.\n",
}


def test_nothing_hidden_is_in_any_file(site_of: SiteOf) -> None:
    view = site_of(PRIVATE)
    for address, data in exported(view).items():
        assert b"secret" not in data.lower(), address
    members = of(view, "members")
    assert members[-1] == {"name": {"en": "Known by Name"}, "country": "MM"}, "name and country and nothing else"
    assert members[0]["people"][1] == {"name": "Just a Name"}
    assert len(members) == 2
    assert json.loads(exported(view)["members.json"])["hidden"] == 1, "counted, never shown"
    line = lines(view, "members")[-1]
    assert {key: cell for key, cell in line.items() if cell} == {"name": "Known by Name", "country": "MM"}
    (event,) = of(view, "events")
    assert event["hosts"] == [
        {"id": "open-reef", "name": "Open Reef", "url": "https://example.org/members/open-reef/"},
        {"name": "Known by Name"},
    ]
    assert event["online"] == {"platform": "Video"}
    assert "attended" not in event
    assert event["attended_count"] == 2
    assert [item.get("lead") for item in event["agenda"]] == [None, {"name": "Just a Name"}]


def test_who_came_is_there_only_if_the_network_publishes_it(site_of: SiteOf) -> None:
    for publish, names, count in (("members", ["Open Reef"], 2), ("totals", [], 2), ("none", [], None)):
        network = PRIVATE["network.yml"].replace("publish: totals", f"publish: {publish}")
        (event,) = of(site_of({**PRIVATE, "network.yml": network}), "events")
        assert [member["name"] for member in event.get("attended", [])] == names
        assert event.get("attended_count") == count


def test_an_event_is_an_entry_and_each_occurrence_a_line(site_of: SiteOf) -> None:
    view = site_of(
        {
            "network.yml": NETWORK,
            "events.yml": """\
events:
  - id: sydney-call
    title: Call
    type: call
    start: 2026-03-25 23:30
    duration: 90 minutes
    timezone: Australia/Sydney
    place: { name: Hall, latitude: -18.14, longitude: 178.44 }
    notes: Of all.
    hosts: [A friend]
    recurrence: { every: 2 weeks, count: 3, except: [2026-04-22] }
    occurrences:
      2026-04-08: { start: 2026-04-09 10:00, status: tentative, agenda: [{ title: One }], hosts: [], attended_count: 4 }
  - { id: deadline, title: Deadline, type: deadline, start: 2026-05-01, end: 2026-05-02 }
""",
        }
    )
    deadline, call = of(view, "events")
    assert (deadline["start"], deadline["end"], deadline["all_day"]) == ("2026-05-01", "2026-05-02", True)
    assert "occurrences" not in deadline
    assert call["start"] == "2026-03-25T23:30:00+11:00"
    assert call["end"] == "2026-03-26T01:00:00+11:00"
    assert call["timezone"] == "Australia/Sydney"
    assert call["recurrence"] == {"every": "2 weeks", "count": 3, "except": ["2026-04-22"]}
    assert "notes" not in call, "notes belong to one occurrence"
    first, second = call["occurrences"]
    assert first == {
        "date": "2026-03-25",
        "status": "confirmed",
        "start": "2026-03-25T23:30:00+11:00",
        "end": "2026-03-26T01:00:00+11:00",
        "url": "https://example.org/events/sydney-call/2026-03-25/",
    }
    assert second == {
        "date": "2026-04-08",
        "status": "tentative",
        "start": "2026-04-09T10:00:00+10:00",  # clocks have gone back
        "end": "2026-04-09T11:30:00+10:00",
        "hosts": None,
        "agenda": [{"title": "One", "status": "proposed"}],
        "attended_count": 4,
        "url": "https://example.org/events/sydney-call/2026-04-08/",
    }
    rows = [(line["id"], line["date"], line["start"], line["hosts"]) for line in lines(view, "events")]
    assert rows == [
        ("deadline", "", "2026-05-01", ""),
        ("sydney-call", "2026-03-25", "2026-03-25T23:30:00+11:00", "A friend"),
        ("sydney-call", "2026-04-08", "2026-04-09T10:00:00+10:00", ""),
    ]
    assert lines(view, "events")[1]["place_latitude"] == "-18.14", "a number stays one"


def test_a_post_has_no_text_but_all_about_it(site_of: SiteOf) -> None:
    top = "date: 2026-03-02\nauthors: [{name: Ana, affiliation: Reef School}]\nkind: op-ed\n"
    view = site_of(
        {
            "network.yml": NETWORK,
            "posts/2026-03-02-wells.md": f"---\ntitle: '=Wells & <3'\n{top}id: wells-2016\n---\nThree words here.\n",
            "posts/puna.md": f"---\ntitle: Puna\n{top}language: mi\ntranslation_of: wells\nlicence: CC0-1.0\n---\nKupu.\n",
        }
    )
    puna, wells = of(view, "posts")
    assert (wells["id"], wells["slug"], wells["title"]) == ("wells-2016", "wells", "=Wells & <3")
    assert wells["authors"] == [{"name": "Ana", "affiliation": "Reef School"}]
    assert wells["words"] == 3
    assert (wells["licence"], puna["licence"]) == ("CC-BY-4.0", "CC0-1.0")
    assert wells["translations"] == [{"slug": "puna", "language": "mi", "url": "https://example.org/posts/puna/"}]
    assert puna["translation_of"] == "wells"
    assert lines(view, "posts")[1]["title"] == "'=Wells & <3"


def test_a_country_has_its_status_and_what_is_here_about_it(site_of: SiteOf) -> None:
    view = site_of({**PRIVATE, "network.yml": NETWORK})
    by_code = {country["code"]: country for country in of(view, "countries")}
    assert list(by_code) == ["FJ", "MM"]
    assert by_code["FJ"]["name"]["en"] == "Fiji"
    assert by_code["FJ"]["status_title"] == {"en": "Member"}
    assert (by_code["FJ"]["members"], by_code["FJ"]["posts"]) == (1, 0)
    assert by_code["MM"] == {
        "code": "MM",
        "name": by_code["MM"]["name"],
        "members": 1,
        "posts": 0,
        "events": 0,
        "url": "https://example.org/countries/mm/",
        "feed": "https://example.org/countries/mm/rss.xml",
    }
    assert lines(view, "countries")[0]["source"] == "'=a list"


def test_every_file_says_whose_it_is_how_it_may_be_used_and_how_new_it_is(site_of: SiteOf) -> None:
    view = site_of({**PRIVATE, "docs/data.md": "# Open data\n"})
    found = exported(view)
    for name in ("members.json", "events.json", "posts.json", "countries.json", "popolo.json"):
        data = json.loads(found[name])
        head = data.get("meta", data)
        assert head["publisher"] == "Reef Network"
        assert head["source"] == "https://example.org/"
        assert head["documentation"] == "https://example.org/contribute/data/"
        assert head["licence"] == "CC-BY-4.0"
    assert json.loads(found["posts.json"])["updated"] == "2026-03-02", "the newest date of the data, never today"
    assert json.loads(found["countries.json"])["updated"] == "2026-03-01"


def test_every_field_that_is_used_is_explained_in_the_file_itself(shipped: Outputs) -> None:
    view = shipped.view
    for table in TABLES.values():
        data = json.loads(exported(view)[f"{table.noun}.json"])
        assert data[table.noun], table.noun
        for thing in data[table.noun]:
            assert set(thing) <= set(data["fields"]), table.noun


def test_csv_is_what_spreadsheets_read(site_of: SiteOf) -> None:
    """RFC 4180: CRLF and doubled quotation marks; a byte order mark for Excel."""
    member = 'members: [{ id: m, name: "Say \\"a, b\\"; c", country: FJ, about: "One\\n\\n- two\\n- three" }]\n'
    data = exported(site_of({"network.yml": NETWORK, "members.yml": member}))["members.csv"]
    assert data.startswith(b"\xef\xbb\xbfid,name,country,")
    assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n") == 2
    assert b'm,"Say ""a, b""; c",FJ,' in data
    (line,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert line["name"] == 'Say "a, b"; c'
    assert line["about"] == "One two three"


def test_every_line_has_every_column(shipped: Outputs) -> None:
    view = shipped.view
    for table in TABLES.values():
        rows = list(csv.reader(io.StringIO(exported(view)[f"{table.noun}.csv"].decode("utf-8-sig"), newline="")))
        assert len(set(rows[0])) == len(rows[0])
        assert {len(row) for row in rows} == {len(table.columns)}


def test_every_address_on_this_site_leads_somewhere(shipped: Outputs) -> None:
    there = {page.address for page in shipped.pages} | {file.address for file in shipped.files}
    there |= {copy.address for copy in shipped.copies(())} | {"/", "/data/"}
    there |= {path.removeprefix("docs") for path in shipped.view.site.files if path.startswith("docs/")}
    data = b"".join(data for name, data in exported(shipped.view).items() if not name.startswith("schema/"))
    addresses = set(re.findall(r"https://site\.example/n(/[^\s\"<>;,]*)", data.decode()))
    assert len(addresses) > 50
    assert sorted(address for address in addresses if address.partition("#")[0] not in there) == []


@cache
def shipped_outputs() -> Outputs:
    now, kept = datetime(2026, 11, 21, 12, tzinfo=UTC), cache_of(REPOSITORY)
    outputs = build(REPOSITORY, now, "https://site.example/n/", cache=kept).outputs
    assert outputs
    return outputs


# --- manual/data.md -------------------------------------------------------------------------------------------------


def _tables() -> Mapping[str, list[str]]:
    """What the tables of manual/data.md have to say, by the line above them."""
    found = {"Each file begins with:": [f"| `{key}` | {meaning} |" for key, meaning in ABOUT.items()]}
    for table in TABLES.values():
        found[f"## {table.noun.capitalize()}"] = [
            f"| `{name}` | {meaning} | {', '.join(f'`{column}`' for column in columns) or '–'} |"
            for name, meaning, columns in table.described()
        ]
    return found


@pytest.mark.parametrize("above", _tables())
def test_the_page_about_the_data_explains_every_field(above: str) -> None:
    """TALANOA_REFRESH=1 writes the tables; read the difference before you commit it."""
    text = PAGE.read_text("utf-8")
    pattern = re.compile(rf"(^{re.escape(above)}\n\n\|.*\n\| --- .*\n)((?:\|.*\n)*)", re.MULTILINE)
    match = pattern.search(text)
    assert match, f"manual/data.md has no table below '{above}'"
    if os.environ.get("TALANOA_REFRESH"):
        text = text[: match.start(2)] + "".join(f"{row}\n" for row in _tables()[above]) + text[match.end(2) :]
        PAGE.write_text(text, "utf-8")
    else:
        assert match[2].splitlines() == _tables()[above]


def test_the_page_about_the_data_names_every_address(shipped: Outputs) -> None:
    text = PAGE.read_text("utf-8")
    for file in files(shipped.view):
        assert f"`{file.address}`" in text
