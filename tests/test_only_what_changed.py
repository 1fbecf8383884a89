"""A build over the last site finds what a clean one finds and gives its bytes, whatever was edited, and whatever time it is; and does nothing for nothing."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from talanoa.engine import Built, Request, build, building
from talanoa.engine.assembly import Assembly, assemble
from talanoa.engine.last_build import LastBuildCache, made_of
from talanoa.engine.recorded import Recorded
from talanoa.engine.routes import Route
from talanoa.files import program, sealed, unsealed
from talanoa.problems import Problem, has_errors
from talanoa.publish import mark
from talanoa.search import Record, findable
from tests.conftest import MKDOCS, NETWORK, cache_of, of_linux_names, tree, write_network
from tests.made import built as afresh

POST = "---\ntitle: {}\ndate: {}\nauthors: [open-reef]\nkind: news\n{}---\n\nText {}.\n"
FILES = {
    "members.yml": "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n  - {id: a, name: A, country: TO}\n",
    "events.yml": "events:\n  - {id: call, title: Call, type: call, start: 2026-11-24 10:00,\n"
    "     recurrence: {every: 1 week, count: 3}, updated: 2026-11-21T09:00:00Z}\n",
    "posts/reef.md": POST.format("Reef", "2026-11-01", "publish_at: 2026-11-21T08:30:00Z\n", "1"),
    "posts/old.md": POST.format("Old", "2026-10-01", "expires: 2026-11-21 23:30\nupdated: 2026-11-22\n", "2"),
    "docs/index.md": "# Home\n\nText.\n",
}
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def built(root: Path, now: datetime, site: Path) -> Built | None:
    return build(root, Request(now), site, strict=False, report=lambda problems: None)


def found(root: Path, now: datetime, site: Path) -> list[Problem]:
    """What a build says is wrong."""
    problems: list[Problem] = []
    build(root, Request(now), site, strict=False, report=problems.extend)
    return problems


def published(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(site).items() if path != mark.NAME}


def clean(root: Path, now: datetime) -> dict[str, bytes]:
    """The site that a build without a cache publishes."""
    return {**afresh(root, now)}


def member(field: str) -> str:
    return FILES["members.yml"].replace("country: TO", field)


# What is right or wrong by what else there is.
LINKS = (
    "[a](/members/a/)",
    "[p](p0.md) and [p](p1.md#text)",
    "[old](old.md)",
    "[old](/posts/old/)",
    "[a file](/more.css)",
    "![](reef.png)",
    "desk@example.net",
    "[reef.example](https://fire.example.org)",
    "Plain words.",
)
# What someone saves: the text of each path; None where the file is deleted.
EDITS: tuple[Callable[[random.Random], dict[str, str | None]], ...] = (
    lambda chance: {"posts/reef.md": POST.format(chance.choice("ABC"), "2026-11-01", "", chance.random())},
    lambda chance: {f"posts/p{chance.randrange(3)}.md": POST.format("P", "2026-11-02", "", "3")},
    lambda chance: {f"posts/p{chance.randrange(3)}.md": None},
    lambda chance: {"posts/old.md": None, "posts/older.md": FILES["posts/old.md"]},
    lambda chance: {"members.yml": member(f"country: {chance.choice(['FJ', 'TO'])}")},
    lambda chance: {"members.yml": member(f"country: TO, visibility: {chance.choice(['hidden', 'name-only'])}")},
    lambda chance: {"network.yml": f"{NETWORK}# {chance.random()}\n"},
    lambda chance: {"docs/index.md": f"# Home\n\n{chance.choice(['Next', 'Test', 'Text'])}.\n"},  # of one length
    lambda chance: {"docs/more.css": str(chance.randrange(2))},
    lambda chance: {"posts/links.md": POST.format("L", "2026-11-03", "", chance.choice(LINKS))},
    lambda chance: {"posts/also.md": POST.format("M", "2026-11-03", "", chance.choice(LINKS))},
    lambda chance: {"members.yml": member(f"country: TO, about: '{chance.choice(LINKS)}'")},
    lambda chance: {"members.yml": FILES["members.yml"].replace("id: a,", "id: b, formerly: [a],")},
    lambda chance: {"network.yml": NETWORK + chance.choice(["", "public_contacts: [desk@example.net]\n"])},
    lambda chance: {},
)


def save(root: Path, files: dict[str, str | None]) -> None:
    """As an editor does that keeps a file's time."""
    for name, text in files.items():
        path = root / name
        times = (path.stat().st_atime_ns, path.stat().st_mtime_ns) if path.exists() else None
        if text is None:
            path.unlink(missing_ok=True)
            continue
        path.write_text(text, "utf-8")
        if times:
            os.utime(path, ns=times)


