"""No leak: what is hidden, drafted, scheduled or expired reaches no byte of the output.

Every secret in this network has the word MARKED (or marked, in ids and addresses); the whole site is searched for it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.conftest import NETWORK, NOW, Command, Files, run, tree, write_network
from tests.made import built


def picture() -> bytes:
    """A picture with a note in it."""
    file, note = io.BytesIO(), PngInfo()
    note.add_text("Author", "MARKED")
    Image.new("RGB", (3, 2)).save(file, "PNG", pnginfo=note)
    return file.getvalue()


FILES: Files = {
    "network.yml": NETWORK + "participation: {event: reef-call, expected: 5, of: 8, publish: totals}\n",
    "members.yml": """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    contact: {name: Sefa, email: marked-no-consent-is-an-error@example.org, consent: 2026-01-01}
    commitments: [{what: MARKED offer, by: 2027-01-01}, {what: MARKED gift, done: 2026-09-01}]
    people:
      - {id: sefa, name: Sefa Reef}
      - {id: marked-hidden-person, name: MARKED hidden person, role: MARKED role, visibility: hidden}
      - {id: marked-quiet-person, name: Quiet Person, role: MARKED role, about: MARKED about, visibility: name-only}
  - id: second-reef
    name: Second Reef
    country: FJ
    commitments_consent: 2026-03-01
    commitments:
      - {what: MARKED overdue offer, by: 2026-11-20}
      - {what: An offer that may be shown, by: 2026-11-21}
  - id: third-reef
    name: Third Reef
    country: FJ
    commitments_consent: 2026-11-22
    commitments: [{what: MARKED offer of one who agrees tomorrow}]
  - id: marked-hidden-member
    name: MARKED hidden member
    short_name: MARKED short
    country: TO
    about: MARKED about
    website: https://marked.example.org/
    themes: []
    visibility: hidden
    formerly: [marked-earlier-name]
    logo: {src: members/marked.png, alt: MARKED logo}
    people:
      - {id: marked-person-of-hidden, name: MARKED person of a hidden member}
  - id: marked-name-only
    name: Quiet Shoal
    short_name: MARKED short name
    country: WS
    kind: ngo
    works_in: [TV]
    languages: [gil]
    about: MARKED about
    website: https://marked.example.org/
    joined: 2026-01-01
    contact: {name: MARKED contact, form: "https://marked.example.org/"}
    visibility: name-only
    formerly: [marked-earlier-name-of-quiet]
    logo: {src: members/marked.png, alt: MARKED logo}
    identifiers: {wikidata: Q42, org_id: MARKED}
    social: {mastodon: "https://marked.example.org/@marked"}
    people:
      - {id: marked-person-of-quiet, name: MARKED person of a name-only member}
  - id: marked-former
    name: Ebbed Reef
    short_name: MARKED short
    country: NR
    works_in: [PW]
    languages: [tvl]
    status: former
    about: MARKED about
    website: https://marked.example.org/
    logo: {src: members/marked.png, alt: MARKED logo}
    joined: 2020-01-01
    left: 2026-08-31
    contact: {name: MARKED contact, email: marked-former@example.org, consent: 2026-01-01}
    formerly: [marked-earlier-name-of-former]
    people:
      - {id: marked-person-of-former, name: Ebbed Person, role: MARKED role, about: MARKED about}
      - {id: marked-hidden-person-of-former, name: MARKED person, visibility: hidden}
  - id: marked-hidden-former
    name: MARKED hidden former member
    country: NF
    status: former
    visibility: hidden
    people: [{id: marked-person-of-hidden-former, name: MARKED person}]
  - id: remembered-reef
    name: Remembered Reef
    short_name: MARKED short
    country: MH
    status: former
    tombstone: true
    about: MARKED about
    website: https://marked.example.org/
    logo: {src: members/marked.png, alt: MARKED logo}
    left: 2026-08-31
    formerly: [young-reef]
    people: [{id: marked-person-of-remembered, name: Remembered Person, role: MARKED role}]
""",
    "events.yml": """\
series:
  - id: marked-listed-series
    title: MARKED listed series
    description: MARKED description
    output: {title: MARKED output, steps: [{state: draft, date: 2026-10-01, document: members/marked.txt}]}
  - id: reef-plan
    title: Making the reef plan
    output:
      title: The reef plan
      steps:
        - {state: draft, date: 2026-09-30, event: marked-planning, document: MARKED draft of the plan}
        - {state: validated, event: marked-planning, document: "https://marked.example.org/plan"}
        - {state: tabled, date: 2026-10-03, document: members/marked.txt}
