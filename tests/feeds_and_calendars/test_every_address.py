"""Every address on every built page, in every feed, calendar and export leads to something, its anchor too."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from tests.conftest import MKDOCS, NETWORK, NOW, run
from tests.feeds_and_calendars.built import Built
from tests.follow import Site

URL = "https://reef.example.org/net/"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
# What the build publishes, as texts may name it: from the root, relative, with the whole address.
PUBLISHED = (
    "/data/members.csv /data/events.json /data/popolo.json /data/schema/post.json /atom.xml /rss.xml /feed.json "
    "/feeds.opml /sitemap.xml /events/calendar.ics /events/call/event.ics /events/atom.xml /kinds/blog/feed.json "
    "/countries/fj/calendar.ics /members/alpha/rss.xml /members/old-alpha/ /posts/was-hello/ /posts/archive/2026/ /404.html "
    "/search/?q=a%20b&x=1#browse /members/#country-fj /posts/hello/#우리가-하는-일 /about/#우리가-하는-일-1 /about/#given "
    "/posts/hello/photo.png /posts/second/beside.png /files/Our%20Report.pdf /members /posts/hello/index.html /"
).split()

# Names of files with a # as people write them, and as browsers do.
NUMBERED = ("<Report #2.pdf>", "Report%20%232.pdf", "<Sheet #3 (draft).csv>", "%23hashtags.png", "./#hashtags.png")


def _links(*addresses: str) -> str:
    return "\n".join(f"- [to {number}]({address})" for number, address in enumerate(addresses)) + "\n"


def _post(title: str, body: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2026-05-01\nauthors: [alpha]\nkind: blog\n{more}---\n{body}"


def _files(published: tuple[str, ...] | list[str]) -> dict[str, str | bytes]:
    whole = [URL + address.removeprefix("/") for address in published]
    up = ["../.." + address for address in published]
    heading = "## 우리가 하는 일\n\n"
    about = f"# About\n\n{heading}{heading}## Given {{#given}}\n\n"
    raw = "".join(f'<p><a href="{address}">raw</a></p>\n' for address in (*published, *whole))
    relative = (
        "../posts/hello/index.md ../posts/second.md#top ../posts/second 파일.md #given ../posts/hello/photo.png "
        "files/Our%20Report.pdf posts/index.md"
    ).split()
    text = "{ id: %s, title: A, description: %r }"
    return {
        "network.yml": NETWORK
        + f"countries: [{{ code: FJ }}]\nthemes: [{text % ('water', _links(*published, *whole))}]\n".replace(
            "\\n", "\\n"
        ).replace("'", '"'),
        "mkdocs.yml": MKDOCS.replace("reef.example.org/", "reef.example.org/net/")
        + "markdown_extensions: [attr_list, footnotes]\n",
        "members.yml": "members:\n  - { id: alpha, name: Alpha, country: FJ, formerly: [old-alpha], about: "
        f"{_links(*published)!r} }}\n".replace("'", '"'),
        "events.yml": "events:\n  - { id: call, title: Call, type: call, start: 2026-12-02 14:00, hosts: [alpha], "
        "countries: [FJ], formerly: [old-call], description: "
        f"{_links(*published, '/events/old-call/')!r} }}\n".replace("'", '"'),
        "docs/about.md": about
        + _links(*published, *whole, *relative)
        + raw
        + "\n![A point](../posts/hello/photo.png)\n",
        "docs/파일.md": "# File\n\n" + _links("about.md#우리가-하는-일", "about.md"),
        "docs/files/Our Report.pdf": b"%PDF-1.4\n%%EOF\n",
        "posts/hello/photo.png": PICTURE,
        "posts/hello/Report #2.pdf": b"%PDF-1.4\n%%EOF\n",
        "posts/hello/Sheet #3 (draft).csv": b"a,b\n",
        "posts/hello/#hashtags.png": PICTURE,
        "posts/beside.png": PICTURE,
        "posts/hello/index.md": _post(
            "Hello",
            heading + _links(*published, *whole, *up, *NUMBERED, "../second.md", "../second"),
            "formerly: [was-hello]\n",
        ),
        "posts/second.md": _post(
            "Second",
            "## Top\n\n"
            + _links(*published, "hello", "hello/index.md#우리가-하는-일", "../docs/about.md#given")
            + "\n![A point](/posts/hello/photo.png) ![A point](hello/photo.png)\n",
        ),
    }


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in a sub-folder whose texts link to all that it publishes."""
    root = tmp_path_factory.mktemp("linked")
    for name, text in _files(PUBLISHED).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run(root, "talanoa", "build", "--strict", "--now", NOW)
    assert done.returncode == 0, done.stderr + done.stdout
    return root / "site"


def test_every_text_can_link_to_all_that_is_published(linked: Path) -> None:
    site = Site(linked, URL)
    assert site.strays() == []
    for page in ("about", "posts/hello", "posts/second", "members/alpha", "events/call", "themes/water"):
        kept = site.pages[f"{page}/index.html"].xpath("//li/a[starts-with(., 'to ')]/@href")
        assert len(kept) >= len(PUBLISHED), page
        assert not any(href.startswith(("http", "/")) for href in kept), page


def test_a_number_in_the_name_of_a_file_is_no_place_of_a_page(linked: Path) -> None:
    text = (linked / "posts/hello/index.html").read_text("utf-8")
    for name in ("Report%20%232.pdf", "Sheet%20%233%20%28draft%29.csv", "%23hashtags.png"):
        assert text.count(f'href="../../posts/hello/{name}"') >= 1, name


def test_a_query_stays(linked: Path) -> None:
    assert 'href="../../search/?q=a%20b&amp;x=1#browse"' in (linked / "posts/hello/index.html").read_text("utf-8")


def test_every_address_of_a_site_arrives(built: Built) -> None:
    assert Site(built.folder, built.url).strays() == []
