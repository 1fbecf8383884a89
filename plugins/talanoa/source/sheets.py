"""The text of a sheet that another program has saved as CSV."""

from __future__ import annotations

import codecs
from typing import Final

DELIMITERS: Final = (",", ";", "\t")


def decoded(data: bytes) -> str:
    """UTF-8, or UTF-16 as spreadsheets save it; raises UnicodeDecodeError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-8-sig")
