"""Pictures of many kinds, as bytes, and what to look at of what became of them."""

from __future__ import annotations

import io
import struct
import zlib
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from talanoa.images import Fault, Reencoded, reencode
from talanoa.images.picture import Size

SECRET = b"Secret"
SECRETS = (SECRET, b"GPS", b"Exif", b"http://ns.adobe.com", b"xmpmeta", b"Photoshop", b"<script", b"PK\x03\x04")
WRITTEN = {"JPEG": "photo.jpg", "PNG": "photo.png", "WEBP": "photo.webp", "GIF": "photo.gif"}


def reencoded(data: bytes, path: str) -> Reencoded | Fault:
    """What a build makes of a picture. A check only looks at it, and says the same."""
    made, seen = reencode.reencoded(data, path), reencode.examined(data, path)
    if isinstance(made, Fault):
        assert seen == made
    else:
        assert isinstance(seen, Size) and (seen.width, seen.height) == (made.width, made.height)
    return made


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


@lru_cache
def photo(size: tuple[int, int] = (2000, 1200)) -> Image.Image:
    """With as much to see as a photo has, and always the same."""
    parts = ((-2.0, -1.2, 1.0, 1.2), (-0.8, 0.0, -0.7, 0.1), (-1.3, -0.1, -1.2, 0.0))
    return Image.merge("RGB", [Image.effect_mandelbrot(size, part, 30) for part in parts])


DURATIONS = [100, 250, 400]


def moving() -> list[Image.Image]:
    """With a hole below on the right, and in the last frame another one above it."""
    frames = [scene("RGBA"), scene("RGBA").rotate(180), scene("RGBA")]
    for frame in frames:
        ImageDraw.Draw(frame).rectangle((75, 40, 90, 60), fill=(0, 0, 0, 0))
    ImageDraw.Draw(frames[2]).rectangle((60, 0, 90, 29), fill=(0, 0, 0, 0))
    return frames


def folder(root: Path, **files: bytes) -> Path:
    for name, data in files.items():
        (root / f"{name}.png").write_bytes(data)
    return root
