"""A contribution built: what the check says, and the whole site as files, without MkDocs around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Files
from tests.contributions.judge import Site
from tests.contributions.network import FILES
from tests.contributions.story import NOW, URL, Story, write

from talanoa.build import Outputs, build
from talanoa.outputs.output import Copy, File
from talanoa.outputs.scripts import scripts
from talanoa.outputs.shell import MAIN, Shell
from talanoa.outputs.sitemap import sitemap
from talanoa.outputs.styles import stylesheets
from talanoa.problems import Problem, has_errors


@dataclass(frozen=True)
class Built:
    problems: tuple[Problem, ...]
    site: Site | None  # None if errors are against it


def contributed(stories: Sequence[Story], root: Path) -> Path:
    """The network with the contributions in it."""
    sent = {path: data for story in stories for path, data in story.files.items()}
    write({path: data for path, data in {**FILES, **sent}.items() if not _is_replaced(path, sent)}, root)
    for story in stories:
        if story.make:
            story.make(root)
    return root


def _is_replaced(path: str, sent: Files) -> bool:
    """True for a file of the network where the contributions have a folder."""
    return path not in sent and any(other.startswith(f"{path}/") for other in sent)


def built(root: Path, kept: Path | None = None) -> Built:
    """`kept` is the cache's folder, so that the network's own picture isn't decoded hundreds of times."""
    result = build(root, NOW, URL, cache=kept)
    return Built(
        result.problems, None if has_errors(result.problems) or not result.outputs else finished(result.outputs, root)
    )


def finished(outputs: Outputs, root: Path) -> Site:
    """What `talanoa build` writes, but for hand-written pages and the search index."""
    view, site = outputs.view, dict[str, bytes]()
    shell = Shell(view, MAIN)
    pages = [planned.made(view) for planned in outputs.pages]
    for page in pages:
        path = page.address.lstrip("/") + ("" if page.address.endswith(".html") else "index.html")
        assert path not in site, f"two pages at {path}"
        site[path] = shell.document(page, str(page.render(False))).encode()
    listed = sitemap(view, [(page.address, page.updated) for page in pages if page.listed])
    files = [File(planned.address, planned.made(view)) for planned in outputs.files]
    represented = [page.picture.file for page in pages if page.picture]
    for file in (*files, *outputs.copies(represented), *outputs.drawings(), *stylesheets(view), *scripts(), listed):
        path = file.address.lstrip("/")
        if path.startswith("data/schema/"):  # of network.yml alone, which isn't a contributor's
            continue
        assert path not in site, f"two files at {path}"
        site[path] = (root / file.path).read_bytes() if isinstance(file, Copy) else file.data
    return site
