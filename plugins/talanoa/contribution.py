"""Which of the paths that a contribution changes are no contributor's business.

A contributor writes posts, members and events. Nearly everything else in a repository is run when the site is built,
or says what is run, or steers the web host.

Git is asked for names and modes, never for contents (`git.py`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from talanoa.files import is_contributed
from talanoa.git import EXECUTABLE, GONE, LINK, SUBMODULE, Change, Git
from talanoa.names import folded, is_hidden, is_writable_everywhere, steers_host
from talanoa.problems import Place, Problem

# Where a pattern begins: at the top, of the network or of the repository around it, or in any folder.
_TOP, _ANYWHERE = r"(?:\.\./)*", r"(?:.*/)?"


def _like(start: str, pattern: str) -> Callable[[str], object]:
    return re.compile(f"{start}(?:{pattern})", re.DOTALL | re.IGNORECASE).fullmatch


# The first that fits says what a path is and why it matters.
_KINDS: tuple[tuple[Callable[[str], object], str], ...] = (
    (
        _like(_TOP, r"(?:network|mkdocs)\.ya?ml"),
        "the site's settings, which control what runs when the site is built",
    ),
    (
        _like(_TOP, r"(?:plugins|overrides|hooks|theme|templates)(?:/.*)?"),
        "the program, its templates or its styles, which run when the site is built",
    ),
    (
        _like(
            _TOP,
            r"\.(?:github|gitlab|ci|circleci|forgejo|gitea|woodpecker|buildkite)(?:/.*)?"
            r"|\.(?:gitlab-ci|travis|woodpecker|pre-commit-config)\.ya?ml"
            r"|azure-pipelines\.ya?ml|(?:.*/)?(?:jenkinsfile|makefile|dockerfile)",
        ),
        "what the build machine does; it could then publish in the network's name",
    ),
    (
        _like(
            _ANYWHERE,
            r"requirements[^/]*\.(?:txt|in|lock)|pyproject\.toml|setup\.(?:py|cfg)|[^/]*\.lock|pipfile"
            r"|package(?:-lock)?\.json",
        ),
        "the list of programs that are installed for the build, which could bring in any other",
    ),
    (
        lambda path: steers_host(re.sub(r"^(?:\.\./)+|^docs/", "", path)),
        "a file that steers the web host, which could send readers elsewhere",
    ),
    (is_hidden, "a hidden file, which programs read on their own"),
    (
        _like(
            _ANYWHERE,
            r"[^/]*\.(?:py[a-z]?|pth|so|pyd|dll|exe|sh|bash|cmd|bat|ps1|m?js|css|html?|svg|j2|jinja2?)",
        ),
        "a script, a style or a template, which could be run on the build machine (a file yaml.py takes a "
        "library's place) or by readers' browsers",
    ),
    (_like(_TOP, r"(?:tests|bench)/.*"), "the tests, which keep the program correct"),
    (_like(_TOP, r"docs/.*"), "one of the network's own pages or files in docs/, which are published as they are"),
    (
        _like("", r"(?-i:posts|members|events)/.*"),
        "a file that is not content: posts are .md, members and events are .yml, and next to them there may be "
        "pictures (.jpg, .png, .webp, .gif)",
    ),
    (_like("", r".*"), "a file that is not a post, member or event"),
)

_ASK = "take this out of the contribution, or ask the network's maintainers to make the change"
_PLAIN_FILE = "put the file itself here"
_NO_PROGRAM = "make it an ordinary file: git update-index --chmod=-x FILE"


def is_content(path: str) -> bool:
    """True for a path, seen from the network's folder, that a contributor may add, change and delete."""
    return is_contributed(path) and not is_hidden(path) and ".." not in path.split("/")


def check(root: Path, revision: str) -> list[Problem]:
    """A problem for every changed path that a contributor has no business with; raises Unanswered.

    The files as they are now, whether committed or not, are compared with the commit at which they and the revision
    diverged: what the revision has got since then is not the contribution's doing.
    """
    git = Git(root)
    base = git.fork_point(revision)
    changes = {change.path: change for change in (*git.changed(base), *git.untracked())}.values()
    added = {change.path for change in changes if change.added}
    gone = {change.path for change in changes if change.mode == GONE}
    alike = _Alike((git.names(base) - gone) | added if added else ())
    found = []
    for change in changes:
        path = posixpath.relpath(change.path, git.prefix) if git.prefix else change.path
        fault = _fault(change, path, alike)
        if fault:
            found.append(Problem("not-a-contributors", fault[0], Place.start_of(path), fault[1]))
    return found


def _verb(change: Change) -> str:
    return "adds" if change.added else "deletes" if change.mode == GONE else "changes"


def _fault(change: Change, path: str, alike: _Alike) -> tuple[str, str] | None:
    """What is the matter with a change, and what to do."""
    if change.mode == LINK:
        return "the contribution has a link here, which can lead to any file on the machine that reads it", _PLAIN_FILE
    if change.mode == SUBMODULE:
        return "the contribution has another repository here, whose contents no one sees in review", _PLAIN_FILE
    if not is_content(path):
        what = next(what for fits, what in _KINDS if fits(path))
        return f"the contribution {_verb(change)} {what}", _ASK
    if change.mode == EXECUTABLE:
        return "the file is marked as a program, and content is never run", _NO_PROGRAM
    if change.mode == GONE:
        return None
    if not is_writable_everywhere(path):
        return "not every computer can write this file name", "rename it: letters, digits and hyphens"
    other = alike.other(change.path)
    if change.added and other:
        return f"on Windows and macOS this would be one file with {other}", "give it another name"
    return None


class _Alike:
    """Paths that differ only in capital letters, or in how their accents are put together."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths: dict[str, list[str]] = {}
        for path in sorted(paths):
            self.paths.setdefault(folded(path), []).append(path)

    def other(self, path: str) -> str | None:
        return next((other for other in self.paths.get(folded(path), ()) if other != path), None)
