"""The site's routes → the files of a folder that other generators build: the same addresses, pages as Markdown.

    mkdocs.yml    what MkDocs, ProperDocs and Zensical need to know
    SUMMARY.md    the menu
    docs/         pages, each with its title and description; all else as it is on the site

A page's content is the HTML of the site, as one block, which Markdown leaves alone. Head, menu and footer are the other generator's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup as Safe
from msgspec.structs import replace

from talanoa import addresses
from talanoa.amend import in_quotes
from talanoa.engine.routes import HEADERS, Parts, Route, Summary, path_of, routes
from talanoa.files import read_bytes
from talanoa.outputs import dates
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.scripts import INLINE, script
from talanoa.outputs.shell import Entry, translated
from talanoa.publish import STAGED

DOCS = "docs/"
MENU = STAGED
SETTINGS = "mkdocs.yml"

# Characters to which generators give a meaning before they see that they are within HTML: fences, and the marks of templates.
_MARKS = re.compile(r"`|~{3,}|\{(?=[{%#])")
# Where spaces count, and where characters have no references.
_KEPT = re.compile(r"<(pre|textarea)\b.*?(?:</\1>|\Z)", re.DOTALL)
_CODE = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)", re.DOTALL)
# Spaces that Python-Markdown changes: tabs, and lines that have nothing else.
_BLANK = re.compile(r"\t|(?<=\n) (?= *\n)")
_MARKUP = re.compile(r"[\\\[\]<>*_`&]")
_EMPTY = re.compile(r"\n(?:[ \t]*\n)+")


def staged(parts: Parts) -> Iterator[Route]:
    """Every file of the staged folder, each once."""
    pages: dict[str, Callable[[], Page]] = {path_of(it.address): partial(_made, parts, it) for it in parts.pages}
    pages |= {path_of(page.address): partial(_given, page) for page in parts.written.values()}
    for route in routes(parts):
        if found := _staged(route, parts, pages.get(route.path)):
            yield found
    entries = [translated(entry, parts.outputs.view.localizer(parts.outputs.view.language)) for entry in parts.menu]
    yield Route(MENU, lambda: ("# Summary\n\n" + "".join(_lines(entries, pages))).encode())
    yield Route(SETTINGS, lambda: _settings(parts, entries, pages).encode())


def _staged(route: Route, parts: Parts, page: Callable[[], Page] | None) -> Route | None:
    """Where a file of the site is in the staged folder, and how its bytes are made; None for the headers of our pages.

    Their policy would forbid what the pages of others do.
    """
    if route.path == path_of(HEADERS.removeprefix("docs")):
        own = HEADERS in parts.outputs.view.site.files
        return Route(HEADERS, partial(read_bytes, parts.root, HEADERS)) if own else None
    if page is None or not route.path.endswith("index.html"):  # the error page is whole: it is shown at any address
        return replace(route, path=DOCS + route.path)
    return Route(DOCS + _source(route.path), lambda: _markdown(page(), parts).encode())


def _source(path: str) -> str:
    return path.removesuffix(".html") + ".md"


def _given(page: Page) -> Page:
    return page


def _made(parts: Parts, planned: Planned[Page]) -> Page:
    page = planned.made(parts.outputs.view)
    parts.summaries[page.address] = Summary.of(page)
    return page


def _markdown(page: Page, parts: Parts) -> str:
    fields = {
        "title": page.title,
        "description": page.description,
        "language": page.language,
        "updated": page.updated.isoformat() if page.updated else "",
        "canonical": page.canonical,
        "robots": "" if page.listed else "noindex",
    }
    matter = "".join(f"{name}: {in_quotes(value)}\n" for name, value in fields.items() if value)
    # Links are those of the built page: no generator looks into HTML for links to other sources.
    content = addresses.rebased(str(page.render(False)), addresses.to_root(page.address))
    code = "".join(
        f'<script type="module" src="{_script(name, page)}"></script>\n' for name in page.scripts if name not in INLINE
    )
    begin = Safe('<div class="talanoa" lang="{}" dir="{}">\n').format(page.language, dates.direction(page.language))
    return f"---\n{matter}---\n\n{begin}{verbatim(content.strip())}\n{code}</div>\n"


def _script(name: str, page: Page) -> str:
    return addresses.to_root(page.address) + script(name).address.removeprefix("/")


def verbatim(html: str) -> str:
    """HTML that means the same, in which nothing is left that a generator would take for Markdown, or for a template."""
    return "".join(piece if code else _in_text(piece) for code, piece in _parted(_CODE, html))


def _in_text(html: str) -> str:
    pieces = (
        _BLANK.sub(_reference, it) if kept else _EMPTY.sub("\n", it).replace("\t", " ")
        for kept, it in _parted(_KEPT, html)
    )
    return _MARKS.sub(_reference, "".join(pieces))


def _parted(elements: re.Pattern[str], html: str) -> Iterator[tuple[bool, str]]:
    """The elements, and what is between them."""
    end = 0
    for found in elements.finditer(html):
        yield False, html[end : found.start()]
        yield True, found[0]
        end = found.end()
    yield False, html[end:]


def _reference(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in found[0])


def _lines(entries: Sequence[Entry], pages: Mapping[str, object], indent: str = "") -> Iterator[str]:
    for entry in entries:
        title = _MARKUP.sub(r"\\\g<0>", entry.title)
        if entry.children:
            yield f"{indent}- {title}\n"
            yield from _lines(entry.children, pages, f"{indent}    ")
        else:
            yield f"{indent}- [{title}](<{_target(entry.address, pages)}>)\n"


def _target(address: str, pages: Mapping[str, object]) -> str:
    """Where an entry of the menu leads, from the top of the folder."""
    if not address.startswith("/"):
        return address
    place, mark, fragment = address.partition("#")
    path = path_of(place)
    return DOCS + (_source(path) if path in pages else path) + mark + fragment


def _settings(parts: Parts, entries: list[Entry], pages: Mapping[str, object]) -> str:
    view = parts.outputs.view
    return "".join(
        (
            "# Made by `talanoa stage`, which replaces it. For settings of your own, write another file that begins with\n"
            "# `INHERIT: mkdocs.yml`, and build with `--config-file`.\n",
            f"site_name: {in_quotes(view.name)}\n",
            f"site_url: {in_quotes(view.site.url)}\n",
            "nav:\n",
            *_nav(entries, pages, view.site.url, "  "),
            f"theme: {{name: material, font: false, direction: {dates.direction(view.language)}}}\n",
            'exclude_docs: "!/.well-known/\\n!/templates/\\n"\n',
            "validation: {nav: {omitted_files: ignore}}\n",
        )
    )


def _nav(entries: Sequence[Entry], pages: Mapping[str, object], url: str, indent: str) -> Iterator[str]:
    """What isn't a page is named by its whole address: no generator looks for it then."""
    for entry in entries:
        if entry.children:
            yield f"{indent}- {in_quotes(entry.title)}:\n"
            yield from _nav(entry.children, pages, url, f"{indent}    ")
        else:
            target = url + entry.address.lstrip("/") if entry.address.startswith(("/", "#")) else entry.address
            if path_of(entry.address) in pages:
                target = _target(entry.address, pages).removeprefix(DOCS)
            yield f"{indent}- {in_quotes(entry.title)}: {in_quotes(target)}\n"
