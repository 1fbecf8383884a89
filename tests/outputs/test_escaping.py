"""Whatever a text of the data says, it is shown as it was typed, and is nothing else: in pages, feeds and calendars.

Two networks are the same but for their texts: in one they are plain, in the other hostile. Every output of the second is
that of the first, with each text in its place, also inside JSON-LD, metadata, feeds and calendars.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import feedparser
import icalendar
import pytest
from lxml import etree
from msgspec.structs import replace
from tests.outputs.everything import HOSTILE, MARKDOWN, PLAIN, Build, Texts
from tests.outputs.parts import Parts

from talanoa import addresses
from talanoa.model.values import Words
from talanoa.outputs.calendars.components import Calendars
from talanoa.outputs.scripts import INLINE, inline
from talanoa.outputs.view import THEME


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return Build(tmp_path_factory.mktemp("plain"), Texts(PLAIN))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return Build(tmp_path_factory.mktemp("hostile"), Texts(HOSTILE))


def _made_hostile(value: Any) -> Any:
    """A value of the plain network as it should be in the hostile one."""
    if isinstance(value, str):
        return value.replace(PLAIN, HOSTILE)
    if isinstance(value, dict):
        return {_made_hostile(key): _made_hostile(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_made_hostile, value))
    return value


def test_the_networks_have_the_same_outputs(plain: Build, hostile: Build) -> None:
    assert [*plain.pages] == [*hostile.pages]
    assert [*plain.files] == [*hostile.files]
    assert len(plain.pages) >= 39


def test_a_page_shows_texts_as_they_were_typed_and_has_no_other_element(plain: Build, hostile: Build) -> None:
    for address, page in plain.pages.items():
        ours, theirs = (_without_services(Parts(html).parts) for html in (hostile.pages[address], page))
        assert ours == _made_hostile(theirs), address


# Drawings made of the network's name, whose addresses name what they are made of.
DRAWINGS = re.compile(r"(?<=/assets/)(mark|icon|social)\.[0-9a-f]{8}(?=\.)")
SERVICES = re.compile(r"https://(calendar\.google\.com|outlook\.live\.com|outlook\.office\.com)/")


def _without_services(parts: list[Any]) -> list[Any]:
    """Links that carry texts in their address, where they are cut and encoded, by their host alone; drawings by their kind."""
    return [tuple(map(_named, part)) if isinstance(part, tuple) else part for part in parts]


def _named(value: str | None) -> str | None:
    service = SERVICES.match(value or "")
    return service[0] if service else DRAWINGS.sub(r"\1", value) if value else value


def test_a_text_in_the_address_of_a_link_is_one_value_of_it(plain: Build, hostile: Build) -> None:
    seen = 0
    for address, page in plain.pages.items():
        ours, theirs = (
            [link["href"] or "" for link in _links(html) if SERVICES.match(link["href"] or "")]
            for html in (hostile.pages[address], page)
        )
        for our, their in zip(ours, theirs, strict=True):
            found, expected = (dict(parse_qsl(urlsplit(link).query, strict_parsing=True)) for link in (our, their))
            assert {*found} == {*expected}
            for name, text in expected.items():
                begin, cut, rest = found[name].partition("…")
                assert _made_hostile(text).startswith(begin) and not rest.strip().partition("https://example.org/n/")[0]
                seen += "alert(1)" in begin
                assert bool(cut) <= (PLAIN in text)
    assert seen > 5


def test_json_ld_gives_the_very_texts_back(plain: Build, hostile: Build) -> None:
    seen = 0
    for address, page in plain.pages.items():
        found = [json.loads(script) for script in Parts(hostile.pages[address]).scripts]
        assert found == [_made_hostile(json.loads(script)) for script in Parts(page).scripts], address
        seen += json.dumps(found).count("alert(1)")
    assert seen > 50


def test_a_text_in_json_ld_ends_neither_the_script_nor_a_line(hostile: Build) -> None:
    for page in hostile.pages.values():
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            assert not re.search("[<>&\u2028\u2029]", script)


def test_every_text_of_the_data_is_shown(hostile: Build) -> None:
    """A text that this test never sees could be shown unescaped one day."""
    shown = "".join([*hostile.pages.values(), *(file.decode("utf-8", "replace") for file in hostile.files.values())])
    unseen = {field for number, field in hostile.texts.numbers.items() if number not in shown}
    seen = {field for number, field in hostile.texts.numbers.items() if number in shown}
    assert unseen - seen == set()


def test_titles_and_descriptions_are_exact(hostile: Build) -> None:
    page = etree.HTML(hostile.pages["/posts/opinion/"].encode(), etree.HTMLParser(encoding="utf-8"))
    post = hostile.view.site.post["opinion"]
    metas = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert page.findtext(".//title") == f"{post.title} – {hostile.view.name}"
    assert metas["og:title"] == post.title
    assert metas["description"] == metas["og:description"] == post.summary
    assert metas["og:site_name"] == hostile.view.name
    assert metas["og:image:alt"] == hostile.view.name, "no picture is made here, so the network's own is shared"
    assert HOSTILE.strip() in post.title and HOSTILE.strip() in str(post.summary)


def test_a_title_that_begins_like_a_link_stays_as_it_is(tmp_path: Path) -> None:
    """Links within the site begin with a mark in our HTML; a text may begin so too."""
    build = Build(tmp_path, _Marked(""))
    parts = Parts(build.pages["/posts/opinion/"]).parts
    title = build.view.site.post["opinion"].title
    assert title.startswith(addresses.MARK)
    assert ("meta", "property", "og:title", "content", title) in parts
    assert [("h1"), [title], "</h1>"] == [parts[(at := parts.index(("h1",)))][0], *parts[at + 1 : at + 3]]


class _Marked(Texts):
    def plain(self, field: str) -> str:
        return addresses.MARK + super().plain(field)


def test_feeds_give_the_very_texts_back(plain: Build, hostile: Build) -> None:
    feeds = [address for address in plain.files if address.endswith(("rss.xml", "atom.xml", ".opml"))]
    assert len(feeds) >= 31
    for address in feeds:
        ours, theirs = _feed(hostile.files[address]), _feed(plain.files[address])
        assert ours == _made_hostile(theirs), address
    parsed = feedparser.parse(hostile.files["/rss.xml"])
    assert not parsed.bozo
    posts = {hostile.view.site.post[slug].title for slug in ("opinion", "statement")}
    assert {entry.title for entry in parsed.entries} == posts


def _feed(data: bytes) -> list[Any]:
    """The elements of a feed; what readers take for HTML is read as HTML."""
    found: list[Any] = []
    for element in etree.fromstring(data).iter():
        text = element.text or ""
        is_html = element.tag == "{http://purl.org/rss/1.0/modules/content/}encoded" or (
            element.get("type") == "html" or (element.tag == "description" and element.getparent().tag == "item")
        )
        found.append((element.tag, sorted(element.attrib.items()), Parts(f"<p>{text}").parts if is_html else text))
    return found


def test_calendars_give_the_very_texts_back(plain: Build, hostile: Build) -> None:
    escaped = re.sub(r"[\\;,]", r"\\\g<0>", HOSTILE)  # RFC 5545, 3.3.11
    calendars = [address for address in plain.files if address.endswith(".ics")]
    assert calendars
    for address in calendars:
        ours, theirs = (build.files[address].decode().replace("\r\n ", "") for build in (hostile, plain))
        assert ours == theirs.replace(PLAIN, escaped), address
        assert ours.count("alert(1)") >= 10
        events = icalendar.Calendar.from_ical(hostile.files[address]).walk("VEVENT")
        assert len(events) == theirs.count("BEGIN:VEVENT")


def test_a_typed_backslash_is_no_line_break_in_a_calendar(plain: Build) -> None:
    made = Calendars(plain.view).text("/c.ics", r"C:\New, C:\new; \\N", plain.view.site.events)
    assert b"\r\nNAME:C:\\\\New\\, C:\\\\new\\; \\\\\\\\N\r\n" in made


def test_data_gives_the_very_texts_back(plain: Build, hostile: Build) -> None:
    for address in plain.files:
        ours, theirs = (build.files[address].decode("utf-8-sig") for build in (hostile, plain))
        if address.endswith("/feed.json"):
            assert _json_feed(ours) == _made_hostile(_json_feed(theirs)), address
        elif address.endswith(".json"):
            assert json.loads(ours) == _made_hostile(json.loads(theirs)), address
        elif address.endswith(".csv"):
            assert [*csv.reader(StringIO(ours))] == _made_hostile([*csv.reader(StringIO(theirs))]), address


def _json_feed(text: str) -> Any:
    data = json.loads(text)
    for item in data["items"]:
        item["content_html"] = Parts(item["content_html"]).parts
    return data


def test_every_output_is_read_here(plain: Build) -> None:
    assert {address.rpartition(".")[2] for address in plain.files} <= {"xml", "ics", "html", "json", "csv", "opml"}


def test_what_has_no_texts_is_the_same(plain: Build, hostile: Build) -> None:
    others = [address for address in plain.files if address.endswith(".html") or "sitemap" in address]
    assert {address: plain.files[address] for address in others} == {
        address: hostile.files[address] for address in others
    }
    etree.fromstring(hostile.files["/sitemap.xml"])
    assert sum("moved" in hostile.files[address].decode() for address in others) >= 3, "redirects are among them"


def test_hostile_markdown_makes_nothing_that_runs_loads_or_leads_elsewhere(tmp_path: Path) -> None:
    build = Build(tmp_path, Texts(PLAIN, "\n\n" + MARKDOWN))
    for address, page in build.pages.items():
        _assert_harmless(Parts(page), address)
    for address, data in build.files.items():
        if address.endswith("rss.xml"):
            for html in (element.text or "" for element in etree.fromstring(data).iter() if "encoded" in element.tag):
                _assert_harmless(Parts(f"<p>{html}"), address)


def _assert_harmless(page: Parts, address: str) -> None:
    for part, text in pairwise([*page.parts, ""]):
        if not isinstance(part, tuple) or part == ("declaration", "doctype html"):
            continue
        tag, values = part[0], dict(zip(part[1::2], part[2::2], strict=False))
        assert tag not in {"comment", "declaration", "instruction", "unknown"}, (address, part)
        assert tag not in {"iframe", "object", "embed", "base", "style", "math"}, (address, part)
        assert tag not in _DRAWN or _is_of_our_map(tag, values), (address, part)
        assert tag != "form" or (values["class"] in ("t-form", "t-search") and "action" not in values), (address, part)
        assert tag != "script" or values == _JSON_LD or _is_ours(values, text), (address, part)
        assert not [name for name in values if name.startswith("on") or name in ("style", "srcdoc")], (address, part)
        for name in ("href", "src"):
            link = values.get(name) or ""
            assert not re.match(r"\s*(javascript|vbscript|data:text)", link, re.IGNORECASE), (address, part)
            if name == "src" and link:
                assert "evil.example" not in link, (address, part)


_JSON_LD = {"type": "application/ld+json"}


def _is_ours(script: dict[str, str | None], text: object) -> bool:
    """A file that mkdocs.yml names, or a script of the theme's: a module named by its content, or one of those in the page itself."""
    source = script.get("src") or ""
    if not script:
        return text in ([code] for code in inline(INLINE))
    if re.fullmatch(r"(?:/n/|[./]+/)assets/[a-z-]+\.[0-9a-f]{8}\.js", source):
        return script == {"type": "module", "src": source}
    return script == {"src": source, "defer": None}


