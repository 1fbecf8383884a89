"""A network of corner cases: everything that has ever broken a feed or a calendar somewhere, in one folder.

`python -m tests.feeds_and_calendars.corner_cases DIR` writes it, to be built and looked at. The same call writes the
same bytes. Its day is `TODAY`: what is cancelled, hidden or yet to come is so on that day.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from tests.feeds_and_calendars.corner_posts import LONG_TITLE, LONG_WORD, posts

TODAY = "2026-11-21"
HOST = "https://reef.example.org/"
SUBPATH = "https://reef.example.org/a/reef/"
ZONE = "Pacific/Auckland"
ODD_ZONE = "Pacific/Chatham"  # 13:45 ahead of UTC on that day
SECRET = "SECRET"  # is in everything that no one may see

NETWORK = """\
id: reef-network
authority: reef.example.org,2016
name:
  en: "Reef & <3 Network “R”"
  ur: ریف نیٹ ورک
tagline: Ends with ]]> & begins with "<b>" in no e-mail
timezone: Pacific/Auckland
languages: [en, my, ur, th, ko]
themes:
  - id: fish
    title: "Fish & chips <3"
  - id: coral
    title:
      en: Coral; reefs, and \\N
      ko: 산호
  - id: nothing-yet
    title: Nothing yet
activities:
  - id: diving
    title: Diving
statuses:
  - id: member
    title: Member
countries:
  - { code: NZ, status: member }
  - { code: KI, status: member }
  - { code: NP, status: member }
  - { code: AU, status: member }
  - { code: WS, status: member }
"""

MEMBERS = """\
members:
  - id: kiribati-watch
    formerly: [gilbert-islands-watch]
    name:
      en: "Kiribati Watch & Co; “<3”"
      ur: کیریباتی
    country: KI
    themes: [fish]
    about: Sees the day first.
    people:
      - id: tebuai
        name: Tebuai "<3" Example
      - id: nobody-sees-me
        name: SECRET person
        visibility: hidden
  - id: nepal-river-group
    name: Nepal River Group
    country: NP
    about: Rivers, not reefs.
  - id: only-a-name
    name: Only A Name
    country: WS
    visibility: name-only
  - id: hidden-member
    name: SECRET member
    country: AU
    visibility: hidden
