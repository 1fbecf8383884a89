"""Honest contributions, however odd they look: no problem at all, and every word where it belongs, as it was typed."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import icalendar
import lxml.html
import pytest
from PIL import Image, ImageChops, ImageStat
from tests.conftest import run, tree
from tests.contributions.honest.scripts import TEXTS as SCRIPTS
from tests.contributions.honest.things import EVENTS, MEMBERS, PDF, PICTURES
from tests.contributions.honest.writing import NAMES, TEXTS, TITLES
from tests.contributions.judge import Shape, Site, judge, judge_calendar
from tests.contributions.network import FILES, NETWORK, OTHERS
from tests.contributions.story import DAY, slug, write

# Every country that someone honest comes from.
HONEST_NETWORK = NETWORK.replace(
    "activities:", "".join(f"  - {{id: t-{n}, title: Theme {n}}}\n" for n in range(3)) + "activities:"
) + "".join(f"  - {{code: {code}, status: member}}\n" for code in "NP AS IN TL KR PK NO MN KZ MM".split())


def yaml(text: str) -> str:
    """A text as people write it if it has signs that mean something to YAML."""
    return "'" + text.replace("'", "''") + "'"


def post(body: str, title: str = "A contribution", author: str = "A stranger", day: int = 1, more: str = "") -> str:
    return f"---\ntitle: {yaml(title)}\ndate: 2026-10-{day:02}\nauthors: [{{name: {yaml(author)}}}]\nkind: blog\n{more}---\n{body}\n"


def _files() -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {**FILES, "network.yml": HONEST_NETWORK}
    for text in SCRIPTS:
        body = "## " + text.paragraphs[0].split()[0] + "\n\n" + "\n\n".join(text.paragraphs)
        files[f"posts/{text.slug}.md"] = post(
            body, text.title, text.author, more=f"language: {text.language}\nactivities: [outreach]\n"
        )
    for number, title in enumerate(TITLES):
        name = NAMES[number % len(NAMES)]
        files[f"posts/title-{number}.md"] = post("Text.", title, name, more=f"summary: {yaml(title)}\n")
    for number, (name, body, _) in enumerate(TEXTS):  # no feed has more than forty
        files[f"posts/text-{slug(name)}.md"] = post(body, more=f"themes: [t-{number // 30}]\n")
    for id, lines, _, _ in EVENTS:
        files[f"events/{id}.yml"] = f"id: {id}\n{lines}\n"
    for id, lines, _ in MEMBERS:
        files[f"members/{id}.yml"] = f"id: {id}\n{lines}\n"
    files["events/Concept note (v2).PDF"] = PDF
    files["members/Our Logo (2026).PNG"] = PICTURES["transparent.png"]
    files["members/a#b? 100%.png"] = PICTURES["grey.png"]
    shown = "\n\n".join(f"![The picture {number}]({quote(name)})" for number, name in enumerate(PICTURES))
    files["posts/pictures/index.md"] = post(
        shown + "\n\n[The paper](paper.pdf)",
        more="image: {src: IMG_0001.JPG, alt: 'A \"red\" & blue field', credit: O'Brien <3}\n",
    )
    files |= {f"posts/pictures/{name}": data for name, data in PICTURES.items()}
    files["posts/pictures/paper.pdf"] = PDF
    return files | _odd_files()


PLAIN = "It's <3: 5 > 3 & “so on”, é and 한국.\n\nSecond.\n\n- one\n- two\n\n```\n\tcode\n```\n"
STATEMENT = (
    "---\ntitle: A statement\ndate: 2026-10-02\nkind: statement\nauthors:\n"
    + "".join(
        f"  - {{name: {yaml(f'{name} {number}')}, affiliation: {yaml(name[::-1])}}}\n"
        for number, name in enumerate((*NAMES, *NAMES))
    )
    + 'signatories:\n  - {member: obrien, date: 2026-10-03, representative: "D\'Arcy & Co"}\n  - {member: at-sign}\n---\nWe ask.\n'
)


def _odd_files() -> dict[str, str | bytes]:
    """The same text, as the editors of this world save it."""
    text = post(PLAIN, "O’Brien’s é — 한국")
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    return {
        "posts/odd-crlf.md": text.replace("\n", "\r\n").encode(),
        "posts/odd-cr.md": text.replace("\n", "\r").encode(),
        "posts/odd-bom.md": b"\xef\xbb\xbf" + text.encode(),
        "posts/odd-bom-crlf.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        "posts/odd-mixed.md": text.replace("\n", "\r\n", 4).encode(),
        "posts/odd-nfd.md": decomposed,
        "posts/odd-blanks.md": text.replace("---\n", "---  \t\n").replace("kind: blog\n", "kind: blog   # ours\n\n"),
        "posts/odd-end.md": text.rstrip("\n"),
        "posts/odd-lines.md": text + "\n" * 50,
        "posts/2026/2026-10-01-odd-year.md": text,
        "posts/2026/odd-folder/index.md": text,
        "posts/README.md": "# What belongs here\n",
        "posts/statement.md": STATEMENT,
        "members/crlf.yml": '\ufeffid: crlf\r\nname: "O\'Brien"\r\ncountry: FJ\r\nabout: |\r\n  One\r\n\r\n  Two\r\n',
        "events/crlf.yml": "\ufeffid: crlf\r\ntitle: It's CRLF\r\ntype: call\r\nstart: 2026-12-20 10:00\r\n",
    }


ODD = sorted(path for path in _odd_files() if "odd-" in path)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(_files(), tmp_path_factory.mktemp("honest"))


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    """What `talanoa build` makes of them, with no warning."""
    done = run(root, "talanoa", "build", "--strict", "--now", DAY)
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


def words(html: bytes | str) -> str:
    """What a reader reads, with one blank for any stretch of blanks; nothing else is changed."""
    tree = lxml.html.document_fromstring(html.decode() if isinstance(html, bytes) else f"<div>{html}</div>")
    for block in tree.iter(
        "br", "p", "li", "td", "th", "dt", "dd", "summary", "h2", "h3", "figcaption", "div", "blockquote"
    ):
        block.tail = f" {block.tail or ''}"
    return one_line(str(tree.text_content()))


def one_line(text: str) -> str:
    return " ".join(re.split(r"[ \t\r\n]+", text)).strip()


def page(site: Site, address: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(site[f"{address}index.html"].decode())


def said_to_programs(site: Site, address: str, type: str) -> dict[str, object]:
    found = page(site, address).xpath('//script[@type="application/ld+json"]')
    return next(data for script in found if (data := json.loads(script.text))["@type"] == type)


@pytest.fixture(scope="module")
def items(site: Site) -> dict[str, feedparser.FeedParserDict]:
    """Every post in the feeds, by its address, as a subscriber's program reads it."""
    found = {}
    for path, data in site.items():
        if path.endswith(("rss.xml", "atom.xml")):
            found |= {item.link: item for item in feedparser.parse(data, sanitize_html=False).entries}
    return found


