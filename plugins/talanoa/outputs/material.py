"""What our pages use of Material's stylesheet: the parts of a text, and none of its header, menus, search and dialogs.

Our own rules needn't fight it, since it stands in a cascade layer of its own. Variables stay where a rule that is kept uses
them; its colour schemes go, since the site's colours are our own (`colours`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Classes that Markdown and our templates make; a rule stays if it needs no other.
ALWAYS = (
    r"md-typeset|md-button.*|admonition.*|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote"
    r"|inline|end|highlight.*|linenos.*|filename|code|footnote.*|task-list.*|[a-z][a-z0-9]?"
)
# Those that only an extension of Markdown makes, by its name in mkdocs.yml.
BY_EXTENSION = {
    "md_in_html": r"grid|cards|card",
    "pymdownx.blocks.tab": r"tabbed-.*",
    "pymdownx.critic": r"critic|block",
    "pymdownx.keys": r"keys|key-.*",
    "pymdownx.tabbed": r"tabbed-.*",
}
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_VARIABLE = re.compile(r"var\((--[\w-]+)")
_SCHEME = re.compile(r"data-md-|:hover|\.js|\.no-js|:not\(\.no")


@lru_cache(maxsize=2)
def used_of(css: str, extensions: frozenset[str] = frozenset()) -> str:
    """The layer `material` of a site, from Material's main stylesheet (minified, as it is published).

    `extensions` are those of Markdown that hand-written pages may use.
    """
    used = re.compile("|".join([ALWAYS, *(BY_EXTENSION[name] for name in sorted(BY_EXTENSION.keys() & extensions))]))
    kept = [(selectors, body) for selectors, body in _kept(css, used) if body]
    needed = _needed(kept)
    return f"@layer material{{{''.join(_written(kept, needed))}}}\n"


def _kept(css: str, used: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for prelude, body in _rules(css):
        if prelude.startswith("@media"):
            inside = "".join(f"{selectors}{{{rules}}}" for selectors, rules in _kept(body, used))
            if inside and "print" not in prelude:
                yield prelude, inside
        elif not prelude.startswith("@"):
            selectors = ",".join(selector for selector in _selectors(prelude) if _is_used(selector, used))
            if selectors:
                yield selectors, body


def _is_used(selector: str, used: re.Pattern[str]) -> bool:
    return not _SCHEME.search(selector) and all(used.fullmatch(name) for name in _CLASS.findall(selector))


def _needed(kept: Iterable[tuple[str, str]]) -> set[str]:
    """The variables that rules use, and those that the values of variables use."""
    defined: dict[str, set[str]] = {}
    needed: set[str] = set()
    for selectors, body in kept:
        for name, value in _declarations(body) if not selectors.startswith("@") else ():
            if name.startswith("--"):
                defined.setdefault(name, set()).update(_VARIABLE.findall(value))
            else:
                needed.update(_VARIABLE.findall(value))
        if selectors.startswith("@"):
            needed.update(_VARIABLE.findall(body))
    while more := {other for name in needed for other in defined.get(name, ())} - needed:
        needed |= more
    return needed


def _written(kept: Iterable[tuple[str, str]], needed: set[str]) -> Iterator[str]:
    for selectors, body in kept:
        if not selectors.startswith("@"):
            body = ";".join(
                f"{name}:{value}" for name, value in _declarations(body) if not name.startswith("--") or name in needed
            )
        if body:
            yield f"{selectors}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """What stands before each pair of braces, and in it."""
    start = 0
    while (opening := css.find("{", start)) >= 0:
        prelude = css[start:opening].rpartition(";")[2] if "@" in css[start:opening] else css[start:opening]
        depth = 1
        for end in _outside_strings(css, opening + 1, "{}"):
            depth += 1 if css[end] == "{" else -1
            if not depth:
                break
        yield prelude.strip(), css[opening + 1 : end]
        start = end + 1


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    start = 0
    for end in (*_outside_strings(body, 0, ";"), len(body)):
        name, colon, value = body[start:end].partition(":")
        if colon:
            yield name.strip(), value
        start = end + 1


def _selectors(prelude: str) -> Iterator[str]:
    """The selectors of a list; commas within :is() part none."""
    depth = start = 0
    for end in _outside_strings(prelude, 0, "(),"):
        depth += {"(": 1, ")": -1}.get(prelude[end], 0)
        if prelude[end] == "," and not depth:
            yield prelude[start:end]
            start = end + 1
    yield prelude[start:]


_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\)"""


def _outside_strings(text: str, start: int, signs: str) -> Iterator[int]:
    """Where signs stand that are no part of a string or of an address (`url(data:…;…)`)."""
    for found in _pattern(signs).finditer(text, start):
        if found[0] in signs:
            yield found.start()


@lru_cache
def _pattern(signs: str) -> re.Pattern[str]:
    return re.compile(f"{_QUOTED}|[{re.escape(signs)}]", re.DOTALL)
