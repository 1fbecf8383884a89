"""The adapter to MkDocs (and ProperDocs): MkDocs converts docs/, with the plugins that a site has for it; the engine does the rest.

So `mkdocs build` gives the same site as `talanoa build`, plugins of others can change the pages of docs/ and add files, and nothing else
depends on MkDocs. This is the only module that imports it.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from talanoa.engine import Request
from talanoa.engine.assembly import Assembly, assemble
from talanoa.engine.building import into, write
from talanoa.engine.handwritten import HandWritten
from talanoa.engine.python_markdown import WITH_TABLES
from talanoa.engine.routes import Route, routes
from talanoa.files import FOLDERS, LISTS
from talanoa.images import PictureChanged
from talanoa.markup.headings import HeadingIds, given_ids
from talanoa.outputs.policy import POLICY, PREVIEW_POLICY
from talanoa.problems import Severity, has_errors
from talanoa.publish import Publication, Refused
from talanoa.report import as_text

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.talanoa")

EMPTY = Path(__file__).parent / "theme" / "mkdocs"
"""A theme whose pages are empty: MkDocs writes none of them."""
WATCHED = (*LISTS, *(folder for folder in FOLDERS if folder != "docs"))  # which MkDocs watches already
# What MkDocs and its search write beside pages.
_ITS_OWN = ("sitemap.xml.gz", "search/")


class Nothing(Config):  # type: ignore[no-untyped-call]
    """What the site is, its own files say."""


class TalanoaPlugin(BasePlugin[Nothing]):  # type: ignore[no-untyped-call]
    """One instance serves many builds (`mkdocs serve`); `on_config` begins each."""

    def __init__(self) -> None:
        self.serving = False
        self.publication: Publication | None = None
        self.staging = ""  # where MkDocs writes, in a build
        self.heading_ids = HeadingIds()  # of the page that is being converted
        self.written: dict[str, HandWritten] = {}
        self.last: Assembly | None = None  # that could be shown

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.written = {}
        config.theme.dirs.insert(0, str(EMPTY))
        config.theme.static_templates = set()
        config.mdx_configs.setdefault("toc", {})["slugify"] = lambda text, separator: self.heading_ids.name(text)
        _align_without_styles(config.mdx_configs)
        _leave_judging_to_the_engine(config)
        if not self.serving:
            self._begin(config)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """Before anything is read: what an interrupted build left is settled even if this one finds errors."""
        try:
            publication = Publication(config.site_dir, _root(config))
            publication.begin()
        except Refused as why:
            raise PluginError(f"talanoa: the site can't go to {config.site_dir}: {why}") from None
        self.publication = publication
        config.site_dir = self.staging = tempfile.mkdtemp(prefix="talanoa-")

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in [*files]:
            if file.src_dir in config.theme.dirs:
                files.remove(file)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self.heading_ids = HeadingIds(given_ids(markdown))
        page.meta.pop("template", None)  # MkDocs would fall over a template that isn't there
        return markdown

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        path = f"docs/{page.file.src_uri}"
        self.written[path] = HandWritten(
            path,
            page.file.content_string.removeprefix("\ufeff"),
            html,
            unescape(str(page.title)),
            str(page.meta.get("language") or ""),
            str(page.meta.get("description") or ""),
            tuple(
                (unescape(it.title), it.id) for top in page.toc for it in (top.children if top.level == 1 else [top])
            ),
        )
        return html

    def _pages(self, *_: object) -> Iterable[HandWritten]:
        """The pages as MkDocs has made them, whatever the engine would make them of."""
        return self.written.values()

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        assembly = self._assembled(config)
        assert assembly.parts
        found = [*routes(assembly.parts, PREVIEW_POLICY if self.serving else POLICY)]
        try:
            if self.publication is None:
                write(found, into(config.site_dir))
            else:
                write([*found, *_added(config.site_dir, found)], self.publication.put)
                config.site_dir = self.publication.finish()
                self._end()
        except (Refused, PictureChanged) as why:
            raise PluginError(f"talanoa: not built: {why}") from None

    def _assembled(self, config: MkDocsConfig) -> Assembly:
        """What is to be shown: a preview stays at its last good state where MkDocs would answer nothing at all."""
        name = Path(config.config_file_path).name
        assembly = assemble(_root(config), Request(drafts=self.serving, settings=name, by_mkdocs=True), self._pages)
        for problem in assembly.problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
            log.log(level, "%s", as_text([problem], _root(config)).rstrip())
        good = assembly.parts is not None and not has_errors(assembly.problems, strict=config.strict)
        if not good and not (self.serving and self.last):
            raise PluginError("talanoa: not built, because of the errors in the network's files")
        if good:
            self.last = assembly
        assert self.last
        return self.last

    def on_build_error(self, *, error: Exception) -> None:
        if self.publication:
            self.publication.abandon()
        self._end()

    def _end(self) -> None:
        self.publication = None
        if self.staging:
            shutil.rmtree(self.staging, ignore_errors=True)
            self.staging = ""

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        for name in WATCHED:
            if (_root(config) / name).exists():
                server.watch(str(_root(config) / name))
        return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _align_without_styles(settings: dict[str, Any]) -> None:
    """Columns are aligned by an attribute: the policy of our pages refuses the inline styles that are Markdown's way."""
    for name, path in WITH_TABLES.items():
        for group_name in (name, f"markdown.extensions.{name}"):
            group = settings.setdefault(group_name, {})
            for part in path:
                group = group.setdefault(part, {})
            group.setdefault("use_align_attribute", True)


def _leave_judging_to_the_engine(config: MkDocsConfig) -> None:
    """Where links and the menu lead is the same for all pages, most of which MkDocs doesn't know."""
    for links in (config.validation.links, config.validation.nav):
        for name in links:
            links[name] = logging.DEBUG


def _added(folder: str, found: list[Route]) -> Iterator[Route]:
    """What plugins of others have put beside the pages."""
    known = {route.path for route in found}
    for above, _, names in os.walk(folder):
        for name in names:
            file = Path(above, name)
            path = file.relative_to(folder).as_posix()
            if path not in known and not path.startswith(_ITS_OWN):
                yield Route(path, file.read_bytes)
