"""Hand-written pages → pages like all others: links, pictures and tables as everywhere, and what browsers would refuse is reported.

Where docs/ has a page at an address that the core makes too (/join/), the hand-written text comes first and the core's content below
its first part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from markupsafe import Markup as Safe
from msgspec import Struct

from talanoa import addresses
from talanoa.build import Outputs
from talanoa.engine.handwritten import HandWritten
from talanoa.markup.emphasis import without_unspaced_breaks
from talanoa.markup.hand_written import linked
from talanoa.markup.markup import shortened
from talanoa.outputs.output import File, Page, Picture
from talanoa.outputs.pictures import completed, first
from talanoa.outputs.policy import blocked
from talanoa.problems import Place, Problem, Severity
from talanoa.search import Record, hand_written
from talanoa.source import Source

LONG = 12
"""Parts of a hand-written page from which on it begins with their list."""

# Elements that a writer may put around a heading.
_AROUND = ("article", "aside", "blockquote", "details", "div", "figure", "ol", "section", "table", "ul")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


class Document(Struct, frozen=True, dict=True):
    """A hand-written page, with what the search knows of it, the files that it shows, and what is wrong with it.

    Page and record are made when they are asked for: a check doesn't.
    """

    address: str
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    _page: Callable[[], Page]
    record: Callable[[], Record]

    @cached_property
    def page(self) -> Page:
        return self._page()


class Documents:
    """Makes the documents of one site from its hand-written pages; `root` is the network's folder."""

    def __init__(self, outputs: Outputs, root: Path) -> None:
        self.outputs = outputs
        self.view = outputs.view
        self.root = root
        self._generated = {page.address: page for page in outputs.pages}

    def document(self, written: HandWritten) -> Document:
        html, assets = linked(without_unspaced_breaks(written.html), self.view.links, written.path, written.address)
        html = addresses.rebased(html, addresses.to_root(written.address))
        files = {at: self.outputs.asset(at, path, self.root) for at, path in assets if not path.startswith("docs/")}
        language = written.language or self.view.language
        record = partial(hand_written, written.address, written.title, self.view.spoken(language), html)
        problems = dict.fromkeys(_refused(html, written, self.view.site.url))

        def picture_at(src: str) -> Picture | None:
            """The picture of docs/ that a page means; what pages then offer has to be published."""
            path = _path(written.address, src)
            facts = self.view.pictures.get(f"docs{path}")
            files.update((file.address, file) for file in self.outputs.variants(f"docs{path}"))
            return Picture(path, "", facts, f"docs{path}") if facts else None

        picture = None
        if written.address != addresses.HOME:  # which the network's own picture represents
            picture = first(html, picture_at)
            files.update((file.address, file) for file in self.outputs.shared(picture.file if picture else ""))
        html = completed(_scrollable(html), picture_at)
        page = partial(self._page, written, html, picture)
        return Document(written.address, tuple(files.values()), tuple(problems), page, record)

    def _page(self, written: HandWritten, html: str, picture: Picture | None) -> Page:
        planned = self._generated.get(written.address)
        generated = planned.made(self.view) if planned else None
        language = self.view.spoken(written.language or self.view.language)
        return Page(
            address=written.address,
            title=written.title,
            language=language,
            render=lambda bare: self._content(written, html, language, generated),
            description=written.description or (generated and generated.description) or _beginning(html),
            section=written.address,
            feeds=generated.feeds if generated else (),
            json_ld=generated.json_ld if generated else (),
            scripts=generated.scripts if generated else (),
            picture=picture,
        )

    def _content(self, written: HandWritten, html: str, language: str, generated: Page | None) -> Safe:
        """The text and what the core has to say after its first part, each marked if it isn't in the page's language.

        What readers come for, such as the form for joining, is not below all that the text says of it.
        """
        localizer, own = self.view.localizer(language), written.language or self.view.language
        headed = html if "</h1>" in html else self._heading(written, language) + html
        before, heading, text = headed.partition("</h1>")
        opening, rest = after_the_first_part(text) if generated else (text, "")
        parts = [localizer.block(Safe(f'{before}{heading}<div class="t-written">{opening}</div>'), own)]
        if generated:
            parts.append(localizer.block(generated.render(True), generated.language))
        if rest:
            parts.append(localizer.block(Safe(f'<div class="t-written">{rest}</div>'), own))
        return self._with_contents(Safe("").join(parts), written, language)

    def _heading(self, written: HandWritten, language: str) -> str:
        """What a page is called, for one whose text has no heading of the first level; the home page has the network's name."""
        title = self.view.localizer(language).name if written.address == addresses.HOME else written.title
        return str(Safe("<h1>{}</h1>").format(title))

    def _with_contents(self, content: Safe, written: HandWritten, language: str) -> Safe:
        """A long page says below its heading what it has; no one scrolls through forty screens for one word."""
        before, heading, after = str(content).partition("</h1>")
        if len(written.parts) < LONG or not heading:
            return content
        template = self.view.environment(language).get_template("contents.html")
        return Safe(before + heading + template.render(parts=written.parts) + after)


def _refused(html: str, written: HandWritten, site: str) -> Iterator[Problem]:
    """What a browser would leave out of the page without a word: at the words that are to blame, if the file has them as they are
    on the page, else at its beginning.
    """
    source = Source(written.path, written.text)
    for thing in blocked(html, site):
        words = next((words for words in thing.written if words and words in source.text), "")
        start = source.text.find(words)
        place = source.place(start, start + len(words)) if words else Place.start_of(source.file)
        yield Problem("blocked-by-policy", thing.message, place, thing.help, severity=Severity.WARNING)


def _beginning(html: str) -> str:
    """What a text says first, for previews and search engines."""
    _, _, after = html.partition("<p>")
    return shortened(Safe(after.partition("</p>")[0]).striptags())


def after_the_first_part(text: str) -> tuple[str, str]:
    """A text's beginning, and its parts below headings; nothing is cut in two by it."""
    opening, heading, rest = text.partition("<h2")
    whole = all(opening.count(f"<{name}") == opening.count(f"</{name}>") for name in _AROUND)
    return (opening, heading + rest) if whole else (text, "")


def _scrollable(html: str) -> str:
    """Each table in a box of its own that keyboards can scroll, as in posts."""
    return _TABLE.sub(r'<div class="table-scroll" role="group" tabindex="0">\g<0></div>', html)


def _path(address: str, src: str) -> str:
    """What an address means on the page at another one; "" if it isn't within the site."""
    try:
        parts = urlsplit(urljoin(address, src))
    except ValueError:
        return ""
    return "" if parts.netloc or parts.scheme else unquote(parts.path)
