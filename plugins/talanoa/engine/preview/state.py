"""One state of the site: its files by path, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from talanoa import addresses, search
from talanoa.engine.assembly import Assembly
from talanoa.engine.preview.assets import Assets
from talanoa.engine.routes import Parts, Route, about_all, path_of, planned_routes, search_index, shell_of
from talanoa.outputs.shell import Shell
from talanoa.problems import Problem

_ABOUT_ALL = (path_of(addresses.SITEMAP), path_of(addresses.HEADERS))


class Files:
    """The files of a site by path, looked for where each can be. For one thread at a time."""

    def __init__(self, parts: Parts, shell: Shell) -> None:
        self._planned = _Found(planned_routes(parts, shell))
        self._assets = Assets(parts)
        self._about_all = _Found(about_all(parts))
        self._search_index = _Found(search_index(parts))
        self._pages: dict[str, bytes] = {}  # those that were made

    def get(self, path: str) -> bytes | None:
        if path in self._pages:
            return self._pages[path]
        if (route := self._route(path)) is None:
            return None
        data = route.make()
        if route.is_page:
            self._pages[path] = data
        return data

    def _route(self, path: str) -> Route | None:
        """What lists everything takes long: it is asked last, and only for what no one else can have."""
        if route := self._planned.get(path) or self._assets.route(path):
            return route
        if path.startswith(f"{search.FOLDER}/"):
            return self._search_index.get(path)
        return self._about_all.get(path) if path in _ABOUT_ALL else None


class _Found:
    """Routes by path, looked through no further than needed."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._waiting = iter(routes)
        self._routes: dict[str, Route] = {}

    def get(self, path: str) -> Route | None:
        while path not in self._routes:
            if (route := next(self._waiting, None)) is None:
                return None
            self._routes.setdefault(route.path, route)
        return self._routes[path]


class State(Struct, frozen=True):
    """What is shown: the files of `assembly`, newer pages in their place, and the problems of the files as they are now."""

    assembly: Assembly
    files: Files | None  # None without a network to make a site of
    shell: Shell | None  # what is around all pages
    problems: tuple[Problem, ...]
    is_old: bool = False  # the files have errors since; this is the site as it was before them
    newer: Mapping[str, Newer] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)  # pages with their notices

    @classmethod
    def of(cls, assembly: Assembly) -> State:
        parts = assembly.parts
        shell = shell_of(parts, parts.outputs.view) if parts else None
        return cls(assembly, Files(parts, shell) if parts and shell else None, shell, assembly.problems)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file, None if there is none."""
        if path in self.newer:
            return self.newer[path].data
        return self.files.get(path) if self.files else None


class Newer(Struct, frozen=True):
    """A page that was made before all else of the change numbered `change`."""

    data: bytes
    change: int
