"""The same input gives the same feeds and calendars, and an edit changes none but those that it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from tests.conftest import NOW, forget, run
from tests.feeds_and_calendars import corner_cases

from talanoa.build import build

MORNING, EVENING = "1795212000", "1795248000"  # 2026-11-21, 11:00 and 21:00 in Auckland
SUBSCRIBED = ("rss.xml", "atom.xml", "feed.json", ".opml", ".ics")
Bytes = Mapping[str, bytes]


def subscribed(site: Path) -> Bytes:
    """Every feed and calendar of a built site, and the list of feeds."""
    files = (path for path in sorted(site.rglob("*")) if path.name.endswith(SUBSCRIBED))
    return {"/" + path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def built(root: Path, **environment: str) -> Bytes:
    done = run(root, "talanoa", "build", *([] if environment else ["--now", NOW]), environment=environment or None)
    assert done.returncode == 0, done.stderr
    return subscribed(root / "site")


def written(root: Path, day: str = NOW) -> Bytes:
    """The same without a site around them, which takes a tenth of the time."""
    outputs = build(root, datetime.fromisoformat(day), corner_cases.HOST).outputs
    assert outputs
    files = (file for file in outputs.files if file.address.endswith(SUBSCRIBED))
    return {file.address: file.made(outputs.view) for file in files}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corner-cases")
    corner_cases.write(folder)
    return folder


@pytest.fixture(scope="module")
def before(root: Path) -> Bytes:
    return written(root)


def test_two_builds_are_the_same(root: Path, before: Bytes) -> None:
    one = built(root, SOURCE_DATE_EPOCH=MORNING, PYTHONHASHSEED="1", TZ="UTC")
    forget(root)
    other = built(root, SOURCE_DATE_EPOCH=EVENING, PYTHONHASHSEED="77", TZ="Asia/Kathmandu", LC_ALL="C")
    assert len(one) > 100
    assert changes(one, other) == set()
    assert changes(one, before) == set(), "what the tests below look at is what is published"


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), "utf-8")

    return edit


def new_post(root: Path) -> None:
    text = (root / "posts/plain.md").read_text("utf-8")
    (root / "posts/newest.md").write_text(text.replace("2026-11-01", "2026-11-21").replace("Plain", "Newest"), "utf-8")


def in_all_formats(*pages: str) -> set[str]:
    return {page + name for page in pages for name in ("rss.xml", "atom.xml", "feed.json")}


# The feeds that have the post `plain`.
OF_PLAIN = in_all_formats(
    "/",
    "/kinds/blog/",
    "/countries/nz/",
    "/countries/np/",
    "/activities/diving/",
    "/languages/en/",
    "/people/tebuai/",
    "/members/kiribati-watch/",
    "/members/gilbert-islands-watch/",  # its former name
)
# The calendars that have the event `over-midnight`.
OF_MIDNIGHT = {
    f"{folder}calendar.ics"
    for folder in (
        "/events/", "/events/types/meeting/", "/themes/fish/", "/themes/coral/", "/countries/nz/", "/members/kiribati-watch/", "/members/gilbert-islands-watch/"
    )
} | {"/events/over-midnight/event.ics"}  # fmt: skip

EDITS: Mapping[str, tuple[Callable[[Path], None], set[str]]] = {
    "another member's words about itself": (replaced("members.yml", "Rivers, not reefs.", "Rivers. And lakes."), set()),
    "a hand-written page": (replaced("docs/about.md", "# About", "# About us"), set()),
    "a draft": (replaced("posts/draft.md", "SECRET", "STILL SECRET"), set()),
    "a hidden event": (replaced("events.yml", "SECRET event", "STILL SECRET event"), set()),
    "a post's text": (replaced("posts/plain.md", "Plain text.", "Plainer text."), OF_PLAIN),
    "a post's title and date of editing": (
        replaced("posts/plain.md", "title: 'Plain'", "title: 'Plainer'\nupdated: 2026-11-20"),
        OF_PLAIN | {"/feeds.opml"},
    ),
    "a new post": (new_post, OF_PLAIN | {"/feeds.opml"}),
    "an event's agenda": (
        replaced("events.yml", "    updated: 2026-10-02", "    agenda: [{ title: All else }]\n    updated: 2026-10-02"),
        OF_MIDNIGHT,
    ),
    "an event that is put off": (
        replaced(
            "events.yml", "    updated: 2026-10-02", "    status: postponed\n    sequence: 1\n    updated: 2026-11-20"
        ),
        OF_MIDNIGHT | in_all_formats("/events/") | {"/feeds.opml"},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_what_it_is_about(root: Path, before: Bytes, edit: str, tmp_path: Path) -> None:
    change, about = EDITS[edit]
    copytree(root, tmp_path / "site", dirs_exist_ok=True)
    change(tmp_path / "site")
    found = changes(before, written(tmp_path / "site"))
    assert found - about == set(), "these were to stay as they were"
    # The list of feeds bears the date of the newest entry of all, which may stay.
    assert about - found <= {"/feeds.opml"}, "these were to change"


def test_a_day_on_which_nothing_happens_changes_nothing(root: Path) -> None:
    assert changes(written(root, "2026-11-22"), written(root, "2026-11-23")) == set()


def changes(one: Bytes, other: Bytes) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
