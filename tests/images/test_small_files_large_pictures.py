"""Small files, large pictures: the work is reckoned, and refused, before any of it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from tests.images.samples import WRITTEN, annotated, file, folder, noted, photo, png_with, reencoded, scene

from talanoa import processes
from talanoa.files import fingerprint
from talanoa.images import Facts, Images, Reencoded
from talanoa.images.header import header
from talanoa.images.picture import (
    DAMAGED,
    MORE_PIXELS,
    NOT_A_PICTURE,
    PIXELS_A_BYTE,
    PIXELS_OF_A_FILE,
    TOO_EMPTY,
    TOO_MANY_SCANS,
    TOO_MUCH,
)


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
    known = {f"{name}.png": fingerprint((root / f"{name}.png").read_bytes()) for name in sides}
    for cache, fingerprints in (
        (None, {}),
        (tmp_path / "cache", {}),
        (tmp_path / "cache", {}),
        (tmp_path / "cache", known),
    ):
        found = Images(root, cache, fingerprints=fingerprints).judged([f"{name}.png" for name in sides])
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
