"""The adapter to MkDocs (and ProperDocs): hands our pages over as ready content, and publishes all or nothing.

MkDocs assembles docs/ and the theme's files; our pages join it as pages that have nothing left to render. Where docs/ has
a page at an address that the core makes too (/join/), the hand-written text stands first and the core's content below it.
This is the only module that imports mkdocs.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urljoin, urlsplit

from markupsafe import Markup as Safe
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File as MkDocsFile
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from talanoa import addresses, clock
from talanoa.build import Outputs, Result, build
from talanoa.cache_folder import folder_of
from talanoa.images import PictureChanged
from talanoa.load import is_image
from talanoa.markup.emphasis import without_blanks
from talanoa.markup.hand_written import linked
from talanoa.markup.headings import HeadingIds, given_ids
from talanoa.markup.markup import shortened
from talanoa.outputs.headers import headers
from talanoa.outputs.output import File, Page, Picture
from talanoa.outputs.pictures import completed, first
from talanoa.outputs.policy import ELSEWHERE, POLICY, PREVIEW_POLICY, Blocked, blocked
from talanoa.outputs.repository import Repository
from talanoa.outputs.scripts import scripts
from talanoa.outputs.shell import MAIN, Entry, Shell
from talanoa.outputs.sitemap import sitemap
from talanoa.outputs.styles import stylesheet
from talanoa.outputs.view import View
from talanoa.problems import Place, Problem, Severity
from talanoa.publish import Publication, Refused
from talanoa.report import as_text
from talanoa.search import Record, hand_written, index, records
from talanoa.source import Source

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.talanoa")

FAILURES = (MkDocsException, Abort)
"""What a build that must not go on raises."""

SHELL = Path(__file__).parent / "theme" / "shell"
# Elements that a writer may put around a heading.
_AROUND = ("article", "aside", "blockquote", "details", "div", "figure", "ol", "section", "table", "ul")
LONG = 12
"""Parts of a hand-written page from which on it begins with their list."""
WATCHED = ("network.yml", "members.yml", "events.yml", "members", "events", "posts")


class ReadyPage(MkDocsPage):
    """A page of ours: MkDocs reads no source for it and renders nothing.

    Its content is made when the page is written (`on_page_context`) and not kept, so that memory doesn't grow with pages.
    """

    def __init__(self, page: Page, file: MkDocsFile, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.made = page

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"title": self.made.title, "description": self.made.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""


class ReadyFile(MkDocsFile):
    """A file of ours, made when it is written."""

    made: File

    def copy_file(self, dirty: bool = False) -> None:
        try:
            write_file(self.made.data, self.abs_dest_path)
        except PictureChanged as changed:
            raise PluginError(f"talanoa: {changed}") from None


def _ready(made: File, config: MkDocsConfig) -> ReadyFile:
    file = cast(ReadyFile, ReadyFile.generated(config, made.address.lstrip("/"), content=b""))
    file.made = made
    return file


@dataclass
class Request:
    """What a command asks of the next build, beside what mkdocs.yml says."""

    now: datetime | None = None
    told: Callable[[tuple[Problem, ...]], None] | None = None  # receives the problems; without it they are logged
    progress: Callable[[int, int], None] | None = None  # pages written, pages in all
    jobs: int = 1
    cache: bool = True


class Settings(Config):  # type: ignore[no-untyped-call]
    """None: what the site is, its own files say."""


class TalanoaPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """One instance serves many builds (`mkdocs serve`); `on_files` begins each anew."""

    def __init__(self) -> None:
        self.request = Request()
        self.serving = False
        self.outputs: Outputs | None = None
        self.shell: Shell | None = None
        self.publication: Publication | None = None
        self.beside: dict[str, Page] = {}
        self.counts = {"pages": 0, "feeds": 0}
        self.styles: list[str] = []
        self.drawings: list[File] = []
        self.site_dir = ""
        self.notice = ""
        self.hand_written: list[Record] = []
        self.blocked: list[Problem] = []
        self.remote_images: set[tuple[str, int]] = set()
        self.heading_ids = HeadingIds()  # of the page that MkDocs is converting
        self.in_docs: dict[str, File] = {}  # sizes of the pictures that hand-written pages show, by address
        self.first_pictures: dict[str, Picture | None] = {}  # of hand-written pages, by their addresses

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads, checks and plans the site here, before MkDocs empties the folder that a preview is served from."""
        if not self.serving:
            # Nearly all that a build makes stays until its end, so looking for garbage often is in vain: a twentieth of the time.
            gc.set_threshold(50_000, 20, 50)
        root = Path(config.config_file_path).parent
        _demand(config, root)
        _align_without_styles(config)
        self._judge_links_ourselves(config)
        self.blocked, self.hand_written = [], []
        self.in_docs, self.first_pictures = {}, {}
        if not self.serving:
            self._begin(config, root)
        result = self._build(root, config)
        self.notice = as_text(result.problems, root) if self.serving and result.outputs is None else ""
        # A preview stays at its last good state and says what is wrong, where MkDocs would answer nothing at all.
        self.outputs = result.outputs or (self.outputs if self.serving else None)
        if self.outputs is None:
            raise PluginError("talanoa: not built, because of the errors in the network's files")
        dirs = config.theme.dirs
        dirs.insert(1 if config.theme.custom_dir else 0, str(SHELL))
        # We make both ourselves, with real dates and with our shell.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        return config

    def _judge_links_ourselves(self, config: MkDocsConfig) -> None:
        """Ids of headings and where links lead are the core's to say, for posts and hand-written pages alike."""
        for name in ("toc", "markdown.extensions.toc"):
            config.mdx_configs.setdefault(name, {})["slugify"] = lambda text, separator: self.heading_ids.name(text)
        links = config.validation.links
        links.not_found = links.absolute_links = links.unrecognized_links = links.anchors = logging.DEBUG

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self.outputs
        root = Path(config.config_file_path).parent
        self.beside = {}
        by_destination = {file.dest_uri: file for file in files.documentation_pages()}
        for page in self.outputs.pages:
            destination = page.address.lstrip("/") + ("" if page.address.endswith(".html") else "index.html")
            hand_written = by_destination.get(destination)
            if hand_written is not None:
                self.beside[hand_written.src_uri] = page
                continue
            file = MkDocsFile.generated(config, destination.removesuffix(".html") + ".md", content="")
            file.dest_uri = destination
            file.url = page.address.lstrip("/") or "./"
            file.inclusion = InclusionLevel.NOT_IN_NAV  # in the navigation only where mkdocs.yml says so
            ReadyPage(page, file, config)
            files.append(file)
        base = _base_style(files, config.theme.dirs)
        self._clean_pictures(files, config)
        self._add_files(files, config, root, base)
        _refuse_pages_at_files(files)
        self.counts["pages"] = len(files.documentation_pages())
        return files

    def _build(self, root: Path, config: MkDocsConfig) -> Result:
        url, problems = site_url(config, root)
        problems += asked_elsewhere(config, root)
        now = self.request.now or clock.now()
        result = build(
            root,
            now,
            url,
            repository=_repository(config),
            drafts=self.serving,
            strict=config.strict,
            jobs=self.request.jobs,
            cache=folder_of(root) if self.request.cache else None,
        )
        result = Result((*problems, *result.problems), result.outputs)
        self._tell(result.problems, root)
        self.remote_images = {problem.place[:2] for problem in result.problems if problem.code == "remote-image"}
        return result

    def _begin(self, config: MkDocsConfig, root: Path) -> None:
        """Before anything is read: what an interrupted build left is settled even if this one finds errors."""
        try:
            publication = Publication(config.site_dir, root)
            config.site_dir, self.publication = publication.begin(), publication
        except Refused as why:
            raise PluginError(f"talanoa: the site can't go to {config.site_dir}: {why}") from None

    def _tell(self, problems: tuple[Problem, ...], root: Path) -> None:
        if self.request.told:
            self.request.told(problems)
            return
        for problem in problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
            log.log(level, "%s", as_text([problem], root).rstrip())

    def _add_files(self, files: Files, config: MkDocsConfig, root: Path, base: str) -> None:
        """Feeds, calendars, redirects, our styles, scripts and drawings; and the pictures that pages show."""
        assert self.outputs
        style = stylesheet(self.outputs.view, base, frozenset(config.markdown_extensions))
        self.styles = [style.address]
        self.counts["feeds"] = 0
        self.drawings = [*self.outputs.drawings()]
        for made in (*self.outputs.files(), *self.drawings, style, *scripts()):
            self.counts["feeds"] += made.address.endswith((".xml", ".ics"))
            files.append(_ready(made, config))
        for copy in self.outputs.copies():
            if isinstance(copy, File):
                files.append(_ready(copy, config))
            else:
                files.append(MkDocsFile.generated(config, copy.address.lstrip("/"), abs_src_path=str(root / copy.path)))

    def _clean_pictures(self, files: Files, config: MkDocsConfig) -> None:
        """The network's own pictures may say where they were taken, too."""
        assert self.outputs
        for file in list(files.media_files()):
            if file.src_dir == config.docs_dir and is_image(file.src_uri):
                picture = _ready(self.outputs.picture(f"/{file.dest_uri}", f"docs/{file.src_uri}"), config)
                files.remove(file)
                files.append(picture)

    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        assert self.outputs
        titles = dict(_titles(config.nav or []))
        entries = [entry for item in nav.items if (entry := _entry(item, titles))]
        if not config.nav:
            entries = [*MAIN, *(entry for entry in entries if entry.address != addresses.HOME)]
        own_scripts = ["/" + str(path) for path in config.extra_javascript if not _is_elsewhere(str(path))]
        styles = [*self.styles, *("/" + path for path in config.extra_css if not _is_elsewhere(path))]
        self.shell = Shell(
            self.outputs.view, entries, styles, own_scripts, PREVIEW_POLICY if self.serving else POLICY, self.notice
        )
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        assert self.outputs
        listed = []
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, ReadyPage) and page.made.listed:
                listed.append((page.made.address, page.made.updated))
            elif page is not None and not isinstance(page, ReadyPage):
                listed.append((_address(file), None))
        own = files.get_file_from_path("_headers")  # docs/_headers, which adds to ours
        if own:
            files.remove(own)
        for made in (
            sitemap(self.outputs.view, listed),
            headers(
                self.outputs.view,
                [
                    *self.styles,
                    *(file.address for file in (*scripts(), *self.drawings)),
                    f"{addresses.RESIZED}*",
                ],
                own.content_string if own else "",
            ),
        ):
            file = MkDocsFile.generated(config, made.address.lstrip("/"), content=made.data)
            file.inclusion = InclusionLevel.INCLUDED  # whatever mkdocs.yml leaves out of docs/
            files.append(file)
        for address, made in self.in_docs.items():
            if files.get_file_from_path(address.lstrip("/")) is None:  # a post may show the picture as well
                files.append(_ready(made, config))
        self._tell_blocked(config)
        self._written = 0
        return env

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Looks at each hand-written page: a browser would leave things out of it without a word; its pictures get their sizes.

        And the search has to find it.
        """
        if isinstance(page, ReadyPage):
            return html
        assert self.outputs
        made, address = self._hand_written(page), _address(page.file)
        html, assets = linked(without_blanks(html), self.outputs.view.links, f"docs/{page.file.src_uri}", address)
        root = Path(config.config_file_path).parent
        for at, path in assets:
            if not path.startswith("docs/"):  # which MkDocs copies
                self.in_docs[at] = self.outputs.asset(at, path, root)
        html = addresses.rebased(html, addresses.to_root(address))
        self.hand_written.append(hand_written(made.address, made.title, made.language, html))
        source = Source(f"docs/{page.file.src_uri}", page.file.content_string.removeprefix("\ufeff"))
        for thing in blocked(html, self.outputs.view.site.url):
            problem = _blocked_problem(thing, source)
            known = thing.help is ELSEWHERE and problem.place[:2] in self.remote_images
            if not known and problem not in self.blocked:
                self.blocked.append(problem)
        picture_at = partial(self._picture_at, made.address)
        if made.address != addresses.HOME:  # for which the network's own picture stands
            picture = self.first_pictures[made.address] = first(html, picture_at)
            self.in_docs.update((file.address, file) for file in self.outputs.shared(picture.file if picture else ""))
        return completed(scrollable(html), picture_at)

    def _picture_at(self, address: str, src: str) -> Picture | None:
        """The picture of docs/ that a hand-written page means; what pages then offer has to be published."""
        assert self.outputs
        path = _path(address, src)
        facts = self.outputs.view.pictures.get(f"docs{path}")
        self.in_docs.update((file.address, file) for file in self.outputs.variants(f"docs{path}"))
        return Picture(path, "", facts, f"docs{path}") if facts else None

    def _tell_blocked(self, config: MkDocsConfig) -> None:
        if self.blocked:
            self._tell(tuple(self.blocked), Path(config.config_file_path).parent)
            if config.strict and not self.serving:
                raise PluginError("talanoa: not built, because browsers would block parts of hand-written pages")

    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """The whole document, for the one line of theme/shell/main.html."""
        assert self.shell
        content: str
        if isinstance(page, ReadyPage):
            made, content = page.made, page.made.render(False)
        else:
            made = self._hand_written(page)
            content = self._with_contents(self._marked(page, made.language), page, made.language)
        context["talanoa_document"] = self.shell.document(made, content)
        return context

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        self.heading_ids = HeadingIds(given_ids(markdown))
        page.meta.pop("template", None)  # every page has our shell; MkDocs would fall over a template that isn't there
        return markdown

    def _with_contents(self, content: str, page: MkDocsPage, language: str) -> str:
        """A long page says below its heading what it has; nobody scrolls through forty screens for one word."""
        assert self.outputs
        parts = [(unescape(part.title), part.id) for top in page.toc for part in top.children]
        before, heading, after = content.partition("</h1>")
        if len(parts) < LONG or not heading:
            return content
        template = self.outputs.view.environment(language).get_template("contents.html")
        return before + heading + Safe(template.render(parts=parts)) + after

    def _marked(self, page: MkDocsPage, language: str) -> str:
        """A text of docs/ and what the core has to say after its first part, each marked if it isn't in the page's language.

        What readers come for, such as the form for joining, is not below all that the text says of it.
        """
        assert self.outputs
        view = self.outputs.view
        beside = self.beside.get(page.file.src_uri)
        said = view.said(language)
        before, heading, text = (page.content or "").rpartition("</h1>")
        language = _language(page, view)
        first, rest = _after_the_first_part(text) if beside else (text, "")
        parts = [said.block(Safe(f'{before}{heading}<div class="t-written">{first}</div>'), language)]
        if beside:
            parts.append(said.block(beside.render(True), beside.language))
        if rest:
            parts.append(said.block(Safe(f'<div class="t-written">{rest}</div>'), language))
        return Safe("").join(parts)

    def _hand_written(self, page: MkDocsPage) -> Page:
        assert self.outputs
        view = self.outputs.view
        beside = self.beside.get(page.file.src_uri)
        address = _address(page.file)
        return Page(
            address=address,
            title=str(page.title),
            language=view.spoken(_language(page, view)),
            render=lambda bare: Safe(""),
            description=str(page.meta.get("description") or (beside and beside.description) or _beginning(page)),
            section=address,
            feeds=beside.feeds if beside else (),
            json_ld=beside.json_ld if beside else (),
            scripts=beside.scripts if beside else (),
            picture=self.first_pictures.get(address),
        )

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        self._written += 1
        if self.request.progress:
            self.request.progress(self._written, self.counts["pages"])
        return output

    def _write_index(self, config: MkDocsConfig) -> None:
        assert self.outputs
        view = self.outputs.view
        for path, data in index((*records(view), *self.hand_written), view.language, self.outputs.cache):
            write_file(data, f"{config.site_dir}/{path}")

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._write_index(config)
        if self.publication:
            try:
                self.site_dir = config.site_dir = self.publication.finish()
            except Refused as why:
                raise PluginError(f"talanoa: the site can't go to {self.publication.site}: {why}") from None
            self.publication = None

    def on_build_error(self, *, error: Exception) -> None:
        if self.publication:
            self.publication.abandon()
            self.publication = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        root = Path(config.config_file_path).parent
        for name in WATCHED:
            if (root / name).exists():
                server.watch(str(root / name))
        return server


def _beginning(page: MkDocsPage) -> str:
    """What a hand-written text says first, for previews and search engines."""
    _, _, after = (page.content or "").partition("<p>")
    return shortened(Safe(after.partition("</p>")[0]).striptags())


def _after_the_first_part(text: str) -> tuple[str, str]:
    """A text's beginning, and its parts below headings; nothing is cut in two by it."""
    first, heading, rest = text.partition("<h2")
    whole = all(first.count(f"<{name}") == first.count(f"</{name}>") for name in _AROUND)
    return (first, heading + rest) if whole else (text, "")


