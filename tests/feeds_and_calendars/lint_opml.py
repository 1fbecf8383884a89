"""OPML 2.0 as a list of subscriptions, by the specification and what W3C's feed validator reports."""

from __future__ import annotations

from collections.abc import Iterator

from tests.feeds_and_calendars.built import Built, unrepeated
from tests.feeds_and_calendars.lint_dates import lint_date, rfc_822
from tests.feeds_and_calendars.lint_xml import LANGUAGE, parsed

OUTLINE = frozenset("text title type xmlUrl htmlUrl language description version category created".split())
HEAD = frozenset("title dateCreated dateModified ownerName ownerId docs".split())


def lint_opml(built: Built, address: str, content: bytes) -> Iterator[str]:
    root, findings = parsed(content)
    yield from findings
    if root is None:
        return
    if root.tag != "opml" or root.get("version") != "2.0" or [child.tag for child in root] != ["head", "body"]:
        yield "it is no <opml version=2.0> of a head and a body"
        return
    head, body = root
    for tag in sorted({*(str(child.tag) for child in head)} - HEAD):
        yield f"<{tag}> in the head"
    if not head.findtext("title"):
        yield "no title"
    text = head.findtext("dateModified")
    yield from lint_date(built, "dateModified", text, rfc_822(text or ""))
    outlines = list(body.iter("outline"))
    if not outlines:
        yield "it lists nothing"
    for outline in outlines:
        for name in sorted({*map(str, outline.attrib)} - OUTLINE):
            yield f"an outline has {name}"
        if not outline.get("text"):
            yield "an outline without a text"
        if not len(outline):
            yield from _subscription(built, dict(outline.attrib))
    listed = [outline.get("xmlUrl", "") for outline in outlines if outline.get("xmlUrl")]
    for repeated in unrepeated(listed):
        yield f"{repeated} is listed twice"
    pages = {url.rpartition("/")[0] + "/" for url in listed}
    for feed in built.named("/rss.xml"):
        if built.page_of(feed) not in pages:
            yield f"{feed} is not listed"


def _subscription(built: Built, outline: dict[str, str]) -> Iterator[str]:
    name = outline.get("xmlUrl", outline.get("text", "?"))
    if outline.get("type") != "rss":
        yield f"{name}: its type is {outline.get('type')}"
    if not outline.get("title"):
        yield f"{name}: no title, which W3C's feed validator and many readers look for"
    for key in ("xmlUrl", "htmlUrl"):
        if not built.is_own(outline.get(key, "")) or built.misses(outline[key]):
            yield f"{name}: {key} {outline.get(key)} leads to nothing"
    if not LANGUAGE.fullmatch(outline.get("language", "")):
        yield f"{name}: its language is {outline.get('language')}"
