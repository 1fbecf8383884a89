"""A network's folder → its website: one engine for `build`, `check` and `serve`.

settings.py     mkdocs.yml → Settings, with places
extensions.py   the extensions of Markdown that it names, and which files these may read
written_values.py  its values as those take them
handwritten.py  docs/ → hand-written pages
python_markdown.py  a text of docs/ → HTML
documents.py    hand-written pages → pages like all others
menu.py         the main menu
request.py      what a command asks for, and what it gets
assembly.py     a folder → everything that is wrong with it, and what its site is made of
routes.py       what a site consists of: paths, and how the bytes of each are made
building.py     routes → a folder, all or nothing
staged.py       routes → the files of a folder that other generators build
staging.py      a folder → such a folder
preview/        routes → a browser, and again when a file is saved; imported by `serve` alone
last_build.py   what the last build was made of, so that a build of the same costs next to nothing
recorded.py     what each output of it had read, so that only those are made again for which something changed
failures.py     what keeps files of a site from being written, in words for people
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from talanoa.cache_folder import folder_of
from talanoa.engine.last_build import LastBuildCache, LastCheckCache, made_of
from talanoa.engine.request import Built, NotBuilt, Progress, Report, Request, silent
from talanoa.files import SETTINGS, read_bytes
from talanoa.problems import Problem, has_errors

__all__ = ["Built", "NotBuilt", "Request", "build", "check", "is_strict", "last_problems"]


def build(
    root: Path, request: Request, site_dir: Path | None, *, strict: bool, report: Report, progress: Progress = silent
) -> Built | None:
    """Replaces the last site by a new one; None if there are errors. Raises NotBuilt where no site can be written.

    Where the last site is what a new one would be, nothing of what makes one is even imported.
    """
    cache = folder_of(root) if request.cache else None
    last = (
        LastBuildCache(cache, made_of(root, request.settings, request.drafts, site_dir, cache=cache)) if cache else None
    )
    if last and (found := last.same(request.now)):
        report(found.problems)
        return None if has_errors(found.problems, strict=strict or found.strict) else found.built
    from talanoa.engine import building

    if last:
        request = replace(request, fingerprints=last.made_of.fingerprints)
    return building.build(root, request, site_dir, last, strict=strict, report=report, progress=progress)


def check(root: Path, now: datetime | None = None, *, jobs: int = 1, cache: bool = False) -> tuple[Problem, ...]:
    """Every problem of a folder, and what could be better; nothing is built.

    Where the last check looked at the same, nothing of what looks is even imported.
    """
    last = _last_check(root) if cache else None
    if last and (found := last.same(now)) is not None:
        return found
    request = Request(now, jobs, cache, notes=True, fingerprints=last.made_of.fingerprints if last else {})
    from talanoa.engine.assembly import assemble

    assembly = assemble(root, request)
    if last and assembly.parts and not assembly.settings.may_read_files:
        last.keep(assembly.problems, assembly.parts.outputs)
    return assembly.problems


def is_strict(root: Path) -> bool:
    """True if mkdocs.yml says that warnings stop a build. Most never use the word, and needn't wait for what reads settings."""
    try:
        if b"strict" not in read_bytes(root, SETTINGS):
            return False
    except OSError:
        return False
    from talanoa.engine.settings import read

    return read(root)[0].strict


def last_problems(root: Path, now: datetime | None) -> tuple[Problem, ...] | None:
    """What the last check found, if one now would find the same; None if the files changed since."""
    last = _last_check(root)
    return last.same(now) if last else None


def _last_check(root: Path) -> LastCheckCache | None:
    """The last check, where one can be kept."""
    folder = folder_of(root)
    return LastCheckCache(folder, made_of(root, SETTINGS, "check", cache=folder)) if folder else None
