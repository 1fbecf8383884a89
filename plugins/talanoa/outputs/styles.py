"""The stylesheets of a site, each named by its content so that browsers may keep it for ever.

Every page has the first one: the colours, texts and the frame. What only some pages show has a file of its own in theme/styles,
and a page links it if its content has a class that `SOME` names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from talanoa.outputs import colours
from talanoa.outputs.output import File
from talanoa.outputs.view import THEME, View

# The files of theme/styles that every page has, in the order in which they count.
ALL = ("text", "frame", "print")
# The others, and the classes for which a page needs them; `t-card` stands for `t-card__title` as well.
SOME = {
    "written": "highlight codehilite highlighttable tabbed-set grid keys",
    "parts": "affiliation zone t-body t-byline t-count t-countries t-documents t-empty t-facts t-facts-list t-feeds t-filters "
    "t-flag t-group t-intro t-jump t-kicker t-lead t-led t-logo t-member t-members t-months t-more t-note t-number t-pager "
    "t-panel t-people t-plain t-section t-source t-split t-statements t-struck t-tag t-tags t-tile t-ways",
    "posts": "t-card t-cards t-post t-statement",
    "events": "t-events",
    "event": "t-time t-yours t-zones t-happening t-date t-agenda t-siblings t-status",
    "proposals": "t-proposals",
    "series": "t-place t-steps t-output t-series-list t-series-one t-side t-changes",
    "month": "t-month t-grid",
    "map": "t-map t-mark t-atlas",
    "home": "t-hero t-home t-going t-some t-join",
    "directory": "t-filter t-directory t-download",
    "search": "t-search t-found",
    "forms": "t-form t-kind t-preview t-way t-joining",
    "figures": "t-numbers t-bars t-addresses t-subscribe",
}
_NEEDED_FOR = {word: name for name, words in SOME.items() for word in words.split()}

_CLASSES = re.compile(r'class="([^"]+)"')
# Strings, which stay as they are; comments, and spaces that mean nothing; spaces that part words.
_SPARE = re.compile(r'("[^"]*")|/\*.*?\*/\s*|\s*([{};,>])\s*|(?<=:)\s+|(\s+)', re.DOTALL)


def stylesheets(view: View) -> tuple[File, ...]:
    """Every stylesheet of a site; the first is every page's."""
    return (_file("talanoa", colours.variables(view.site.network.brand.colour) + _source(*ALL)), *map(_some, SOME))


def needed(content: str) -> Iterator[str]:
    """The addresses of the stylesheets that a page with this content links beside the first."""
    words = {word.partition("__")[0] for words in _CLASSES.findall(content) for word in words.split()}
    names = {_NEEDED_FOR[word] for word in words & _NEEDED_FOR.keys()}
    return (_some(name).address for name in SOME if name in names)


def forget() -> None:
    """The files of theme/styles are read again."""
    _some.cache_clear()
    _source.cache_clear()


@cache
def _some(name: str) -> File:
    return _file(name, _source(name))


def _file(name: str, text: str) -> File:
    data = text.encode()
    return File(f"/assets/{name}.{blake2b(data, digest_size=4).hexdigest()}.css", data)


@cache
def _source(*names: str) -> str:
    """Files of theme/styles without comments and needless spaces."""
    text = "".join((THEME / "styles" / f"{name}.css").read_text("utf-8") for name in names)
    return _SPARE.sub(lambda found: found[1] or found[2] or (" " if found[3] else ""), text).replace(";}", "}") + "\n"
