"""A finished site, read as its readers' programs read it: is there anything in it that could hurt?

What is looked for doesn't know the product's own lists: it is what browsers, feed readers, calendars and spreadsheets run,
load or follow. The site has controls of its own, which are known by their shape in a site that no stranger contributed to;
where a stranger's text is, there is none.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from posixpath import dirname, join, normpath, splitext
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import lxml.html
from lxml import etree
from PIL import Image
from tests.contributions.network import SECRET
from tests.contributions.pages import JSON_LD, THEIRS, Element, Page, Shape, read
from tests.contributions.story import URL

from talanoa.outputs.scripts import INLINE, inline, scripts
from talanoa.publish.mark import NAME as MARK

Site = Mapping[str, bytes]  # path in the site's folder → bytes
# Elements that run, load, frame, send, restyle or change how the rest is parsed; beside `script` and `meta` the site itself
# has none but the controls below.
DANGEROUS = frozenset(
    """
    applet area audio base basefont bgsound canvas dialog embed fencedframe font foreignobject frame frameset iframe
    image isindex keygen listing map marquee math menuitem noembed noframes noscript object output param plaintext
    picture portal slot source style track use video xml xmp
    """.split()
)
# Those that the site has too, in certain shapes; `svg` is the map, of numbers alone (tests/outputs/test_escaping.py).
CONTROLS = frozenset(
    "button data datalist fieldset form input label legend optgroup option select svg template textarea".split()
)
# Attributes that run, restyle, load or send; `name` and `id` also take the place of what scripts look for.
FORBIDDEN = frozenset(
    """
    action archive autofocus background classid code codebase contenteditable data dynsrc form formaction
    formmethod http-equiv-refresh http integrity is itemid lowsrc manifest nonce part ping poster slot srcdoc style target
    usemap xlink:href xml:base xmlns
    """.split()
)
# Those that the site has too, in certain shapes, beside what scripts read (`data-…`).
CONTROLLING = frozenset({"download", "for", "name"})
SCRIPT = re.compile(r"(/|(\./|\.\./)*)assets/[a-z]+\.[0-9a-f]{8}\.js")  # of the theme, named by its content
SRCSET = re.compile(r"(?!/|[a-z]+:)[^\s,\"]+ [0-9]+w")
ENDINGS = frozenset(
    ".html .xml .ics .json .csv .css .opml .jpg .jpeg .png .webp .gif .pdf .epub .odt .ods .odp .docx .xlsx .pptx .txt .mp3 .ogg .opus".split()
)
PUBLISHED = frozenset(
    ".jpg .jpeg .png .webp .gif .pdf .epub .odt .ods .odp .docx .xlsx .pptx .txt .mp3 .ogg .opus".split()
)
# The elements of RSS and Atom that are ours.
FEED = frozenset(
    """
    rss channel title description language link generator docs ttl lastBuildDate item guid pubDate encoded category creator
    feed id updated published author name uri entry summary content subtitle rights image url width height enclosure copyright
    """.split()
)
# A property of a calendar that isn't among these was smuggled in.
CALENDAR = frozenset(
    """
    BEGIN VERSION PRODID CALSCALE NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL SOURCE LAST-MODIFIED TZID TZOFFSETFROM
    TZOFFSETTO TZNAME DTSTART DTEND RRULE RDATE EXDATE UID DTSTAMP SEQUENCE STATUS SUMMARY DESCRIPTION LOCATION GEO URL
    CATEGORIES CONFERENCE RECURRENCE-ID TRANSP CLASS CREATED DURATION END
    """.split()
)


# The search index: its table, its shards, and what it shows of each page.
SEARCH = re.compile(r"search/(index|[st]/[0-9a-f]{10}|r/[0-9]+-[0-9a-z]{3})\.json")


WEBCAL = URL.replace("https:", "webcal:")


def judge(site: Site, known: frozenset[Shape]) -> None:
    """Fails at the first thing that could hurt someone; `known` are the shapes that the site has of its own."""
    ours = {script.address.lstrip("/"): script.data for script in scripts()}
    for path, data in site.items():
        assert SECRET not in path.lower() and SECRET.encode() not in data.lower(), f"{path} tells what is hidden"
        assert path == normpath(path) and not path.startswith(("/", ".."))
        assert ".." not in re.split(r"[/\\]", path), f"{path} leads out of the site on some computers"
        if path == "_headers":
            continue
        if re.fullmatch(r"assets/mark\.[0-9a-f]{8}\.svg", path):  # the network's own, of dots alone
            assert re.fullmatch(rb'<svg xmlns="[^"]+"[^>]*>(<(rect|g|circle) [^>]+>)+</g></svg>', data), path
            continue
        if path in ours:
            assert data == ours[path], f"{path} isn't the theme's"
            continue
        if path == MARK:  # digests of what the build wrote
            assert re.fullmatch(rb"[\x20-\x7e\n]*", data), path
            continue
        if SEARCH.fullmatch(path):
            if path.startswith("search/r/"):
                _judge_record(data, site)
            continue
        ending = splitext(path)[1].lower()
        assert ending in ENDINGS, f"{path} is of a kind that no site needs"
        if ending == ".html":
            _judge_page(path, data, known)
        elif path.endswith(("rss.xml", "atom.xml")):
            _judge_feed(data)
            if "/" not in path:  # all others have the same items
                _judge_as_a_subscriber_reads_it(data)
        elif path.endswith("feed.json"):
            _judge_json_feed(data)
        elif path == "sitemap.xml":
            _judge_sitemap(data)
        elif ending == ".ics":
            judge_calendar(data)
        elif ending == ".json":
            json.loads(data)
        elif ending == ".csv" and path.startswith("data/"):
            _judge_table(data)
        elif ending in (".jpg", ".jpeg", ".png", ".webp", ".gif"):
            _judge_picture(data)
    _judge_whole(site)


# --- pages ----------------------------------------------------------------------------------------------------------


def shapes(site: Site) -> frozenset[Shape]:
    """Of all elements of a site that aren't in a text."""
    pages = (read(data) for path, data in site.items() if path.endswith(".html"))
    return frozenset(element.shape for page in pages for element in page.elements if not element.is_theirs)


