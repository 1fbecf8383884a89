"""The generators that are measured: where each finds its form of the corpus, and how it is called."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from environment import ELEVENTY, commands_of, eleventy_script, hugo_binary
from lists import TODAY
from peers import FORMS

Command: TypeAlias = Sequence[str | Path]
OURS: Final = "talanoa"


@dataclass(frozen=True)
class Tool:
    """How a generator is called: the folder of its sources, that of its posts, and its commands for a site folder."""

    name: str
    source: Path
    posts: Path
    clean: Callable[[Path], Command]
    again: Callable[[Path], Command]  # where it has a cache, with that

    @property
    def has_cache(self) -> bool:
        """Whether a build can be quicker after another."""
        return self.again is not self.clean

    def post(self) -> Path:
        """The post that is changed: the same for all tools."""
        found = sorted(self.posts.glob("*.md"))
        return found[len(found) // 2]


def tools_for(corpus: Path, names: Sequence[str]) -> list[Tool]:
    """The tools that are wanted and installed, each told where its form of the corpus is."""
    return [tool for name in names if (tool := TOOLS[name](corpus))]


def _ours(corpus: Path) -> Tool | None:
    beside = Path(sys.executable).with_name(OURS)
    command = beside if beside.is_file() else shutil.which(OURS)
    if not command:
        print("no `talanoa` in this environment: the peers are measured alone", file=sys.stderr)
        return None

    def build(site: Path) -> list[str | Path]:
        return [command, "build", "--now", TODAY.isoformat(), "--site-dir", site]

    return Tool(OURS, corpus, corpus / "posts", lambda site: [*build(site), "--no-cache"], build)


def _mkdocs(corpus: Path) -> Tool:
    command = commands_of("peer") / "mkdocs"
    return _peer("mkdocs", corpus, lambda site: [command, "build", "--quiet", "--site-dir", site])


def _hugo(corpus: Path) -> Tool | None:
    command = hugo_binary()
    if not command:
        print("no Hugo in bench/.peer-venv: it is left out", file=sys.stderr)
        return None
    return _peer("hugo", corpus, lambda site: [command, "build", "--quiet", "--noBuildLock", "--destination", site])


def _pelican(corpus: Path) -> Tool:
    command = commands_of("pelican") / "pelican"

    def build(site: Path) -> list[str | Path]:
        return [command, "--quiet", "--settings", "pelicanconf.py", "--output", site]

    def again(site: Path) -> list[str | Path]:
        return [*build(site), "--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true"]

    return _peer("pelican", corpus, build, again)


def _eleventy(corpus: Path) -> Tool | None:
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        print("no Node and npm on this machine: Eleventy is left out", file=sys.stderr)
        return None
    command = eleventy_script()

    def build(site: Path) -> list[str | Path]:
        """Eleventy knows no absolute paths. Its settings stay where the packages are that they import."""
        settings, output = (
            os.path.relpath(path, corpus / "eleventy") for path in (ELEVENTY / "eleventy.config.js", site)
        )
        return [node, command, "--quiet", f"--config={settings}", f"--output={output}"]

    return _peer("eleventy", corpus, build)


def _peer(
    name: str, corpus: Path, clean: Callable[[Path], Command], again: Callable[[Path], Command] | None = None
) -> Tool:
    return Tool(name, corpus / name, corpus / name / FORMS[name].posts, clean, again or clean)


TOOLS: Final[dict[str, Callable[[Path], Tool | None]]] = {
    OURS: _ours,
    "mkdocs": _mkdocs,
    "hugo": _hugo,
    "pelican": _pelican,
    "eleventy": _eleventy,
}
