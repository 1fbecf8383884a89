"""What is no picture, or more than one; whatever the bytes, no file keeps a build busy."""

from __future__ import annotations

import os
import signal
import struct
import sys
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.images.samples import SECRET, WRITTEN, annotated, chunk, file, moving, opened, png_with, reencoded, scene

from talanoa import processes
from talanoa.images import Fault, Reencoded
from talanoa.images.picture import (
    DAMAGED,
    LONGEST_SIDE,
    MAX_BYTES,
    NOT_A_PICTURE,
    TOO_LARGE,
    TOO_MANY_PIXELS,
)


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


@settings(max_examples=100, deadline=None)
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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere less is limited, and test_other_systems.py tries that")
def test_a_decoder_that_goes_wild_takes_no_other_along() -> None:
    items = ["one", "crash", "two", "memory", "time", "raise", "three"]
    found = dict(processes.each(_greedy, items, 2, seconds=1))
    assert found == {item: item.encode() if item in ("one", "two", "three") else None for item in items}