@lru_cache(maxsize=4096)
def _judge_page(path: str, data: bytes, known: frozenset[Shape]) -> None:
    page = read(data)
    assert not page.comments, f"{path} has a comment: {page.comments}"
    assert {*page.code} <= {*inline(INLINE)}, f"{path} has code that isn't ours: {page.code}"
    metas = [element.attributes for element in page.all("meta")]
    assert "Content-Security-Policy" in [meta.get("http-equiv") for meta in metas[:2]], f"{path} has no policy"
    for meta in metas:
        assert meta.get("http-equiv", "Content-Security-Policy") == "Content-Security-Policy" or _is_redirect(
            meta, page
        ), meta
    for element in page.elements:
        judge_element(element, path, known)
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids)), f"{path} has an id twice: {ids}"
    assert not any(id.startswith("_") or not id.strip() for id in ids)
    assert ids.count("content") <= 1
    _judge_as_another_parser_reads_it(path, data, known)


def _is_redirect(meta: dict[str, str], page: Page) -> bool:
    """A page that has moved leads to an address within the site, and has nothing else."""
    seconds, _, to = meta.get("content", "").partition("; url=")
    return (
        meta["http-equiv"] == "refresh"
        and seconds == "0"
        and bool(re.fullmatch(r"(?:\.\./)+(?:[a-z]+/[a-z0-9-]+/)?", to))
        and not list(page.all("script"))
    )


