"""Pictures that strangers bring: what is published has their pixels and nothing else."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageSequence
from tests.images.samples import (
    DURATIONS,
    SECRET,
    SECRETS,
    WRITTEN,
    XMP,
    annotated,
    file,
    looks_like,
    moving,
    opened,
    profile,
    reencoded,
    scene,
)

from talanoa.images import Reencoded
from talanoa.images.picture import (
    LONGEST_SIDE,
)


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
