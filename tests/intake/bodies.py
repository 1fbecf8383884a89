"""Bodies as GitHub writes them from an issue form, and a small network to read them in."""

from __future__ import annotations

from typing import Any

import yaml

from talanoa.intake.answers import NO_RESPONSE
from talanoa.intake.forms import FORMS

FILES = {
    "network.yml": """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Pacific/Auckland
languages: [en, ur, my]
themes:
  - {id: fiscal-openness, title: {en: Fiscal openness, ur: مالی شفافیت}}
  - {id: justice, title: Justice}
activities: [{id: peer-exchange, title: Peer exchange}]
countries: [{code: FJ}, {code: PH}, {code: PK}]
public_contacts: [hello@reef.example.org]
""",
    "mkdocs.yml": "site_name: Reef Network\nsite_url: https://reef.example.org/\n",
    "docs/about.md": "# About\n",
    "members.yml": """\
# Who is in the network.
members:
  - id: open-reef
    name: {en: Open Reef, ur: کھلی چٹان}
    short_name: OR
    country: FJ   # since 2016
    website: https://open-reef.example.org/
    about: |
      Counts fish, and what they cost.
      Since 2016.
    people:
      - {id: mere-example, name: Mere Example, role: Counter}

  - id: quiet-shore
    name: Quiet Shore
    country: PH
    visibility: hidden
  - {id: zinc-watch, name: Zinc Watch, country: PK}
""",
    "events.yml": """\
events:
  - id: network-call
    title: Network call
    type: call
    start: 2026-01-07 15:00
    duration: 90 minutes
    recurrence: {every: 6 weeks, count: 12}
    agenda:
      - {title: Welcome}
    occurrences:
      2026-12-09:
        agenda:
          - title: Budgets   # hers
            minutes: 15
  - {id: open-day, title: Open day, type: workshop, start: 2026-12-08, agenda: []}
  - {id: reef-day, title: Reef day, type: summit, start: 2026-12-10, proposals: []}
  - {id: secret-meeting, title: Secret meeting, type: meeting, start: 2026-12-08, visibility: hidden}
""",
    "posts/2026/2026-11-01-publish-the-budget.md": """\
---
title: Publish the budget
date: 2026-11-01
authors: [open-reef]
kind: statement
signing: {opens: 2026-11-01, closes: 2026-12-31, addressed_to: The ministry}
signatories:
  - {member: open-reef, date: 2026-11-01}
---

We ask the ministry to publish the budget within
thirty days. The budget is public.
""",
    "posts/2026/2026-11-02-reefs.md": """\
---
title: Reefs   # short
date: 2026-11-02
authors: [open-reef]
kind: blog
summary: Reefs cost less than they give.
---

The reef was counted on 3 March, and the fish were gone.
""",
}
DAY = "2026-11-21"


def body(form: str, **given: str) -> str:
    """A whole form, as GitHub gives it; by the ids of its fields."""
    assert given.keys() <= {it.id for it in FORMS[form]}
    return "\n\n".join(f"{it.heading}\n\n{given.get(it.id, NO_RESPONSE)}" for it in FORMS[form])


def letter(form: str, **given: str) -> str:
    """The same as the site's forms write it into a letter: without what was left empty."""
    return "\n".join(f"{it.heading}\n\n{given[it.id]}\n" for it in FORMS[form] if it.id in given)


POST = {
    "headline": "What our wells cost",
    "kind": "story",
    "text": "The first bill came on paper.",
    "authors": "Ana Example, Example Water Watch",
}
EVENT = {"headline": "Counting day", "type": "workshop", "start": "2027-02-03 09:30"}
MEMBER = {"name": "Example Water Watch", "country": "FJ", "kind": "ngo"}
ITEM = {"event": "network-call", "date": "2026-12-09", "headline": "Wells", "lead": "open-reef"}
SIGNATURE = {"statement": "https://reef.example.org/posts/publish-the-budget/", "member": "zinc-watch"}
PROPOSAL = {"headline": "Open the books: all of them", "event": "reef-day", "by": "Ana Example, Example Water Watch"}
CORRECTION = {
    "page": "https://reef.example.org/posts/reefs/",
    "wrong": "counted on 3 March",
    "right": "counted on 4 March",
}
PATH = "posts/2026/2026-11-21-what-our-wells-cost.md"  # of the file that POST becomes


def front(text: str) -> dict[str, Any]:
    """The front matter of a post."""
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found
