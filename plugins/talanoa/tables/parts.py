"""A workbook is an archive of XML files. Its parts are read piece by piece, within bounds, and with nothing fetched from elsewhere."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from talanoa.tables.table import Unreadable, too_large

MAX_UNPACKED = 100_000_000  # bytes of all parts that are read; 10,000 rows of 20 columns are about 15 million
MAX_OTHERS = 3_000_000
_MAX_PARTS = 5_000
_PIECE = 1 << 16
_SAVE = "open it in your spreadsheet program and save it as XLSX, or as CSV UTF-8"

Starts = Mapping[str, Callable[[Mapping[str, str]], None]]
Ends = Mapping[str, Callable[[], None]]
Text = Callable[[str], None]


class Parts:
    """The parts of a workbook by their names."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("unreadable-file", "the file has a password, or is of Excel before 2007", _SAVE)
        if data.count(b"PK\x01\x02") > _MAX_PARTS:
            raise too_large(f"{_MAX_PARTS:,} parts")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise damaged(error) from None
        self._names = {name.casefold(): name for name in self._archive.namelist()}
        self._left = MAX_UNPACKED
        self._others = MAX_OTHERS

    def has(self, name: str) -> bool:
        return name.casefold() in self._names

    def read(self, name: str, starts: Starts, ends: Ends | None = None, text: Text | None = None) -> None:
        """Calls what is given for the beginnings and the ends of elements, by their names without a prefix; raises Unreadable."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        ends = ends or {}

        def start(element: str, attributes: Mapping[str, str]) -> None:
            if does := starts.get(element) or (":" in element and starts.get(element.rpartition(":")[2])):
                does(attributes)
            else:
                self._others -= 1
                if self._others < 0:
                    raise too_large(f"{MAX_OTHERS:,} elements that say nothing")

        def end(element: str) -> None:
            if does := ends.get(element) or (":" in element and ends.get(element.rpartition(":")[2])):
                does()

        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        try:
            for piece in self._pieces(name):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise damaged(error) from None

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self._archive.open(self._names[name.casefold()]) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise too_large(f"{MAX_UNPACKED:,} bytes once it is unpacked")
                    yield piece
        except KeyError:
            raise damaged(f"it has no {name}") from None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise damaged(error) from None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id, the kind and the part's name. What lies outside of the file is left out."""
        folder, base = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def start(attributes: Mapping[str, str]) -> None:
            if attributes.get("TargetMode", "").casefold() != "external":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, target.lstrip("/")

        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if self.has(listed):
            self.read(listed, {"Relationship": start})
        return found


def _refuse(*_: object) -> None:
    message = "the file declares entities, as no spreadsheet program does"
    raise Unreadable("unreadable-file", message, _SAVE)


def damaged(reason: object) -> Unreadable:
    return Unreadable("unreadable-file", f"the file is not a workbook that can be read: {str(reason)[:200]}", _SAVE)
