"""Pictures and documents on a site: what is referred to, and of pictures only the pixels."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image
from tests.conftest import NOW, Command, Files, cache_of, tree
from tests.images.samples import (
    SECRET,
    annotated,
    file,
    looks_like,
    noted,
    photo,
    png_with,
    scene,
)

from talanoa.engine import check


def post(text: str = "", matter: str = "") -> str:
    return f"---\ntitle: Reef\ndate: 2026-11-01\nauthors: [open-reef]\nkind: blog\n{matter}---\n{text}\n"


PHOTO = annotated("JPEG")
SITE: dict[str, str | bytes] = {
    "members.yml": "members:\n  - id: open-reef\n    name: Open Reef\n    country: FJ\n"
    "    logo: {src: members/logo.png, alt: A reef}\n    about: We dive ![A diver](members/diver.webp)\n",
    "events.yml": "events:\n  - id: call\n    title: A call\n    type: call\n    start: 2026-10-01 10:00\n"
    "    description: Read [the note](events/note.pdf)\n"
    "    documents: [{title: Minutes, file: events/minutes.txt}]\n",
    "posts/reef/index.md": post("![A reef](reef.jpg) and [a table](table.csv)", "image: {src: lead.jpeg, alt: A}\n"),
    "posts/reef/reef.jpg": PHOTO,
    "posts/reef/lead.jpeg": PHOTO,
    "posts/reef/table.csv": "a,b\n<3,1\n",
    "posts/reef/unused.jpg": PHOTO,
    "posts/reef/unused.pdf": "%PDF-1.7 Secret",
    "posts/draft.md": post("![A draft](draft.png)", "draft: true\n"),
    "posts/draft.png": annotated("PNG"),
    "members/logo.png": annotated("PNG"),
    "members/diver.webp": annotated("WEBP"),
    "members/unused.svg": "<svg/>",
    "events/note.pdf": "%PDF-1.7",
    "events/minutes.txt": "We agreed.",
    "docs/about.md": "# About\n\n![Us](assets/us.jpg) ![A drawing](assets/own.svg)\n",
    "docs/assets/us.jpg": PHOTO,
    "docs/assets/own.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
PUBLISHED = {
    "posts/reef/reef.jpg",
    "posts/reef/lead.jpeg",
    "posts/reef/table.csv",
    "members/open-reef/members/logo.png",
    "members/open-reef/members/diver.webp",
    "library/events/minutes.txt",
    "events/call/events/note.pdf",
    "assets/us.jpg",
    "assets/own.svg",
}
DRAWN = re.compile(r"data/|assets/(icon|mark|social)\.")  # made from the network's data and name
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".csv", ".pdf", ".txt")


def built(root: Path, command: Command, *words: str) -> dict[str, bytes]:
    done = command(root, "talanoa", "build", "--now", NOW, *words)
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


def test_the_site_has_what_is_referred_to_and_only_its_pixels(
    network: Callable[[Files], Path], command: Command
) -> None:
    root = network(SITE)
    site = built(root, command, "--no-cache")
    assert not (cache_of(root) / "images").exists()
    pictures = {name for name in site if name.endswith(ENDINGS) and not DRAWN.match(name)}
    assert {name for name in pictures if not name.startswith("assets/resized/")} == PUBLISHED
    assert [name for name, data in site.items() if SECRET in data or b"xmpmeta" in data] == []
    for name in PUBLISHED:
        page = {"library": "library", "assets": "about"}.get(name.split("/")[0], "/".join(name.split("/")[:2]))
        link = name.removeprefix(page + "/") if page != "about" else f"../{name}"
        assert link.encode() in site[f"{page}/index.html"], "a page shows it where it is"
    assert site["posts/reef/reef.jpg"] == site["assets/us.jpg"]
    assert looks_like(Image.open(io.BytesIO(site["assets/us.jpg"])), scene())

    assert built(root, command, "--jobs", "2") == site, "the cache is filled"
    assert (cache_of(root) / "images").exists()
    assert built(root, command) == site, "the cache is used"
    for path in (cache_of(root) / "images").iterdir():
        path.write_bytes(path.read_bytes()[:30] + b"<script>Secret</script>")
    assert built(root, command) == site, "the cache is damaged"


def problems(root: Path) -> list[str]:
    found = check(root, datetime(2026, 11, 21, tzinfo=UTC))
    return [f"{problem.place}: {problem.severity}[{problem.code}] {problem.message}" for problem in found]


@lru_cache
def shown() -> Files:
    """Pictures wherever a site shows some, and some that it shows nowhere."""
    return {
        **SITE,
        "posts/reef/index.md": post(
            '![A reef](<บึง 1.jpg>)\n\n<img src="reef.jpg" alt="B" width="99999" srcset="https://evil.example/x 2x" sizes="1px" '
            'loading="eager" fetchpriority="high">\n\n![An icon](icon.png)\n\n![Ours](../../docs/assets/us.jpg)\n',
            "image: {src: lead.jpeg, alt: A}\n",
        ),
        "posts/reef/บึง 1.jpg": file(photo((900, 600)), "JPEG", quality=90, exif=noted()),
        "posts/reef/lead.jpeg": file(photo((1000, 600)), "JPEG", quality=90, exif=noted()),
        "posts/reef/icon.png": file(scene(size=(24, 24)), "PNG"),
        "posts/reef/unused.jpg": file(photo((700, 600)), "JPEG"),
        "posts/draft.png": file(photo((650, 600)), "PNG"),
        "members/logo.png": file(scene(size=(600, 300)), "PNG"),
        "members/diver.webp": file(photo((500, 300)), "WEBP", quality=90),
        "docs/about.md": "# About\n\n![Us](assets/us.jpg) ![A drawing](assets/own.svg) ![Moves](assets/moves.gif)\n",
        "docs/assets/us.jpg": file(photo((950, 600)), "JPEG", quality=90, exif=noted()),
        "docs/assets/shown-nowhere.jpg": file(photo((850, 600)), "JPEG", exif=noted()),
        "docs/assets/moves.gif": file(
            scene("P", (600, 400)), "GIF", save_all=True, append_images=[scene("P", (600, 400)).rotate(180)]
        ),
    }


LATE, SIZES = 'loading="lazy"', "(min-width: 45em) 650px, 100vw"


def tags(page: bytes) -> list[str]:
    """The <img> of a page's content, each variant's address shortened."""
    text = re.sub(r"[./]*assets/resized/[0-9a-f]{16}\.webp", "*", page.decode().partition("<main")[2])
    return re.findall(r"<img[^>]*>", text)


def test_every_picture_says_how_large_it_is_and_offers_its_variants(
    network: Callable[[Files], Path], command: Command
) -> None:
    root = network(shown())
    site = built(root, command, "--no-cache")
    assert tags(site["posts/reef/index.html"]) == [
        '<img src="../../posts/reef/lead.jpeg" alt="A" fetchpriority="high" width="1000" height="600" '
        f'srcset="* 320w, * 800w, * 1000w" sizes="{SIZES}">',
        f'<img src="../../posts/reef/%E0%B8%9A%E0%B8%B6%E0%B8%87%201.jpg" alt="A reef" {LATE} width="900" height="600" '
        f'srcset="* 320w, * 800w, * 900w" sizes="auto, {SIZES}">',
        f'<img src="../../posts/reef/reef.jpg" alt="B" {LATE} width="90" height="60">',
        f'<img src="../../posts/reef/icon.png" alt="An icon" {LATE} width="24" height="24">',
        f'<img src="../../assets/us.jpg" alt="Ours" {LATE} width="950" height="600" '
        f'srcset="* 320w, * 800w, * 950w" sizes="auto, {SIZES}">',
    ]
    member = [tag for tag in tags(site["members/open-reef/index.html"]) if 'alt=""' not in tag]  # a card's
    assert [tag.partition(" srcset")[0] for tag in member] == [
        f'<img src="../../members/open-reef/members/diver.webp" alt="A diver" {LATE} width="500" height="300"',
        f'<img src="../../members/open-reef/members/logo.png" alt="A reef" {LATE} width="600" height="300"',
    ]
    ours, drawing, moves = tags(site["about/index.html"])
    assert 'width="950" height="600" srcset="* 320w' in ours
    assert "width" not in drawing, "nobody has measured it"
    assert 'width="600" height="400"' in moves and "srcset" not in moves
    (feed,) = re.findall(r"<img[^>]*reef.jpg[^>]*>", site["feed.json"].decode().replace('\\"', '"'))
    assert feed == '<img src="https://reef.example.org/posts/reef/reef.jpg" alt="B" width="90" height="60">'
    page = site["posts/reef/index.html"].decode()
    assert '<meta property="og:image:width" content="1000">' in page
    assert '<meta property="og:image:height" content="600">' in page
    assert '"image":{"@type":"ImageObject","url":"https://reef.example.org/posts/reef/lead.jpeg","width":1000' in page

    offered = {match for data in site.values() for match in re.findall(rb"assets/resized/[0-9a-f]{16}\.webp", data)}
    there = {name for name in site if name.startswith("assets/resized/")}
    shared = {name for name in there if name.endswith(".jpg")}
    assert len(shared) == 1 and f"/{min(shared)}".encode() in site["members/open-reef/index.html"], "a logo's"
    assert {name.decode() for name in offered} | shared == there, "what pages offer, and of nothing else any variant"
    sizes = {Image.open(io.BytesIO(site[name])).size for name in there}
    assert not {(320, 274), (320, 295), (320, 226)} & sizes, "unused.jpg, draft.png, shown-nowhere.jpg"
    assert [name for name in site if SECRET in site[name] or b"EXIF" in site[name][:60]] == []
    assert "/assets/resized/*\n  Cache-Control: public, max-age=31536000, immutable" in site["_headers"].decode()

    assert built(root, command, "--jobs", "2") == site, "the cache is filled"
    assert built(root, command) == site, "the cache is used"
    for path in (cache_of(root) / "images").glob("*.webp"):
        path.write_bytes(b"damaged")
    assert built(root, command) == site, "the cache is damaged"


def test_every_picture_is_judged_once_where_it_is_referred_to(network: Callable[[Files], Path]) -> None:
    root = network(
        SITE
        | {
            "posts/reef/reef.jpg": b"no picture",
            "posts/again.md": post("![The same](reef/reef.jpg)\n\n![Again](reef/reef.jpg)"),
            "posts/draft.png": png_with()[:50],
            "members/diver.webp": b"",
            "docs/assets/us.jpg": b"no",
            "docs/assets/shown-nowhere.png": b"no",
        }
    )
    what = "is not a JPEG, PNG, WebP or GIF picture, whatever its name says"
    assert problems(root) == [
        f"docs/about.md:3:7: error[bad-image] the picture 'docs/assets/us.jpg' {what}",
        f"docs/assets/shown-nowhere.png:1:1: error[bad-image] the picture 'docs/assets/shown-nowhere.png' {what}",
        f"members.yml:6:31: error[bad-image] the picture 'members/diver.webp' {what}",
        f"posts/again.md:7:13: error[bad-image] the picture 'posts/reef/reef.jpg' {what}",
        "posts/draft.md:8:12: error[bad-image] the picture 'posts/draft.png' is damaged: it can't be read to the end",
    ]


def test_nothing_that_would_run_on_the_site_is_published(network: Callable[[Files], Path], command: Command) -> None:
    root = network(
        SITE
        | {
            "members.yml": str(SITE["members.yml"]).replace("logo.png", "unused.svg"),
            "events.yml": str(SITE["events.yml"]).replace("minutes.txt", "minutes.html"),
            "events/minutes.html": "<script>Secret()</script>",
            "events/note.pdf": "<html><script>Secret()</script>",
            "posts/reef/table.csv": "\ufeff \n<!doctype html><script>Secret()</script>",
            "posts/runs.md": post("[a](x.js) [b](x.swf) ![c](x.svg)\n", "image: {src: y.svg, alt: A}\n"),
            "posts/x.js": "Secret()",
            "posts/x.swf": "FWS",
            "posts/y.svg": "<svg/>",
            "posts/x.svg": "<svg><script>Secret()</script></svg>",
        }
    )
    kind, name = "is of a kind that the site doesn't publish", "is not what its name says"
    found = [line for line in problems(root) if "[stray-file]" not in line]
    assert found == [
        f"events.yml:6:34: error[unsafe-file] 'events/note.pdf' {name}",
        f"events.yml:7:40: error[unsafe-file] 'events/minutes.html' {kind}",
        f"members.yml:5:17: error[unsafe-file] 'members/unused.svg' {kind}",
        f"posts/reef/index.md:8:35: error[unsafe-file] 'posts/reef/table.csv' {name}",
        f"posts/runs.md:6:14: error[unsafe-file] 'posts/y.svg' {kind}",
        f"posts/runs.md:8:5: error[unsafe-file] 'posts/x.js' {kind}",
        f"posts/runs.md:8:15: error[unsafe-file] 'posts/x.swf' {kind}",
        f"posts/runs.md:8:27: error[unsafe-file] 'posts/x.svg' {kind}",
    ]
    assert command(root, "talanoa", "build", "--now", NOW).returncode == 1
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"\n%PDF-1.4"),
        ("a.csv", "\ufeffName,Love\nAna,<3\n".encode()),
        ("a.txt", b"<3 the reef, AT&T & <friends>"),
        ("a.txt", b""),
        ("a.odt", b"PK\x03\x04mimetype"),
        ("a.PDF", b"%PDF-1.7"),
        ("a.ogg", b"OggS"),
        ("a.mp3", b"ID3"),
    ],
)
def test_honest_documents_are_published(network: Callable[[Files], Path], name: str, data: bytes) -> None:
    members = "members:\n  - {id: open-reef, name: Open Reef, country: FJ}\n"
    root = network({"members.yml": members, "posts/reef.md": post(f"[A document]({name})"), f"posts/{name}": data})
    assert problems(root) == []