def _language(page: MkDocsPage, view: View) -> str:
    """What a hand-written page says that it is written in; "" stands for nothing, as in `language:`."""
    return str(page.meta.get("language") or view.language)


def _demand(config: MkDocsConfig, root: Path) -> None:
    """What MkDocs would allow, but this site can't do with; better told than met as a broken page."""
    if config.theme.name != "material":
        raise PluginError("talanoa: mkdocs.yml needs the theme `material`: our pages and their styles are made for it")
    if not config.use_directory_urls:
        raise PluginError(
            "talanoa: mkdocs.yml says `use_directory_urls: false`, but feeds and calendars promise addresses that end "
            "in /; take that line out"
        )
    if Path(config.docs_dir).resolve() != (root / "docs").resolve():
        raise PluginError(
            "talanoa: mkdocs.yml has another `docs_dir`, but our checks and links read docs/; take it out"
        )


def _refuse_pages_at_files(files: Files) -> None:
    """docs/rss.xml.md would need a folder where the feed's file stands."""
    taken = {"sitemap.xml", *(file.dest_uri for file in files)}
    for page in files.documentation_pages():
        folder = page.dest_uri.removesuffix("/index.html")
        if folder != page.dest_uri and folder in taken:
            raise PluginError(f"talanoa: docs/{page.src_uri} stands at the address of a file of the site; rename it")


