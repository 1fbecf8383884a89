"""mkdocs.yml → Settings: where the site will be, its menu, and how its hand-written pages are made.

The file keeps the form that MkDocs gave it, so that `mkdocs build` reads it too. What only MkDocs acts on is left alone, and
said where a site would lack something by it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pathspec
from msgspec import Struct, field

from talanoa import source
from talanoa.engine.extensions import Extension, extensions
from talanoa.engine.written_values import Problems, named, other_shape, plain
from talanoa.files import FOR_HOSTS, SETTINGS, fingerprint
from talanoa.load.reading import bytes_of
from talanoa.outputs.repository import Repository
from talanoa.problems import Place, Problem, Severity, nearest
from talanoa.source import Mapping as Group
from talanoa.source import Node, Scalar, Sequence, has_value

UNKNOWN_SITE: Final = "http://localhost:8000/"

_READ = (
    "draft_docs edit_uri exclude_docs extra_css extra_javascript markdown_extensions nav not_in_nav plugins repo_name repo_url "
    "site_dir site_url strict theme"
)
# What a site doesn't need: network.yml says it, or it is about MkDocs' own preview, messages and publishing.
_OF_MKDOCS = (
    "copyright dev_addr docs_dir edit_uri_template extra remote_branch remote_name site_author "
    "site_description site_name use_directory_urls validation watch"
)
# What would change the site, if MkDocs built it.
_NOT_HERE = "INHERIT extra_templates hooks"
KEYS: Final = frozenset(f"{_READ} {_OF_MKDOCS} {_NOT_HERE}".split())

# The search of MkDocs and of Material, and its plugins whose work is done here.
_PLUGINS = frozenset(("talanoa", "search", "material/search"))
Patterns = pathspec.GitIgnoreSpec
"""Patterns as in .gitignore, for paths below docs/."""

# What docs/ never brings to a site: as in MkDocs, but for what hosts look for.
_NEVER = Patterns.from_lines((".*", *(f"!/{name}" for name in sorted(FOR_HOSTS)), "/templates/"))
_NONE = Patterns.from_lines(())
_NOT_BELOW = "?#\\"  # no page can be below an address with one of these


class Item(Struct, frozen=True):
    """An entry of the menu as it is written: a page or an address, or a group of others."""

    title: str  # "" is the page's own
    target: str  # a path of docs/, a path from the site's root, or a whole address
    place: Place
    children: tuple[Item, ...] = ()


class Asset(Struct, frozen=True):
    """A file of docs/ that every page loads."""

    path: str
    place: Place


class Settings(Struct, frozen=True):
    """What mkdocs.yml says; a site can do without all of it."""

    site_url: str = UNKNOWN_SITE
    site_dir: str = "site"
    site_dir_place: Place = Place.start_of(SETTINGS)
    strict: bool = False
    repository: Repository | None = None
    menu: tuple[Item, ...] = ()
    extensions: tuple[Extension, ...] = ()
    styles: tuple[Asset, ...] = ()
    scripts: tuple[Asset, ...] = ()
    excluded: Patterns = field(default_factory=lambda: _NEVER)
    drafts: Patterns = field(default_factory=lambda: _NONE)
    unlisted: Patterns = field(default_factory=lambda: _NONE)  # pages that a menu which isn't written out leaves out
    as_read: str = ""  # the fingerprint of the text

    @property
    def may_read_files(self) -> bool:
        """True if pages of docs/ may be made of more than their texts."""
        return any(extension.may_read_files for extension in self.extensions)

    @property
    def folders_of_parts(self) -> frozenset[str]:
        """The folders that extensions read files from, as mkdocs.yml names them."""
        return frozenset(chain.from_iterable(extension.folders for extension in self.extensions))

    def publishes(self, path: str, *, drafts: bool = False) -> bool:
        """False for a file of docs/ that `exclude_docs` leaves out, or `draft_docs` if drafts aren't asked for."""
        below = path.removeprefix("docs/")
        if below == path:
            return True
        return not (self.excluded.match_file(below) or (self.drafts.match_file(below) and not drafts))


