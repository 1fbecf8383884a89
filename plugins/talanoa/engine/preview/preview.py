"""What is shown, and the thread that keeps it up to date.

A saved text is shown twice: its own page at once, and the whole site as soon as all that can change with it is made and
checked. Requests are answered from the last state meanwhile.
"""

from __future__ import annotations

import gc
import os
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec.structs import replace

from talanoa import clock
from talanoa.cache_folder import folder_of
from talanoa.engine.assembly import Assembly, assemble
from talanoa.engine.last_build import unchanged_between
from talanoa.engine.preview import reports
from talanoa.engine.preview.letters import letter
from talanoa.engine.preview.notice import noticed, overview
from talanoa.engine.preview.quick import quick
from talanoa.engine.preview.state import Newer, State
from talanoa.engine.request import Request
from talanoa.engine.settings import read
from talanoa.images import PictureChanged
from talanoa.load import ReadingCache
from talanoa.outputs import scripts, styles
from talanoa.problems import Problem, has_errors

Say = Callable[[str], None]
Report = Callable[[tuple[Problem, ...], tuple[Problem, ...], str], str]
"""Problems that are new, all that there are, and what happened → what to say."""

FEW = 3  # files saved at once; of more, no page is made ahead of the rest
FIRST = 2.0  # seconds at most for a browser to fetch a page that was made ahead
QUIET = 5.0  # seconds without a change before memory is tidied
MOST = 10  # rebuilds without such a moment, after which it is tidied all the same
LONG = 10.0  # seconds after which a start says what takes so long
LOOKED_AT = 30.0  # seconds between two looks at the clock
NOT_FOUND = "404.html"
_STILL = "Still reading. A first start takes longest: what is made of texts and pictures is kept for the next one."


