"""What a folder's site is made of, made in this process and no more of it than a test looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from talanoa import report
from talanoa.build import plan
from talanoa.engine import Request
from talanoa.engine.assembly import assemble
from talanoa.engine.routes import Route, routes
from talanoa.outputs.output import Page
from talanoa.outputs.view import View
from talanoa.problems import has_errors
from talanoa.site import Site
from tests.conftest import NOW


def made_pages(site: Site) -> tuple[View, tuple[Page, ...]]:
    """A view that knows every address, and its pages."""
    planned = plan(site)
    view = View(site, planned.addresses)
    return view, tuple(page.made(view) for page in planned.pages)


def built(root: Path, now: str = NOW, *, strict: bool = False) -> Mapping[str, bytes]:
    """The site that `talanoa build` writes, by path; each file is made when it is asked for."""
    assembly = assemble(root, Request(datetime.fromisoformat(now), cache=False))
    assert assembly.parts and not has_errors(assembly.problems, strict=strict), report.as_text(assembly.problems, root)
    return _Built(routes(assembly.parts))


class _Built(Mapping[str, bytes]):
    def __init__(self, found: Iterator[Route]) -> None:
        self._found, self._more = dict[str, Route](), found

    def __getitem__(self, path: str) -> bytes:
        while path not in self._found:
            if (route := next(self._more, None)) is None:
                raise KeyError(path)
            self._found[route.path] = route
        return self._found[path].make()

    def __iter__(self) -> Iterator[str]:
        self._found |= {route.path: route for route in self._more}
        return iter(self._found)

    def __len__(self) -> int:
        return len([*self])
