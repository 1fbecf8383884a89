"""The site and the days → a digest in one language, small enough that mail programs show all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from talanoa import addresses
from talanoa.digest.choosing import Chosen, Span, chosen
from talanoa.digest.entries import Entries, once
from talanoa.digest.greeting import Greeting, greeting
from talanoa.digest.letter import Letter, letter
from talanoa.digest.text import as_text
from talanoa.load import Content
from talanoa.model.network import Network
from talanoa.model.values import Markdown
from talanoa.outputs.catalogues import catalogue_name
from talanoa.outputs.colours import palettes
from talanoa.outputs.view import View
from talanoa.problems import Place, Problem
from talanoa.site import Site

MOST = 72_000
"""Bytes of the HTML. Gmail hides what comes after 102 KB, and base64 adds a third."""

USUAL = 16
"""Entries of each kind that are tried first."""


class Digest(Struct, frozen=True):
    """`chosen` is what is in it; `cut` is how much of it didn't fit, and is left to the site."""

    language: str
    span: Span
    chosen: Chosen
    subject: str
    html: str
    text: str
    cut: int = 0


class NotMade(Struct, frozen=True):
    """Why there is no digest: nothing is new, or (a problem) the greeting alone is too long."""

    problem: Problem | None = None


def digest(view: View, greetings: Mapping[str, Markdown], span: Span, language: str) -> Digest | NotMade:
    found = chosen(view.site, span, language)
    if found.is_empty:
        return NotMade()
    words = greeting(view, greetings, language)

    entries, page = Entries(view, language, span.until), _Page(view, language)

    def made(number: int) -> tuple[Letter, str]:
        """The letter and its HTML, with no more than so many of each kind."""
        text = letter(view, span, language, entries.sections(found.first(number)), words)
        return text, page.of(text)

    best, fitting, too_many = None, -1, found.longest + 1
    number = min(found.longest, USUAL)
    while too_many - fitting > 1:
        if len((it := made(number))[1].encode()) <= MOST:
            best, fitting = it, number
        else:
            too_many = number
        # As few entries as possible are made: what doesn't fit may be ten times what does.
        number = min(found.longest, 2 * fitting) if too_many > found.longest else (fitting + too_many) // 2
    if best is None:
        return NotMade(_too_long(words))
    shown, (text, html) = found.first(fitting), best
    plain = as_text(text, view.localizer(language))
    return Digest(language, span, shown, text.subject, html, plain, shown.left_out - found.left_out)


class _Page:
    """Letters in a language as HTML; what is in several of them is made once."""

    def __init__(self, view: View, language: str) -> None:
        light, dark = palettes(view.site.network.brand.colour)
        self._context: dict[str, Any] = {"light": light, "dark": dark, "language": view.localizer(language).language}
        self._url = view.site.url
        environment = view.environment(language)
        self._template = environment.get_template("digest.html")
        parts: Any = environment.get_template("digest-entry.html").make_module(self._context)
        self._context["html_of"] = once(parts.one)

    def of(self, letter: Letter) -> str:
        return addresses.rebased(self._template.render(self._context, letter=letter), self._url) + "\n"


def _too_long(words: Greeting | None) -> Problem:
    place = Place.start_of(words.file if words else "network.yml")
    message = f"with this greeting the digest is larger than {MOST // 1000} KB, and mail programs hide its end"
    return Problem("too-large", message, place, "make it shorter, and link to a post")


def view_of(content: Content, now: datetime, url: str) -> View:
    """The site as the public sees it at `now` (aware), at `url`. What is not to be seen is not in it."""
    site = Site.of(content, now, url)
    if not content.greetings:  # nothing else leads to pages of its author's choice
        return View(site)
    from talanoa.build import plan  # half a second, with all that makes pages

    return View(site, plan(site).addresses)


def languages(network: Network) -> tuple[str, ...]:
    """Those of the network in which the interface speaks; its first one, if there is none."""
    own = tuple(map(str, network.languages))
    return tuple(tag for tag in own if catalogue_name(tag)) or own[:1]
