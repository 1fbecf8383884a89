"""The bytes of a file, or those of them that a browser still needs.

Players and PDF viewers ask for a part at a time (RFC 9110, 14), and show nothing of a large file, or can't go to another place in it, without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.responses import Response

# More digits than any file has bytes.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def part_or_all(data: bytes, kind: str, asked: Headers, headers: Mapping[str, str]) -> Response:
    """The answer to a request for a file; `kind` is its media type, `headers` go with it."""
    tag = f'"{blake2b(data, digest_size=8).hexdigest()}"'
    headers = {"ETag": tag, "Accept-Ranges": "bytes", **headers}
    if tag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    part = _part(asked.get("range", ""), len(data)) if asked.get("if-range", tag) == tag else None
    if part is None:
        return Response(data, media_type=kind, headers=headers)
    if not part:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {part[0]}-{part[-1]}/{len(data)}"
    return Response(data[part.start : part.stop], 206, headers=headers, media_type=kind)


def _part(asked: str, size: int) -> range | None:
    """The part that is asked for, empty if there is none; None for all of it, which also answers a request for several parts."""
    found = _RANGE.fullmatch(asked)
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
