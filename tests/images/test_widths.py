"""The same picture in fewer pixels: what pages offer next to it, and a photo that is larger than any page shows it."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image
from tests.images.samples import (
    SECRET,
    SECRETS,
    WRITTEN,
    XMP,
    file,
    looks_like,
    noted,
    opened,
    photo,
    profile,
    reencoded,
    scene,
)

from talanoa.images import Fault, Reencoded
from talanoa.images.picture import LONGEST_SIDE


def widths(made: Reencoded | Fault) -> list[int]:
    assert isinstance(made, Reencoded), made
    for width, data in made.variants:
        variant = Image.open(io.BytesIO(data))
        assert variant.format == "WEBP"
        assert variant.size == (width, round(made.height * width / made.width))
    return [width for width, _ in made.variants]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2000, 1200), [320, 800, 1200]),
        ((1200, 900), [320, 800, 1200]),
        ((1000, 600), [320, 800, 1000]),
        ((600, 2000), [320, 600]),
        ((320, 200), []),
        ((32, 32), []),
    ],
)
@pytest.mark.parametrize("format", ["JPEG", "WEBP"])
def test_a_photo_has_variants_as_far_as_it_is_wide(format: str, size: tuple[int, int], expected: list[int]) -> None:
    made = reencoded(file(photo(size), format, quality=85), WRITTEN[format])
    found = widths(made)
    itself = size[0] if format == "WEBP" and size[0] in found else 0  # smaller as well, since made with less quality
    assert [width for width in found if width != itself] == [w for w in expected if format == "JPEG" or w != size[0]]


def test_each_variant_saves_what_makes_it_worth_its_file() -> None:
    made = reencoded(file(photo(), "JPEG", quality=85), "a.jpg")
    assert isinstance(made, Reencoded)
    lengths = [*(len(data) for _, data in made.variants), len(made.data)]
    assert all(less <= 0.8 * more for less, more in pairwise(lengths))
    assert lengths[1] < lengths[-1] / 4, "what a phone downloads"


def test_a_variant_looks_like_its_picture() -> None:
    hole = scene("RGBA", (900, 600))
    hole.paste((0, 0, 0, 0), (600, 400, 900, 600))
    for image, format in ((scene(size=(900, 600)), "JPEG"), (hole, "PNG"), (scene("P", (900, 600)), "GIF")):
        made = reencoded(file(image, format), WRITTEN[format])
        assert isinstance(made, Reencoded)
        for width, data in made.variants:
            height = width * 2 // 3
            assert looks_like(Image.open(io.BytesIO(data)), image.convert("RGBA").resize((width, height), 0), within=40)


def test_a_chart_keeps_its_few_colours_where_it_keeps_its_size() -> None:
    made = reencoded(file(scene("P", (900, 600)), "PNG"), "a.png")
    assert isinstance(made, Reencoded)
    width, data = made.variants[-1]
    assert width == 900
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == scene("P", (900, 600)).convert("RGB").tobytes()


def test_a_variant_says_nothing_of_where_its_photo_was_taken() -> None:
    for format in ("JPEG", "PNG", "WEBP"):
        data = file(photo((900, 600)), format, exif=noted(), icc_profile=profile(), xmp=XMP)
        assert SECRET in data
        made = reencoded(data, WRITTEN[format])
        assert isinstance(made, Reencoded) and made.variants
        for _, variant in made.variants:
            assert [secret for secret in (*SECRETS, b"EXIF", b"ICCP", b"XMP ") if secret in variant] == []


def test_a_variant_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scene(size=(900, 600)).transpose(Image.Transpose.ROTATE_90)
    made = reencoded(file(turned, "JPEG", exif=exif), "a.jpg")
    assert isinstance(made, Reencoded)
    width, data = made.variants[0]
    assert looks_like(Image.open(io.BytesIO(data)), scene(size=(width, width * 2 // 3)), within=40)


def test_the_same_photo_has_the_same_variants() -> None:
    data = file(photo((900, 600)), "JPEG")
    assert reencoded(data, "a.jpg") == reencoded(data, "a.jpg")


def test_what_moves_has_no_variants() -> None:
    frames = [scene("RGB", (900, 600)), scene("RGB", (900, 600)).rotate(180)]
    for format in ("GIF", "PNG", "WEBP"):
        made = reencoded(file(frames[0], format, save_all=True, append_images=frames[1:]), WRITTEN[format])
        assert widths(made) == []


# A photo that is larger than any page shows it


@pytest.mark.parametrize(
    ("stored", "published"),
    [
        ((4000, 3000), (2000, 1500)),  # what most phones take: a half is enough
        ((3000, 4000), (1500, 2000)),
        ((4624, 80), (2312, 40)),
        ((8000, 80), (2000, 20)),
        ((16100, 400), (2013, 50)),
        ((3900, 78), (LONGEST_SIDE, 48)),  # a half would be less than enough
        ((5200, 130), (LONGEST_SIDE, 60)),
        ((2000, 40), (2000, 40)),
    ],
)
def test_a_photo_of_twice_the_size_is_decoded_at_a_half(stored: tuple[int, int], published: tuple[int, int]) -> None:
    found = opened(reencoded(file(scene(size=stored), "JPEG"), "a.jpg"))
    assert found.size == published
    assert looks_like(found, scene(size=published), within=40)


def test_half_a_photo_stands_upright_in_its_own_colours() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scene(size=(4000, 400)).transpose(Image.Transpose.ROTATE_90)
    found = opened(reencoded(file(turned, "JPEG", exif=exif, icc_profile=profile(swapped=True)), "a.jpg"))
    assert found.size == (2000, 200)
    red, green, blue = found.getpixel((1800, 20))  # type: ignore[misc]
    assert green > 200 and red < 80 and blue < 80, "its red was meant to be green"


def test_what_is_drawn_keeps_all_that_is_published_of_it() -> None:
    """Half a chart would be hard to read; its format can't be decoded at a half anyway."""
    for format in ("PNG", "WEBP"):
        assert opened(reencoded(file(scene(size=(4000, 40)), format), WRITTEN[format])).size == (LONGEST_SIDE, 24)
