"""Pictures that strangers bring: what is published has their pixels and nothing else, and no file keeps a build busy."""

from __future__ import annotations

import gc
import io
import os
import re
import signal
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageSequence, PngImagePlugin

from talanoa import processes
from talanoa.engine import check
from talanoa.images import Facts, Fault, Images, PictureChanged, Reencoded
from talanoa.images.header import header
from talanoa.images.picture import (
    DAMAGED,
    LONGEST_SIDE,
    MAX_BYTES,
    MORE_PIXELS,
    NOT_A_PICTURE,
    PIXELS_A_BYTE,
    PIXELS_OF_A_FILE,
    TOO_EMPTY,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    TOO_MANY_SCANS,
    TOO_MUCH,
)
from talanoa.images.reencode import reencoded
from tests.conftest import NOW, Command, Files, cache_of, tree

SECRET = b"Secret"
SECRETS = (SECRET, b"GPS", b"Exif", b"http://ns.adobe.com", b"xmpmeta", b"Photoshop", b"<script", b"PK\x03\x04")
WRITTEN = {"JPEG": "photo.jpg", "PNG": "photo.png", "WEBP": "photo.webp", "GIF": "photo.gif"}


# Pictures of many kinds


def scene(mode: str = "RGB", size: tuple[int, int] = (90, 60)) -> Image.Image:
    """Red above, with a blue left corner; green below."""
    image = Image.new("RGB", size, "red")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, size[1] // 2, *size), fill=(0, 128, 0))
    draw.rectangle((0, 0, size[0] // 3, size[1] // 2 - 1), fill="blue")
    return image.convert(mode)


def file(image: Image.Image, format: str, **more: object) -> bytes:
    written = io.BytesIO()
    image.save(written, format, **more)  # type: ignore[arg-type]
    return written.getvalue()


def noted() -> Image.Exif:
    """What a phone writes into each photo."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x013B] = "Secret Author"
    exif[0x8825] = {1: "S", 2: (6.0, 10.0, 11.25), 3: "E", 4: (106.0, 49.0, 35.5), 29: "Secret:date"}
    return exif


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>http://ns.adobe.com/xap/1.0/ SecretXmp</x:xmpmeta>"


def profile(swapped: bool = False) -> bytes:
    """sRGB, with a secret in its description; `swapped` says that its red is what others call green."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {data[at : at + 4].decode(): at for at in range(132, 132 + 12 * struct.unpack_from(">I", data, 128)[0], 12)}
    at, size = struct.unpack_from(">II", data, tags["cprt"] + 4)
    data[at + size - 12 : at + size] = b"SecretOwner!"
    if swapped:
        red, green = tags["rXYZ"] + 4, tags["gXYZ"] + 4
        data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(*chunks: bytes, image: Image.Image | None = None) -> bytes:
    data = file(image or scene(), "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def annotated(format: str) -> bytes:
    """A picture with everything noted in it that its format has room for."""
    more: dict[str, object] = {}
    if format == "JPEG":
        more = {"exif": noted(), "xmp": XMP, "icc_profile": profile(), "comment": "SecretComment"}
    elif format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "SecretText")
        text.add_text("Comment", "SecretZip" * 5, zip=True)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        more = {"exif": noted(), "pnginfo": text, "icc_profile": profile()}
    elif format == "WEBP":
        more = {"exif": noted(), "xmp": XMP, "icc_profile": profile()}
    elif format == "GIF":
        more = {"comment": b"SecretComment"}
    data = file(scene(), format, **more)
    if format == "JPEG":  # IPTC, and a thumbnail in a segment of its own
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x0bSecretIptc!"
        data = data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:]
    return data + b"<script>Secret()</script>PK\x03\x04"


def opened(made: Reencoded | Fault) -> Image.Image:
    assert isinstance(made, Reencoded), made
    image = Image.open(io.BytesIO(made.data))
    image.load()
    assert (made.width, made.height) == image.size
    return image


def looks_like(found: Image.Image, expected: Image.Image, within: int = 16) -> bool:
    """The same to the eye, at points away from any edge."""
    assert found.size == expected.size
    ours, theirs = found.convert("RGBA"), expected.convert("RGBA")
    width, height = found.size
    points = [(int(width * x), int(height * y)) for x in (0.1, 0.25, 0.6, 0.9) for y in (0.1, 0.35, 0.7, 0.9)]
    for a, b in ((ours.getpixel(point), theirs.getpixel(point)) for point in points):
        assert isinstance(a, tuple) and isinstance(b, tuple)
        if not a[3] == b[3] == 0 and max(abs(one - other) for one, other in zip(a, b, strict=True)) > within:
            return False
    return True


# Nothing but pixels


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("format", WRITTEN)
def test_nothing_is_left_of_what_was_noted(format: str, written: str) -> None:
    data = annotated(format)
    assert SECRET in data
    made = reencoded(data, WRITTEN[written])
    image = opened(made)
    assert isinstance(made, Reencoded)
    assert [secret for secret in SECRETS if secret in made.data] == []
    assert image.format == written, "an honest picture under another format's name gets what its name says"
    assert not image.getexif() and not image.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
    assert looks_like(image, scene(), within=40 if "GIF" in (format, written) else 16)


def test_the_same_bytes_give_the_same_bytes() -> None:
    for format, name in WRITTEN.items():
        assert reencoded(annotated(format), name) == reencoded(annotated(format), name)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright(format: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]  # how the camera stored what it saw
    stored = scene() if turned is None else scene().transpose(Image.Transpose(turned))
    made = reencoded(file(stored, format, exif=exif), WRITTEN[format])
    assert looks_like(opened(made), scene())


def test_colours_are_those_that_the_profile_means() -> None:
    for format in ("JPEG", "PNG", "WEBP"):
        image = opened(reencoded(file(scene(), format, icc_profile=profile(swapped=True)), WRITTEN[format]))
        red, green, blue = image.convert("RGB").getpixel((80, 10))  # type: ignore[misc]
        assert green > 200 and red < 80 and blue < 80, "its red was meant to be green"


def test_a_transparent_picture_keeps_its_holes_through_a_change_of_colours() -> None:
    image = scene("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    found = opened(reencoded(file(image, "PNG", icc_profile=profile()), "a.png"))
    assert looks_like(found, image)


@pytest.mark.parametrize("broken", [b"", b"x", b"\0" * 200, profile()[:300], b"\xff" * 5000])
def test_a_broken_profile_means_nothing(broken: bytes) -> None:
    made = reencoded(file(scene(), "JPEG", icc_profile=broken), "a.jpg")
    assert looks_like(opened(made), scene())


@pytest.mark.parametrize(
    "broken", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" * 9]
)
def test_a_broken_note_of_the_camera_means_nothing(broken: bytes) -> None:
    for format in ("JPEG", "PNG", "WEBP"):
        assert looks_like(opened(reencoded(file(scene(), format, exif=broken), WRITTEN[format])), scene())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr"])
@pytest.mark.parametrize("written", WRITTEN)
def test_pictures_of_every_kind_look_as_before(mode: str, written: str) -> None:
    image = scene(mode)
    format = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    found = opened(reencoded(file(image, format), WRITTEN[written]))
    assert looks_like(found, image, within=40)


def test_sixteen_bits_are_shown_as_eight() -> None:
    deep = Image.frombytes("I;16", (90, 60), struct.pack("<H", 40_000) * 90 * 60)
    for name in WRITTEN.values():
        level = opened(reencoded(file(deep, "PNG"), name)).convert("L").getpixel((40, 40))
        assert isinstance(level, (int, float)) and abs(level - 40_000 / 256) < 3


def test_a_palette_stays_a_palette_with_its_holes() -> None:
    """A chart of a few colours would become several times as large."""
    image = scene("RGB").quantize(4)
    image.info["transparency"] = image.getpixel((80, 10))
    data = file(image, "PNG", transparency=image.getpixel((80, 10)))
    found = opened(reencoded(data, "a.png"))
    assert found.mode == "P"
    assert found.convert("RGBA").getpixel((80, 10))[3] == 0  # type: ignore[index]
    assert looks_like(found, Image.open(io.BytesIO(data)), within=0)
    for name in ("a.gif", "a.webp"):
        assert opened(reencoded(data, name)).convert("RGBA").getpixel((80, 10))[3] == 0  # type: ignore[index]


def test_what_shines_through_is_white_where_nothing_can() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    for data in (
        file(image, "PNG"),
        file(image.quantize(4), "PNG"),
        file(scene("L", (20, 20)), "PNG", transparency=76),
    ):
        assert opened(reencoded(data, "a.jpg")).convert("L").getpixel((15, 3)) == 255


def test_a_large_photo_is_made_smaller() -> None:
    found = opened(reencoded(file(scene(size=(4800, 3000)), "JPEG"), "a.jpg"))
    assert found.size == (LONGEST_SIDE, 1500)
    assert looks_like(found, scene(size=(LONGEST_SIDE, 1500)))
    assert opened(reencoded(file(scene("P", (5000, 2)), "PNG"), "a.png")).size == (LONGEST_SIDE, 1)


# The same in other widths


@lru_cache
def photo(size: tuple[int, int] = (2000, 1200)) -> Image.Image:
    """With as much to see as a photo has, and always the same."""
    parts = ((-2.0, -1.2, 1.0, 1.2), (-0.8, 0.0, -0.7, 0.1), (-1.3, -0.1, -1.2, 0.0))
    return Image.merge("RGB", [Image.effect_mandelbrot(size, part, 30) for part in parts])


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
        ((2000, 1200), [240, 480, 800, 1200, 1600]),
        ((1600, 900), [240, 480, 800, 1200, 1600]),
        ((1000, 600), [240, 480, 800, 1000]),
        ((600, 2000), [240, 480, 600]),
        ((240, 160), []),
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
    assert lengths[1] < lengths[-1] / 8, "what a phone downloads"


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


# Moving pictures


DURATIONS = [100, 250, 400]


def moving() -> list[Image.Image]:
    """With a hole below on the right, and in the last frame another one above it."""
    frames = [scene("RGBA"), scene("RGBA").rotate(180), scene("RGBA")]
    for frame in frames:
        ImageDraw.Draw(frame).rectangle((75, 40, 90, 60), fill=(0, 0, 0, 0))
    ImageDraw.Draw(frames[2]).rectangle((60, 0, 90, 29), fill=(0, 0, 0, 0))
    return frames


@pytest.mark.parametrize("written", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_an_animation_goes_on_moving(format: str, written: str) -> None:
    first, *rest = moving()
    more = {"GIF": {"disposal": 2, "comment": b"SecretComment"}, "PNG": {"disposal": 1}, "WEBP": {"xmp": XMP}}
    data = file(first, format, save_all=True, append_images=rest, duration=DURATIONS, loop=3, **more[format])
    assert SECRET in data or format == "PNG"
    made = reencoded(data, WRITTEN[written])
    image = opened(made)
    assert isinstance(made, Reencoded) and SECRET not in made.data
    frames = [(frame.convert("RGBA"), frame.info["duration"]) for frame in ImageSequence.Iterator(image)]
    assert [duration for _, duration in frames] == DURATIONS
    assert image.info["loop"] == 3
    assert all(looks_like(ours, theirs, within=40) for (ours, _), theirs in zip(frames, moving(), strict=True))
    assert frames[2][0].getpixel((80, 10))[3] == 0  # type: ignore[index]


def test_an_animation_under_the_name_of_a_photo_is_its_first_frame() -> None:
    first, *rest = moving()
    made = reencoded(file(first, "GIF", save_all=True, append_images=rest), "a.jpg")
    assert looks_like(opened(made), Image.alpha_composite(Image.new("RGBA", first.size, "white"), first))


def test_an_animation_of_many_colours_keeps_them() -> None:
    frames = [Image.linear_gradient("L").rotate(turn).convert("P") for turn in (0, 90)]
    data = file(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    image = opened(reencoded(data, "a.gif"))
    for number, frame in enumerate(frames):
        image.seek(number)
        assert image.convert("RGB").tobytes() == frame.convert("RGB").tobytes()


# What is no picture, or more than one


def declared(width: int, height: int) -> bytes:
    """A PNG of one pixel that says it has many."""
    return png_with()[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + png_with()[33:]


def gif(frames: int) -> bytes:
    data = file(Image.new("P", (1, 1)), "GIF")
    begin = 13 + 3 * 2 ** ((data[10] & 7) + 1)
    return data[:begin] + data[begin:-1] * frames + b";"


def large_frame() -> bytes:
    """A GIF of a few pixels whose second frame has four thousand million."""
    data = gif(2)
    at = data.rfind(b",", 0, -1)
    return data[: at + 5] + b"\xff\xff\xff\xff" + data[at + 9 :]


def webp_canvas() -> bytes:
    """A WebP that says it is as large as a WebP can be."""
    frames = [Image.new("RGB", (2, 2), colour) for colour in ("red", "blue")]
    data = bytearray(file(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
    at = data.find(b"VP8X") + 12
    data[at : at + 6] = (16382).to_bytes(3, "little") * 2
    return bytes(data)


def jpeg_declared() -> bytes:
    data = bytearray(file(scene(), "JPEG"))
    at = data.find(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


FAULTS: dict[str, tuple[Callable[[], bytes], tuple[Fault, ...]]] = {
    "nothing": (lambda: b"", (NOT_A_PICTURE,)),
    "random": (lambda: bytes(range(256)) * 20, (NOT_A_PICTURE,)),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", (NOT_A_PICTURE,)),
    "zip": (lambda: b"PK\x03\x04" + b"\0" * 100, (NOT_A_PICTURE,)),
    "bmp": (lambda: file(scene(), "BMP"), (NOT_A_PICTURE,)),
    "tiff": (lambda: file(scene(), "TIFF"), (NOT_A_PICTURE,)),
    "eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", (NOT_A_PICTURE,)),
    "gif of text": (lambda: b"GIF89a/*" + b"alert(1)//" * 50, (NOT_A_PICTURE, DAMAGED, TOO_MANY_PIXELS)),
    "too large": (lambda: b"\xff\xd8\xff" + b"\0" * MAX_BYTES, (TOO_LARGE,)),
    "png of 60000": (lambda: declared(60_000, 60_000), (TOO_MANY_PIXELS,)),
    "png of 7000": (lambda: declared(7_000, 7_000), (TOO_MANY_PIXELS,)),
    "png of 6000": (lambda: declared(6_000, 6_000), (DAMAGED,)),
    "png of nothing": (lambda: declared(0, 0), (NOT_A_PICTURE, DAMAGED)),
    "jpeg of 60000": (jpeg_declared, (TOO_MANY_PIXELS,)),
    "webp of 16383": (webp_canvas, (TOO_MANY_PIXELS,)),
    "gif of 100,000 frames": (lambda: gif(100_000), (TOO_MANY_PIXELS,)),
    "gif with a large frame": (large_frame, (TOO_MANY_PIXELS,)),
    "png with a bomb of text": (
        lambda: png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000))),
        (DAMAGED, NOT_A_PICTURE),
    ),
    "png with a bomb of international text": (
        lambda: png_with(chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(b"a" * 50_000_000))),
        (DAMAGED, NOT_A_PICTURE),
    ),
    "png with a wrong sum": (lambda: png_with(chunk(b"tEXt", b"a\0b")[:-1] + b"\0"), (DAMAGED, NOT_A_PICTURE)),
}


@pytest.mark.parametrize("story", FAULTS)
def test_what_is_no_honest_picture_is_a_fault(story: str) -> None:
    make, faults = FAULTS[story]
    before = os.times().user
    assert reencoded(make(), "a.png") in faults
    assert os.times().user - before < 10


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_half_a_picture_is_a_fault(format: str, part: float) -> None:
    data = file(Image.effect_noise((90, 60), 60).convert("RGB"), format)
    assert reencoded(data[: int(len(data) * part)], WRITTEN[format]) in (DAMAGED, NOT_A_PICTURE)


def test_half_an_animation_is_a_fault() -> None:
    first, *rest = moving()
    for format in ("PNG", "WEBP"):
        data = file(first, format, save_all=True, append_images=rest)
        assert reencoded(data[: int(len(data) * 0.8)], WRITTEN[format]) in (DAMAGED, NOT_A_PICTURE)


def test_frames_count_together() -> None:
    frames = [Image.new("L", (2000, 2000), level) for level in range(11)]
    data = file(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert reencoded(data, "a.gif") == TOO_MANY_PIXELS


def test_what_a_page_pretends_to_be_is_a_picture_afterwards() -> None:
    """A GIF that begins as a script begins, a JPEG with a page in its comment."""
    script = file(scene("P", (0x2A2F, 20)), "GIF") + b"*/=1;Secret()"
    assert script.startswith(b"GIF87a/*")
    page = file(scene(), "JPEG", comment=b"<html><script>Secret()</script>") + b"<script>Secret()</script>"
    for data, name in ((script, "a.gif"), (page, "a.jpg")):
        made = reencoded(data, name)
        assert isinstance(made, Reencoded) and SECRET not in made.data and b"<" + b"script" not in made.data


def test_pillow_says_nothing_and_keeps_its_own_limit() -> None:
    """Warnings are errors in these tests, and other programs in the process use Pillow as well."""
    before = Image.MAX_IMAGE_PIXELS
    reencoded(declared(7_000, 7_000), "a.png")
    assert before == Image.MAX_IMAGE_PIXELS


SEEDS = [annotated(format) for format in WRITTEN] + [
    file(moving()[0].resize((9, 6)), format, save_all=True, append_images=[scene("RGBA", (9, 6))])
    for format in ("GIF", "PNG", "WEBP")
]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_bytes_are_a_picture_or_a_fault(data: st.DataObject) -> None:
    seed = bytearray(data.draw(st.sampled_from(SEEDS) | st.binary(max_size=200)))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, max(len(seed) - 1, 0)))
        seed[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    name = data.draw(st.sampled_from(list(WRITTEN.values())))
    made = reencoded(bytes(seed), name)
    if isinstance(made, Reencoded):
        assert SECRET not in made.data
        assert opened(made).size <= (LONGEST_SIDE, LONGEST_SIDE)
    else:
        assert made in (TOO_LARGE, TOO_MANY_PIXELS, NOT_A_PICTURE, DAMAGED)


# Work apart


def _greedy(item: str) -> bytes:
    if item == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "memory":
        return bytes(processes.MEMORY * 2)
    if item == "time":
        while True:
            pass
    if item == "raise":
        raise ValueError(item)
    return item.encode()


def test_a_decoder_that_goes_wild_takes_no_other_along() -> None:
    items = ["one", "crash", "two", "memory", "time", "raise", "three"]
    found = dict(processes.each(_greedy, items, 2, seconds=1))
    assert found == {item: item.encode() if item in ("one", "two", "three") else None for item in items}


# The pictures of a folder


def folder(root: Path, **files: bytes) -> Path:
    for name, data in files.items():
        (root / f"{name}.png").write_bytes(data)
    return root


def kept(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / "images").iterdir())


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures that were decoded, in a list that grows."""
    done: list[str] = []
    real = processes.each

    def each(work: Callable[[str], bytes], items: list[str], jobs: int) -> Iterator[tuple[str, bytes | None]]:
        done.extend(items)
        return real(work, items, jobs)

    monkeypatch.setattr(processes, "each", each)
    return done


def test_a_picture_is_decoded_once(tmp_path: Path, worked: list[str]) -> None:
    root, cache = folder(tmp_path, sound=png_with(), broken=b"no"), tmp_path / "cache"
    first = Images(root, cache, jobs=2)
    found = first.judged(["sound.png", "broken.png", "sound.png"])
    assert found["broken.png"] == NOT_A_PICTURE
    assert isinstance(facts := found["sound.png"], Facts) and (facts.width, facts.height) == (90, 60)
    assert sorted(worked) == ["broken.png", "sound.png"]
    second = Images(root, cache)
    assert second.judged(["sound.png", "broken.png"]) == found
    assert second.published("sound.png") == first.published("sound.png") == _bytes(png_with())
    assert sorted(worked) == ["broken.png", "sound.png"], "in no later build, and not to be published"


def _bytes(data: bytes) -> bytes:
    made = reencoded(data, "a.png")
    assert isinstance(made, Reencoded)
    return made.data


def test_another_content_is_another_picture(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    Images(root, cache).judged(["a.png"])
    folder(tmp_path, a=file(scene("L"), "PNG"))
    assert Images(root, cache).published("a.png") == _bytes(file(scene("L"), "PNG"))


@pytest.mark.parametrize("damage", [b"", b"<script>", b"{}", b"[1]", b'{"width": "x"}', b"\xff\xfe"])
@pytest.mark.parametrize("ending", [".png", ".json"])
def test_what_is_damaged_in_the_cache_is_made_again(tmp_path: Path, ending: str, damage: bytes) -> None:
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    Images(root, cache).judged(["a.png"])
    next((cache / "images").glob(f"*{ending}")).write_bytes(damage)
    assert Images(root, cache).published("a.png") == _bytes(png_with())
    assert Images(root, cache).published("a.png") == _bytes(png_with())


@pytest.mark.parametrize("place", ["cache", "cache/images"])
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("in the way")
    images = Images(folder(tmp_path, a=png_with()), tmp_path / "cache")
    assert images.published("a.png") == _bytes(png_with())
    images.prune()


def test_the_variants_are_kept_with_their_picture(tmp_path: Path, worked: list[str]) -> None:
    root, cache = folder(tmp_path, a=file(photo((900, 600)), "PNG"), b=png_with()), tmp_path / "cache"
    images = Images(root, cache)
    facts = images.judged(["a.png"])["a.png"]
    assert isinstance(facts, Facts) and len(facts.variants) > 2
    made = reencoded((root / "a.png").read_bytes(), "a.png")
    assert isinstance(made, Reencoded)
    again = Images(root, cache)
    assert [again.published("a.png", variant) for variant in facts.variants] == [data for _, data in made.variants]
    assert worked == ["a.png"], "neither in a later build, nor to be published"
    for path in (cache / "images").glob("*-480.webp"):
        path.write_bytes(b"<script>")
    assert Images(root, cache).published("a.png", facts.variants[1]) == made.variants[1][1]
    later = Images(root, cache)
    later.judged(["b.png"])
    later.prune()
    assert len({name[:32] for name in kept(cache)}) == 1, "what b.png needs"


def test_without_a_cache_a_picture_and_its_variants_are_made_once(tmp_path: Path, worked: list[str]) -> None:
    images = Images(folder(tmp_path, a=file(photo((900, 600)), "PNG")))
    facts = images.judged(["a.png"])["a.png"]
    assert isinstance(facts, Facts)
    published = [images.published("a.png"), *(images.published("a.png", variant) for variant in facts.variants)]
    assert [len(data) for data in published] == [facts.length, *(variant.length for variant in facts.variants)]
    assert worked == ["a.png"]


@pytest.mark.parametrize(
    "kept_in", ["cache", None, "a.png/cache"], ids=["kept", "no cache", "a cache that takes nothing"]
)
def test_the_same_bytes_under_many_names_are_decoded_once(
    tmp_path: Path, worked: list[str], kept_in: str | None
) -> None:
    root = folder(tmp_path, a=png_with(), b=png_with(), c=file(scene("L"), "PNG"), d=png_with())
    (root / "e.gif").write_bytes(png_with())  # published in another format
    images = Images(root, tmp_path / kept_in if kept_in else None)
    images.judged(["c.png", "a.png"])
    images.judged(["a.png", "b.png", "d.png", "e.gif"])
    assert images.published("a.png") == images.published("b.png") == images.published("d.png") == _bytes(png_with())
    assert images.published("e.gif").startswith(b"GIF")
    assert sorted(worked) == ["a.png", "c.png", "e.gif"]


def test_one_who_only_judges_decodes_the_same_bytes_once(tmp_path: Path, worked: list[str]) -> None:
    images = Images(folder(tmp_path, a=png_with(), b=png_with(), c=b"no", d=b"no"), judging=True)
    for asked in (["a.png"], ["b.png", "c.png"], ["d.png", "a.png"]):
        images.judged(asked)
    assert worked == ["a.png", "c.png"]


def test_without_a_cache_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    images = Images(folder(tmp_path, a=png_with()))
    assert images.published("a.png") == _bytes(png_with())
    images.prune()
    del images
    gc.collect()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.png", "tmp"]


def test_without_room_for_a_temporary_folder_a_picture_is_made_again(
    tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    images = Images(folder(tmp_path, a=png_with()))
    images.judged(["a.png"])
    assert images.published("a.png") == images.published("a.png") == _bytes(png_with())
    assert worked == ["a.png", "a.png"]


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    root, cache = folder(tmp_path, a=png_with(), b=file(scene("L"), "PNG")), tmp_path / "cache"
    Images(root, cache).judged(["a.png", "b.png"])
    assert len(kept(cache)) == 6
    (cache / "images" / "notes.txt").write_text("somebody's own")
    later = Images(root, cache)
    later.judged(["b.png"])
    later.prune()
    assert len(kept(cache)) == 4 and "notes.txt" in kept(cache)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(png_with())
    (tmp_path / "link.png").symlink_to("secret")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    names = ["link.png", "pipe.png", "folder.png", "missing.png"]
    found = Images(tmp_path).judged(names)
    assert all(isinstance(fault, Fault) and fault.what.startswith("can't be read") for fault in found.values())


def test_a_picture_that_changes_while_the_site_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be kept of it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    images = Images(folder(tmp_path, a=file(scene(size=(900, 600)), "PNG")))
    facts = images.judged(["a.png"])["a.png"]
    assert isinstance(facts, Facts) and facts.variants
    for changed in (b"gone", png_with()):  # pages have its size already, and the names of its variants
        folder(tmp_path, a=changed)
        for variant in (None, facts.variants[0]):
            with pytest.raises(PictureChanged):
                images.published("a.png", variant)


def test_a_picture_that_takes_too_much_is_a_fault_that_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_work", lambda work, item, sender: os._exit(1))
    root, cache = folder(tmp_path, a=png_with()), tmp_path / "cache"
    assert Images(root, cache).judged(["a.png"]) == {"a.png": TOO_MUCH}
    monkeypatch.undo()
    assert isinstance(Images(root, cache).judged(["a.png"])["a.png"], Facts)


# Small files, large pictures


def empty(width: int, height: int, shade: int = 0) -> bytes:
    return file(Image.new("L", (width, height), shade), "PNG")


def repeated_scans(times: int) -> bytes:
    data = file(scene(size=(2000, 1500)), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * times + data[-2:]


@pytest.mark.parametrize(
    ("data", "pixels"),
    [
        (png_with(), 5_400),
        (file(scene(), "GIF"), 5_400),
        (file(scene(), "WEBP"), 5_400),
        (file(scene(), "WEBP", lossless=True), 5_400),
        (file(scene("RGBA"), "WEBP", exif=noted()), 5_400),
        (file(scene(), "JPEG"), 5_400),
        (file(scene(), "JPEG", progressive=True, exif=noted()), 5_400),
        (file(scene(), "GIF", save_all=True, append_images=[scene().rotate(turn) for turn in (90, 180)]), 3 * 5_400),
        (file(scene(), "WEBP", save_all=True, append_images=[scene().rotate(turn) for turn in (90, 180)]), 3 * 5_400),
    ],
)
def test_a_header_says_what_a_decoder_has_to_do(data: bytes, pixels: int) -> None:
    said = header(data)
    assert said and said.pixels == pixels


@pytest.mark.parametrize("cut", [0, 2, 9, 20, 28])
@pytest.mark.parametrize("format", WRITTEN)
def test_a_header_that_ends_early_says_nothing_or_something(format: str, cut: int) -> None:
    header(annotated(format)[:cut])


def test_a_jpeg_that_repeats_itself() -> None:
    for times in (400, 150):
        assert reencoded(repeated_scans(times), "a.jpg") == TOO_MANY_SCANS
    assert isinstance(reencoded(repeated_scans(5), "a.jpg"), Reencoded)


def test_empty_planes_are_too_many_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talanoa.images.images.MORE_PIXELS", 4_000_000)
    monkeypatch.setattr("talanoa.images.images.PIXELS_A_BYTE", 100)
    sides = {"a": 900, "b": 1_400, "c": 800, "d": 1_300}
    root = folder(tmp_path, **{name: empty(side, side, number) for number, (name, side) in enumerate(sides.items())})
    for cache in (None, tmp_path / "cache", tmp_path / "cache"):
        found = Images(root, cache).judged([f"{name}.png" for name in sides])
        assert [path for path, fault in found.items() if fault == TOO_EMPTY] == ["b.png"], (
            "the largest gives room to all"
        )


def reckoned(count: int, pixels: int, length: int) -> int:
    """How many pixels such pictures have beyond what their bytes are worth."""
    return count * max(0, pixels + PIXELS_OF_A_FILE - PIXELS_A_BYTE * length)


@pytest.mark.parametrize(
    ("count", "pixels", "length"),
    [
        (5_000, 12_000_000, 300_000),
        (2_000, 2_400 * 1_600, 30_000),
        (1_000, 1_920 * 1_080, 12_000),
        (300, 1_000 * 1_000, 5_000),
        (20_000, 40_000, 3_000),
    ],
    ids=["phones", "charts", "screenshots", "logos", "portraits"],
)
def test_a_site_has_room_for_honest_pictures(count: int, pixels: int, length: int) -> None:
    assert reckoned(count, pixels, length) <= MORE_PIXELS


def test_a_few_empty_planes_are_all_that_a_site_has_room_for() -> None:
    assert reckoned(7, 12_000_000, 1_600) > MORE_PIXELS


def test_what_is_no_picture_costs_nothing_and_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talanoa.images.images.MORE_PIXELS", 0)
    monkeypatch.setattr(Image, "open", None)
    root = folder(tmp_path, a=b"<svg/>", b=b"%PDF-1.7", c=file(scene(), "BMP"), d=file(scene(), "JPEG")[:9])
    found = Images(root).judged([f"{name}.png" for name in "abcd"])
    assert list(found.values()) == [NOT_A_PICTURE, NOT_A_PICTURE, NOT_A_PICTURE, DAMAGED]


def test_photos_pay_with_their_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talanoa.images.images.MORE_PIXELS", 0)
    root = folder(
        tmp_path, a=file(photo(), "JPEG"), b=file(photo((900, 600)), "PNG"), c=file(photo((800, 600)), "WEBP")
    )
    assert all(isinstance(facts, Facts) for facts in Images(root).judged(["a.png", "b.png", "c.png"]).values())


def test_after_some_pictures_that_take_too_much_no_other_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(processes, "each", lambda work, items, jobs: ((item, begun.append(item)) for item in items))
    root = folder(tmp_path, **{name: file(scene("L", (9, number + 9)), "PNG") for number, name in enumerate("abcdef")})
    assert set(Images(root).judged([f"{name}.png" for name in "abcdef"]).values()) == {TOO_MUCH}
    assert len(begun) == 3


# The site


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
        f'srcset="* 240w, * 480w, * 800w, * 1000w" sizes="{SIZES}">',
        f'<img src="../../posts/reef/%E0%B8%9A%E0%B8%B6%E0%B8%87%201.jpg" alt="A reef" {LATE} width="900" height="600" '
        f'srcset="* 240w, * 480w, * 800w, * 900w" sizes="auto, {SIZES}">',
        f'<img src="../../posts/reef/reef.jpg" alt="B" {LATE} width="90" height="60">',
        f'<img src="../../posts/reef/icon.png" alt="An icon" {LATE} width="24" height="24">',
        f'<img src="../../assets/us.jpg" alt="Ours" {LATE} width="950" height="600" '
        f'srcset="* 240w, * 480w, * 800w, * 950w" sizes="auto, {SIZES}">',
    ]
    member = [tag for tag in tags(site["members/open-reef/index.html"]) if 'alt=""' not in tag]  # a card's
    assert [tag.partition(" srcset")[0] for tag in member] == [
        f'<img src="../../members/open-reef/members/diver.webp" alt="A diver" {LATE} width="500" height="300"',
        f'<img src="../../members/open-reef/members/logo.png" alt="A reef" {LATE} width="600" height="300"',
    ]
    ours, drawing, moves = tags(site["about/index.html"])
    assert 'width="950" height="600" srcset="* 240w' in ours
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
    assert not {(240, 206), (240, 222), (240, 169)} & sizes, "unused.jpg, draft.png, shown-nowhere.jpg"
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