def site_url(config: MkDocsConfig, root: Path) -> tuple[str, list[Problem]]:
    """Where the site will be; feeds and calendars can't do without it."""
    if config.site_url:
        return config.site_url, []
    problem = Problem(
        "missing-site-url",
        "mkdocs.yml has no `site_url`, so feeds would lead nowhere",
        Place.start_of("mkdocs.yml"),
        "add a line `site_url: https://…/` with the address of your site",
        severity=Severity.WARNING,
    )
    return "http://localhost:8000/", [problem]


def asked_elsewhere(config: MkDocsConfig, root: Path) -> list[Problem]:
    """Scripts and styles that mkdocs.yml wants from other hosts; no page asks for them."""
    source = Source("mkdocs.yml", Path(config.config_file_path).read_text("utf-8-sig"))
    return [
        _blocked_problem(
            Blocked(f"no page loads {path}", ELSEWHERE, (str(path),)),
            source,
        )
        for path in (*config.extra_javascript, *config.extra_css)
        if _is_elsewhere(str(path))
    ]


def _repository(config: MkDocsConfig) -> Repository | None:
    """Where the network's files are, as mkdocs.yml has it for its own links "edit this page"."""
    if not config.repo_url:
        return None
    # For github.com and gitlab.com MkDocs makes up an `edit_uri` of the branch `master`; only a written one is heeded.
    written = re.search(r"^edit_uri\s*:", Path(config.config_file_path).read_text("utf-8-sig"), re.MULTILINE)
    return Repository.of(config.repo_url, config.repo_name or "", (config.edit_uri or "") if written else "")


