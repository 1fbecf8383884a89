"""Our scripts: small modules that add to pages which work without them, each named by its content.

A page has `site.js` and those that it names in `Page.scripts`. They import nothing, since their names change with their
bytes; what they say to readers is in the page, translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b

from talanoa.outputs.output import File
from talanoa.outputs.view import THEME

EVERYWHERE = "site"
# In the page itself, before anything that it loads: what can't wait, so as small as can be.
INLINE = ("asked", "ahead")

# Indents, empty lines and comments. No text in our scripts goes over several lines, or has two slashes between spaces.
_NOT_CODE = re.compile(rb"^[ \t]*(?:(?://.*|/\*\*(?s:.*?)\*/)?\n)?| +// .*", re.MULTILINE)
# Strings and regular expressions, which stay as they are (a division has spaces around it); blanks around what parts words anyway.
_SPARE = re.compile(
    rb'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`|/(?![ /*])(?:[^/\\\n[]|\\.|\[(?:[^]\\\n]|\\.)*\])+/)'
    rb"|;?\s*(})\s*|\s*([-=+*/%<>&|?:;,{}()[\]!])\s*"
)


@cache
def script(name: str) -> File:
    """What a page has for theme/scripts/<name>.js."""
    code = _NOT_CODE.sub(b"", (THEME / "scripts" / f"{name}.js").read_bytes())
    data = _SPARE.sub(lambda found: found[1] or found[2] or found[3], code)
    return File(f"/assets/{name}.{blake2b(data, digest_size=4).hexdigest()}.js", data)


@cache
def scripts() -> tuple[File, ...]:
    """Every script of the theme that is a file of the site."""
    names = sorted(path.stem for path in (THEME / "scripts").glob("*.js"))
    return tuple(script(name) for name in names if name not in INLINE)


def inline(names: Iterable[str]) -> list[str]:
    """The code of those scripts among them that are in the page itself."""
    return [script(name).data.decode().strip() for name in names if name in INLINE]


def forget() -> None:
    """The files of theme/scripts are read again."""
    script.cache_clear()
    scripts.cache_clear()
