"""What a folder's site is made of, made in this process and no more of it than a test looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from talanoa import report
from talanoa.build import plan
from talanoa.engine import Request
from talanoa.engine.assembly import assemble
from talanoa.engine.routes import routes
from talanoa.outputs.output import Page
from talanoa.outputs.view import View
from talanoa.problems import has_errors
from talanoa.site import Site
from tests import conftest

T = TypeVar("T")
NOW = datetime.fromisoformat(conftest.NOW)


def made_pages(site: Site) -> tuple[View, tuple[Page, ...]]:
    """A view that knows every address, and its pages."""
    planned = plan(site)
    view = View(site, planned.addresses)
    return view, tuple(page.made(view) for page in planned.pages)


def built(root: Path, now: datetime = NOW, *, strict: bool = False) -> Mapping[str, bytes]:
    """The site that `talanoa build` writes, by path; each file is made when it is asked for."""
    assembly = assemble(root, Request(now, cache=False))
    assert assembly.parts and not has_errors(assembly.problems, strict=strict), report.as_text(assembly.problems, root)
    return WhenAsked((route.path, route.make) for route in routes(assembly.parts))


class WhenAsked(Mapping[str, T]):
    """Things by their names, each made when it is asked for; no more names are looked at than need be."""

    def __init__(self, makers: Iterator[tuple[str, Callable[[], T]]]) -> None:
        self._known, self._more = dict[str, Callable[[], T]](), makers

    def __getitem__(self, name: str) -> T:
        while name not in self._known:
            if (found := next(self._more, None)) is None:
                raise KeyError(name)
            self._known |= [found]
        return self._known[name]()

    def __iter__(self) -> Iterator[str]:
        self._known |= self._more
        return iter(self._known)

    def __len__(self) -> int:
        return len([*self])
