"""Every feed and calendar by the programs that subscribers use: one process per program, for all files in total."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import jsonschema
import pytest
import recurring_ical_events
from lxml import etree
from tests.conftest import REPOSITORY
from tests.feeds_and_calendars.built import Built

VALIDATORS = REPOSITORY / "tests/validators"
ATOM = "{http://www.w3.org/2005/Atom}"
Items = list[tuple[str, str, str, datetime, str]]  # id, link, title, date, HTML


def test_xmllint_finds_well_formed_xml(built: Built) -> None:
    files = built.named("/rss.xml", "/atom.xml", ".opml")
    done = _run("xmllint", "--noout", "--nonet", *map(str, files.values()))
    assert (done.returncode, done.stderr) == (0, "")


def test_jing_finds_the_grammar_of_rfc_4287(built: Built) -> None:
    done = _run("jing", "-c", str(VALIDATORS / "atom.rnc"), *map(str, built.named("/atom.xml").values()))
    assert (done.returncode, done.stdout) == (0, "")


def test_json_feeds_are_what_the_schema_says(built: Built) -> None:
    schema = json.loads((VALIDATORS / "json-feed.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for address, path in built.named("/feed.json").items():
        findings = [f"{problem.json_path}: {problem.message}" for problem in validator.iter_errors(_json(path))]
        assert (address, findings) == (address, [])


def test_feedparser_reads_without_complaint(built: Built) -> None:
    for address, path in built.named("/rss.xml", "/atom.xml").items():
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, f"{address}: {feed.bozo_exception}"
        assert feed.encoding == "utf-8"
        expected = _items(path)
        assert [(entry.id, entry.link) for entry in feed.entries] == [(item[0], item[1]) for item in expected], address
        assert [datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in feed.entries] == [
            item[3] for item in expected
        ]
        assert all(entry.get("content") for entry in feed.entries), address


def test_the_three_formats_say_the_same(built: Built) -> None:
    for rss in built.named("/rss.xml"):
        folder = rss.removesuffix("rss.xml")
        first, second, third = (_items(built.files[folder + name]) for name in ("rss.xml", "atom.xml", "feed.json"))
        assert first == second, folder
        assert second == third, folder


def test_parsers_of_javascript_read_what_was_written(built: Built) -> None:
    """rss-parser, feed-parser and feedsmith see the items that an XML and a JSON parser see, title for title."""
    paths = [str(path) for path in built.named("/rss.xml", "/atom.xml", "/feed.json").values()]
    found = _said_by("node", "feeds.mjs", paths)
    for path in paths:
        expected = _items(Path(path))
        for parser, feed in found[path].items():
            assert "error" not in feed, f"{parser}, {path}: {feed['error']}"
            assert _known(feed["items"]) == [(item[0], item[1], item[3]) for item in expected], f"{parser}, {path}"
            titles = [(" ".join(item["title"].split()), item["html"]) for item in feed["items"]]
            if parser != "feed-parser":  # it takes titles for HTML, and puts its own marks into the text
                assert titles == [(item[2], item[4]) for item in expected], f"{parser}, {path}"


def test_a_feed_reader_takes_the_list_of_feeds(built: Built) -> None:
    path = str(built.files["/feeds.opml"])
    found = _said_by("node", "feeds.mjs", [path])[path]["feedsmith"]
    assert "error" not in found, found
    listed = {item["id"] for item in found["items"]}
    assert {built.whole(address) for address in built.named("/rss.xml")} <= listed


def test_icalendar_reads_back_what_was_written(built: Built) -> None:
    for address, path in built.named(".ics").items():
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert not any(component.errors for component in calendar.walk()), address
        again = icalendar.Calendar.from_ical(calendar.to_ical())
        assert sorted(again.to_ical().splitlines()) == sorted(calendar.to_ical().splitlines()), address


def test_programs_of_three_families_find_the_same_starts(built: Built) -> None:
    """libical (Evolution and KDE) and ical.js (Thunderbird, Nextcloud and many a web page) agree with recurring-ical-events."""
    paths = [str(path) for path in built.named(".ics").values()]
    libical, ical_js = _said_by("/usr/bin/python3", "libical.py", paths), _said_by("node", "ical_js.mjs", paths)
    for path in paths:
        starts = Counter(_starts(Path(path)))
        assert (path, libical[path]["errors"]) == (path, [])
        assert Counter(map(tuple, libical[path]["starts"])) == starts, path
        assert Counter(map(tuple, ical_js[path])) == starts, path


def _said_by(program: str, script: str, paths: list[str]) -> dict[str, Any]:
    """What a script of tests/validators makes of files, by their paths."""
    done = _run(program, str(VALIDATORS / script), input=json.dumps(paths))
    assert done.returncode == 0, f"{done.stderr}\n(sh tests/validators/install.sh installs what it needs)"
    found: dict[str, Any] = json.loads(done.stdout)
    assert found.keys() == set(paths)
    return found


def _starts(path: Path) -> list[tuple[str, str]]:
    """The starts by recurring-ical-events: times in UTC, or days."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = []
    for event in recurring_ical_events.of(calendar).between(date(1960, 1, 1), date(2040, 1, 1)):
        start = event["DTSTART"].dt
        found.append((str(event["UID"]), (start.astimezone(UTC) if isinstance(start, datetime) else start).isoformat()))
    return found


def _items(path: Path) -> Items:
    """What a feed says, read with nothing but a parser of XML or JSON."""
    if path.suffix == ".json":
        items = _json(path)["items"]
        return [
            (item["id"], item["url"], item["title"], _utc(item["date_published"]), item["content_html"])
            for item in items
        ]
    root = etree.parse(path).getroot()
    if root.tag == "rss":
        content = "{http://purl.org/rss/1.0/modules/content/}encoded"
        names = ("guid", "link", "title", "pubDate", content)
        rows = [[item.findtext(name, "") for name in names] for item in root.iter("item")]
        return [
            (id, link, title, datetime.strptime(day, "%a, %d %b %Y %H:%M:%S %z").astimezone(UTC), html)
            for id, link, title, day, html in rows
        ]
    return [
        (
            entry.findtext(f"{ATOM}id", ""),
            next(link.get("href", "") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"),
            entry.findtext(f"{ATOM}title", ""),
            _utc(entry.findtext(f"{ATOM}published", "")),
            entry.findtext(f"{ATOM}content", ""),
        )
        for entry in root.iter(f"{ATOM}entry")
    ]


def _known(items: list[dict[str, Any]]) -> list[tuple[str, str, datetime]]:
    return [(item["id"], item["link"], _utc(item["date"])) for item in items]


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _run(*words: str, input: str | None = None) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            words,
            input=input,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except FileNotFoundError:
        pytest.fail(f"{words[0]} is missing: sh tests/validators/install.sh")
