"""The document around every page's content: head, header with the main navigation, footer. The same for core and docs pages.

Whatever is the same on all pages of a section is rendered once. The shell is our own template, since Material's costs
milliseconds a page (decision 0003).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup as Safe
from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.outputs import dates
from talanoa.outputs.brand import Brand
from talanoa.outputs.catalogues import SOURCE
from talanoa.outputs.feeds import FORMATS, rss
from talanoa.outputs.labels import N_
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.output import FeedLink, Page
from talanoa.outputs.policy import POLICY, REFERRER, allowing
from talanoa.outputs.scripts import EVERYWHERE, INLINE, inline, script
from talanoa.outputs.structured import absolute, breadcrumbs
from talanoa.outputs.styles import needed, stylesheets
from talanoa.outputs.view import View
from talanoa.reads import Known

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# In front of elements, where no reader sees it.
_INDENT = re.compile(r"\n\s+<")


class Entry(Struct, frozen=True):
    """An entry of the main navigation; `address` is a path from the root or whole, `language` the title's ("" is the site's)."""

    title: str
    address: str
    children: tuple[Entry, ...] = ()
    language: str = ""


MAIN = (
    Entry(N_("Home"), addresses.HOME, language=SOURCE),
    Entry(N_("Posts"), addresses.POSTS, language=SOURCE),
    Entry(N_("Events"), addresses.EVENTS, language=SOURCE),
    Entry(N_("Members"), addresses.MEMBERS, language=SOURCE),
    Entry(N_("Countries"), addresses.COUNTRIES, language=SOURCE),
)
"""The navigation of a site that chooses none."""

# What mkdocs.yml may call its pages, so that pages in other languages can say it in theirs.
_USUAL_TITLES = (
    N_("About"),
    N_("About us"),
    N_("About the network"),
    N_("How it works"),
    N_("Principles"),
    N_("Privacy"),
    N_("Open data"),
    N_("Join"),
    N_("Contribute"),
    N_("How to contribute"),
    N_("Write the files yourself"),
    N_("All fields"),
    N_("What the check says"),
    N_("Erase someone"),
    N_("Contact"),
    N_("News"),
    N_("Resources"),
)


def translated(entry: Entry, localizer: Localizer) -> Entry:
    """The entry as a page shows it: in the page's language where the interface knows its title, and with the language of that."""
    title, language = localizer.title(entry.title, entry.language or localizer.own_language)
    children = tuple(translated(child, localizer) for child in entry.children)
    return replace(entry, title=title, language=language, children=children)


class Shell:
    """Wraps contents into whole documents."""

    def __init__(
        self,
        view: View,
        navigation: Sequence[Entry],
        styles: Sequence[str] = (),
        scripts: Sequence[str] = (),
        policy: str = POLICY,
    ) -> None:
        """`styles` and `scripts` are the network's own, paths from the site's root; `policy` is the Content-Security-Policy."""
        self.view = view
        self.navigation = navigation
        self.style = stylesheets(view)[0].address
        self.styles = styles
        self.scripts = scripts
        self.policy = policy
        self.brand = Brand.of(view)
        self._shared: Known = Known()

    def document(self, page: Page, content: str) -> str:
        """The whole HTML document of a page; its links within the site are relative, but for the error page's."""
        before, after = self._frame(page.language, page.section)
        environment = self.view.environment(page.language)
        head = environment.get_template("head.html").render(self._head(page, content))
        trail = self._trail(page)
        html = "".join((head, before, trail, content, after))
        if page.address.endswith(".html"):  # may be served at any address, so nothing relative works there
            return addresses.rebased(html, urlsplit(self.view.site.url).path)
        return addresses.rebased(html, addresses.to_root(page.address))

    def _frame(self, language: str, section: str) -> tuple[str, str]:
        """What is before and after the content, for all pages of a section."""

        def make() -> tuple[str, str]:
            localizer = self.view.localizer(language)
            html = (
                self.view.environment(language)
                .get_template("shell.html")
                .render(
                    navigation=[translated(entry, localizer) for entry in self.navigation],
                    section=section,
                    scripts=self.scripts,
                    brand=self.brand,
                )
            )
            before, _, after = _INDENT.sub("\n<", html).partition("<!-- content -->")
            return before, after

        return self.view.reads.once(self._shared, (language, section), make)

    def _trail(self, page: Page) -> str:
        """The way to the page; all pages of one level share it."""
        if not page.trail:
            return ""

        def make() -> str:
            return self.view.environment(page.language).get_template("trail.html").render(trail=page.trail)

        return self.view.reads.once(self._shared, (page.language, page.trail), make)

    def _head(self, page: Page, content: str) -> Mapping[str, Any]:
        view, name = self.view, self.view.localizer(page.language).name
        url = absolute(view, page.address)
        picture = view.shared(page.picture) or self.brand.shared(view.name)
        early = inline(page.scripts)
        data = [*page.json_ld]
        if page.trail:
            data.append(breadcrumbs(view, ((name, addresses.HOME), *page.trail, (page.title, page.address))))
        return {
            "page": page,
            "policy": allowing(self.policy, early),
            "referrer": REFERRER,
            "title": page.title if page.title == name else f"{page.title} – {name}",
            "direction": dates.direction(page.language),
            "url": url,
            "canonical": page.canonical or url,
            "feeds": self._feeds(page),
            "alternates": [(alternate.language, absolute(view, alternate.address)) for alternate in page.alternates],
            "picture": picture,
            "picture_url": absolute(view, picture.address),
            "brand": self.brand,
            "styles": [self.style, *needed(content), *self.styles],
            "inline": Safe("\n").join(Safe(f"<script>{code}</script>") for code in early),
            "scripts": [script(name).address for name in (EVERYWHERE, *page.scripts) if name not in INLINE],
            "json_ld": Safe("\n").join(data_block(entry) for entry in data),
        }

    def _feeds(self, page: Page) -> list[FeedLink]:
        """The page's own feeds, then the network's, each in every format and once."""
        home = self.view.feed_link("", addresses.HOME)
        links = [link for feed in (*page.feeds, home) for link in _formats(feed)]
        return list({link.address: link for link in links}.values())


def _formats(feed: FeedLink) -> list[FeedLink]:
    """A feed's own link, and those of its other formats."""
    listing, _, name = feed.address.rpartition("/")
    if name != rss.Writer.name:
        return [feed]
    return [FeedLink(feed.title, addresses.feed(f"{listing}/", format.name), format.type) for format in FORMATS]


def data_block(data: Mapping[str, Any]) -> Safe:
    """JSON-LD as a script element that no text inside can end."""
    text = _JSON.encode(data)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Safe(f'<script type="application/ld+json">{text}</script>')
