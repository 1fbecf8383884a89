"""The network's mark and its picture for shared pages: made of nothing but its name, colour and countries."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageChops
from tests.conftest import NETWORK, Command
from tests.made import built
from tests.outputs.conftest import SiteOf
from tests.outputs.everything import HOSTILE

from talanoa.build import DRAWINGS
from talanoa.cache import once
from talanoa.outputs.brand import Brand, letters, mark, pictures
from talanoa.outputs.colours import contrast, palettes
from talanoa.outputs.map import Region
from talanoa.outputs.view import View

SVG = "{http://www.w3.org/2000/svg}"
COLOURS, _ = palettes("#0b6e6e")
FIJI = Region(("FJ", "NZ", "AU"))


def _network(name: str, colour: str = "#0b6e6e", tagline: str = "For the reef") -> str:
    return (
        f"id: reef\nauthority: reef.example.org,2016\nname: {name!r}\ntagline: {tagline!r}\ntimezone: Pacific/Fiji\n"
        f'languages: [en]\ncountries: [{{ code: FJ }}]\nbrand: {{ colour: "{colour}" }}\n'
    )


def _social(name: str, tagline: str = "", region: Region | None = FIJI) -> Image.Image:
    data = pictures.social(pictures.CardText(name, tagline, "reef.example.org"), COLOURS, region)
    return Image.open(io.BytesIO(data)).convert("RGB")


def _difference(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(one, other).getbbox()


@pytest.fixture
def view(site_of: SiteOf) -> View:
    return site_of({"network.yml": _network("Reef Network")})


def test_a_mark_is_nine_dots_that_a_name_decides() -> None:
    marks = {mark.dots(f"Network {number}") for number in range(500)}
    assert len(marks) == 33, "every pattern is someone's"
    for dots in marks:
        sizes = [dot.radius for dot in dots]
        assert len(dots) == 9 and sizes[::3] == sizes[2::3], "the left side is as the right"
        assert len({*sizes}) == 2
    assert mark.dots("Reef Network") == mark.dots("Reef Network")


def test_the_mark_is_a_drawing_with_nothing_of_the_name_in_it(site_of: SiteOf) -> None:
    view = site_of({"network.yml": _network("Reef <script>alert(1)</script> & Network")})
    root = etree.fromstring(Brand.of(view).mark.data)
    assert {element.tag for element in root.iter()} == {SVG + tag for tag in ("svg", "rect", "g", "circle")}
    assert not "".join(root.itertext()).strip()
    assert b"script" not in Brand.of(view).mark.data


@pytest.mark.parametrize("colour", ["#ffe000", "#000000", "#ffffff", "#777777", "#0b6e6e", "#ff0000"])
def test_the_mark_can_be_seen_on_any_colour(colour: str) -> None:
    assert contrast(mark.ink_on(colour), colour) >= 4.1


def test_the_pictures_have_the_sizes_that_pages_promise(view: View) -> None:
    brand = Brand.of(view)
    social, icon = (Image.open(io.BytesIO(file.data)) for file in (brand.social, brand.touch_icon))
    assert social.format == icon.format == "PNG"
    said = brand.shared("Reef")
    assert social.size == (said.width, said.height) == (1200, 630) and said.type == "image/png"
    assert icon.size == (180, 180)
    assert len(brand.social.data) < 60_000 and len(brand.touch_icon.data) < 5_000
    assert not social.info.get("exif") and not getattr(social, "text", {})


def test_a_larger_region_stays_light() -> None:
    for codes in (("VA",), tuple("AU BD FJ ID IN JP KG KH KR LK MM MN MV MY NP NZ PG PH PK TH TL VU".split())):
        text = pictures.CardText("Network of many things in many places", "tagline " * 20, "reef.example.org")
        assert len(pictures.social(text, COLOURS, Region(codes))) < 60_000


def test_the_same_network_gives_the_same_bytes_in_another_process(view: View) -> None:
    text = pictures.CardText("Māori & Ελλάδα", "Нээлттэй", "reef.example.org")
    ours = pictures.social(text, COLOURS, FIJI)
    code = (
        "import sys; from talanoa.outputs.brand import pictures; from talanoa.outputs.map import Region;"
        "from talanoa.outputs.colours import palettes;"
        "text = pictures.CardText('Māori & Ελλάδα', 'Нээлттэй', 'reef.example.org');"
        "sys.stdout.buffer.write(pictures.social(text, palettes('#0b6e6e')[0], Region(('FJ', 'NZ', 'AU'))))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, env=environment, check=True)
    assert done.stdout == ours


def test_no_library_of_the_machine_shapes_the_letters() -> None:
    """Raqm finds FriBiDi on some machines only; with it, the same name would be other bytes."""
    from PIL.ImageFont import Layout

    assert letters.font(30).layout_engine is Layout.BASIC


def test_an_address_names_all_that_a_picture_depends_on(site_of: SiteOf) -> None:
    networks = [
        _network("Reef Network"),
        _network("Reef Networks"),
        _network("Reef Network", "#0b6e6f"),
        _network("Reef Network", tagline="Another"),
        _network("Reef Network").replace("FJ", "TO"),
    ]
    addresses = [Brand.of(site_of({"network.yml": text})).social.address for text in networks]
    assert len({*addresses}) == len(networks)
    assert Brand.of(site_of({"network.yml": networks[0]})).social.address == addresses[0]


def test_the_font_has_every_letter_that_is_drawn() -> None:
    """A missing one would be a box."""
    font = letters.font(24)
    missing = bytes(font.getmask("\U000e0fff"))
    spaces = {" ", "\xa0", "\xad"}
    for first, last in letters.CHARACTERS:
        for code in range(first, last + 1):
            assert chr(code) in spaces or bytes(font.getmask(chr(code))) != missing, f"U+{code:04X}"


@pytest.mark.parametrize(
    "name",
    ["شبكة الشعاب", "رِیف نیٹ ورک", "เครือข่าย", "아시아 네트워크", "מרשת", "ရန်ကုန်", "नेटवर्क", "Reef 🌊", "e\u0301a\u0331"],
)
def test_a_name_that_would_need_shaping_is_left_out_rather_than_drawn_wrong(name: str) -> None:
    """The mark is alone then: the picture says nothing, in no direction."""
    assert not letters.can_be_drawn(name)
    with_tagline, without = _social(name, "A tagline that could be drawn"), _social(name)
    assert _difference(with_tagline, without) is None


@pytest.mark.parametrize(
    "name", ["Reef Network", "Mạng lưới Việt Nam", "Нээлттэй засаглалын сүлжээ", "Ελλάδα", "ʻEua Māori"]
)
def test_a_name_in_letters_is_written_from_left_to_right(name: str) -> None:
    assert letters.can_be_drawn(name)
    longer = _difference(_social(name, "A tagline"), _social(name))
    assert longer is not None and longer[0] >= 70 and longer[2] <= 580, "in the column of text"


@pytest.mark.parametrize("name", [HOSTILE, "W" * 5_000, "word " * 2_000, "i", "-" * 300 + " a", "a\xa0b" * 200])
def test_a_hostile_name_stays_in_its_column(name: str) -> None:
    picture, empty = _social(name, name), _social("م")
    found = _difference(picture.crop((600, 0, 1200, 540)), empty.crop((600, 0, 1200, 540)))
    assert found is None


def test_lines_hold_the_whole_text_or_say_that_they_do_not() -> None:
    size, lines = letters.fitted("Civil society organisations that learn", 500, 400, range(66, 33, -4))
    assert " ".join(lines) == "Civil society organisations that learn"
    size, lines = letters.fitted("word " * 60, 500, 100, range(40, 33, -4))
    assert lines[-1].endswith("…") and len(lines) * letters.line_height(size) <= 100
    assert all(letters.font(size).getlength(line) <= 500 for line in lines)


def test_a_network_without_countries_has_a_picture_too() -> None:
    assert _social("Reef Network", region=None).size == (1200, 630)


def test_a_drawing_is_kept_made_again_if_damaged_and_forgotten_when_replaced(tmp_path: Path) -> None:
    made: list[str] = []

    def draw(text: str) -> bytes:
        made.append(text)
        return text.encode()

    folder = tmp_path / "drawings"
    for _ in range(2):
        assert once(folder, "social.1.png", partial(draw, "one"), 1000) == b"one"
    assert made == ["one"]
    (folder / "social.1.png").write_bytes(b"damaged")
    assert once(folder, "social.1.png", partial(draw, "one"), 1000) == b"one"
    assert once(folder, "icon.1.png", partial(draw, "icon"), 1000) == b"icon"
    assert once(folder, "social.2.png", partial(draw, "two"), 1000) == b"two"
    assert sorted(path.name for path in folder.iterdir()) == ["icon.1.png", "social.2.png"]
    assert once(None, "social.2.png", partial(draw, "two"), 1000) == b"two"


def test_a_link_in_the_cache_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "drawings"
    folder.mkdir()
    (tmp_path / "secret").write_bytes(b"x" * 20)
    (folder / "social.1.png").symlink_to(tmp_path / "secret")
    assert once(folder, "social.1.png", lambda: b"drawn", 1000) == b"drawn"
    assert (tmp_path / "secret").read_bytes() == b"x" * 20


def test_every_page_names_the_icon_and_a_picture(network: object, command: Command) -> None:
    """… that are there, and a post with a picture of its own keeps it."""
    root = network(  # type: ignore[operator]
        {
            "network.yml": NETWORK + 'brand: { colour: "#ffd800" }\n',
            "posts/a.png": _png(),
            "posts/seen.md": "---\ntitle: Seen\ndate: 2026-01-02\nauthors: [{ name: A }]\nkind: blog\n"
            "image: { src: a.png, alt: What is seen }\n---\n\nText.\n",
        }
    )
    done = command(root, "talanoa", "build", "--now", "2026-11-21")
    assert done.returncode == 0, done.stderr
    site = root / "site"
    seen = 0
    for path in site.rglob("*.html"):
        head = etree.HTML(path.read_bytes()).find("head")
        metas = {meta.get("property") or meta.get("name"): meta.get("content") for meta in head.iter("meta")}
        if "og:title" not in metas:
            continue  # a redirect
        seen += 1
        links = {link.get("rel"): link.get("href") for link in head.iter("link")}
        for address in (links["icon"], links["apple-touch-icon"]):
            assert (path.parent / address).is_file() or (site / address.lstrip("/")).is_file(), (path, address)
        picture = metas["og:image"].removeprefix("https://reef.example.org/")
        assert (site / picture).is_file()
        if path.parent.name == "seen":
            assert re.fullmatch("assets/resized/[0-9a-f]{16}.jpg", picture)
            assert (metas["og:image:type"], metas["og:image:alt"]) == ("image/jpeg", "What is seen")
        else:
            assert picture.startswith("assets/social.") and metas["twitter:card"] == "summary_large_image"
            assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
            assert metas["og:image:alt"] == "Reef Network"
    assert seen > 20
    rules = (site / "_headers").read_text("utf-8")
    assert all(f"/assets/{path.name}" in rules for path in (site / "assets").glob("*.*.png"))


def test_a_logo_is_in_the_header_with_its_size_and_its_words(network: object) -> None:
    logo = 'brand: { logo: { src: docs/logo.png, alt: "The \\"Reef\\" <logo>" } }\n'
    site = built(network({"network.yml": NETWORK + logo, "docs/logo.png": _png()}))  # type: ignore[operator]
    (image,) = etree.HTML(site["index.html"]).xpath("//a[@class='t-brand']/img")
    assert image.get("src").removeprefix("./") in site
    assert image.get("alt") == 'The "Reef" <logo>'
    assert (image.get("width"), image.get("height")) == ("40", "20")


def test_without_a_logo_the_mark_is_there_and_says_nothing(network: object) -> None:
    site = built(network({}))  # type: ignore[operator]
    (image,) = etree.HTML(site["index.html"]).xpath("//a[@class='t-brand']/img")
    assert image.get("alt") == "" and image.get("src").endswith(".svg") and image.get("src").removeprefix("./") in site


def _png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "PNG")
    return file.getvalue()


def test_the_drawings_of_a_site_are_these(view: View) -> None:
    names = [file.address.rpartition("/")[2].split(".") for make in DRAWINGS for file in make(view)]
    assert [(name, ending) for name, _, ending in names] == [("mark", "svg"), ("icon", "png"), ("social", "png")]
