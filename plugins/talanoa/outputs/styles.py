"""The stylesheet of a site, named by its content so that browsers may keep it for ever."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from talanoa.outputs import colours, material
from talanoa.outputs.output import File
from talanoa.outputs.view import THEME, View

# The files of theme/styles, in the order in which they count.
STYLES = (
    "text.css",
    "frame.css",
    "parts.css",
    "home.css",
    "posts.css",
    "figures.css",
    "map.css",
    "directory.css",
    "events.css",
    "search.css",
    "forms.css",
    "print.css",
)

_BLANKS = re.compile(r"\s*([{};,])\s*")
_COLON = re.compile(r":\s+")
_COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


def stylesheet(view: View, base: str = "", extensions: frozenset[str] = frozenset()) -> File:
    """What pages use of `base` (Material's stylesheet), the network's colours, and our own rules.

    `extensions` are those of Markdown that hand-written pages may use.
    """
    parts = (material.used_of(base, extensions), colours.variables(view.site.network.brand.colour), _source())
    data = "".join(parts).encode()
    return File(f"/assets/talanoa.{blake2b(data, digest_size=4).hexdigest()}.css", data)


@lru_cache(maxsize=1)
def _source() -> str:
    """Without comments, and without the blanks around braces, semicolons and commas, and behind colons."""
    text = _COMMENT.sub("", "".join((THEME / "styles" / name).read_text("utf-8") for name in STYLES))
    return _COLON.sub(":", _BLANKS.sub(r"\1", text)).replace(";}", "}") + "\n"