def judge_element(element: Element, path: str, known: frozenset[Shape] = frozenset()) -> None:
    tag, attributes = element.tag, element.attributes
    said = f"{path}: <{tag} {attributes}>"
    assert tag not in DANGEROUS and re.fullmatch(r"[a-z][a-z0-9]*", tag), said
    if element.is_theirs:
        assert not [word for word in (attributes.get("id", ""), *element.classes) if word.startswith("t-")], (
            f"in the place of ours: {said}"
        )
    if tag in CONTROLS or any(_controls(name, tag) for name in attributes):
        assert not element.is_theirs and element.shape in known, f"no control of ours: {said}"
    for name, value in attributes.items():
        assert re.fullmatch(r"[a-z][a-z-]*", name), said
        assert not name.startswith("on") and name not in FORBIDDEN, said
        if name in ("href", "src", "cite"):
            judge_address(value, said)
        if name == "srcset":  # ours, of a picture of the site in other widths
            assert tag == "img" and all(SRCSET.fullmatch(entry) for entry in value.split(", ")), said
    if tag == "script":
        address = attributes.get("src", "")
        allowed = [JSON_LD] if element.is_theirs else [JSON_LD, {}]
        if SCRIPT.fullmatch(address):
            allowed.append({"type": "module", "src": address})
        assert attributes in allowed, said
    if "src" in attributes:
        assert not _is_elsewhere(attributes["src"]), f"asks another host: {said}"
    if tag == "link":
        assert attributes.get("rel") in ("canonical", "alternate", "icon", "apple-touch-icon", "stylesheet"), said
        if attributes["rel"] in ("stylesheet", "icon", "apple-touch-icon") and attributes["href"] != "data:,":
            assert not _is_elsewhere(attributes["href"]), f"asks another host: {said}"


def _controls(name: str, tag: str) -> bool:
    return name.startswith("data-") or (name in CONTROLLING and (name != "name" or tag != "meta"))


def judge_address(written: str, said: str) -> None:
    """As the URL standard reads it: without tabs and line breaks anywhere, and without controls at its ends."""
    address = re.sub(r"[\t\n\r]", "", written).strip("".join(map(chr, range(0x21))))
    assert address == written and " " not in address, f"an address with blanks or controls: {said}"
    scheme = re.match(r"([^/?#:]*):", address)
    if address == "data:,":  # the icon that keeps browsers from asking for one
        return
    if address.startswith(WEBCAL):  # ours alone, to subscribe to a calendar
        return
    if scheme:
        assert scheme[1].lower() in ("http", "https", "mailto"), said
        if scheme[1].lower() != "mailto":
            assert re.match(r"https?://[^/\\@?#]+(?:[/?#]|$)", address, re.IGNORECASE), (
                f"a name before the host: {said}"
            )
    else:
        assert not address.startswith(("//", "\\", "/\\")), said


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc or address.startswith(("//", "\\", "/\\"))) and not address.startswith(URL)


def _judge_as_another_parser_reads_it(path: str, data: bytes, known: frozenset[Shape]) -> None:
    """Markup that means one thing to one parser and another to the next is how cleaners are got past."""
    tree = lxml.html.document_fromstring(data.decode("utf-8").removeprefix("<!doctype html>"))
    theirs = {inner for name in THEIRS for region in tree.find_class(name) for inner in region.iterdescendants()}
    for element in tree.iter():
        assert isinstance(element.tag, str), f"{path}: {etree.tostring(element)!r}"
        judge_element(Element(element.tag, dict(element.attrib), element in theirs), path, known)


# --- the search index -----------------------------------------------------------------------------------------------


def _judge_record(data: bytes, site: Site) -> None:
    """Its texts are shown as texts (search.js); its address leads to a page of the site."""
    address = json.loads(data)["url"]
    assert address.startswith("/") and unquote(f"{address}index.html").lstrip("/") in site, address


# --- feeds, calendars, tables ---------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _judge_feed(data: bytes) -> None:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.getroottree().docinfo.doctype == ""
    assert {etree.QName(element).localname for element in root.iter(etree.Element)} <= FEED
    for element in root.iter("{*}link", "{*}guid", "{*}id", "{*}uri", "{*}enclosure", "{*}content"):
        for address in (
            element.text if "content" not in str(element.tag) else "",
            element.get("href"),
            element.get("url"),
        ):
            assert not address or address.startswith((URL, "tag:reef.example.org")), address
    for item in root.iter("item", "{http://www.w3.org/2005/Atom}entry"):
        # All of them are HTML to feed readers, whose cleaners no one knows.
        for html in (item.findtext("description"), item.findtext("{*}encoded"), item.findtext("{*}content")):
            judge_fragment(html or "")
        for text in item.iter("{http://www.w3.org/2005/Atom}title", "{http://www.w3.org/2005/Atom}summary"):
            assert text.get("type", "text") == "text" or judge_fragment(text.text or "")