def item_of(items: dict[str, feedparser.FeedParserDict], name: str) -> feedparser.FeedParserDict:
    return items[f"https://reef.example.org/posts/{name}/"]


def test_there_is_nothing_to_tell(root: Path) -> None:
    """But for the languages that no one translated our own words into, and a picture whose name Windows can't write."""
    done = run(root, "talanoa", "check", "--strict", "--format", "json", "--now", DAY)
    assert done.returncode == 0
    told = {(problem["severity"], problem["code"]) for problem in json.loads(done.stdout)["problems"]}
    assert told == {("note", "not-translated"), ("note", "unportable-name")}, done.stdout


def test_the_site_is_harmless(site: Site, known: frozenset[Shape]) -> None:
    judge(site, known)
    assert set(OTHERS) <= set(site)


@pytest.mark.parametrize("text", SCRIPTS, ids=lambda text: text.name or text.language)
def test_a_post_in_its_script(text: object, site: Site) -> None:
    assert isinstance(text, type(SCRIPTS[0]))
    address = f"posts/{text.slug}/"
    read = words(site[f"{address}index.html"])
    for paragraph in (text.title, text.author, *text.paragraphs):
        assert unicodedata.normalize("NFC", paragraph) in read
    article = page(site, address).find_class("t-post")[0]
    assert article.get("lang") == text.language
    assert article.get("dir") == ("rtl" if text.language in ("ur", "ar", "fa", "dv", "he") else "ltr")
    titles(site, f"posts/{text.slug}/", text.title)
    feed = feedparser.parse(site["activities/outreach/rss.xml"], sanitize_html=False)
    item = next(item for item in feed.entries if item.link.endswith(f"/{address}"))
    in_feed(item, text.title, text.author, text.paragraphs)


def titles(site: Site, address: str, title: str) -> None:
    """A post's title wherever it is shown."""
    title = unicodedata.normalize("NFC", title)
    document = page(site, address)
    assert document.findtext(".//h1") == title
    assert document.findtext(".//title") == f"{title} – Reef Network"
    assert document.xpath('//meta[@property="og:title"]/@content') == [title]
    assert said_to_programs(site, address, "BlogPosting")["headline"] == title
    whole = f"https://reef.example.org/{address}"
    exported = next(each for each in json.loads(site["data/posts.json"])["posts"] if each["url"] == whole)
    assert exported["title"] == title
    rows = csv.DictReader(io.StringIO(site["data/posts.csv"].decode("utf-8-sig"), newline=""))
    row = next(row for row in rows if row["url"] == whole)
    assert row["title"] in (title, f"'{title}"), "a spreadsheet's formula is told to be a text, and nothing else"
    assert row["title"] == title or re.match(r"\s*[=+\-@]", title)