events:
  - id: asked
    title: Asked
    type: deadline
    start: 2026-10-20
    survey: {title: A survey, url: "https://marked.example.org/form", closes: 2026-10-19, results: events/marked.csv}
  - id: reef-day
    title: Reef day
    type: summit
    start: 2026-12-03
    proposals:
      - {title: A proposal, by: marked-hidden-member}
      - {title: Another proposal, by: marked-hidden-person}
      - {title: A third proposal, by: marked-earlier-name}
  - id: marked-planning
    title: MARKED planning
    type: meeting
    start: 2026-10-01
    visibility: hidden
    series: {id: marked-listed-series, number: 1}
    documents:
      - {title: MARKED draft of the plan, file: members/marked.txt, kind: draft}
      - {title: MARKED plan, url: "https://marked.example.org/plan", kind: draft}
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-10-01 10:00
    online: {platform: A call, url: "https://marked.example.org/join?pwd=MARKED"}
    hosts: [open-reef, marked-hidden-member, marked-hidden-person, marked-earlier-name, marked-earlier-name-of-quiet]
    recurrence: {every: 6 weeks, count: 3}
    agenda:
      - {title: Item, proposed_by: marked-hidden-member, lead: marked-hidden-person}
      - {title: Other item, proposed_by: marked-former, lead: marked-person-of-former}
    occurrences:
      2026-11-12:
        online: {url: "https://marked.example.org/join?pwd=MARKED"}
        attended: [open-reef, marked-hidden-member, marked-name-only]
        agenda:
          - {title: Second item, proposed_by: marked-person-of-hidden, lead: marked-person-of-quiet}
  - id: marked-hidden-event
    title: MARKED hidden event
    type: meeting
    start: 2026-12-01
    description: MARKED description
    place: {name: MARKED place, city: MARKED city, country: KI}
    documents: [{title: MARKED document, url: "https://marked.example.org/"}]
    series: {id: marked-series, title: MARKED series}
    languages: [pau]
    formerly: [marked-earlier-event]
    visibility: hidden
    recurrence: {every: 1 week, count: 2}
    occurrences: {2026-12-08: {title: MARKED title, hosts: [MARKED]}}
""",
    "posts/reef.md": """\
---
title: A public post
date: 2026-11-01
authors:
  - sefa
  - marked-quiet-person
  - marked-hidden-person
  - marked-hidden-member
  - marked-person-of-hidden
  - marked-person-of-quiet
  - marked-former
  - marked-person-of-former
  - marked-hidden-person-of-former
  - marked-hidden-former
  - marked-person-of-hidden-former
  - marked-person-of-remembered
kind: statement
events: [reef-call, marked-hidden-event]
signatories:
  - {member: open-reef, date: 2026-11-02}
  - {member: marked-hidden-member, date: 2026-11-02, representative: MARKED representative}
  - {member: marked-name-only, date: 2026-11-02, representative: MARKED representative}
  - {member: marked-former, date: 2026-08-02, representative: MARKED representative}
  - {member: marked-hidden-former, date: 2026-08-02, representative: MARKED representative}
  - {member: remembered-reef, date: 2026-08-02}
  - {member: second-reef, received: 2026-11-03, representative: MARKED representative}
  - {member: third-reef, date: 2026-11-04, received: true, representative: MARKED representative}
