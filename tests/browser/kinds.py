"""Every kind of page that the sample site has, with an address or two of each, by which all kinds are tried."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

# A name → an address. Kinds whose pages differ by what is in them have several.
KINDS = {
    "home": "/",
    "posts": "/posts/",
    "posts, page 2": "/posts/page/2/",
    "archive": "/posts/archive/2026/",
    "post with a table": "/posts/a-year-of-eight-calls/",
    "post with code": "/posts/laws-on-a-slow-link/",
    "post with footnotes": "/posts/parliaments-and-their-doors/",
    "post with pictures": "/posts/what-our-request-log-showed/",
    "post in Urdu": "/posts/open-budgets-start-small-ur/",
    "post in Korean": "/posts/open-budgets-start-small-ko/",
    "post in Thai": "/posts/nai-hong-kammathikan/",
    "op-ed": "/posts/what-a-consultation-owes/",
    "statement": "/posts/time-to-comment/",
    "kind": "/kinds/blog/",
    "theme": "/themes/fiscal-openness/",
    "activity": "/activities/peer-exchange/",
    "language": "/languages/en/",
    "language, Urdu": "/languages/ur/",
    "members": "/members/",
    "member": "/members/example-open-data-korea/",
    "person": "/people/minjun-example/",
    "countries": "/countries/",
    "country": "/countries/id/",
    "country without members": "/countries/bd/",
    "statements": "/statements/",
    "events": "/events/",
    "month": "/events/2026/11/",
    "event type": "/events/types/call/",
    "recurring call": "/events/network-call/",
    "call": "/events/network-call/2026-11-25/",
    "cancelled event": "/events/regional-mapping-day/",
    "postponed event": "/events/procurement-peer-exchange/",
    "event in a place": "/events/annual-meeting-2027/",
    "event of a series": "/events/aipa-workshop-2/",
    "event with proposals": "/events/civil-society-day-2027/",
    "all series": "/series/",
    "series": "/series/aipa-cso-outreach/",
    "library": "/library/",
    "at a glance": "/at-a-glance/",
    "subscribe": "/subscribe/",
    "join": "/join/",
    "contribute": "/contribute/",
    "search": "/search/",
    "not found": "/404.html",
    "about": "/about/",
    "data": "/contribute/data/",
    "fields": "/contribute/fields/",
    "problems": "/contribute/problems/",
}

# What the addresses of each kind look like, so that a new kind of page can't go untried (test_kinds.py).
_ID = "[^/]+"
PATTERNS = {
    "home": "/",
    "posts": "/posts/",
    "archive": "/posts/archive/[0-9]+/",
    "page of a listing": "/.*/page/[0-9]+/",
    "post": f"/posts/(?!archive/){_ID}/",
    "kind": f"/kinds/{_ID}/",
    "theme": f"/themes/{_ID}/",
    "activity": f"/activities/{_ID}/",
    "language": f"/languages/{_ID}/",
    "country": f"/countries/{_ID}/",
    "countries": "/countries/",
    "members": "/members/",
    "member": f"/members/{_ID}/",
    "person": f"/people/{_ID}/",
    "statements": "/statements/",
    "events": "/events/",
    "month": "/events/[0-9]+/[0-9]+/",
    "event": f"/events/{_ID}/",
    "occurrence": f"/events/(?!types/){_ID}/[0-9]+-[0-9]+-[0-9]+/",
    "event type": f"/events/types/{_ID}/",
    "series": f"/series/{_ID}/",
    "all series": "/series/",
    "page of its own": "/(library|digests|at-a-glance|subscribe|join|contribute|search)/",
    "manual": f"/contribute/{_ID}/",
    "not found": "/404.html",
    "written by hand": "/(" + "|".join(sorted(path.stem for path in (REPOSITORY / "docs").glob("*.md"))) + ")/",
}

# Of the kinds with one pattern, the first: the others have the same template with other words in it.
FIRST = {next(kind for kind in KINDS if re.fullmatch(pattern, KINDS[kind])) for pattern in PATTERNS.values()}

# Of the kinds, those between which the things that can be worked by a keyboard differ.
WORKED = ("home", "post with a table", "post with footnotes", "members", "countries", "month", "call", "search", "join")