"""

EVENTS = """\
events:
  - id: over-midnight
    title: "Over midnight, <3 & “quotes”; a\\\\b ]]> \\U0001F468\\u200D\\U0001F469\\u200D\\U0001F467 مرحبا"
    type: meeting
    start: 2026-12-04 23:30
    end: 2026-12-05 01:15
    timezone: Pacific/Auckland
    place: { name: "Hall; the old, one", city: Auckland, country: NZ }
    themes: [fish, coral]
    countries: [NZ]
    hosts: [kiribati-watch]
    updated: 2026-10-02
    description: |
      First line with `]]>` and 5 < 6 & 7 > 3.

      A [post](/posts/awkward-markup/), an [event](/events/kiritimati/), and `C:\\New`.
  - id: kiritimati
    title: First day of all
    type: workshop
    start: 2027-01-01 00:15
    duration: 90 minutes
    timezone: Pacific/Kiritimati
    online: { platform: "Video; call", url: "https://video.example.org/room?a=1&b=2", public: true }
    countries: [KI]
    hosts: [kiribati-watch]
    updated: 2026-10-03
  - id: chatham
    title: Across the change of clocks on Chatham
    type: meeting
    start: 2027-04-03 23:00
    duration: 6 hours
    timezone: Pacific/Chatham
    place: { name: Wharf, city: Waitangi, country: NZ, latitude: -43.95, longitude: -176.56 }
    countries: [NZ]
    updated: 2026-10-04
  - id: kathmandu
    title: A quarter of an hour off
    type: webinar
    start: 2026-12-10 05:00
    duration: 45 minutes
    timezone: Asia/Kathmandu
    online: { platform: Video, url: "https://secret.example.org/SECRET", public: false }
    countries: [NP]
    hosts: [nepal-river-group]
    updated: 2026-10-05
  - id: sydney-calls
    formerly: [calls-in-sydney]
    title: Calls in Sydney
    type: call
    start: 2026-09-10 09:30
    duration: 1 hour
    timezone: Australia/Sydney
    online: { platform: Video }
    themes: [coral]
    countries: [AU]
    updated: 2026-11-10 09:00
    sequence: 3
    recurrence: { every: "2 weeks", count: 20, except: [2026-10-22, 2027-01-14] }
    occurrences:
      2026-11-05: { status: cancelled, sequence: 4, updated: 2026-11-01 }
      2026-11-19: { start: 2026-11-20 11:00, sequence: 4, updated: 2026-11-12 }
      2026-12-03: { status: cancelled, sequence: 5, updated: 2026-11-14 }
      2026-12-17: { start: 2026-12-16 23:30, duration: 2 hours, sequence: 6, updated: 2026-11-15 }
      2026-12-31: { title: "The last of the year 🎆" }
  - id: paris-mornings
    title: Until a day, in Paris
    type: call
    start: 2026-10-05 08:00
    duration: 1 hour
    timezone: Europe/Paris
    online: { platform: Video }
    updated: 2026-09-01
    recurrence: { every: "1 week", until: 2026-12-14 }
  - id: fixed-days
    title: All-day series
    type: deadline
    start: 2026-10-31
    updated: 2026-09-02
    recurrence: { every: "1 month", count: 8, except: [2027-01-31] }
  - id: apia-days
    title: In Apia every day
    type: workshop
    start: 2026-12-28 23:30
    duration: 90 minutes
    timezone: Pacific/Apia
    place: { city: Apia, country: WS }
    countries: [WS]
    recurrence: { every: "1 day", count: 5 }
  - id: yangon
    title: ရန်ကုန် အစည်းအဝေး
    type: meeting
    start: 2026-12-01 10:00
    timezone: Asia/Yangon
    place: { city: Yangon }
    updated: 2026-10-06
  - id: honolulu
    title: Still yesterday
    type: webinar
    start: 2026-11-30 18:00
    end: 2026-11-30 19:00
    timezone: Pacific/Honolulu
    online: { platform: Video }
    updated: 2026-10-07
  - id: no-end
    title: Nobody knows when it ends
    type: other
    start: 2026-12-12 10:00
    updated: 2026-10-08
  - id: a-deadline
    title: "Deadline: papers, comments; all"
    type: deadline
    start: 2026-12-24
    updated: 2026-10-09
  - id: three-days
    title: Three days
    type: summit
    start: 2027-02-27
    end: 2027-03-01
    place: { name: Convention Centre, city: Suva }
    updated: 2026-10-10
  - id: cancelled-lately
    title: Cancelled lately
    type: meeting
    start: 2026-11-10 10:00
    duration: 1 hour
    status: cancelled
    sequence: 1
    updated: 2026-11-08
  - id: cancelled-long-ago
    title: Cancelled long ago
    type: review
    start: 2026-03-10 10:00
    duration: 1 hour
    status: cancelled
    sequence: 1
    updated: 2026-03-01
  - id: postponed
    title: Postponed
    type: meeting
    start: 2026-12-20 10:00
    duration: 1 hour
    status: postponed
    sequence: 2
    updated: 2026-11-20
  - id: before-the-epoch
    title: Long, long ago
    type: other
    start: 1969-07-21 02:56
    duration: 2 hours
    timezone: America/New_York
    place: { city: New York }
    updated: 2016-05-01
  - id: long-words
    title: "LONGTITLE"
    type: other
    start: 2026-12-30 10:00
    duration: 25 hours
    summary: "LONGWORD"
    updated: 2026-10-11
  - id: stamped-with-a-zone
    title: Stamped with a zone
    type: other
    start: 2026-12-30 12:00
    duration: 1 hour
    updated: 2026-11-19T23:59:59+05:45
  - id: hidden-event
    title: SECRET event
    type: meeting
    start: 2026-12-25 10:00
    visibility: hidden
    updated: 2026-10-12
"""


def write(root: Path, url: str = HOST, zone: str = ZONE) -> None:
    """The whole network, to be published at `url`; its clocks are those of `zone`."""
    files = {
        "network.yml": NETWORK.replace(ZONE, zone),
        "members.yml": MEMBERS,
        "events.yml": EVENTS.replace("LONGTITLE", LONG_TITLE).replace("LONGWORD", LONG_WORD),
        "mkdocs.yml": _mkdocs(url),
        "docs/about.md": "# About\n",
        **posts(),
    }
    for name, text in files.items():
        _put(root / name, text.encode())
    _put(root / "posts/awkward-markup/reef.png", _picture("PNG"))
    _put(root / "posts/lead-picture/lead.jpg", _picture("JPEG"))


def write_empty(root: Path, url: str = HOST) -> None:
    """A network on its first day: no member, no event, no post."""
    network = "id: new-network\nauthority: new.example.org,2026\nname: New\ntimezone: Pacific/Apia\nlanguages: [en]\n"
    for name, text in {"network.yml": network, "mkdocs.yml": _mkdocs(url), "docs/about.md": "# About\n"}.items():
        _put(root / name, text.encode())


def _mkdocs(url: str) -> str:
    return f"site_name: Reef\nsite_url: {url}\ntheme: {{ name: material, font: false }}\nplugins: [talanoa]\n"


def _picture(kind: str) -> bytes:
    image = Image.new("RGB", (320, 200), (11, 110, 110))
    image.paste((250, 200, 40), (40, 40, 160, 120))
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