# The map (theme/pages/map.html) is the one drawing in a page: numbers and class names of ours, and nothing else.
_DRAWN = {"svg", "g", "path", "circle", "rect", "text", "title", "use", "image", "foreignobject", "animate", "set"}
_SVG = {"class": "t-map", "role": "img", "aria-labelledby": "map-title", "aria-describedby": "map-caption"}
_NUMBERS = r"[-0-9. MLlz]+|\.36em|(translate\(\d+ \d+\))(scale\([\d.]+\))?"


def _is_of_our_map(tag: str, values: dict[str, str | None]) -> bool:
    if tag == "svg":
        return {**_SVG, "viewbox": values.get("viewbox")} == values and bool(
            re.fullmatch(_NUMBERS, values["viewbox"] or "")
        )
    if tag == "title":
        return values in ({}, {"id": "map-title"})
    classes = {*(values.get("class") or "").split()}
    return (
        tag in {"g", "path", "circle", "rect", "text"}
        and all(name.startswith(("t-map__", "t-mark")) for name in classes)
        and {*values} <= {"class", "transform", "d", "cx", "cy", "r", "x", "y", "width", "height", "rx", "dy"}
        and all(re.fullmatch(_NUMBERS, value or "") for name, value in values.items() if name != "class")
    )


CONTROLS = [chr(number) for number in (0, 7, 8, 0x0B, 0x0C, 0x1B, 0x1C, 0x1D, 0x1E, 0x7F, 0x85, 0x9F, 0x2028, 0x2029)]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_control_character_reaches_a_calendar(
    control: str, tmp_path: Path, plain: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading refuses most of them; a calendar doesn't rely on it."""
    text = f"A{control}B\r\nEND:VEVENT\rATTENDEE:mailto:x\n" + "long " * 500
    events = []
    for event in plain.view.site.events:
        title = Words({"": text})
        place = event.place and replace(event.place, name=text, city=text)
        online = event.online and replace(event.online, platform=text)
        agenda = tuple(replace(item, title=text) for item in event.agenda)
        events.append(replace(event, title=title, summary=title, place=place, online=online, agenda=agenda))
    kept = {
        event.id: [replace(occurrence, event=event) for occurrence in plain.view.site.occurrences_of[event.id]]
        for event in events
    }
    monkeypatch.setattr(type(plain.view.site), "occurrences_of", kept, raising=False)
    made = Calendars(plain.view).text("/events/calendar.ics", text, events)
    lines = made.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", "".join(lines))
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert [component.name for component in icalendar.Calendar.from_ical(made).walk("VEVENT")]


def test_templates_escape_by_themselves(plain: Build) -> None:
    for language in ("en", "ur"):
        environment = plain.view.environment(language)
        assert environment.autoescape is True
        for name in environment.list_templates():
            source = (THEME / "pages" / name).read_text("utf-8")
            if name in ("digest.html", "digest-entry.html"):  # mail programs know no other styles
                source = re.sub(r" style=\"[^\"<>]*\"|<style>[^<{%]*(?:[{][^<{%]*)*</style>", "", source)
            assert not re.search(
                r"\|\s*safe\b|autoescape|\|\s*tojson|<script(?![^>]* src=[^>]*></script>)|<style| style=| on\w+=",
                source,
            ), name


# Who may declare HTML safe: it was made by a template, by `markup`, or of parts that were escaped one by one.
DECLARE_SAFE = {
    "digest/greeting.py",
    "engine/documents.py",
    "engine/staged.py",
    "markup/markup.py",
    "outputs/pictures.py",
    "outputs/shell.py",
    "outputs/localizer.py",
    "outputs/view.py",
}


def test_the_map_is_the_only_drawing_that_a_page_may_have(hostile: Build) -> None:
    ours = Parts(re.findall(r"<svg.*?</svg>", hostile.pages["/countries/"], re.DOTALL)[0])
    _assert_harmless(ours, "/countries/")
    for smuggled in (
        "<svg onload=alert(1)>",
        '<svg class="t-map">',
        '<circle class="t-map__dot" r="url(#x)"/>',
        '<path class="evil" d="M0 0"/>',
        '<use href="#x"/>',
        '<image href="x"/>',
        '<g transform="translate(1 1)" href="x">',
    ):
        with pytest.raises(AssertionError):
            _assert_harmless(Parts(smuggled), smuggled)


def test_html_is_declared_safe_in_few_places() -> None:
    package = THEME.parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\bSafe\(|[^\w.]Markup\([\"'f]", path.read_text("utf-8"))
    }
    assert found == DECLARE_SAFE


def test_links_to_other_hosts_say_so(hostile: Build) -> None:
    """`noopener` for browsers that would hand this page to the other one; `external` for styles and programs."""
    outside: Callable[[str], bool] = lambda href: href.startswith("http") and "example.org/n/" not in href  # noqa: E731
    seen = 0
    for address, page in hostile.pages.items():
        for values in _links(page):
            if outside(values["href"] or ""):
                assert {"noopener", "external"} <= {*(values.get("rel") or "").split()}, (address, values)
                seen += 1
    assert seen > 20


def _links(page: str) -> Iterator[dict[str, str | None]]:
    for part in Parts(page).parts:
        if isinstance(part, tuple) and part[0] == "a":
            yield dict(zip(part[1::2], part[2::2], strict=True))