def _is_elsewhere(path: str) -> bool:
    return "://" in path or path.startswith("//")


def _blocked_problem(thing: Blocked, source: Source) -> Problem:
    """At the words that are to blame if they stand in the file as they do on the page, else at its beginning."""
    words = next((words for words in thing.written if words and words in source.text), "")
    start = source.text.find(words)
    place = source.place(start, start + len(words)) if words else Place.start_of(source.file)
    return Problem("blocked-by-policy", thing.message, place, thing.help, severity=Severity.WARNING)


_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)

# Where the settings of Markdown's tables are, for every name under which mkdocs.yml may have them.
_TABLES = (
    ("tables",),
    ("markdown.extensions.tables",),
    ("extra", "tables"),
    ("markdown.extensions.extra", "tables"),
    ("pymdownx.extra", "markdown.extensions.tables"),
)


def _align_without_styles(config: MkDocsConfig) -> None:
    """Columns are aligned by an attribute: the policy of our pages refuses the inline styles that are Markdown's way."""
    for path in _TABLES:
        settings: dict[str, Any] = config.mdx_configs
        for name in path:
            settings = settings.setdefault(name, {})
        settings.setdefault("use_align_attribute", True)


def scrollable(html: str) -> str:
    """Each table in a box of its own that keyboards can scroll, as in posts."""
    return _TABLE.sub(r'<div class="table-scroll" role="group" tabindex="0">\g<0></div>', html)


