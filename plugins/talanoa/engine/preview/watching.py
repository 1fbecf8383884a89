"""Saved files, by their paths from the folder's top."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchfiles import Change, watch

from talanoa.files import DATA_ENDINGS, FOLDERS
from talanoa.outputs.view import THEME

Changed = Callable[[Iterable[str], float], None]
"""Receives the paths, and when the first was saved."""

STEP = 20  # milliseconds without a further change, after which changes are reported together
LATEST = 400  # milliseconds after the first change


class Watch:
    """Watches the data files at the top, and all that is in the content folders; those may come and go."""

    def __init__(self, root: Path, changed: Changed) -> None:
        self.root = Path(os.path.realpath(root))
        self._changed = changed
        self._again = threading.Event()

    def start(self) -> None:
        for target in (self._top, self._folders):
            threading.Thread(target=target, name="watch", daemon=True).start()

    def _top(self) -> None:
        for changes in self._saved([self.root], _at_the_top, recursive=False):
            paths = [path for _, path in changes]
            if any(Path(path).name in FOLDERS for path in paths):
                self._again.set()
            self._tell(paths)

    def _folders(self) -> None:
        while True:
            there = [self.root / name for name in FOLDERS if (self.root / name).is_dir()]
            if _is_edited(THEME):
                there.append(THEME)
            if there:
                for changes in self._saved(there, _below, stop=self._again):
                    self._tell([path for _, path in changes])
            self._again.wait()
            self._again.clear()
            self._tell([str(folder) for folder in there])  # what was saved while no one watched

    def _saved(
        self,
        paths: list[Path],
        wanted: Callable[[Change, str], bool],
        *,
        recursive: bool = True,
        stop: threading.Event | None = None,
    ) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            *paths,
            watch_filter=wanted,
            debounce=LATEST,
            step=STEP,
            stop_event=stop,
            rust_timeout=500,
            recursive=recursive,
            raise_interrupt=False,
        )

    def _tell(self, paths: list[str]) -> None:
        now = time.time()
        names = {os.path.relpath(path, self.root if _within(path, self.root) else THEME.parent) for path in paths}
        saved = max((now - age for path in paths if (age := now - _time(path)) < 2), default=now)
        self._changed({name.replace(os.sep, "/") for name in names}, min(saved, now))


def _at_the_top(change: Change, path: str) -> bool:
    name = os.path.basename(path)
    return not name.startswith(".") and (name.endswith(DATA_ENDINGS) or name in FOLDERS)


def _below(change: Change, path: str) -> bool:
    """False for what editors keep for themselves."""
    name = os.path.basename(path)
    own = name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
    return not own and "__pycache__" not in path


def _is_edited(theme: Path) -> bool:
    """True where the package lies in a working copy."""
    return "site-packages" not in theme.parts


def _within(path: str, folder: Path) -> bool:
    return Path(path).is_relative_to(folder)


def _time(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0