def in_feed(item: feedparser.FeedParserDict, title: str, author: str, paragraphs: Sequence[str]) -> None:
    assert item.title == unicodedata.normalize("NFC", title)
    assert item.author == unicodedata.normalize("NFC", author)
    read = words(item.content[0].value)
    for paragraph in paragraphs:
        assert unicodedata.normalize("NFC", paragraph) in read


@cache
def _in_json_feeds(*feeds: bytes) -> dict[str, str]:
    return {item["url"]: item["content_html"] for feed in feeds for item in json.loads(feed)["items"]}


def in_json_feeds(site: Site) -> dict[str, str]:
    """The text of every post that a JSON Feed has, by its address."""
    return _in_json_feeds(*(data for path, data in site.items() if path.endswith("feed.json")))


@pytest.mark.parametrize("number", range(len(TITLES)), ids=lambda number: TITLES[number][:40])
def test_a_title(number: int, site: Site, items: dict[str, feedparser.FeedParserDict]) -> None:
    title, name = TITLES[number], NAMES[number % len(NAMES)]
    titles(site, f"posts/title-{number}/", title)
    document = page(site, f"posts/title-{number}/")
    assert document.find_class("t-lead")[0].text_content() == title
    assert document.xpath('//meta[@name="description"]/@content') == [title]
    assert name in document.find_class("t-byline")[0].text_content()
    said = said_to_programs(site, f"posts/title-{number}/", "BlogPosting")
    assert said["description"] == title and said["author"][0]["name"] == name  # type: ignore[index]
    listed = "".join(words(data) for path, data in site.items() if re.match(r"posts/(page/\d+/)?index", path))
    assert one_line(title) in listed


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row[0])
def test_a_text(row: tuple[str, str, Sequence[str]], site: Site, items: dict[str, feedparser.FeedParserDict]) -> None:
    name, _, shown = row
    body = page(site, f"posts/text-{slug(name)}/").find_class("t-body")[0]
    read = words(lxml.html.tostring(body, encoding="unicode"))
    for part in shown:
        assert part in read
    for part in shown:
        assert part in words(item_of(items, f"text-{slug(name)}").content[0].value), "in feeds"
        assert part in words(in_json_feeds(site)[f"https://reef.example.org/posts/text-{slug(name)}/"])


@pytest.mark.parametrize("path", ODD)
def test_however_the_file_was_saved(path: str, site: Site) -> None:
    name = re.sub(r"posts/(?:2026/)?(?:2026-10-01-)?|/index|\.md", "", path)
    made = page(site, f"posts/{name}/").find_class("t-body")[0]
    usual = page(site, "posts/odd-end/").find_class("t-body")[0]
    assert lxml.html.tostring(made).strip() == lxml.html.tostring(usual).strip()
    titles(site, f"posts/{name}/", "O’Brien’s é — 한국")
    assert "It's <3: 5 > 3 & “so on”, é and 한국." in words(lxml.html.tostring(made, encoding="unicode"))


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row[0])
def test_an_event(row: tuple[str, str, dict[str, str], Sequence[str]], site: Site) -> None:
    id, _, properties, shown = row
    address = f"events/{id}/"
    read = words(site[f"{address}index.html"]).casefold()
    for part in shown:
        assert part.casefold() in read
    said = said_to_programs(site, address, "Event")
    assert said["name"] == shown[0]
    calendar = judge_calendar(site["events/calendar.ics"])
    event = next(
        event
        for event in calendar.walk("VEVENT")
        if event["UID"].startswith(f"{id}@")
        or f"/{id}" in event["UID"]
        or id == event["UID"].split("@")[0].rpartition("/")[2]
    )
    assert str(event["SUMMARY"]).removeprefix("Cancelled: ") == shown[0]
    lines = event.to_ical().decode().replace("\r\n ", "").split("\r\n")
    for key, value in properties.items():
        written = next(line.removeprefix(key) for line in lines if line.startswith(key))
        assert value in written, written


