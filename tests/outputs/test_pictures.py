"""What an <img> says: ours say their size and their variants, a hand-written one keeps what its author has said of it."""

from __future__ import annotations

import pytest

from talanoa import addresses
from talanoa.images import Facts, Variant
from talanoa.outputs.output import Picture
from talanoa.outputs.pictures import attributes, completed

NARROW, WIDE = Variant(480, 9, "a" * 32), Variant(1600, 90, "b" * 32)
PHOTO = Picture("/posts/x/a photo.jpg", "A", Facts(2400, 1600, 900, "c" * 32, (NARROW, WIDE)))
CHART = Picture("/posts/x/chart.png", "A", Facts(960, 480, 20, "d" * 32, (NARROW,)))
ICON = Picture("/posts/x/icon.png", "A", Facts(32, 32, 20, "e" * 32))
DRAWING = Picture("/assets/own.svg", "A")
LATE = ' loading="lazy"'


def test_a_photo_offers_its_variants() -> None:
    offered = f"site:assets/resized/{'a' * 16}.webp 480w, site:assets/resized/{'b' * 16}.webp 1600w"
    size = ' width="2400" height="1600"'
    assert attributes(PHOTO, "90vw") == f'{LATE}{size} srcset="{offered}" sizes="auto, 90vw"'
    first = attributes(PHOTO, "90vw", eager=True)
    assert first == f' fetchpriority="high"{size} srcset="{offered}" sizes="90vw"', "no layout to wait for"


def test_a_picture_whose_largest_variant_is_not_worth_it_offers_itself() -> None:
    assert "site:posts/x/chart.png 960w" in attributes(CHART)
    assert "a%20photo.jpg" not in attributes(PHOTO)


def test_icons_and_drawings_have_nothing_to_offer() -> None:
    assert attributes(ICON) == f'{LATE} width="32" height="32"'
    assert attributes(DRAWING) == LATE


def test_every_address_of_a_srcset_leads_from_the_page() -> None:
    html = f'<img src="site:posts/x/chart.png"{attributes(CHART)}><p title="see, site:x">srcset= site:y</p>'
    found = addresses.rebased(html, "../../")
    assert f'srcset="../../assets/resized/{"a" * 16}.webp 480w, ../../posts/x/chart.png 960w"' in found
    assert found.endswith('<p title="see, site:x">srcset= site:y</p>'), "words are no one's addresses"


SIZE = 'width="960" height="480"'
SRCSET = f'srcset="site:assets/resized/{"a" * 16}.webp 480w, site:posts/x/chart.png 960w" sizes="auto, (min-width: 45em) 650px, 100vw"'
LAZY = 'loading="lazy"'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<p>a <img src="chart.png" alt="A">.</p>', f'<p>a <img {LAZY} {SIZE} {SRCSET} src="chart.png" alt="A">.</p>'),
        ("<IMG\n SRC=chart.png/>", f"<IMG {LAZY} {SIZE} {SRCSET}\n SRC=chart.png/>"),
        ('<img src="chart.png" width="96" />', f'<img {LAZY} height="48" {SRCSET} src="chart.png" width="96" />'),
        ('<img height=48 src="chart.png">', f'<img {LAZY} width="96" {SRCSET} height=48 src="chart.png">'),
        ('<img src=chart.png width="50%">', f'<img {LAZY} height="480" {SRCSET} src=chart.png width="50%">'),
        ("<img src=chart.png loading=eager>", f"<img {SIZE} {SRCSET} src=chart.png loading=eager>"),
        ('<img src=chart.png srcset="b.png 2x">', f'<img {LAZY} {SIZE} src=chart.png srcset="b.png 2x">'),
        ('<img src="other.png"><img>', '<img src="other.png"><img>'),
        ("<!-- <img src=chart.png> -->", "<!-- <img src=chart.png> -->"),
        ("&lt;img src=chart.png&gt;", "&lt;img src=chart.png&gt;"),
        (
            "<pre>\r\n\u2028</pre>\n<img src=chart.png>",
            f"<pre>\r\n\u2028</pre>\n<img {LAZY} {SIZE} {SRCSET} src=chart.png>",
        ),
        ("<img src=chart.png", "<img src=chart.png"),
    ],
)
def test_a_hand_written_picture(written: str, shown: str) -> None:
    assert completed(written, lambda src: CHART if src.startswith("chart.png") else None) == shown
