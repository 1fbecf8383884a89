"""The problems of a page, on the page: those of the lines that it is made of, and every error, since none is published with one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

import jinja2

from talanoa import addresses
from talanoa.engine.preview.state import State
from talanoa.load import Content, slug_of
from talanoa.problems import Problem, Severity
from talanoa.report import as_text

OURS = ".talanoa/"
"""Where the preview's own files are, below the site's address: no content is in a folder with a dot."""
REPORTS = ("desk", "participation", "review", "network")
"""What the coordinator asks of the files, each a page of the preview alone."""
SHOWN = 20  # problems on one page; the list of all has the rest

_HERE = Path(__file__).parent
_WITHIN: Mapping[str, str] = {"members": addresses.MEMBERS, "events": addresses.EVENTS, "posts": addresses.POSTS}


def own(name: str) -> bytes:
    """A file of ours that pages of the preview load."""
    return (_HERE / name).read_bytes()


def noticed(html: str, path: str, state: State, root: Path, mount: str) -> bytes:
    """A page with what is wrong with it, and with the script that reloads it."""
    notice = _template("notice.html").render(_context(path, state, root, mount))
    opened = html.find(">", html.find("<body")) + 1
    html = f"{html[:opened]}{notice}{html[opened:]}" if opened else notice + html
    return _reloading(html, path, mount)


def overview(path: str, state: State | None, root: Path, mount: str) -> bytes:
    """A page of its own that lists every problem."""
    problems = state.problems if state else ()
    return filled("overview.html", page=path, mount=mount, problems=_said(problems, root), reports=REPORTS)


def filled(name: str, page: str, mount: str, **context: object) -> bytes:
    """A page of the preview's own, with the script that reloads it."""
    return _reloading(rendered(name, mount, **context), page, mount)


def rendered(template: str, mount: str, /, **context: object) -> str:
    """A page of the preview's own as it is, without that script."""
    return _template(template).render(context, mount=mount + OURS)


def _reloading(html: str, page: str, mount: str) -> bytes:
    seen = blake2b(html.encode(), digest_size=8).hexdigest()
    head, end, body = html.partition("</head>")
    ours = _template("head.html").render(mount=mount + OURS, page=page, seen=seen)
    return f"{head}{ours}{end}{body}".encode()


def _context(path: str, state: State, root: Path, mount: str) -> Mapping[str, object]:
    address = "/" + path.removesuffix("index.html")
    here = [problem for problem in _of_page(address, state) if problem.severity is not Severity.NOTE]
    errors = [problem for problem in state.problems if problem.severity is Severity.ERROR and problem not in here]
    return {
        "is_old": state.is_old,
        "here": _said(here[:SHOWN], root),
        "errors": _said(errors[:SHOWN], root),
        "more": len(here[SHOWN:]) + len(errors[SHOWN:]),
        "all": len(state.problems),
        "mount": mount + OURS,
    }


def _said(problems: Iterable[Problem], root: Path) -> list[tuple[str, str]]:
    return [(str(problem.severity), as_text([problem], root)) for problem in problems]


def _of_page(address: str, state: State) -> Iterator[Problem]:
    content = state.assembly.parts.outputs.content if state.assembly.parts else None
    lines = _Entries(content) if content else None
    for problem in state.problems:
        pages = _pages(problem, lines)
        if address in pages or any(address.startswith(page) for page in pages if page.startswith(addresses.EVENTS)):
            yield problem


def _pages(problem: Problem, entries: _Entries | None) -> set[str]:
    """The addresses of the pages that show what a problem is about, as far as can be told."""
    file = problem.place.file
    top = file.removesuffix(".yml").partition("/")[0]
    if top == "docs" and file.endswith(".md"):
        return {addresses.doc(file)}
    if top == "posts":
        slug = slug_of(file)
        return {addresses.POSTS, *([addresses.post(slug)] if slug else [])}
    found = {_WITHIN.get(top, addresses.HOME)}
    return found | entries.pages(file, problem.place.line) if entries else found


class _Entries:
    """Which entry of members.yml and events.yml a line belongs to: the last that begins above it."""

    def __init__(self, content: Content) -> None:
        self._of: dict[str, list[tuple[int, set[str]]]] = {}
        for member in content.members:
            pages = {addresses.member(member.id), *(addresses.person(person.id) for person in member.people)}
            self._of.setdefault(member.id.place.file, []).append((member.id.place.line, pages))
        for event in content.events:
            pages = {addresses.event(event.id)}
            self._of.setdefault(event.id.place.file, []).append((event.id.place.line, pages))

        for series in content.series:
            self._of.setdefault(series.id.place.file, []).append((series.id.place.line, {addresses.series(series.id)}))
        for entries in self._of.values():
            entries.sort(key=lambda entry: entry[0])

    def pages(self, file: str, line: int) -> set[str]:
        entries = self._of.get(file, [])
        at = bisect_right([first for first, _ in entries], line) - 1
        return entries[at][1] if at >= 0 else set()


@cache
def _template(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_HERE)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(name)
