"""What `check` would say of files that aren't there yet: tried in a copy of the folder."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PIL import Image

from talanoa import engine, growth, history, personal, report
from talanoa.contribution import is_content
from talanoa.files import FOLDERS, LISTS, SETTINGS, ending_of, overwrite, put
from talanoa.load import Content, load
from talanoa.problems import Place, Problem, Severity, in_order

_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
_SIZE = (64, 64)
_ASK = "ask the network's coordinator to make this change"


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Each file whole; raises OSError."""
    for path, data in files.items():
        target = root / path
        if target.exists():
            overwrite(target, data)
        else:
            put(target.parent, target.name, data)


@contextmanager
def copied(root: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A copy of the network's folder, with these files in it; raises OSError."""
    with tempfile.TemporaryDirectory(prefix="talanoa-") as folder:
        copy = Path(folder)
        for name in (*LISTS, SETTINGS, *FOLDERS):
            _copy(root / name, copy / name)
        write(copy, files)
        yield copy


def brought(
    before: Content, files: Mapping[str, bytes], pictures: Iterable[str], now: datetime
) -> tuple[list[Problem], str]:
    """What would be wrong with these files, as in a contribution, and that as a text; not what is wrong already. Raises OSError.

    `pictures` are paths of files that will be there by then.
    """
    with copied(before.root, files) as copy:
        for path in pictures:
            Image.new("RGB", _SIZE).save(copy / path, _FORMATS[ending_of(path)])
        found = [*_out_of_bounds(files), *engine.check(copy, now)]
        after, _ = load(copy)
        if after:
            found += [*personal.brought(before, after, now), *growth.brought(before, after, now)]
            found += (finding.problem for finding in history.compare(before, after, now))
        found = [problem for problem in found if problem.severity is not Severity.NOTE]
        known = Counter(map(_said, engine.check(before.root, now, cache=True) if found else ()))
        new = in_order(problem for problem in found if not _is_known(problem, known))
        return [*new], report.as_text(new, copy)


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


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.file, problem.message


def _is_known(problem: Problem, known: Counter[tuple[str, str, str]]) -> bool:
    known[_said(problem)] -= 1
    return known[_said(problem)] >= 0