response: {date: 2026-11-22, url: "https://marked.example.org/answer", summary: MARKED answer}
amended: [{date: 2026-11-22, what: MARKED change}]
---
Links to [a hidden event](/events/marked-hidden-event/), [a hidden member](/members/marked-hidden-member/),
[its old address](/members/marked-earlier-name/), [one of its people](/people/marked-person-of-hidden/#marked),
[a former member](../members.yml#marked), [its page](/members/marked-former/), [a feed](/members/marked-former/rss.xml),
[a series](/series/marked-series/), [a draft](marked-draft.md) and [something scheduled](/posts/marked-scheduled/#marked).
""",
    "posts/marked-draft.md": "---\ntitle: MARKED draft\ndate: 2026-11-01\nauthors: [sefa]\nkind: news\ndraft: true\n"
    "formerly: [marked-earlier-draft]\n---\nMARKED\n",
    "posts/marked-scheduled.md": "---\ntitle: MARKED\ndate: 2026-11-01\npublish_at: 2026-11-22\nauthors: [sefa]\nkind: blog\n"
    "image: {src: marked.png, alt: MARKED}\n---\nMARKED ![MARKED](marked.png)\n",
    "posts/marked.png": picture(),
    "members/marked.png": picture(),
    "members/marked.txt": "MARKED\n",
    "events/marked.csv": "Name,Is it wet?,MARKED why?\n"
    + "".join(f"MARKED {n},{'yes' if n < 12 else 'no' if n < 20 else 'MARKED'},MARKED {n}\n" for n in range(22)),
    "posts/marked-future.md": "---\ntitle: MARKED\ndate: 2027-01-01\nauthors: [sefa]\nkind: blog\nlanguage: tet\n---\nMARKED\n",
    "posts/marked-expired.md": "---\ntitle: MARKED\ndate: 2026-01-01\nexpires: 2026-11-21\nauthors: [sefa]\nkind: opportunity\n"
    "countries: [NU]\n---\nMARKED\n",
    "posts/marked-translation.md": "---\ntitle: MARKED\ndate: 2026-01-01\nauthors: [sefa]\nkind: blog\nlanguage: fj\n"
    "translation_of: reef\ndraft: true\n---\nMARKED\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = write_network(tmp_path_factory.mktemp("secrets"), FILES)
    done = run(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


def test_no_byte_of_the_site_has_a_secret(site: dict[str, bytes]) -> None:
    assert leaks(site) == {}


def test_no_byte_of_what_other_generators_get_has_a_secret(network: Callable[[Files], Path], command: Command) -> None:
    root = network(FILES)
    done = command(root, "talanoa", "stage", "--now", NOW, str(root / "staged"))
    assert done.returncode == 0, done.stderr
    staged = tree(root / "staged")
    assert b"A public post" in staged["docs/posts/reef/index.md"]
    assert leaks(staged) == {}


def test_no_byte_of_a_digest_has_a_secret(
    network: Callable[[Files], Path], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of days long past and of some to come, with a greeting that leads to what is hidden."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")  # NOW
    greeting = (
        "[Hidden](/events/marked-hidden-event/), [draft](/posts/marked-draft/), [former](/members/marked-former/).\n"
    )
    root = network({**FILES, "digests/greeting.md": greeting})
    for since, until in (("2025-01-01", "2026-11-21"), ("2026-11-01", "2027-12-31"), ("2026-09-01", "2026-10-10")):
        done = command(root, "talanoa", "digest", "--since", since, "--until", until, "--out", "mail")
        assert done.returncode == 0, done.stderr
        made = tree(root / "mail")
        assert {*made} == {"digest.en.eml", "digest.en.html", "digest.en.txt"}
        made["decoded"] = b"".join(
            part.get_payload(decode=True)
            for part in message_from_bytes(made["digest.en.eml"]).walk()
            if not part.is_multipart()
        )
        assert leaks(made) == {}
    assert b"Reef call" in made["digest.en.txt"] and b"Hidden" in made["digest.en.txt"]


def leaks(site: dict[str, bytes]) -> dict[str, bytes]:
    consented = b"marked-no-consent-is-an-error@example.org"  # the one thing that its owner agreed to
    return {
        name: data[max(0, found - 60) : found + 60]
        for name, data in site.items()
        if (found := data.replace(consented, b"").lower().find(b"marked")) >= 0 or "marked" in name.lower()
    }


@pytest.mark.parametrize("publish", ["members", "totals", "none"])
def test_who_came_and_a_hidden_series_of_calls_leak_nothing(
    publish: str, network: Callable[[Files], Path], command: Command
) -> None:
    text = f"{NETWORK}participation: {{event: marked-hidden-event, expected: 1, of: 2, publish: {publish}}}\n"
    root = network({**FILES, "network.yml": text})
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    assert leaks(tree(root / "site")) == {}


TERM = "term: {start: 2026-09-01, end: 2027-08-31, reviews: [2027-03-01]}\n"


def test_reports_leave_nothing_on_the_site_and_those_for_others_name_no_secret(
    network: Callable[[Files], Path], command: Command
) -> None:
    root = network({**FILES, "network.yml": str(FILES["network.yml"]) + TERM})
    for what, format in (("desk", "md"), ("participation", "text"), ("review", "md"), ("network", "json")):
        words = ("report", what, "--format", format, "--out", f"{what}.{format}", "--now", NOW)
        assert command(root, "talanoa", *words).returncode == 0, what
    for more in (
        ("desk", "--ics", "--out", "desk.ics"),
        ("desk", "--mail", "--out", "drafts"),
        ("handover", "--out", "handover"),
    ):
        assert command(root, "talanoa", "report", *more, "--now", NOW).returncode == 0, more
    assert "MARKED" in (root / "desk.md").read_text("utf-8"), "the coordinator sees what is hidden"
    for name in ("review.md", "network.json"):
        assert "marked" not in (root / name).read_text("utf-8").lower(), name
    (root / "review.md").rename(root / "posts/review.md")
    post = (root / "posts/review.md").read_text("utf-8")
    (root / "posts/review.md").write_text(post.replace("draft: true", "# "), "utf-8")
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    site = tree(root / "site")
    assert "posts/review/index.html" in site and leaks(site) == {}


def test_of_a_former_member_only_names_on_what_they_wrote_and_signed_remain(site: dict[str, bytes]) -> None:
    where = {name for name, data in site.items() if b"Ebbed" in data}
    written = ("posts/reef/", "events/", "data/posts.", "data/events.")
    # A member's calendar has the agendas that it leads, with the others who lead one.
    elsewhere = {name for name in where if not name.startswith(written) and not name.endswith("calendar.ics")}
    assert [name for name in elsewhere if b"A public post" not in site[name]] == []
    assert "members/index.html" not in where and "search/index.html" not in where
    for code in ("nr", "pw", "nf", "mh"):
        assert f"countries/{code}/index.html" not in site
    assert "languages/tvl/index.html" not in site
    assert "Ebbed Person" in site["posts/reef/index.html"].decode()


def test_a_tombstone_says_who_was_here_and_until_when(site: dict[str, bytes]) -> None:
    page = site["members/remembered-reef/index.html"].decode()
    assert "Remembered Reef" in page and "Marshall Islands" in page and "2026-08-31" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "application/ld+json" not in page
    assert "rss.xml" not in page.replace('href="../../rss.xml"', ""), "no feed but the network's own"
    assert "../../members/remembered-reef/" in site["members/young-reef/index.html"].decode()
    assert [name for name in site if "remembered-reef" in name] == ["members/remembered-reef/index.html"]
    assert b"remembered-reef" not in site["sitemap.xml"]
    for name in ("members/index.html", "search/index.html"):
        assert b"Remembered" not in site[name]


def test_what_is_public_is_there(site: dict[str, bytes]) -> None:
    post = site["posts/reef/index.html"].decode()
    assert "A public post" in post
    assert "Sefa Reef" in post
    assert "a hidden event" in post, "a link to something hidden leaves its words"
    assert "Quiet Shoal" in site["members/index.html"].decode(), "a name-only member has its name in the directory"
    assert "countries/to/index.html" not in site, "the country of a hidden member alone is not shown"
    assert "countries/ki/index.html" not in site
    assert "countries/nu/index.html" not in site
    assert "languages/tet/index.html" not in site
    assert "languages/gil/index.html" not in site, "nothing but name and country of a name-only member"


def test_a_signature_that_was_only_received_is_neither_named_nor_counted(site: dict[str, bytes]) -> None:
    assert [name for name in site if name.startswith("posts/reef/") and b"Second Reef" in site[name]] == []
    for name in ("statements/index.html", "data/posts.json", "data/posts.csv", "kinds/statement/rss.xml"):
        assert b"Second Reef" not in site[name] and b"Third Reef" not in site[name]
    assert "4 organisations have signed" in site["statements/index.html"].decode()
    assert "A public post" not in site["members/second-reef/index.html"].decode()


def test_a_hidden_member_is_counted(site: dict[str, bytes]) -> None:
    assert "5 members" in site["index.html"].decode()


def test_the_scheduled_post_appears_on_its_day(network: Callable[[Files], Path]) -> None:
    site = built(network(FILES), datetime(2026, 11, 22))
    assert "posts/marked-scheduled/index.html" in site
    assert b"MARKED" not in site["posts/marked-scheduled/marked.png"], "not even on its day"


def test_an_address_without_consent_stops_the_build(network: Callable[[Files], Path], command: Command) -> None:
    members = str(FILES["members.yml"]).replace(", consent: 2026-01-01", "")
    root = network({**FILES, "members.yml": members})
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 1
    assert "email-without-consent" in done.stderr
    assert not (root / "site").exists()
