"""What messengers, mail programs and networks show of a link: a small JPEG, whatever the author's picture is."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from PIL import Image
from tests.conftest import NETWORK, NOW, run, write_network

from talanoa.images import Reencoded
from talanoa.images.reencode import reencoded
from talanoa.images.shared import MOST, SIDE

HOST = "https://reef.example.org/"


def _noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """What JPEG can do least about."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, random.Random(1).randbytes(size[0] * size[1] * bands))


def _file(image: Image.Image, format: str, **how: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, format, **how)
    return stream.getvalue()


def _clear(size: tuple[int, int]) -> Image.Image:
    """A logo: a red square on nothing."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, size[0] // 2, size[1] // 2))
    return image


MOVING = [Image.new("RGB", (1600, 900), colour) for colour in ("green", "red")]


@pytest.mark.parametrize(
    ("picture", "path", "size"),
    [
        (lambda: _file(_noise((1600, 1200)), "JPEG", quality=95), "a.jpg", (1200, 900)),
        (lambda: _file(_noise((630, 1400)), "WEBP", quality=90), "a.webp", (540, 1200)),
        (lambda: _file(_noise((900, 900), "L"), "PNG"), "a.png", (900, 900)),
        (lambda: _file(_noise((4000, 50), "RGBA"), "PNG"), "a.png", (1200, 15)),
        (lambda: _file(Image.new("RGB", (3, 5000), "blue"), "PNG"), "a.png", (1, 1200)),
        (lambda: _file(_clear((640, 480)).convert("P"), "GIF", transparency=0), "a.gif", (640, 480)),
        (lambda: _file(MOVING[0], "GIF", save_all=True, append_images=MOVING[1:]), "a.gif", (1200, 675)),
        (lambda: _file(MOVING[0], "WEBP", save_all=True, append_images=MOVING[1:]), "a.webp", (1200, 675)),
    ],
)
def test_any_picture_has_a_small_jpeg(picture: Callable[[], bytes], path: str, size: tuple[int, int]) -> None:
    data = picture()
    made = reencoded(data, path)
    assert isinstance(made, Reencoded) and made.shared
    width, height, small = made.shared
    opened = Image.open(io.BytesIO(small))
    assert opened.format == "JPEG" and opened.size == (width, height) and len(small) < MOST
    assert max(opened.size) <= SIDE and abs(width * size[1] - height * size[0]) <= max(size) * 2, "its proportions"
    if len(small) < MOST // 2:
        assert (width, height) == size, "no smaller than it has to be"


def test_it_is_the_same_every_time() -> None:
    data = _file(_noise((700, 500)), "PNG")
    made, again = reencoded(data, "a.png"), reencoded(data, "a.png")
    assert isinstance(made, Reencoded) and isinstance(again, Reencoded) and made.shared
    assert made.shared == again.shared


@pytest.mark.parametrize("size", [(1200, 800), (2400, 1600)])
def test_a_jpeg_of_few_bytes_serves_as_it_is(size: tuple[int, int]) -> None:
    made = reencoded(_file(Image.new("RGB", size, "teal"), "JPEG"), "a.jpeg")
    assert isinstance(made, Reencoded) and made.shared is None


def test_what_is_transparent_is_on_white() -> None:
    made = reencoded(_file(_clear((400, 200)), "PNG"), "a.png")
    assert isinstance(made, Reencoded) and made.shared
    opened = Image.open(io.BytesIO(made.shared[2]))
    assert min(opened.getpixel((300, 150))) > 250 and opened.getpixel((50, 50))[0] > 180


POST = "---\ntitle: {}\ndate: 2026-10-01\nauthors: [{{ name: A }}]\nkind: blog\n{}---\n\n{}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    root = write_network(
        tmp_path_factory.mktemp("network"),
        {
            "members.yml": "members:\n"
            "  - { id: with-logo, name: With, country: FJ, logo: { src: docs/logo.png, alt: A square } }\n"
            "  - { id: with-drawing, name: Drawn, country: FJ, logo: { src: docs/logo.svg, alt: A drawing } }\n"
            "  - { id: told, name: Told, country: FJ, about: '![A reef](docs/wide.webp)',\n"
            "      people: [{ id: ana, name: Ana, about: '![Ana](docs/wide.webp)' }] }\n",
            "network.yml": NETWORK
            + "themes: [{ id: reefs, title: Reefs, description: '![From above](docs/wide.webp)' }]\n"
            + "activities: [{ id: visits, title: Visits, description: '![On a visit](docs/wide.webp)' }]\n",
            "events.yml": "series: [{ id: talks, title: Talks, description: '![On stage](docs/wide.webp)' }]\n"
            "events:\n  - { id: held, title: Held, type: call, start: 2026-03-01 10:00, series: { id: talks, number: 1 },\n"
            "      notes: 'All came. ![All of us](docs/wide.webp)' }\n  - { id: seen, title: Seen, type: call, start: 2026-12-01 10:00, duration: 1 hour,\n"
            "      description: '![At sea](docs/wide.webp)' }\n",
            "posts/large.md": POST.format("Large", "image: { src: large.jpg, alt: A large reef }\n", "Text."),
            "posts/webp.md": POST.format("WebP", "image: { src: wide.webp, alt: A wide reef }\n", "Text."),
            "posts/in-text.md": POST.format("In its text", "", "Text.\n\n![In the text](wide.webp)"),
            "posts/none.md": POST.format("None", "", "Text. ![Elsewhere](https://example.org/a.jpg)"),
            "posts/large.jpg": _file(_noise((2400, 1800)), "JPEG", quality=80),
            "posts/wide.webp": _file(Image.new("RGB", (1500, 700), "navy"), "WEBP"),
            "docs/wide.webp": _file(Image.new("RGB", (1000, 700), "navy"), "WEBP"),
            "docs/logo.png": _file(_clear((500, 500)), "PNG"),
            "docs/logo.svg": drawing,
            "docs/shown.md": "# Shown\n\n![Ours](wide.webp)\n",
        },
    )
    done = run(root, "talanoa", "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.mark.parametrize(
    ("page", "alt", "card"),
    [
        ("posts/large", "A large reef", "summary_large_image"),
        ("posts/webp", "A wide reef", "summary_large_image"),
        ("posts/in-text", "In the text", "summary_large_image"),
        ("posts/none", None, "summary_large_image"),
        ("members/with-logo", "A square", "summary"),
        ("members/with-drawing", None, "summary_large_image"),
        ("members/told", "A reef", "summary_large_image"),
        ("events/seen", "At sea", "summary_large_image"),
        ("events/held", "All of us", "summary_large_image"),
        ("series/talks", "On stage", "summary_large_image"),
        ("people/ana", "Ana", "summary_large_image"),
        ("themes/reefs", "From above", "summary_large_image"),
        ("activities/visits", "On a visit", "summary_large_image"),
        ("shown", "Ours", "summary_large_image"),
    ],
)
def test_a_page_is_shared_with_its_picture(site: Path, page: str, alt: str | None, card: str) -> None:
    head = etree.HTML((site / page / "index.html").read_bytes()).find("head")
    metas = {meta.get("property") or meta.get("name"): meta.get("content") for meta in head.iter("meta")}
    address = metas["og:image"]
    assert address.startswith(HOST + ("assets/resized/" if alt else "assets/social."))
    data = (site / address.removeprefix(HOST)).read_bytes()
    image = Image.open(io.BytesIO(data))
    assert len(data) < 300_000 and max(image.size) <= 1200
    assert image.size == (int(metas["og:image:width"]), int(metas["og:image:height"]))
    assert metas["og:image:type"] == f"image/{str(image.format).lower()}" == ("image/jpeg" if alt else "image/png")
    assert metas["twitter:card"] == card
    assert alt is None or metas["og:image:alt"] == alt


def test_letters_carry_the_small_one(site: Path) -> None:
    """A mail program shows no WebP and no one's mailbox wants a megabyte; lengths are true."""
    items = {item["title"]: item for item in json.loads((site / "feed.json").read_text("utf-8"))["items"]}
    rss = {entry.title: entry for entry in feedparser.parse((site / "rss.xml").read_bytes()).entries}
    for title in ("Large", "WebP"):
        (attachment,) = items[title]["attachments"]
        assert attachment["mime_type"] == "image/jpeg" and attachment["url"] == items[title]["image"]
        data = (site / attachment["url"].removeprefix(HOST)).read_bytes()
        assert attachment["size_in_bytes"] == len(data) < 300_000
        (enclosure,) = rss[title].enclosures
        assert (enclosure.href, enclosure.length) == (attachment["url"], str(len(data)))
    assert "image" not in items["None"]