@lru_cache(maxsize=4096)
def _judge_as_a_subscriber_reads_it(data: bytes) -> None:
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")


@lru_cache(maxsize=4096)
def _judge_json_feed(data: bytes) -> None:
    feed = json.loads(data)
    assert feed["version"].startswith("https://jsonfeed.org/version/1")
    for item in feed["items"]:
        assert item["url"].startswith(URL)
        judge_fragment(item.get("content_html", ""))


@lru_cache(maxsize=4096)
def judge_fragment(html: str) -> Page:
    """HTML in a feed has no address of its own, so every address in it is whole."""
    page = read(html.encode())
    assert not page.comments and not page.json_ld
    for element in page.elements:
        judge_element(element, "feed")
        for name in ("href", "src"):
            if name in element.attributes:
                assert re.match("https?://|mailto:", element.attributes[name], re.IGNORECASE), element
    return page


@lru_cache(maxsize=4096)
def judge_calendar(data: bytes) -> icalendar.Calendar:
    text = data.decode("utf-8")
    assert text.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", text), (
        "a line break that is none of iCalendar's"
    )
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text), (
        "a sign that programs may split lines at"
    )
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in text.replace("\r\n ", "").strip().split("\r\n"):
        name = re.match(r"[A-Z-]+(?=[;:])", line)
        assert name and name[0] in CALENDAR, line
        if name[0] in ("URL", "CONFERENCE", "SOURCE"):
            assert re.match(r"[A-Z-]+(?:;[^:\"]*(?:\"[^\"]*\")?)*:https?://", line), line
        if name[0] in ("BEGIN", "END"):
            assert line.partition(":")[2] in ("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"), line
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert not {"ATTENDEE", "ORGANIZER", "ATTACH", "METHOD"} & set(event), (
            "a program that subscribes would act on it"
        )
    return calendar


def _judge_sitemap(data: bytes) -> None:
    for loc in etree.fromstring(data).iter("{*}loc"):
        assert loc.text and re.fullmatch(re.escape(URL) + r"[A-Za-z0-9/._~%-]*", loc.text), loc.text


def _judge_table(data: bytes) -> None:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1, "every row has as many cells"
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell) or re.fullmatch(r"-?\d+(\.\d+)?", cell), (
                f"a formula: {cell}"
            )


@lru_cache(maxsize=1024)
def _judge_picture(data: bytes) -> None:
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        notes = {name.lower() for name in picture.info} & {
            "exif",
            "xmp",
            "comment",
            "icc_profile",
            "author",
            "software",
        }
        assert not notes and not picture.getexif(), f"a picture tells {notes}"
    for word in (b"<script", b"<?php", b"<svg", b"GPS", b"alert("):
        assert word not in data


def _judge_whole(site: Site) -> None:
    """Every address within the site leads somewhere, and every file that someone brought is shown by a page."""
    referred = set()
    for path, data in site.items():
        if path.endswith(".html"):
            for address in _inner_addresses(path, data):
                assert address in site, f"{path} leads to {address}, which isn't there"
                referred.add(address)
    for path in site:
        if splitext(path)[1].lower() in PUBLISHED and not path.startswith("assets/"):
            assert path in referred, f"{path} was copied, and no page shows it"


@lru_cache(maxsize=4096)
def _inner_addresses(path: str, data: bytes) -> frozenset[str]:
    """The files that the addresses of a page mean."""
    found = set()
    for element in read(data).elements:
        for name in ("href", "src"):
            address = element.attributes.get(name, "#").partition("#")[0].partition("?")[0]
            if not address or re.match("[a-zA-Z]+:", address):
                continue
            target = normpath(address.lstrip("/") if address.startswith("/") else join(dirname(path), address))
            target = unquote("" if target == "." else target)
            assert not target.startswith(".."), f"{path} leads out of the site: {address}"
            found.add(target if splitext(target)[1] else join(target, "index.html"))
    return frozenset(found)
