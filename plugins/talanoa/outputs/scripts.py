"""Our scripts: small modules that add to pages which work without them, each named by its content.

A page has `site.js` and those that it names in `Page.scripts`. A published script imports nothing, since names change with
bytes: it has the code of the modules that it imports here in front. What scripts say to readers is in the page, translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from talanoa.outputs.output import File
from talanoa.outputs.view import THEME

EVERYWHERE = "site"
# In the page itself, before anything that it loads: what can't wait, so as small as can be.
INLINE = ("asked", "ahead")

_IMPORT = re.compile(rb'^import (?:{.*} from )?"(.+)";\n', re.MULTILINE)
_EXPORT = re.compile(rb"^export ", re.MULTILINE)
# Indents, empty lines and comments. No text in our scripts goes over several lines, or has two slashes between spaces.
_NOT_CODE = re.compile(rb"^[ \t]*(?:(?://.*|/\*\*(?s:.*?)\*/)?\n)?| +// .*", re.MULTILINE)
# Strings and regular expressions, which stay as they are (a division has spaces around it); spaces around what parts words anyway.
_SPARE = re.compile(
    rb'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`|/(?![ /*])(?:[^/\\\n[]|\\.|\[(?:[^]\\\n]|\\.)*\])+/)'
    rb"|;?\s*(})\s*|\s*([-=+*/%<>&|?:;,{}()[\]!])\s*"
)


@cache
def script(name: str) -> File:
    """What a page has for theme/scripts/<name>.js."""
    code = _NOT_CODE.sub(b"", joined(THEME / "scripts" / f"{name}.js", set()))
    data = _SPARE.sub(lambda found: found[1] or found[2] or found[3], code)
    return File(f"/assets/{name}.{blake2b(data, digest_size=4).hexdigest()}.js", data)


def joined(module: Path, before: set[Path]) -> bytes:
    """The code of a module and, in front of it, of those that it imports: each once, so none of those `before`."""
    if module in before:
        return b""
    before.add(module)
    code = module.read_bytes()
    imported = [joined(module.parent / name.decode(), before) for name in _IMPORT.findall(code)]
    return b"".join(imported) + _EXPORT.sub(b"", _IMPORT.sub(b"", code))


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
