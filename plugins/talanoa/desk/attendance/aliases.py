"""Which member the names in exports stand for, as someone has said: in a folder that git ignores, for names of people are in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from talanoa.desk.attendance.matching import folded
from talanoa.files import PRIVATE, put, read_bytes
from talanoa.outputs.exports.lines import as_line

NAME = "attendance-aliases.csv"
_LARGEST = 2_000_000  # bytes
_HEADS = ("name", "member")


def read(root: Path) -> dict[str, str]:
    """The id of a member by each name, folded."""
    with suppress(OSError, UnicodeDecodeError):
        text = read_bytes(root, f"{PRIVATE}/{NAME}", _LARGEST).decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""))
        return {folded(row[0]): row[1].strip() for row in rows if len(row) >= 2 and tuple(row[:2]) != _HEADS}
    return {}


def add(root: Path, more: Mapping[str, str]) -> None:
    """Keeps names as they are written in an export, each with its member; raises OSError."""
    folder = root / PRIVATE
    folder.mkdir(exist_ok=True)
    put(folder, ".gitignore", b"*\n")
    known = b""
    with suppress(FileNotFoundError):
        known = read_bytes(root, f"{PRIVATE}/{NAME}", _LARGEST)
    if known and not known.endswith(b"\n"):
        known += b"\r\n"
    rows = ([] if known else [_HEADS]) + [*more.items()]
    put(folder, NAME, known + "".join(f"{as_line(row)}\r\n" for row in rows).encode())
