"""The small network that strangers contribute to: other people's content, and what must never be seen."""

from __future__ import annotations

import io

from PIL import Image
from tests.conftest import MKDOCS, Files

# Whatever is hidden here has this word; no byte of a site has it.
SECRET = "marked"

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name: Reef Network
timezone: Pacific/Auckland
languages: [en, ko]
licence: CC-BY-4.0
themes:
  - {id: open-budgets, title: Open budgets}
activities:
  - {id: outreach, title: Outreach}
statuses:
  - {id: member, title: OGP member}
countries:
  - {code: PH, status: member}
  - {code: FJ, status: member}
  - {code: TO, status: member}
"""

MEMBERS = """\
members:
  - id: alpha
    name: Alpha Watch
    country: PH
    about: We *read* budgets.
    website: https://alpha.example.org/
    contact: {name: Ana Alpha, email: ana@alpha.example.org, consent: 2026-01-02}
    people:
      - {id: ana-alpha, name: Ana Alpha}
  - id: marked-hidden
    name: MARKED hidden member
    country: TO
    visibility: hidden
    people: [{id: marked-person, name: MARKED person}]
  - id: marked-quiet
    name: Quiet Shoal
    short_name: MARKED short
    country: FJ
    about: MARKED about
    visibility: name-only
"""

EVENTS = """\
events:
  - id: weekly-call
    title: Weekly call
    type: call
    start: 2026-12-01 15:00
    online: {platform: A call, url: "https://marked.example.org/join"}
    recurrence: {every: 1 week, count: 2}
  - {id: lagoon-workshop, title: Workshop by the lagoon, type: workshop, start: 2026-12-02 10:00, end: 2026-12-02 12:00}
  - id: marked-meeting
    title: MARKED meeting
    type: meeting
    start: 2026-12-03
    visibility: hidden
"""


def png(size: tuple[int, int] = (4, 3), colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


FILES: Files = {
    "network.yml": NETWORK,
    "mkdocs.yml": MKDOCS,
    "members.yml": MEMBERS,
    "events.yml": EVENTS,
    "docs/about.md": "# About\n",
    "posts/hello/index.md": "---\ntitle: Hello\ndate: 2026-03-02\nauthors: [ana-alpha]\nkind: blog\n---\n"
    "## A heading\n\nHello, *all*.\n\n![A market](market.png)\n",
    "posts/hello/market.png": png(),
    "posts/marked-draft.md": "---\ntitle: MARKED draft\ndate: 2026-03-02\nauthors: [ana-alpha]\nkind: blog\ndraft: true\n"
    "---\nMARKED\n",
}

# What someone else wrote, where it is on the site; no one's contribution changes a byte of it.
OTHERS = (
    "posts/hello/index.html",
    "posts/hello/market.png",
    "members/alpha/index.html",
    "members/alpha/rss.xml",
    "people/ana-alpha/index.html",
    "events/weekly-call/index.html",
    "events/weekly-call/2026-12-08/index.html",
)
# Those of them whose foot names a language as soon as someone writes in it.
OTHERS_PAGES = frozenset(path for path in OTHERS if path.endswith(".html"))