@pytest.mark.parametrize("row", MEMBERS, ids=lambda row: row[0])
def test_a_member(row: tuple[str, str, Sequence[str]], site: Site) -> None:
    id, _, shown = row
    read = words(site[f"members/{id}/index.html"])
    for part in shown:
        assert part in read
    entry = next(each for each in json.loads(site["data/members.json"])["members"] if each["id"] == id)
    assert shown[0] in json.dumps(entry, ensure_ascii=False).replace('\\"', '"')
    assert (
        id in (each["id"].rpartition("/")[2] for each in json.loads(site["data/popolo.json"])["organizations"])
        or id in site["data/popolo.json"].decode()
    )


@pytest.fixture(scope="module")
def records(site: Site) -> dict[str, dict[str, Any]]:
    """What the search has of every page, by its address."""
    found = [json.loads(data) for path, data in site.items() if path.startswith("search/r/")]
    return {each["url"]: each for each in found}


def test_the_search_knows_titles_and_names_as_they_were_typed(records: dict[str, dict[str, Any]]) -> None:
    for number, title in enumerate(TITLES):
        found = records[f"/posts/title-{number}/"]
        assert joined(found["title"]) == joined(title)
        assert joined(NAMES[number % len(NAMES)]) in joined(found["text"])
    for id, name in {
        "obrien": 'O\'Brien & Daughters "Open" Trust',
        "at-sign": "@opengovph",
        "plus": "+Plus & =Equal",
    }.items():
        assert joined(records[f"/members/{id}/"]["title"]) == joined(name)


def joined(text: str) -> str:
    """Without blanks, and of the same letters in one form."""
    return re.sub(r"[\s\u200b\u2060-\u2064]+", "", unicodedata.normalize("NFC", text))


def test_members_in_the_lists_of_forms_are_called_as_they_call_themselves(site: Site) -> None:
    listed = page(site, "contribute/").xpath("//datalist/option[@data-id='obrien']/@value")
    assert listed and set(listed) == {'O\'Brien & Daughters "Open" Trust'}


def test_a_member_in_a_spreadsheet(site: Site) -> None:
    rows = {
        row["id"]: row for row in csv.DictReader(io.StringIO(site["data/members.csv"].decode("utf-8-sig"), newline=""))
    }
    assert rows["contact"]["country"] == "TL"
    assert any("@opengovph" in cell for cell in rows["at-sign"].values())
    assert 'O\'Brien & Daughters "Open" Trust' in rows["obrien"].values()


def test_forty_authors(site: Site) -> None:
    read = words(site["posts/statement/index.html"])
    for number, name in enumerate((*NAMES, *NAMES)):
        assert f"{name} {number}" in read
    assert "D'Arcy & Co" in read and "O'Brien & Daughters" in read
    assert len(said_to_programs(site, "posts/statement/", "BlogPosting")["author"]) == 40  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture(name: str, site: Site) -> None:
    published = site[f"posts/pictures/{name}"]
    number = list(PICTURES).index(name)
    shown = page(site, "posts/pictures/").xpath(f'//img[@alt="The picture {number}"]/@src')
    assert shown == [f"../../posts/pictures/{quote(name)}"]
    with Image.open(io.BytesIO(PICTURES[name])) as theirs, Image.open(io.BytesIO(published)) as ours:
        assert ours.format == theirs.format
        assert getattr(ours, "n_frames", 1) == getattr(theirs, "n_frames", 1)
        upright = theirs.transpose(Image.Transpose.ROTATE_270) if name == "sideways.jpg" else theirs
        assert ours.size == upright.size or (upright.width > 2400 and ours.width <= 2400)
        if theirs.mode != "I;16" and ours.size == upright.size:
            difference = ImageChops.difference(upright.convert("RGBA"), ours.convert("RGBA"))
            most = max(ImageStat.Stat(difference).mean)
            assert most < (1 if ours.format in ("PNG", "GIF") else 12), "the same picture"


def test_documents_are_as_they_were(site: Site) -> None:
    assert site["posts/pictures/paper.pdf"] == PDF
    document = page(site, "events/documents/").xpath('//a[contains(., "Concept")]/@href')[0]
    assert document.endswith("Concept%20note%20%28v2%29.PDF")
    assert [data for path, data in site.items() if path.endswith("Concept note (v2).PDF")] == [PDF]


def test_a_lead_picture(site: Site) -> None:
    figure = page(site, "posts/pictures/").find(".//figure")
    assert figure is not None
    assert figure.find("img").get("alt") == 'A "red" & blue field'
    assert figure.findtext("figcaption/bdi") == "O'Brien <3"


def test_the_calendar_reads_in_full(site: Site) -> None:
    calendar = icalendar.Calendar.from_ical(site["events/calendar.ics"])
    assert len({event["UID"] for event in calendar.walk("VEVENT")}) >= len(EVENTS)
