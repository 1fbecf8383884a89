"""Saved files, by their paths from the folder's top."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchfiles import Change, watch

from talanoa.engine import settings
from talanoa.files import DATA_ENDINGS, FOLDERS, SETTINGS
from talanoa.outputs.view import THEME

Changed = Callable[[Iterable[str], float], None]
"""Receives the paths, and when the first was saved; no path if any file may have been."""
Changes = set[tuple[Change, str]]

STEP = 20  # milliseconds without a further change, after which changes are reported together
LATEST = 400  # milliseconds after the first change


class Watch:
    """Watches the data files at the top, and all that is in the content folders; those may come and go.

    Where pages may include any file (`pymdownx.snippets`), all that isn't the site or hidden is watched, and hidden folders that
    mkdocs.yml names.
    """

    def __init__(self, root: Path, changed: Changed, say: Callable[[str], None]) -> None:
        self.root = Path(os.path.realpath(root))
        self._changed = changed
        self._say = say
        self._settings = settings.read(self.root)[0]
        self._again = threading.Event()

    def start(self) -> None:
        for target in (self._top, self._folders):
            threading.Thread(target=target, name="watch", daemon=True).start()

    def _top(self) -> None:
        for changes in self._saved([self.root], self._at_the_top, recursive=False):
            names = {os.path.basename(path) for _, path in changes}
            if SETTINGS in names:
                self._settings = settings.read(self.root)[0]
            if any(name == SETTINGS or not name.endswith(DATA_ENDINGS) for name in names):
                self._again.set()
            if changes:
                self._report(changes)

    def _folders(self) -> None:
        is_new = False
        while True:
            self._again.clear()
            for changes in self._saved(self._there(), _below, stop=self._again):
                if changes or is_new:  # something may have been saved while no one watched
                    self._report(changes)
                is_new = False
            self._again.wait()
            is_new = True

    def _there(self) -> list[Path]:
        """The folders that are watched with all that is in them."""
        names = os.listdir(self.root) if self._settings.may_read_files else FOLDERS
        folders = [self.root / name for name in names if self._is_looked_at(name) and (self.root / name).is_dir()]
        return [*folders, THEME] if _is_edited(THEME) else folders

    def _at_the_top(self, change: Change, path: str) -> bool:
        name = os.path.basename(path)
        return self._is_looked_at(name) or (name.endswith(DATA_ENDINGS) and not name.startswith("."))

    def _is_looked_at(self, name: str) -> bool:
        """True for a folder of content, and for all in which there may be a part of a page."""
        is_hidden = name.startswith(".") and name not in map(self._top_of, self._settings.folders_of_parts)
        may_be_part = not is_hidden and name not in Path(self._settings.site_dir).parts[:1]
        return name in FOLDERS or (self._settings.may_read_files and may_be_part)

    def _top_of(self, folder: str) -> str:
        """The name at the top of a folder that mkdocs.yml names."""
        return os.path.relpath(self.root / folder, self.root).partition(os.sep)[0]

    def _saved(
        self,
        paths: list[Path],
        wanted: Callable[[Change, str], bool],
        *,
        recursive: bool = True,
        stop: threading.Event | None = None,
    ) -> Iterator[Changes]:
        """What is saved, and nothing whenever nothing was for a while."""
        for polling in (None, True):
            try:
                yield from watch(
                    *paths,
                    watch_filter=wanted,
                    debounce=LATEST,
                    step=STEP,
                    stop_event=stop,
                    rust_timeout=500,
                    yield_on_timeout=True,
                    recursive=recursive,
                    raise_interrupt=False,
                    force_polling=polling,
                )
            except FileNotFoundError:  # it went in this moment, which is a change itself
                return
            except (OSError, RuntimeError) as error:  # other programs may watch as many as the system allows
                if polling:
                    raise
                reason = str(error).partition(" about ")[0].rstrip(".")
                self._say(
                    f"The system can't watch the files ({reason}). They are looked through three times a second instead."
                )
            else:
                return

    def _report(self, changes: Changes) -> None:
        paths = [path for _, path in changes]
        content = [path for path in paths if not _is_of_editor(path)] or paths
        now = time.time()
        names = {os.path.relpath(path, self.root if _within(path, self.root) else THEME.parent) for path in content}
        saved = max((now - age for path in content if (age := now - _time(path)) < 2), default=now)
        self._changed({name.replace(os.sep, "/") for name in names}, min(saved, now))


def _below(change: Change, path: str) -> bool:
    """False for what editors keep for themselves; but the check reports a copy, so it counts that one is gone."""
    is_hidden = os.path.basename(path).startswith(".") or "__pycache__" in path
    return not is_hidden and (change == Change.deleted or not _is_of_editor(path))


def _is_of_editor(path: str) -> bool:
    """True for a copy that an editor leaves while someone writes."""
    name = os.path.basename(path)
    return name.endswith("~") or (name.startswith("#") and name.endswith("#"))


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
