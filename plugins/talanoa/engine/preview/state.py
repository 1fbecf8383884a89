"""One state of the site: its files by path, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from talanoa.engine.assembly import Assembly
from talanoa.engine.routes import Route, routes, shell_of
from talanoa.outputs.shell import Shell
from talanoa.problems import Problem


class Files:
    """The files of a site by path, looked through no further than needed. For one thread at a time."""

    def __init__(self, found: Iterable[Route]) -> None:
        self._waiting = iter(found)
        self._routes: dict[str, Route] = {}
        self._pages: dict[str, bytes] = {}  # those that were made

    def get(self, path: str) -> bytes | None:
        while path not in self._routes:
            if (route := next(self._waiting, None)) is None:
                return None
            self._routes[route.path] = route
        route = self._routes[path]
        if route.is_page and path not in self._pages:
            self._pages[path] = route.make()
        return self._pages[path] if route.is_page else route.make()


class State(Struct, frozen=True):
    """What is shown: the files of `assembly`, newer pages in their place, and the problems of the files as they are now."""

    assembly: Assembly
    files: Files
    shell: Shell | None  # what is around all pages
    problems: tuple[Problem, ...]
    is_old: bool = False  # the files have errors since; this is the site as it was before them
    newer: Mapping[str, Newer] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)  # pages with their notices

    @classmethod
    def of(cls, assembly: Assembly) -> State:
        parts = assembly.parts
        shell = shell_of(parts, parts.outputs.view) if parts else None
        return cls(assembly, Files(routes(parts) if parts else ()), shell, assembly.problems)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file, None if there is none."""
        return self.newer[path].data if path in self.newer else self.files.get(path)


class Newer(Struct, frozen=True):
    """A page that was made before all else of the change numbered `change`."""

    data: bytes
    change: int