class Preview:
    """`jobs` is how many processes may make pictures; `say` receives what is worth a line, `report` words problems, and `ring` is called when something else is shown."""

    def __init__(self, root: Path, jobs: int, say: Say, report: Report, ring: Callable[[], None]) -> None:
        self.root = root
        self._folder = os.path.realpath(root)
        self.mount = _mount(read(root)[0].site_url)
        self.state: State | None = None  # until the first is ready
        self._jobs = jobs
        self._say = say
        self._report = report
        self._ring = ring
        self._readings = ReadingCache(folder_of(root))
        self._making = threading.Lock()  # one page at a time
        self._changing = threading.Lock()  # of what follows
        self._saved: dict[str, float] = {}  # paths since the last rebuild began, with the time of the first save
        self._reported: frozenset[Problem] = frozenset()  # problems that the last rebuild found
        self._number = 0  # of the last change
        self._due: datetime | None = None  # when the same files make another site
        self._wanted = threading.Event()
        self.fetched = threading.Event()  # no browser waits for a page that was made ahead
        self.fetched.set()
        self.watched: Counter[str] = Counter()  # the pages that browsers have open

    def start(self) -> None:
        threading.Thread(target=self._keep_up, name="preview", daemon=True).start()

    # --- answers ------------------------------------------------------------------------------------------------

    def file(self, path: str) -> bytes | None:
        """The file at a path below the site's address, None if there is none. Waits for no rebuild."""
        state = self.state
        if state is None or not state.assembly.parts:
            return self.overview(path) if _is_page(path) else None
        with self._making:
            if not _is_page(path):
                with suppress(OSError, PictureChanged):  # gone or changed since; the rebuild that follows knows
                    return state.file(path)
                return None
            if path not in state.made:
                data = self._page(state, path)
                if data is None:
                    return None
                state.made[path] = noticed(data.decode(), path, state, self.root, self.mount)
        return state.made[path]

    def _page(self, state: State, path: str) -> bytes | None:
        try:
            return state.file(path)
        except Exception:
            if not has_errors(state.problems):
                self._say(traceback.format_exc())
            return self.overview(path)  # with errors in the files, not every page can be made

    def not_found(self, path: str) -> bytes:
        """What is shown at the path of a page that isn't there."""
        state = self.state
        with self._making:
            data = self._page(state, NOT_FOUND) if state else None
        return noticed(data.decode(), path, state, self.root, self.mount) if state and data else self.overview(path)

    def overview(self, path: str = "") -> bytes:
        """Every problem, on a page of its own or in the place of one that can't be made."""
        return overview(path, self.state, self.root, self.mount)

    def letter(self, page: str) -> bytes:
        """The digest that is due, at an address of the preview's own; its query says of which days, and in which language."""
        with self._making:
            return letter(self.state, dict(parse_qsl(urlsplit(page).query)), page, self.root, self.mount)

    def report(self, name: str) -> bytes:
        """What the coordinator asks of the files: a page that no site has."""
        state = self.state
        outputs = state.assembly.parts.outputs if state and state.assembly.parts else None
        if state is None or outputs is None:
            return self.overview()
        return reports.page(name, outputs.content, outputs.view.site.now, state.problems, self.root, self.mount)

    # --- changes ------------------------------------------------------------------------------------------------

    def changed(self, paths: Iterable[str], noticed_at: float) -> None:
        """Files were saved. Called by the one who watches, in its own thread."""
        paths = sorted(paths)
        with self._changing:
            self._number += 1
            number = self._number
            for path in paths:
                self._saved.setdefault(path, noticed_at)
        if len(paths) <= FEW:
            for path in paths:
                self._show_at_once(path, number, noticed_at)
        self._wanted.set()

    def _show_at_once(self, path: str, number: int, noticed_at: float) -> None:
        """The page of one file, from the last good state and the file as it is now."""
        state = self.state
        if state is None or state.assembly.parts is None or state.shell is None:
            return
        try:
            with self._making:
                found = quick(state.assembly.parts, state.shell, path)
                data = found.route.make() if found and found.route else None
        except Exception:  # the rebuild says what is wrong
            return
        if not found:
            return
        with self._changing:
            state = self.state or state
            newer = state.newer
            if found.route and data is not None:
                newer = {**newer, found.route.path: Newer(data, number)}
            problems = tuple(dict.fromkeys((*state.problems, *found.problems)))
            is_old = state.is_old or has_errors(found.problems)
            self.state = replace(state, newer=newer, problems=problems, is_old=is_old, made={})
        page = found.route.path if found.route else ""
        if self.watched[page] and self.file(page) != state.made.get(page):
            self.fetched.clear()  # a page that comes out the same is not fetched again
        self._ring()
        if data is not None:
            self._say(f"{path} changed: shown after {_seconds(noticed_at)}")

    # --- the thread ---------------------------------------------------------------------------------------------

    def _keep_up(self) -> None:
        began = time.time()
        gc.disable()  # to look for garbage takes as long as to show a page; it is done in quiet moments
        patience = threading.Timer(LONG, self._say, [_STILL])
        patience.daemon = True
        patience.start()
        self._rebuild(0, lambda _: f"Ready after {_seconds(began)}")
        patience.cancel()
        untidied = 0  # rebuilds since garbage was collected
        while self._is_there:
            untidied += 1
            if untidied > MOST or not self._wanted.wait(QUIET):
                gc.collect()
                untidied = 0
                while not self._wanted.wait(LOOKED_AT) and (self._due is None or clock.now() < self._due):
                    pass
            if self._wanted.is_set():
                self._take_up()
            else:
                self._rebuild(self._number, _time_has_passed)
        self._say(
            f"The folder {self._folder} was moved or deleted. End this preview with Ctrl-C, and start one where your files are."
        )

    @property
    def _is_there(self) -> bool:
        """False if the folder was moved, deleted, or replaced by another."""
        try:
            return os.path.samefile(self._folder, self.root)
        except OSError:
            return False

    def _take_up(self) -> None:
        """One rebuild for all that was saved since the last."""
        self.fetched.wait(FIRST)
        with self._changing:
            self._wanted.clear()
            saved, self._saved = self._saved, {}
            number = self._number
        first = min(saved.values(), default=time.time())
        if any(path.startswith("theme/") for path in saved):  # of a package that is being worked on
            styles.forget()
            scripts.forget()

        def deed(is_old: bool) -> str:
            if not saved:  # but something may have been while no one watched
                return ""
            after = f"after {_seconds(first)}"
            done = f"checked {after}, the site stays as it was" if is_old else f"the whole site is shown {after}"
            return f"{_named([*saved])} changed: {done}"

        self._rebuild(number, deed)

    def _rebuild(self, number: int, deed: Callable[[bool], str]) -> None:
        """Makes the whole state again; `number` is that of the last change which it can know.

        `deed` says what happened, given whether the site that is shown is still the one before; "" if that is worth a line only with new problems.
        """
        try:
            assembly = assemble(self.root, Request(jobs=self._jobs, drafts=True, readings=self._readings))
        except Exception:
            if self._is_there:
                self._say(traceback.format_exc())
            return
        self._due = _due(assembly)
        with self._changing:
            self.state = _next(self.state, assembly, number)
            self.mount = _mount(self.state.assembly.settings.site_url)
            is_old = self.state.is_old
        self._ring()
        new = tuple(problem for problem in assembly.problems if problem not in self._reported)
        self._reported = frozenset(assembly.problems)
        done = deed(is_old)
        if done or new:
            self._say(self._report(new, assembly.problems, done or "The files were read again"))


def _next(before: State | None, assembly: Assembly, number: int) -> State:
    """The new state; with errors, the last good one with the new problems, if there is one."""
    newer = {path: page for path, page in before.newer.items() if page.change > number} if before else {}
    was_good = before is not None and before.assembly.parts and not has_errors(before.assembly.problems)
    if before and was_good and has_errors(assembly.problems):
        return replace(before, problems=assembly.problems, is_old=True, made={})
    return replace(State.of(assembly), newer=newer)


def _due(assembly: Assembly) -> datetime | None:
    """When the same files make another site."""
    if assembly.parts is None:
        return None
    outputs = assembly.parts.outputs
    return unchanged_between(outputs.content, outputs.view.site.now)[1]


def _time_has_passed(is_old: bool) -> str:
    return "Time has passed: " + ("the site stays as it was" if is_old else "the site shows what is due now")


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _mount(url: str) -> str:
    """The path at which the site is, between slashes."""
    return unquote(urlsplit(url).path) or "/"


def _seconds(since: float) -> str:
    return f"{max(time.time() - since, 0):.1f} s"


def _named(paths: list[str]) -> str:
    rest = len(paths) - 1
    return f"{paths[0]} and {rest} other file{'s' if rest > 1 else ''}" if rest else paths[0]
