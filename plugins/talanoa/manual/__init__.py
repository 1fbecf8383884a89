"""The manual for those who write a network's files: Markdown that comes with the program, in the version that reads the files.

writing.md, adding.md, data.md, erasing.md, digest.md and year.md are prose. `fields` is made of the model (fields.py); `problems` has for every code what CODES says
of it, with problems.md's explanation below; publishing.md has the settings of servers/, which are tried. So none can be out of date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import escape
from msgspec.structs import replace

from talanoa.manual.fields import fields
from talanoa.markup.convert import convert
from talanoa.markup.converted import Converted, Link
from talanoa.problems import CODES

_EXAMPLE = "https://www.example.org/"
_HERE = Path(__file__).parent
_CODE = re.compile(r"^## ([a-z0-9-]+)$", re.MULTILINE)
_HEADING = re.compile(r"\A# (.+)\n+")


def _written(name: str) -> str:
    return (_HERE / f"{name}.md").read_text("utf-8")


def _problems() -> str:
    return _CODE.sub(lambda found: f"{found[0]}\n\n*In short: {CODES[found[1]]}.*", _written("problems"))


def server(name: str) -> str:
    """The settings for a web server: `nginx.conf` or `Caddyfile`."""
    return (_HERE / "servers" / name).read_text("utf-8")


def _publishing() -> str:
    text = _written("publishing")
    for name in ("nginx.conf", "Caddyfile"):
        text = text.replace(f"{{{name}}}", server(name).strip())
    return text


_MADE: Final[dict[str, Callable[[], str]]] = {"fields": fields, "problems": _problems, "publishing": _publishing}


@cache
def page(name: str) -> tuple[str, str]:
    """The title of a page of the manual, and its text."""
    text = _MADE[name]() if name in _MADE else _written(name)
    heading = _HEADING.match(text)
    assert heading, f"{name} begins with its title"
    return heading[1], text[heading.end() :]


_CONVERTED = cache(convert)  # the manual is the same on all sites


def converted(name: str, url: str) -> Converted:
    """A page of the manual as HTML, with the address of the site that it is on where the manual has an example."""
    written = _CONVERTED(page(name)[1])
    return replace(
        written,
        html=tuple(html.replace(_EXAMPLE, escape(url)) for html in written.html),
        gaps=tuple(
            replace(gap, href=gap.href.replace(_EXAMPLE, url)) if isinstance(gap, Link) else gap for gap in written.gaps
        ),
    )
