"""The words at the beginning of a digest: Markdown of `digests/greeting.md`, as a mail program takes it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import html
from markupsafe import Markup as Safe
from msgspec import Struct

from talanoa import addresses
from talanoa.markup.harmless import for_feeds
from talanoa.markup.plain import plain_text
from talanoa.model.values import Markdown
from talanoa.outputs.view import View


class Greeting(Struct, frozen=True):
    html: Safe
    text: str
    language: str
    file: str


def greeting(view: View, greetings: Mapping[str, Markdown], language: str) -> Greeting | None:
    """In the reader's language, else in the network's; None if there is none."""
    own = view.language
    found = next((it for it in (language, *([""] if language == own else [own, ""])) if it in greetings), None)
    if found is None:
        return None
    source, spoken = greetings[found], found or own
    rendered = view.markup.text(source, source.place.file, addresses.HOME, spoken).html
    whole = for_feeds(addresses.rebased(rendered, view.site.url))
    return Greeting(Safe(_without_pictures(whole)), plain_text(whole), spoken, source.place.file)


def _without_pictures(text: str) -> str:
    """A mail loads nothing, so that no one sees who reads it: a picture becomes a link to itself."""
    root = html.fragment_fromstring(text, create_parent="div")
    for image in [*root.iter("img")]:
        source, words = image.get("src") or "", image.get("alt") or ""
        linked = any(True for _ in image.iterancestors("a"))
        stand_in = html.Element("span" if linked or not source else "a")
        stand_in.text = words or source
        if stand_in.tag == "a":
            stand_in.set("href", source)
        stand_in.tail, image.tail = image.tail, None
        parent = image.getparent()
        assert parent is not None
        parent.replace(image, stand_in)
    inner: str = html.tostring(root, encoding="unicode")
    return inner[inner.index(">") + 1 : inner.rindex("<")]
