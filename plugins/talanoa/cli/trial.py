"""What `check` would say of files that aren't there yet: tried in a copy of the folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from PIL import Image

from talanoa import contributed, engine, history, report
from talanoa.amend import amend
from talanoa.checks.links import to_nothing
from talanoa.cli.build import default_jobs
from talanoa.contribution import is_content
from talanoa.files import FOLDERS, LISTS, SETTINGS, ending_of, put_all, read_bytes
from talanoa.load import Content, load
from talanoa.problems import Place, Problem, Severity, added, in_order
from talanoa.source import MAX_BYTES

_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
_SIZE = (64, 64)
_ASK = "ask the network's coordinator to make this change"


@contextmanager
def copied(root: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A copy of the network's folder, with these files in it; raises OSError."""
    with tempfile.TemporaryDirectory(prefix="talanoa-") as folder:
        copy = Path(folder)
        for name in (*LISTS, SETTINGS, *FOLDERS):
            _copy(root / name, copy / name)
        put_all(copy, files)
        yield copy


class Trial(Struct, frozen=True):
    """The files, with the numbers that calendars need where a time changed; and what would be wrong with them, also as a text."""

    files: Mapping[str, bytes]
    problems: list[Problem]
    shown: str


def tried(before: Content, files: Mapping[str, bytes], pictures: Iterable[str], now: datetime) -> Trial:
    """Files as in a contribution; not what is wrong already, nor that something is there that no one sees. Raises OSError.

    `pictures` are paths of files that will be there by then.
    """
    with copied(before.root, files) as copy:
        for path in pictures:
            Image.new("RGB", _SIZE).save(copy / path, _FORMATS[ending_of(path)])
        after, _ = load(copy)
        findings = history.compare(before, after, now) if after else []
        if wishes := history.wishes(findings):
            changed = {amendment.file for amendment in amend(copy, wishes)}
            files = {**files, **{file: read_bytes(copy, file, MAX_BYTES) for file in changed}}
            after, _ = load(copy)
            findings = history.compare(before, after, now) if after else []
        found = [*_out_of_bounds(files), *engine.check(copy, now), *(finding.problem for finding in findings)]
        if after:
            found += contributed.problems(before, after, now)
        found = [to_nothing(problem) for problem in found if problem.severity is not Severity.NOTE]
        new = in_order(added(found, engine.check(before.root, now, cache=True) if found else ()))
        return Trial(files, new, report.as_text(new, copy))


def whole(root: Path, files: Mapping[str, bytes], now: datetime) -> list[Problem]:
    """What is wrong with the site of a folder with these files; raises OSError."""
    with copied(root, files) as copy:
        found = engine.check(copy, now, jobs=default_jobs())
    return [problem for problem in found if problem.severity is not Severity.NOTE]


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    elif source.is_file():
        shutil.copyfile(source, target)


def _out_of_bounds(files: Iterable[str]) -> list[Problem]:
    message = "this is no file of a post, a member or an event"
    return [
        Problem("not-a-contributors", message, Place.start_of(path), _ASK) for path in files if not is_content(path)
    ]
