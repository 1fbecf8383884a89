"""Atom, by RFC 4287's MUSTs and SHOULDs, and what W3C's feed validator reports."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from tests.feeds_and_calendars.built import FEEDS, Built, unrepeated
from tests.feeds_and_calendars.lint_dates import lint_date, lint_order, rfc_3339
from tests.feeds_and_calendars.lint_html import lint_html, lint_plain, lint_text
from tests.feeds_and_calendars.lint_xml import LANGUAGE, TAG_URI, lint_enclosure, parsed

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEED = frozenset("id title updated link author subtitle generator icon logo rights category contributor entry".split())
ENTRY = frozenset("id title published updated author link category summary content rights contributor".split())
ONCE = ("id", "title", "updated")


def lint_atom(built: Built, address: str, content: bytes) -> Iterator[str]:
    root, findings = parsed(content)
    yield from findings
    if root is None:
        return
    if root.tag != f"{A}feed":
        yield f"it is a {root.tag}"
        return
    entries = root.findall(f"{A}entry")
    yield from _feed(built, address, root, entries)
    if len(entries) > 40:
        yield f"{len(entries)} entries"
    for repeated in unrepeated([entry.findtext(f"{A}id", "") for entry in entries]):
        yield f"two entries with the id {repeated}"
    for repeated in unrepeated([entry.findtext(f"{A}updated", "") for entry in entries]):
        yield f"two entries updated at {repeated}: W3C's feed validator takes that for an accident"
    has_author = root.find(f"{A}author") is not None
    for entry in entries:
        for finding in _entry(built, entry, has_author):
            yield f"{entry.findtext(f'{A}id')}: {finding}"
    published = [(_published(entry), entry.findtext(f"{A}id", "")) for entry in entries]
    yield from lint_order([(stamp, id) for stamp, id in published if stamp])


def _feed(built: Built, address: str, root: etree._Element, entries: list[etree._Element]) -> Iterator[str]:
    yield from _elements(root, FEED)
    for name in ("subtitle", "generator", "icon", "logo", "rights"):
        if len(root.findall(f"{A}{name}")) > 1:
            yield f"<{name}> more than once"
    names = [child.tag for child in root]
    if entries and any(tag != f"{A}entry" for tag in names[names.index(f"{A}entry") :]):
        yield "something of the feed stands after an entry"
    if root.find(f"{A}author") is None and (not entries or any(entry.find(f"{A}author") is None for entry in entries)):
        yield "neither the feed nor every entry has an author"
    if not LANGUAGE.fullmatch(root.get(LANG, "")):
        yield f"its language is {root.get(LANG)!r}"
    id = root.findtext(f"{A}id", "")
    if not TAG_URI.fullmatch(id):
        yield f"its id {id} is no tag: URI"
    links = [(link.get("rel", "alternate"), link.get("type"), link.get("href")) for link in root.findall(f"{A}link")]
    if [link for link in links if link[0] == "self"] != [("self", FEEDS["atom.xml"], built.whole(address))]:
        yield f"its link to itself is wrong: {links}"
    if [link for link in links if link[0] == "alternate"] != [("alternate", "text/html", built.page_of(address))]:
        yield f"its link to its page is wrong: {links}"
    yield from _links(built, root)
    text = root.findtext(f"{A}updated")
    stamp = rfc_3339(text or "")
    yield from lint_date(built, "updated", text, stamp)
    stamps = [found for entry in entries if (found := rfc_3339(entry.findtext(f"{A}updated", "")))]
    if stamp and stamps and stamp != max(stamps):
        yield f"updated is {text}, and not the newest entry's"


def _entry(built: Built, entry: etree._Element, feed_has_author: bool) -> Iterator[str]:
    yield from _elements(entry, ENTRY)
    for name, fewest in (("published", 1), ("content", 1), ("summary", 0)):
        if not fewest <= len(entry.findall(f"{A}{name}")) <= 1:
            yield f"{len(entry.findall(f'{A}{name}'))} times <{name}>"
    if not TAG_URI.fullmatch(entry.findtext(f"{A}id", "")):
        yield "its id is no tag: URI"
    if not LANGUAGE.fullmatch(entry.get(LANG, "")):
        yield f"its language is {entry.get(LANG)!r}"
    if entry.find(f"{A}author") is None and not feed_has_author:
        yield "no author"
    for author in [*entry.findall(f"{A}author"), *entry.findall(f"{A}contributor")]:
        if not (author.findtext(f"{A}name") or "").strip() or len(author.findall(f"{A}name")) != 1:
            yield "an author without a name"
        if author.find(f"{A}email") is not None:
            yield "an author's e-mail address"
    alternates = [link for link in entry.findall(f"{A}link") if link.get("rel", "alternate") == "alternate"]
    if [(link.get("type"), link.get("hreflang")) for link in alternates] != [("text/html", entry.get(LANG))]:
        yield f"its links to its page are {[dict(link.attrib) for link in alternates]}"
    yield from _links(built, entry)
    dates = {}
    for name in ("published", "updated"):
        text = entry.findtext(f"{A}{name}")
        dates[name] = rfc_3339(text or "")
        yield from lint_date(built, name, text, dates[name])
    if dates["published"] and dates["updated"] and dates["updated"] < dates["published"]:
        yield "it was updated before it was published"
    for category in entry.findall(f"{A}category"):
        if not category.get("term") or not category.get("label"):
            yield f"a category {dict(category.attrib)}"
    yield from _texts(built, entry)


def _texts(built: Built, entry: etree._Element) -> Iterator[str]:
    for name in ("title", "summary"):
        element = entry.find(f"{A}{name}")
        if element is not None and element.get("type", "text") != "text":
            yield f"<{name}> is of the type {element.get('type')}"
        elif element is not None and name == "summary":
            yield from (f"<{name}>: {finding}" for finding in lint_plain(element.text or "") if "twice" not in finding)
        elif element is not None:
            yield from (f"<{name}>: {finding}" for finding in lint_text(element.text or ""))
        if element is not None and not (element.text or "").strip():
            yield f"<{name}> is empty"
    content = entry.find(f"{A}content")
    if content is not None and (content.get("type") != "html" or content.get("src") is not None or len(content)):
        yield f"its content is {dict(content.attrib)}"
    if content is not None:
        yield from (f"content: {finding}" for finding in lint_html(built, content.text or ""))
        if entry.get(LANG) in ("ur", "ar", "fa", "he", "ps") and 'dir="rtl"' not in (content.text or "")[:60]:
            yield "content: says nowhere that it is written from right to left"


def _elements(parent: etree._Element, known: frozenset[str]) -> Iterator[str]:
    for name in ONCE:
        if len(parent.findall(f"{A}{name}")) != 1:
            yield f"{len(parent.findall(f'{A}{name}'))} times <{name}>"
    for child in parent:
        if child.tag.startswith(A) and child.tag.removeprefix(A) not in known:
            yield f"<{child.tag}>"
        text = child.text or ""
        if child.tag in (f"{A}id", f"{A}updated", f"{A}published") and text != text.strip():
            yield f"<{child.tag}> has white space around"
        if "{http://www.w3.org/XML/1998/namespace}base" in child.attrib:
            yield "xml:base"


def _links(built: Built, parent: etree._Element) -> Iterator[str]:
    seen = set()
    for link in parent.findall(f"{A}link"):
        href, rel = link.get("href", ""), link.get("rel", "alternate")
        if rel not in ("alternate", "self", "enclosure", "related", "via"):
            yield f"a link of the kind {rel}"
        if (rel, link.get("type"), link.get("hreflang")) in seen and rel == "alternate":
            yield "two alternates of one type and language"
        seen.add((rel, link.get("type"), link.get("hreflang")))
        if not href.startswith(("https://", "http://")) or built.misses(href):
            yield f"the link {href} leads to nothing"
        if rel == "enclosure":
            yield from lint_enclosure(built, href, link.get("length"), link.get("type"))


def _published(entry: etree._Element):
    return rfc_3339(entry.findtext(f"{A}published", ""))
