"""No leak: what is hidden, drafted, scheduled or expired reaches no byte of the output.

Every secret in this network has the word MARKED (or marked, in ids and addresses); the whole site is searched for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NETWORK, NOW, Command, Files, tree

FILES: Files = {
    "network.yml": NETWORK + "participation: {event: reef-call, expected: 5, of: 8, publish: totals}\n",
    "members.yml": """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    contact: {name: Sefa, email: marked-no-consent-is-an-error@example.org, consent: 2026-01-01}
    people:
      - {id: sefa, name: Sefa Reef}
      - {id: marked-hidden-person, name: MARKED hidden person, role: MARKED role, visibility: hidden}
      - {id: marked-quiet-person, name: Quiet Person, role: MARKED role, about: MARKED about, visibility: name-only}
  - id: marked-hidden-member
    name: MARKED hidden member
    short_name: MARKED short
    country: TO
    about: MARKED about
    website: https://marked.example.org/
    themes: []
    visibility: hidden
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
    people:
      - {id: marked-person-of-quiet, name: MARKED person of a name-only member}
""",
    "events.yml": """\
events:
  - id: reef-call
    title: Reef call
    type: call
    start: 2026-10-01 10:00
    online: {platform: A call, url: "https://marked.example.org/join?pwd=MARKED"}
    hosts: [open-reef, marked-hidden-member]
    recurrence: {every: 6 weeks, count: 3}
    agenda:
      - {title: Item, proposed_by: marked-hidden-member, lead: marked-hidden-person}
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
    visibility: hidden
""",
    "posts/reef.md": """\
---
title: A public post
date: 2026-11-01
authors: [sefa, marked-hidden-person, marked-hidden-member, marked-person-of-hidden, marked-person-of-quiet]
kind: statement
events: [reef-call, marked-hidden-event]
signatories:
  - {member: open-reef, date: 2026-11-02}
  - {member: marked-hidden-member, date: 2026-11-02, representative: MARKED representative}
  - {member: marked-name-only, date: 2026-11-02, representative: MARKED representative}
---
Links to [a hidden event](/events/marked-hidden-event/), [a hidden member](/members/marked-hidden-member/),
[a draft](marked-draft.md) and [something scheduled](/posts/marked-scheduled/#marked).
""",
    "posts/marked-draft.md": "---\ntitle: MARKED draft\ndate: 2026-11-01\nauthors: [sefa]\nkind: news\ndraft: true\n---\nMARKED\n",
    "posts/marked-scheduled.md": "---\ntitle: MARKED\ndate: 2026-11-01\npublish_at: 2026-11-22\nauthors: [sefa]\nkind: blog\n"
    "image: {src: marked.png, alt: MARKED}\n---\nMARKED ![MARKED](marked.png)\n",
    "posts/marked.png": b"\x89PNG MARKED",
    "posts/marked-future.md": "---\ntitle: MARKED\ndate: 2027-01-01\nauthors: [sefa]\nkind: blog\nlanguage: tet\n---\nMARKED\n",
    "posts/marked-expired.md": "---\ntitle: MARKED\ndate: 2026-01-01\nexpires: 2026-11-21\nauthors: [sefa]\nkind: opportunity\n"
    "countries: [NU]\n---\nMARKED\n",
    "posts/marked-translation.md": "---\ntitle: MARKED\ndate: 2026-01-01\nauthors: [sefa]\nkind: blog\nlanguage: fj\n"
    "translation_of: reef\ndraft: true\n---\nMARKED\n",
}


@pytest.fixture
def site(network: Callable[[Files], Path], command: Command) -> dict[str, bytes]:
    root = network(FILES)
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


def test_no_byte_of_the_site_has_a_secret(site: dict[str, bytes]) -> None:
    consented = b"marked-no-consent-is-an-error@example.org"  # the one thing that its owner agreed to
    leaks = {
        name: data[max(0, found - 60) : found + 60]
        for name, data in site.items()
        if (found := data.replace(consented, b"").lower().find(b"marked")) >= 0 or "marked" in name.lower()
    }
    assert leaks == {}


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


def test_a_hidden_member_is_counted(site: dict[str, bytes]) -> None:
    assert "3 members" in site["index.html"].decode()


def test_the_scheduled_post_appears_on_its_day(network: Callable[[Files], Path], command: Command) -> None:
    root = network(FILES)
    assert command(root, "talanoa", "build", "--now", "2026-11-22").returncode == 0
    assert (root / "site/posts/marked-scheduled/index.html").exists()
    assert (root / "site/posts/marked-scheduled/marked.png").exists()


def test_an_address_without_consent_stops_the_build(network: Callable[[Files], Path], command: Command) -> None:
    members = str(FILES["members.yml"]).replace(", consent: 2026-01-01", "")
    root = network({**FILES, "members.yml": members})
    done = command(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 1
    assert "email-without-consent" in done.stderr
    assert not (root / "site").exists()