def _address(file: MkDocsFile) -> str:
    return "/" + file.dest_uri.removesuffix("index.html")


def _path(address: str, src: str) -> str:
    """What an address means on the page at another one; "" if it isn't within the site."""
    try:
        parts = urlsplit(urljoin(address, src))
    except ValueError:
        return ""
    return "" if parts.netloc or parts.scheme else unquote(parts.path)


def _titles(nav: Any) -> Iterator[tuple[str, str]]:
    """What mkdocs.yml calls its pages, by path; MkDocs forgets it for pages that exist before its navigation does."""
    for item in nav.items() if isinstance(nav, dict) else nav:
        if isinstance(item, tuple) and isinstance(item[1], str):
            yield item[1], item[0]
        elif isinstance(item, (dict, list)):
            yield from _titles(item)
        elif isinstance(item, tuple):
            yield from _titles(item[1])


def _entry(item: Any, titles: Mapping[str, str]) -> Entry | None:
    if isinstance(item, Section):
        children = tuple(child for entry in item.children if (child := _entry(entry, titles)))
        return Entry(item.title, children[0].address, children) if children else None
    if isinstance(item, Link):
        return Entry(item.title or item.url, item.url)
    if isinstance(item, MkDocsPage):
        name = item.file.name.replace("-", " ").capitalize()
        return Entry(titles.get(item.file.src_uri) or str(item.title or name), _address(item.file))
    return None