def read(root: Path, name: str = SETTINGS) -> tuple[Settings, Problems]:
    """The settings of a folder, and all that is wrong with them."""
    problems: Problems = []
    if not os.path.lexists(root / name):
        missing = _no_address(name, f"{name} is missing, so nothing says where the site will be", "write it, with")
        return Settings(), [replace(missing, severity=Severity.NOTE)]
    data = bytes_of(root, name, problems)
    found = source.decode(data, name, problems) if data is not None else None
    node = source.parse_yaml(found, problems) if found else None
    if found and node is None and not problems:
        problems.append(_no_address(name, f"{name} is empty, so feeds would lead nowhere", "write"))
    if node is not None and not isinstance(node, Group):
        problems.append(other_shape(node, "settings, one `key: value` on each line"))
    if not isinstance(node, Group):
        return Settings(), problems
    return _Reader(root, node, problems).settings(), problems


def _no_address(name: str, message: str, help: str) -> Problem:
    return Problem(
        "missing-site-url",
        message,
        Place.start_of(name),
        f"{help} a line `site_url: https://…/` with the address of your site",
        severity=Severity.WARNING,
    )


class _Reader:
    """Reads one key after another, and reports what can't be meant."""

    def __init__(self, root: Path, node: Group, problems: Problems) -> None:
        self.root = root
        self.node = node
        self.problems = problems
        self.start = Place.start_of(node.source.file)

    def settings(self) -> Settings:
        self._keys()
        self._fixed()
        self._theme()
        self._plugins()
        return Settings(
            site_url=self._site_url(),
            site_dir=self._text("site_dir") or "site",
            site_dir_place=self._place("site_dir"),
            strict=self._switch("strict"),
            repository=self._repository(),
            menu=tuple(_items(self.node.get("nav"), self.problems)),
            extensions=extensions(self.node.get("markdown_extensions"), self.start.file, self.root, self.problems),
            styles=self._assets("extra_css"),
            scripts=self._assets("extra_javascript"),
            excluded=_NEVER + self._patterns("exclude_docs"),
            drafts=self._patterns("draft_docs"),
            unlisted=self._patterns("not_in_nav"),
            as_read=fingerprint(self.node.source.text.encode()),
        )

    def _keys(self) -> None:
        for key, (scalar, _) in self.node.entries.items():
            if key in _NOT_HERE.split():
                self._unused(f"`{key}` does nothing here", scalar.place, "take it out, or build with `mkdocs build`")
            elif key not in KEYS:
                help = "the settings are " + ", ".join(sorted(KEYS))
                message = f"there is no setting '{key}'"
                self.problems.append(Problem("unknown-key", message, scalar.place, help, nearest(key, KEYS)))

    def _unused(self, message: str, place: Place, help: str) -> None:
        self.problems.append(Problem("unused-setting", message, place, help, severity=Severity.WARNING))

    def _fixed(self) -> None:
        """Settings of MkDocs that would take pages away from where everything looks for them."""
        docs, urls = self.node.get("docs_dir"), self.node.get("use_directory_urls")
        if isinstance(docs, Scalar) and os.path.normpath(docs.text) != "docs":
            message = "the hand-written pages are in docs/, where links and checks look for them"
            self.problems.append(Problem("bad-choice", message, docs.place, "take `docs_dir` out", "docs"))
        if isinstance(urls, Scalar) and plain(urls) is False:
            message = "feeds and calendars use addresses that end in /"
            self.problems.append(Problem("bad-choice", message, urls.place, "take `use_directory_urls` out", "true"))

    def _theme(self) -> None:
        node = self.node.get("theme")
        name = node.get("name") if isinstance(node, Group) else node
        if isinstance(name, Scalar) and not name.is_null and name.text != "material":
            message = f"the theme '{name.text}' is not used: the site has its own design"
            self._unused(message, name.place, "write `material`, which you need if you use MkDocs")
        if isinstance(node, Group) and "custom_dir" in node.entries:
            place = node.key_place("custom_dir")
            self._unused("templates of a theme are not used", place, "take `custom_dir` out; `extra_css` adds styles")

    def _plugins(self) -> None:
        node = self.node.get("plugins")
        if node is None:  # the site isn't built by MkDocs
            return
        listed = [scalar for scalar, _ in named(node, self.problems)]
        for scalar in listed:
            if scalar.text not in _PLUGINS:
                message = f"the plugin '{scalar.text}' does nothing here"
                help = "take it out, or build with `mkdocs build`, which lets it change pages of docs/"
                suggestion = nearest(scalar.text, _PLUGINS)
                self.problems.append(
                    Problem("unused-setting", message, scalar.place, help, suggestion, Severity.WARNING)
                )
        if "talanoa" not in {scalar.text for scalar in listed}:
            message = "without the plugin `talanoa`, `mkdocs build` makes a different site"
            self._unused(message, self.node.key_place("plugins"), "add `talanoa` to the list")

    def _site_url(self) -> str:
        node = self.node.get("site_url")
        text = self._text("site_url")
        if node is None or (isinstance(node, Scalar) and not text):
            self.problems.append(
                _no_address(self.start.file, f"{self.start.file} has no `site_url`, so feeds would lead nowhere", "add")
            )
            return UNKNOWN_SITE
        if text and _is_address(text):
            return text if text.endswith("/") else f"{text}/"
        if text:
            message, help = f"'{text}' is not the address of a site", "write the full address: https://www.example.org/"
            self.problems.append(Problem("bad-url", message, node.place, help))
        return UNKNOWN_SITE

    def _repository(self) -> Repository | None:
        url = self._text("repo_url")
        if url and not _is_address(url):
            place = self._place("repo_url")
            help = "write the full address: https://github.com/…"
            self.problems.append(Problem("bad-url", f"'{url}' is not the address of a repository", place, help))
            return None
        return Repository.of(url, self._text("repo_name") or _host(url), self._text("edit_uri")) if url else None

    def _assets(self, key: str) -> tuple[Asset, ...]:
        node = self.node.get(key)
        if not has_value(node):
            return ()
        if not isinstance(node, Sequence):
            self.problems.append(other_shape(node, "a list of files in docs/"))
            return ()
        assets = []
        for item in node.items:
            path = item.get("path") if isinstance(item, Group) else item  # MkDocs lets a script have attributes
            if isinstance(path, Scalar):
                assets.append(Asset(path.text, path.place))
            else:
                self.problems.append(other_shape(item, "the path of a file in docs/"))
        return tuple(assets)

    def _patterns(self, key: str) -> Patterns:
        try:
            return Patterns.from_lines(self._text(key).splitlines())
        except ValueError as error:
            help = "write one pattern on each line, as in .gitignore"
            self.problems.append(
                Problem("bad-text", f"this is not a list of patterns: {error}", self._place(key), help)
            )
            return _NONE

    def _text(self, key: str) -> str:
        node = self.node.get(key)
        if not has_value(node):
            return ""
        if isinstance(node, Scalar):
            return node.text
        self.problems.append(other_shape(node, "a text"))
        return ""

    def _switch(self, key: str) -> bool:
        node = self.node.get(key)
        if node is None:
            return False
        value = plain(node)
        if not isinstance(value, bool):
            self.problems.append(
                Problem("bad-boolean", "this is neither true nor false", node.place, "write true or false")
            )
        return value is True

    def _place(self, key: str) -> Place:
        node = self.node.get(key)
        return node.place if node is not None else self.start


def _items(node: Node | None, problems: Problems) -> Iterator[Item]:
    """The entries of the menu."""
    if not has_value(node):
        return
    if not isinstance(node, Sequence):
        problems.append(other_shape(node, "a list of pages (`- Title: page.md`)"))
        return
    for item in node.items:
        if isinstance(item, Scalar):
            yield Item("", item.text, item.place)
        elif isinstance(item, Group) and len(item.entries) == 1:
            ((title, value),) = item.entries.values()
            if isinstance(value, Scalar):
                yield Item(title.text, value.text, value.place)
            else:
                yield Item(title.text, "", title.place, tuple(_items(value, problems)))
        else:
            problems.append(other_shape(item, "a page (`- page.md` or `- Title: page.md`)"))


def is_elsewhere(path: str) -> bool:
    """True for the address of another site."""
    return "://" in path or path.startswith("//")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    return whole and not any(letter.isspace() or letter in _NOT_BELOW for letter in text)


def _host(url: str) -> str:
    """What a well-known host is called, as MkDocs has it."""
    host = (urlsplit(url).hostname or "").lower()
    names = {"github.com": "GitHub", "gitlab.com": "GitLab", "bitbucket.org": "Bitbucket"}
    return names.get(host) or host.split(".")[0].title()
