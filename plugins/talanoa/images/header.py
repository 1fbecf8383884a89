"""What a picture says of itself before any of it is decoded: so the work can be known, and refused, for a few bytes read."""

from __future__ import annotations

import struct
from collections.abc import Callable

from msgspec import Struct

USUAL_SCANS = 10  # of a progressive JPEG; each goes through all pixels, but no more than one more decoding in ten


class Header(Struct, frozen=True):
    """Width and height of the canvas, and how often a decoder goes through it."""

    width: int
    height: int
    frames: int = 1
    scans: int = 1

    @property
    def pixels(self) -> int:
        """How many a decoder goes through."""
        return self.width * self.height * max(self.frames, 1) * max(1, self.scans // USUAL_SCANS)


def header(data: bytes) -> Header | None:
    """None for what is no picture, or a damaged one: neither is decoded."""
    read = _reader(data)
    try:
        return read(data) if read else None
    except (struct.error, IndexError, ValueError):
        return None


def begins_as_picture(data: bytes) -> bool:
    return _reader(data) is not None


def _reader(data: bytes) -> Callable[[bytes], Header] | None:
    return next((reader for begin, reader in _READERS.items() if data.startswith(begin)), None)


def _png(data: bytes) -> Header:
    width, height = struct.unpack_from(">II", data, 16)
    frames, at = 1, 8
    while (name := data[at + 4 : at + 8]) and name != b"IDAT":
        if name == b"acTL":
            frames = (
                struct.unpack_from(">I", data, at + 8)[0] + 1
            )  # and perhaps a picture for programs that know no frames
        at += 12 + struct.unpack_from(">I", data, at)[0]
    return Header(width, height, frames)


def _gif(data: bytes) -> Header:
    width, height, packed = struct.unpack_from("<HHB", data, 6)
    at, frames = 13 + _table(packed), 0
    while at < len(data) and (kind := data[at]) != 0x3B:
        if kind == 0x21:
            at = _after_blocks(data, at + 2)
        elif kind == 0x2C:
            left, top, wide, high, packed = struct.unpack_from("<HHHHB", data, at + 1)
            width, height, frames = max(width, left + wide), max(height, top + high), frames + 1
            at = _after_blocks(data, at + 11 + _table(packed))
        else:
            at += 1  # as decoders do
    return Header(width, height, frames)


def _table(packed: int) -> int:
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> Header:
    if data[8:12] != b"WEBP":
        raise ValueError
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Header(width, height, max(1, data.count(b"ANMF")))
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Header((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", data, 26)
    return Header(width & 0x3FFF, height & 0x3FFF)


def _jpeg(data: bytes) -> Header:
    at = 2
    while True:
        at = data.index(b"\xff", at)
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 4)
            return Header(width, height, scans=data.count(b"\xff\xda"))
        if marker == 0xDA:
            raise ValueError
        at += 1 if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8 else 1 + struct.unpack_from(">H", data, at + 1)[0]


_READERS = {b"\x89PNG\r\n\x1a\n": _png, b"GIF8": _gif, b"RIFF": _webp, b"\xff\xd8": _jpeg}
