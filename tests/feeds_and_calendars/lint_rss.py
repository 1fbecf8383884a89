"""RSS 2.0, by the specification, the RSS Advisory Board's profile, and what W3C's feed validator reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree
from tests.feeds_and_calendars.built import FEEDS, Built, unrepeated
from tests.feeds_and_calendars.lint_dates import lint_date, lint_order, rfc_822
from tests.feeds_and_calendars.lint_html import lint_html, lint_plain
from tests.feeds_and_calendars.lint_xml import LANGUAGE, TAG_URI, lint_enclosure, parsed

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"
CHANNEL_ONCE = "title link description language lastBuildDate generator docs ttl".split()
CHANNEL_REST = frozenset(
    "item copyright category image managingEditor webMaster pubDate cloud rating skipHours skipDays".split()
)
ITEM_ONCE = ["title", "link", "guid", "pubDate", "description", CONTENT]
ITEM_REST = frozenset(
    ["category", "enclosure", f"{DC}creator", f"{DC}language", f"{MEDIA}content", f"{MEDIA}thumbnail"]
)


def lint_rss(built: Built, address: str, content: bytes) -> Iterator[str]:
    root, findings = parsed(content)
    yield from findings
    if root is None:
        return
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1 or len(channels) != 1:
        yield "it is no <rss version=2.0> with one channel"
        return
    channel = channels[0]
    yield from _channel(built, address, channel)
    items = channel.findall("item")
    if len(items) > 40:
        yield f"{len(items)} items"
    for guid in unrepeated([item.findtext("guid", "") for item in items]):
        yield f"two items with the guid {guid}"
    for item in items:
        for finding in _item(built, item):
            yield f"{item.findtext('guid')}: {finding}"
    dated = [(stamp, item.findtext("guid", "")) for item in items if (stamp := rfc_822(item.findtext("pubDate", "")))]
    yield from lint_order(dated)
    yield from _titles(content)


def _channel(built: Built, address: str, channel: etree._Element) -> Iterator[str]:
    tags = [child.tag for child in channel]
    for name in CHANNEL_ONCE:
        if tags.count(name) != 1:
            yield f"{tags.count(name)} times <{name}> in the channel"
    for tag in sorted({*map(str, tags)} - {*CHANNEL_ONCE} - CHANNEL_REST - {f"{ATOM}link"}):
        yield f"<{tag}> in the channel"
    if "item" in tags and any(tag != "item" for tag in tags[tags.index("item") :]):
        yield "something of the channel stands after an item"
    for name in ("managingEditor", "webMaster", "pubDate"):
        if name in tags:
            yield f"<{name}> can't be known"
    links = channel.findall(f"{ATOM}link[@rel='self']")
    if [(link.get("href"), link.get("type")) for link in links] != [(built.whole(address), FEEDS["rss.xml"])]:
        yield f"its link to itself is {[dict(link.attrib) for link in links]}"
    if channel.findtext("link") != built.page_of(address):
        yield f"<link> is {channel.findtext('link')}, and not the page beside it"
    if built.misses(channel.findtext("link", "")):
        yield "<link> leads to nothing"
    if not LANGUAGE.fullmatch(channel.findtext("language", "")):
        yield f"<language> {channel.findtext('language')}"
    if not (channel.findtext("ttl") or "").isdecimal():
        yield "<ttl> is no number"
    for name in ("title", "description"):
        yield from (f"<{name}>: {finding}" for finding in lint_plain(unescape(channel.findtext(name, ""))))
        if not channel.findtext(name):
            yield f"<{name}> is empty"
    text = channel.findtext("lastBuildDate")
    stamp = rfc_822(text or "")
    yield from lint_date(built, "lastBuildDate", text, stamp)
    dates = [date for item in channel.findall("item") if (date := rfc_822(item.findtext("pubDate", "")))]
    if stamp and dates and stamp < max(dates):
        yield "lastBuildDate is before the newest item's date"


def _item(built: Built, item: etree._Element) -> Iterator[str]:
    tags = [str(child.tag) for child in item]
    for name in ITEM_ONCE:
        if tags.count(name) != 1:
            yield f"{tags.count(name)} times <{name}>"
    for tag in sorted({*tags} - {*ITEM_ONCE} - ITEM_REST):
        yield f"<{tag}>"
    if CONTENT in tags and "description" in tags and tags.index(CONTENT) < tags.index("description"):
        yield "<content:encoded> stands before <description>"
    if tags.count("enclosure") > 1:
        yield "more than one enclosure"
    guid = item.find("guid")
    if guid is not None and (guid.get("isPermaLink") != "false" or not TAG_URI.fullmatch(guid.text or "")):
        yield f"the guid {guid.text} ({dict(guid.attrib)}) is no tag: URI"
    link = item.findtext("link", "")
    if not built.is_own(link) or built.misses(link):
        yield f"<link> {link} leads to nothing"
    text = item.findtext("pubDate")
    yield from lint_date(built, "pubDate", text, rfc_822(text or ""))
    for name in ("title", f"{DC}creator", "category"):
        for element in item.findall(name):
            if not (element.text or "").strip():
                yield f"<{name}> is empty"
    description = item.findtext("description", "")
    if "<" in description:
        yield "<description> is not escaped once more: readers take it for HTML"
    yield from (f"<description>: {finding}" for finding in lint_plain(unescape(description)) if "twice" not in finding)
    yield from (f"content: {finding}" for finding in lint_html(built, item.findtext(CONTENT, "")))
    for enclosure in item.findall("enclosure"):
        yield from lint_enclosure(built, enclosure.get("url"), enclosure.get("length"), enclosure.get("type"))
    for media in item.findall(f"{MEDIA}content"):
        if built.misses(media.get("url", "")) or not built.is_own(media.get("url", "")):
            yield f"<media:content> {media.get('url')} leads to nothing"
        if media.get("fileSize"):
            yield from lint_enclosure(built, media.get("url"), media.get("fileSize"), media.get("type"))


def _titles(content: bytes) -> Iterator[str]:
    """The board's profile: in a title, `<` and `&` as numbers, which no reader takes for a tag's beginning."""
    text = content.decode("utf-8", "replace")
    for title in re.findall(r"<title>(.*?)</title>", text, re.DOTALL):
        if "&lt;" in title:
            yield f"&lt; instead of &#x3C; in the title {title[:60]!r}"