def test_after_any_edits_the_site_is_that_of_a_clean_build(tmp_path: Path) -> None:
    """The same of other edits: fuzz/test_edits.py."""
    chance = random.Random(1)
    root, now = write_network(tmp_path / "network", FILES), NOW
    built(root, now, tmp_path / "site")
    for step in range(8):
        for _ in range(chance.choice([0, 1, 1, 3])):
            save(root, chance.choice(EDITS)(chance))
        now += timedelta(minutes=chance.choice([0, 0, 31, 24 * 60, -31]))
        problems = found(root, now, tmp_path / "site")
        assert problems == [*assemble(root, Request(now, cache=False)).problems], step
        assert has_errors(problems) or published(tmp_path / "site") == clean(root, now), step


def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of planned files, as builds make them from now on."""
    found: list[str] = []
    make = Recorded.make

    def noted(self: Recorded, route: Route) -> bytes:
        found.extend([route.path] if route.plan else [])
        return make(self, route)

    monkeypatch.setattr(Recorded, "make", noted)
    return found


def test_only_what_shows_a_thing_is_made_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    built(root, NOW, site)
    paths = made(monkeypatch)
    save(root, {"posts/old.md": FILES["posts/old.md"].replace("Text 2", "Another text")})
    built(root, NOW, site)
    pages = {path.removesuffix("index.html") for path in paths if path.endswith("index.html")}
    listed = {"", "posts/", "posts/archive/2026/", "kinds/news/", "languages/en/", "members/open-reef/", "countries/"}
    assert "posts/old/" in pages and "posts/reef/" not in pages and "events/call/" not in pages
    assert pages - {"posts/old/"} <= listed | {"at-a-glance/", "library/", "statements/", "countries/fj/"}
    assert {path for path in paths if path.endswith(".ics") or path.startswith("data/members")} == set()


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        ({"posts/old.md": FILES["posts/old.md"].replace("Text 2", "Another text")}, ["/posts/old/"]),
        ({"posts/new.md": POST.format("New", "2026-11-02", "", "3")}, ["/posts/new/"]),
        ({"posts/old.md": None}, []),
        ({"events.yml": FILES["events.yml"].replace("title: Call", "title: Talk")}, ["/events/call/"]),
        ({"members.yml": member("country: TO, about: We sail")}, ["/members/a/"]),
        (
            {"members.yml": FILES["members.yml"].replace("name: Open Reef", "name: Reefs")},
            ["/members/open-reef/", "/posts/old/"],  # it has written the post
        ),
        ({"docs/index.md": "# Home\n\nNext.\n"}, []),
    ],
)
def test_the_search_looks_only_at_what_changed(
    edit: dict[str, str | None], found: list[str], root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of records are made for what was edited, and for what shows it; not for hand-written pages, which are looked at each time."""
    site = tmp_path / "site"
    built(root, NOW, site)
    looked: list[Record] = []
    make = findable._fragment
    monkeypatch.setattr(findable, "_fragment", lambda record: looked.append(record) or make(record))
    save(root, edit)
    built(root, NOW, site)
    assert [record.address for record in looked if record.kind != "page"] == found
    assert published(site) == clean(root, NOW)


