"""The address of everything on the site: paths from the site's root, with a trailing slash.

In generated HTML a link within the site is written `site:posts/x/` (see `link`); what writes the page out puts the right
prefix in its place: `../../` on a page, the whole address in a feed. No text can fake the mark, because quotes in text
are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from urllib.parse import quote

MARK = "site:"

HOME = "/"
POSTS = "/posts/"
MEMBERS = "/members/"
COUNTRIES = "/countries/"
STATEMENTS = "/statements/"
EVENTS = "/events/"
SERIES = "/series/"
LIBRARY = "/library/"
DIGESTS = "/digests/"
GLANCE = "/at-a-glance/"
SUBSCRIBE = "/subscribe/"
JOIN = "/join/"
CONTRIBUTE = "/contribute/"
SEARCH = "/search/"
FIRST_MANUAL = ("writing", "fields", "problems", "data", "erasing")
"""The pages of the manual that networks once had in their docs/."""
MANUAL = (
    "writing",
    "adding",
    "sheets",
    "commands",
    "fields",
    "problems",
    "data",
    "erasing",
    "year",
    "digest",
    "publishing",
)
"""The pages of the manual, by name."""
CALENDAR = "/events/calendar.ics"
FEEDS = "/feeds.opml"
SITEMAP = "/sitemap.xml"
HEADERS = "/_headers"
"""What some hosts are to say beside each file."""
DATA = "/data/"
RESIZED = "/assets/resized/"


def post(slug: str) -> str:
    return f"/posts/{slug}/"


def archive(year: int) -> str:
    return f"/posts/archive/{year}/"


def member(id: str) -> str:
    return f"/members/{id}/"


def person(id: str) -> str:
    return f"/people/{id}/"


def kind(name: str) -> str:
    return f"/kinds/{name}/"


def theme(id: str) -> str:
    return f"/themes/{id}/"


def country(code: str) -> str:
    return f"/countries/{code.lower()}/"


def language(code: str) -> str:
    return f"/languages/{code}/"


def activity(id: str) -> str:
    return f"/activities/{id}/"


def event(id: str) -> str:
    return f"/events/{id}/"


def occurrence(id: str, original: date | None) -> str:
    return f"/events/{id}/{original.isoformat()}/" if original else event(id)


def occurrence_anchor(id: str, original: date | None) -> str:
    """The name of an occurrence within a page that lists it."""
    return f"event-{id}-{original.isoformat()}" if original else f"event-{id}"


def event_type(kind: str) -> str:
    return f"/events/types/{kind}/"


def month(year: int, number: int) -> str:
    return f"/events/{year}/{number:02}/"


def series(id: str) -> str:
    return f"/series/{id}/"


def manual(name: str) -> str:
    """A page of the manual that comes with the program."""
    return f"{CONTRIBUTE}{name}/"


def page_of(listing: str, number: int) -> str:
    """The address of one page of a listing; the first is the listing itself."""
    return listing if number == 1 else f"{listing}page/{number}/"


def feed(listing: str, name: str = "rss.xml") -> str:
    """The feed that follows a page: rss.xml, atom.xml or feed.json."""
    return f"{listing}{name}"


def calendar(listing: str) -> str:
    """The calendar of what a page lists."""
    return f"{listing}calendar.ics"


def webcal(site: str, address: str) -> str:
    """The address of a calendar in a link that opens a calendar program, which then subscribes to it."""
    return "webcal:" + f"{site}{address.removeprefix('/')}".partition(":")[2]


def event_file(id: str) -> str:
    """The calendar file of one event, with all its dates."""
    return f"{event(id)}event.ics"


def survey(id: str) -> str:
    """What is shown of a survey, as a table."""
    return f"{event(id)}survey.csv"


def data(name: str) -> str:
    """An export: data("members.csv")."""
    return f"{DATA}{name}"


def schema(noun: str) -> str:
    """The JSON Schema of one of the network's files."""
    return f"{DATA}schema/{noun}.json"


def resized(digest: str, ending: str = "webp") -> str:
    """A picture in another size, named by its bytes: what is there never changes."""
    return f"{RESIZED}{digest[:16]}.{ending}"


def doc(path: str) -> str:
    """The address of a hand-written page, as MkDocs gives it: docs/a/b.md → /a/b/."""
    name = path.removeprefix("docs/").removesuffix(".md")
    if name in ("index", "README"):
        return HOME
    return "/" + name.removesuffix("/index").removesuffix("/README") + "/"


THINGS: Mapping[str, Callable[[str], str]] = {
    "activity": activity,
    "country": country,
    "event": event,
    "event_type": event_type,
    "kind": kind,
    "language": language,
    "member": member,
    "person": person,
    "post": post,
    "series": series,
    "theme": theme,
}
"""Everything with an id that has a page of its own, by its noun."""


def of(noun: str, id: str) -> str:
    """The page of a thing: of("post", "wells")."""
    return THINGS[noun](id)


def link(address: str) -> str:
    """An address as generated HTML carries it."""
    return MARK + escaped(address.removeprefix("/"))


@lru_cache(maxsize=50_000)
def escaped(path: str) -> str:
    """An address as links write it: the files that people bring have names with spaces, punctuation and letters of any script.

    Pages, feeds and their metadata say each of a few thousand a dozen times.
    """
    return quote(path, safe="/")


_SRCSET_BEGINS = f' srcset="{MARK}'
_SRCSET = re.compile(f'{_SRCSET_BEGINS}[^"]*"')


def rebased(html: str, prefix: str) -> str:
    """The HTML with every link within the site beginning with `prefix`."""
    html = str(html)  # Markup.replace would escape the quotation mark
    for attribute in (" href", " src", " data-src"):  # no other: a title in <meta> may begin with the mark
        html = html.replace(f'{attribute}="{MARK}', f'{attribute}="{prefix}')
    if _SRCSET_BEGINS in html:  # quicker to ask than the expression, and few pages have any
        html = _SRCSET.sub(lambda found: found[0].replace(MARK, prefix), html)  # which has several addresses
    return html


def to_root(address: str) -> str:
    """The relative way from a page to the site's root."""
    return "../" * address.strip("/").count("/") + "../" if address != HOME else "./"
