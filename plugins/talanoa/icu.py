"""ICU's own functions, which icu4py brings along but has no names for: called in C (decision 0024).

The version is in the lock; neither the machine's locale nor its libraries count.
"""

from __future__ import annotations

import sys
from ctypes import CDLL, byref, c_char_p, c_int, c_int32, c_void_p, create_string_buffer
from functools import lru_cache
from pathlib import Path

from icu4py import icu_version_info, messageformat

UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
TERTIARY, PRIMARY = 2, 0  # UCollationStrength: letters, accents and case; letters alone
_FORWARD = 0  # UTransDirection
_LONGEST = 1_000  # characters of a text that are transliterated


def sort_key(text: str, language: str, strength: int) -> bytes:
    units = text.encode(UTF_16, "surrogatepass")
    collator = _collator(language, strength)
    room = 4 * len(units) + 16
    while True:
        found = create_string_buffer(room)
        needed = _function("ucol_getSortKey")(collator, units, len(units) // 2, found, room)
        if needed <= room:
            return found.raw[:needed]
        room = needed


def transliterated(text: str, rules: str) -> str:
    """A text in other letters, by one of ICU's transforms; what the transform doesn't know stays as it is."""
    units = text[:_LONGEST].encode(UTF_16, "replace")
    length = c_int32(len(units) // 2)
    room = 16 * length.value + 64
    found = create_string_buffer(units, 2 * room)
    status, limit = c_int(0), c_int32(length.value)
    _function("utrans_transUChars")(
        _transform(rules), found, byref(length), c_int32(room), c_int32(0), byref(limit), byref(status)
    )
    if status.value > 0:
        raise RuntimeError(f"ICU can't transliterate by {rules}: status {status.value}")
    return found.raw[: 2 * length.value].decode(UTF_16, "replace")


@lru_cache(maxsize=64)
def _collator(language: str, strength: int) -> c_void_p:
    open_ = _function("ucol_open")
    open_.restype = c_void_p
    status = c_int(0)
    collator = c_void_p(open_(c_char_p(language.replace("-", "_").encode("ascii", "ignore")), byref(status)))
    if status.value > 0 or not collator.value:
        raise RuntimeError(f"ICU has no collator for {language}: status {status.value}")
    _function("ucol_setStrength")(collator, c_int(strength))
    return collator


@lru_cache(maxsize=8)
def _transform(rules: str) -> c_void_p:
    open_ = _function("utrans_openU")
    open_.restype = c_void_p
    status, name = c_int(0), rules.encode(UTF_16)
    transform = c_void_p(open_(name, c_int32(len(name) // 2), c_int(_FORWARD), None, c_int32(-1), None, byref(status)))
    if status.value > 0 or not transform.value:
        raise RuntimeError(f"ICU has no transform {rules}: status {status.value}")
    return transform


@lru_cache(maxsize=16)
def _function(name: str):  # type: ignore[no-untyped-def]
    """A function of ICU, whose names end in its version; of the library that icu4py itself is linked with."""
    found = library_next_to(Path(messageformat.__file__))[f"{name}_{icu_version_info[0]}"]
    found.restype = c_int32
    return found


def library_next_to(module: Path) -> CDLL:
    """What has ICU's functions: Windows finds those of a library only under its own name, others also by way of what needs it."""
    own = sorted(module.parent.with_name("icu4py.libs").glob("icuin*.dll"))
    return CDLL(str(own[0] if own else module))