def test_a_day_changes_only_what_says_otherwise_since(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call of 24 November is over on the 25th."""
    site = tmp_path / "site"
    built(root, NOW + timedelta(days=2), site)
    paths = made(monkeypatch)
    built(root, NOW + timedelta(days=3), site)
    day_before = {*paths}
    paths.clear()
    built(root, NOW + timedelta(days=4), site)
    of_the_call = {path for path in paths if path.startswith("events/call/")}
    assert "events/call/2026-11-24/index.html" in of_the_call
    assert not any(path.startswith(("events/call/", "posts/")) for path in day_before)
    assert "events/call/2026-12-08/event.ics" not in paths and "posts/old/index.html" not in paths


def test_a_damaged_record_of_outputs_costs_a_build(root: Path, tmp_path: Path) -> None:
    site, file = tmp_path / "site", cache_of(root) / "outputs"
    built(root, NOW, site)
    for number, keep in enumerate((0, 1, 16, 200, -9, -1)):
        data = file.read_bytes()
        file.write_bytes(data[:keep] if keep >= 0 else data[:keep] + b"x" * -keep)
        text = ("Another text", "Text 2")[number % 2]
        save(root, {"posts/old.md": FILES["posts/old.md"].replace("Text 2", text)})
        assert built(root, NOW, site)
        assert published(site) == clean(root, NOW), keep


def test_the_record_is_of_one_site(root: Path, tmp_path: Path) -> None:
    """Another folder may have been built at another time, or by hand."""
    site, other = tmp_path / "site", tmp_path / "other"
    built(root, NOW, site)
    built(root, NOW + timedelta(days=5), other)
    (site / "index.html").unlink()
    built(root, NOW + timedelta(days=5), site)
    assert published(site) == published(other) == clean(root, NOW + timedelta(days=5))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_network(tmp_path / "network", FILES)


def is_left_as_it_was(root: Path, now: datetime, site: Path) -> bool:
    before = site.stat().st_ino
    assert built(root, now, site)
    return site.stat().st_ino == before


def test_for_nothing_nothing_is_done(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = built(root, NOW, site)
    assert is_left_as_it_was(root, NOW + timedelta(minutes=29), site)
    assert built(root, NOW, site) == first
    assert not is_left_as_it_was(root, NOW + timedelta(minutes=30), site), "a post is due"


def test_what_was_read_while_someone_saved_is_not_believed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone saves a text after a build has begun, and takes it back when the build is done: the site has what they took back."""
    site = tmp_path / "site"

    def assembled(*args: Any) -> Assembly:
        save(root, {"posts/old.md": FILES["posts/old.md"].replace("Text", "Slip")})
        return assemble(*args)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(building, "assemble", assembled)
        built(root, NOW, site)
    save(root, {"posts/old.md": FILES["posts/old.md"]})
    built(root, NOW, site)
    assert published(site) == clean(root, NOW)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("network.yml", NETWORK.replace("Pacific/Auckland", "Pacific/Fiji")),
        ("mkdocs.yml", f"{MKDOCS}extra_css: [late.css]\n"),
    ],
)
def test_what_all_pages_show_may_be_saved_during_a_build(
    path: str, text: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They show what was read, and the next build knows that it was something else."""
    site = tmp_path / "site"

    def assembled(*args: Any) -> Assembly:
        assembly = assemble(*args)
        save(root, {path: text})
        return assembly

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(building, "assemble", assembled)
        built(root, NOW, site)
    built(root, NOW, site)
    assert published(site) == clean(root, NOW)


@pytest.mark.parametrize(
    ("extension", "included"),
    [("pymdownx.snippets", "docs/parts/hours.txt"), ("pymdownx.snippets:SnippetExtension", "parts/hours.txt")],
)
def test_pages_that_include_other_files_are_made_each_time(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extension: str, included: str
) -> None:
    """By an extension, which says to no one which files these are."""
    extensions = f"markdown_extensions: ['{extension}']\n"
    save(root, {"mkdocs.yml": MKDOCS + extensions, "docs/about.md": f'# About\n\n--8<-- "{included}"\n'})
    (root / included).parent.mkdir()
    monkeypatch.chdir(root)
    for text in ("Open on Mondays.", "Open on Fridays.", "Open again."):
        (root / included).write_text(text, "utf-8")
        built(root, NOW, tmp_path / "site")
        assert text in (tmp_path / "site/about/index.html").read_text("utf-8")


MOMENTS = {
    "a post is due": datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
    "an event was updated": datetime(2026, 11, 21, 9, tzinfo=UTC),
    "a post expires, by the network's clock": datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
    "a day begins there": datetime(2026, 11, 21, 11, tzinfo=UTC),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_what_comes_with_the_time(root: Path, tmp_path: Path, moment: datetime) -> None:
    site = tmp_path / "site"
    built(root, moment - timedelta(seconds=1), site)
    assert not is_left_as_it_was(root, moment, site)
    assert is_left_as_it_was(root, moment, site)


@of_linux_names
def test_a_folder_whose_name_is_no_utf_8_gets_its_site(root: Path, tmp_path: Path) -> None:
    site = Path(os.fsdecode(os.fsencode(tmp_path) + b"/si\xe9te"))
    assert built(root, NOW, site) and (site / "index.html").exists()


DAMAGES = (b"", b"{}", b"[]", b"null", b'{"tree": 1}', b"\xff" * 50)


def test_a_store_that_is_damaged_or_of_another_site_costs_a_build(root: Path, tmp_path: Path) -> None:
    site, file = tmp_path / "site", cache_of(root) / "site"
    built(root, NOW, site)
    whole = file.read_bytes()
    last = json.loads(bytes(unsealed(whole, program())))
    others = [
        {**last, "made_of": "x"},
        {**last, "site": "x"},
        {**last, "after": "x"},
        {**last, "problems": [{}]},
        {**last, "more": 1},
    ]
    damaged = [whole.replace(b"2026-11-21", b"2026-10-21"), whole[:-1]]
    for damage in (*DAMAGES, *damaged, *(sealed(json.dumps(other).encode(), program()) for other in others)):
        file.write_bytes(damage)
        assert not is_left_as_it_was(root, NOW, site), damage


def test_what_was_changed_in_the_site_is_seen(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(root, NOW, site)
    page = site / "index.html"
    times = page.stat().st_atime_ns, page.stat().st_mtime_ns
    page.write_bytes(page.read_bytes().replace(b"Reef", b"Fire"))
    os.utime(page, ns=times)
    assert LastBuildCache(cache_of(root), made_of(root, "mkdocs.yml", False, site)).same(NOW) is None
