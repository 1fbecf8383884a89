"""Our stylesheet, with the network's colour in it, named by its content so that browsers may keep it for ever."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from talanoa.outputs.output import File
from talanoa.outputs.view import THEME, View

# The files of theme/styles, in the order in which they count.
STYLES = ("site.css", "map.css", "directory.css", "events.css", "search.css", "forms.css")

_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


def stylesheet(view: View) -> File:
    colour = view.site.network.brand.colour
    data = (_source() + (f":root{{--t-accent:{colour}}}\n" if colour else "")).encode()
    return File(f"/assets/talanoa.{blake2b(data, digest_size=4).hexdigest()}.css", data)


@lru_cache(maxsize=1)
def _source() -> str:
    return _COMMENT.sub("", "".join((THEME / "styles" / name).read_text("utf-8") for name in STYLES))