def _base_style(files: Files, theme_folders: Collection[str]) -> str:
    """Material's main stylesheet, which ours begins with; no file of the theme's own is published."""
    style = ""
    for file in list(files):
        if file.src_dir in theme_folders:
            files.remove(file)
            if file.src_uri.startswith("assets/stylesheets/main.") and file.src_uri.endswith(".css"):
                style = file.content_string
    return style


def serve(config_file: Path, port: int) -> None:
    """The live preview, until it is interrupted."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    _require_file(config_file)
    mkdocs_serve(str(config_file), livereload=True, dev_addr=f"127.0.0.1:{port}")


def _require_file(config_file: Path) -> None:
    """MkDocs itself stops with a traceback at a folder, and for ever at a pipe."""
    if not config_file.is_file():
        what = "is not a file" if config_file.exists() else "is missing"
        raise PluginError(f"{config_file.name} {what}: it says how the site is assembled, with `plugins: [talanoa]`")


def run(config_file: Path, request: Request, **settings: Any) -> TalanoaPlugin:
    """A whole build by MkDocs as a command asks for it; raises one of FAILURES."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    _require_file(config_file)
    config = load_config(str(config_file), **{key: value for key, value in settings.items() if value is not None})
    plugin = config.plugins.get("talanoa")
    if not isinstance(plugin, TalanoaPlugin):
        raise PluginError("mkdocs.yml has no plugin `talanoa`: add it under `plugins:`")
    plugin.request = request
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except BaseException as error:
        plugin.on_build_error(error=error)  # type: ignore[arg-type]
        if isinstance(error, OSError):  # the disk is full, say
            raise PluginError(f"talanoa: not built: {error.filename or 'a file'}: {error.strerror}") from error
        raise
    finally:
        config.plugins.on_shutdown()
    return plugin
