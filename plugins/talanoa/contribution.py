"""Which of the paths that a contribution changes are no contributor's business.

A contributor writes posts, members and events. Nearly everything else in a repository is run when the site is built,
or says what is run, or steers the web host.

Git is asked for names and modes, never for contents, and in such a way that nothing of the folder, and nothing that its
.gitattributes could wake in the user's own configuration, is run (`_Git`).
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import stat
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from talanoa.problems import Place, Problem

_PICTURE = r"(?i:jpe?g|png|webp|gif)"
_CONTENT = re.compile(
    rf"(?:members|events)\.yml|posts/.+\.(?:md|{_PICTURE})|(?:members|events)/.+\.(?:ya?ml|{_PICTURE})", re.DOTALL
)
_HIDDEN = re.compile(r"(?:.*/)?\.(?!\./).*", re.DOTALL)

# Where a pattern begins: at the top, of the network or of the repository around it, or in any folder.
_TOP, _ANYWHERE = r"(?:\.\./)*", r"(?:.*/)?"

# The first that fits says what a path is and why it matters.
_KINDS = tuple(
    (re.compile(rf"{start}(?:{pattern})", re.DOTALL | re.IGNORECASE), what)
    for start, pattern, what in (
        (
            _TOP,
            r"(?:network|mkdocs)\.ya?ml",
            "the site's settings, which say what the network is and what is run when the site is built",
        ),
        (
            _TOP,
            r"(?:plugins|overrides|hooks|theme|templates)(?:/.*)?",
            "the program, its templates or its styles, which are run when the site is built",
        ),
        (
            _TOP,
            r"\.(?:github|gitlab|ci|circleci|forgejo|gitea|woodpecker|buildkite)(?:/.*)?"
            r"|\.(?:gitlab-ci|travis|woodpecker|pre-commit-config)\.ya?ml"
            r"|azure-pipelines\.ya?ml|(?:.*/)?(?:jenkinsfile|makefile|dockerfile)",
            "what the build machine is told to do, with which it could publish in the network's name",
        ),
        (
            _ANYWHERE,
            r"requirements[^/]*\.(?:txt|in|lock)|pyproject\.toml|setup\.(?:py|cfg)|[^/]*\.lock|pipfile"
            r"|package(?:-lock)?\.json",
            "the list of programs that are installed for the build, with which any other could come in",
        ),
        (
            _ANYWHERE,
            r"_headers|_redirects|_worker\.js|_routes\.json|cname|(?:robots|ads)\.txt|\.htaccess|\.nojekyll"
            r"|web\.config|(?:netlify|wrangler)\.toml|(?:vercel|firebase|staticwebapp\.config)\.json"
            r"|\.well-known/.*",
            "a file that steers the web host, with which readers could be sent elsewhere",
        ),
        ("", _HIDDEN.pattern, "a hidden file, which programs read without being asked"),
        (
            _ANYWHERE,
            r"[^/]*\.(?:py[a-z]?|pth|so|pyd|dll|exe|sh|bash|cmd|bat|ps1|m?js|css|html?|svg|j2|jinja2?)",
            "a script, a style or a template, which could be run on the build machine (a file yaml.py takes a "
            "library's place) or by readers' browsers",
        ),
        (_TOP, r"(?:tests|bench)/.*", "the tests, which keep the program right"),
        (_TOP, r"docs/.*", "a hand-written page or file of the network's own, which is published as it is"),
        (
            "",
            r"(?-i:posts|members|events)/.*",
            "a file that is no content: posts are .md, members and events are .yml, and beside them there may be "
            "pictures (.jpg, .png, .webp, .gif)",
        ),
        ("", r".*", "a file that is no post, member or event"),
    )
)

_FILE, _EXECUTABLE, _LINK, _SUBMODULE, _GONE = 0o100644, 0o100755, 0o120000, 0o160000, 0

# Windows refuses these; the last are characters that change the order in which a name is read, or break its line.
_UNWRITABLE = re.compile(
    r"""[<>:"|?*\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"""
    r"|[. ](?:/|\Z)|(?:\A|/)(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?:/|\Z)"
)

_ASK = "take this out of the contribution; if it is needed, ask the network's maintainers to make the change"
_PLAIN_FILE = "put the file itself here"
_NO_PROGRAM = "make it an ordinary file: git update-index --chmod=-x FILE"


class Unanswered(Exception):
    """Git can't say what was changed; the text is one line for whoever asked."""


def is_content(path: str) -> bool:
    """True for a path, seen from the network's folder, that a contributor may add, change and delete."""
    return bool(_CONTENT.fullmatch(path)) and not _HIDDEN.fullmatch(path) and ".." not in path.split("/")


def check(root: Path, revision: str) -> list[Problem]:
    """A problem for every changed path that a contributor has no business with; raises Unanswered.

    The files as they are now, whether committed or not, are compared with the commit at which they and the revision
    parted: what the revision has got since then is not the contribution's doing.
    """
    git = _Git(root)
    base = git.parting(revision)
    changes = {change.path: change for change in (*git.changed(base), *git.untracked())}.values()
    added = {change.path for change in changes if change.added}
    gone = {change.path for change in changes if change.mode == _GONE}
    alike = _Alike((git.names(base) - gone) | added if added else ())
    found = []
    for change in changes:
        path = posixpath.relpath(change.path, git.prefix) if git.prefix else change.path
        told = _told(change, path, alike)
        if told:
            found.append(Problem("not-a-contributors", told[0], Place.start_of(path), told[1]))
    return found


@dataclass(frozen=True, slots=True)
class _Change:
    path: str  # from the repository's top
    mode: int  # as git writes it
    added: bool

    @property
    def verb(self) -> str:
        return "adds" if self.added else "deletes" if self.mode == _GONE else "changes"


def _told(change: _Change, path: str, alike: _Alike) -> tuple[str, str] | None:
    """What is the matter with a change, and what to do."""
    if change.mode == _LINK:
        return "the contribution has a link here, which can lead to any file of the machine that reads it", _PLAIN_FILE
    if change.mode == _SUBMODULE:
        return "the contribution has another repository here, whose contents nobody sees in review", _PLAIN_FILE
    if not is_content(path):
        what = next(what for pattern, what in _KINDS if pattern.fullmatch(path))
        return f"the contribution {change.verb} {what}", _ASK
    if change.mode == _EXECUTABLE:
        return "the file is marked as a program, and content is never run", _NO_PROGRAM
    if change.mode == _GONE:
        return None
    if _UNWRITABLE.search(path):
        return "the file's name has what not every computer can write", "rename it: letters, digits and hyphens"
    other = alike.other(change.path)
    if change.added and other:
        return f"on Windows and macOS this would be one file with {other}", "give it another name"
    return None


class _Alike:
    """Paths that differ only in capital letters, or in how their accents are put together."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths: dict[str, list[str]] = {}
        for path in sorted(paths):
            self.paths.setdefault(_folded(path), []).append(path)

    def other(self, path: str) -> str | None:
        return next((other for other in self.paths.get(_folded(path), ()) if other != path), None)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


_SETTINGS: Mapping[str, str] = {
    "core.fsmonitor": "false",  # may name a program
    "core.hooksPath": os.devnull,
    "protocol.allow": "never",  # a clone without all contents would fetch the rest
    "safe.bareRepository": "explicit",  # a folder can be dressed as a repository, with settings of its own
}


class _Git:
    """Questions to git about the repository that a folder belongs to."""

    def __init__(self, folder: Path) -> None:
        # Never a program of the folder itself, which Windows would find first.
        program = shutil.which("git", path=os.pathsep.join(filter(os.path.isabs, os.get_exec_path())))
        if not program or not os.path.isabs(program):
            raise Unanswered("git is not installed, and only git can say what was changed")
        self.program = program
        self.folder = str(folder)
        self.environment = _environment(_SETTINGS)
        self.prefix = _shown(self._asked("rev-parse", "--show-prefix").rstrip(b"/\n"))
        self.folder = os.fsdecode(self._asked("rev-parse", "--show-toplevel").removesuffix(b"\n"))
        self.environment = _environment({**_SETTINGS, **self._no_filters()})
        self.sees_programs = self._run("config", "--type=bool", "core.fileMode").stdout.strip() != b"false"

    def _no_filters(self) -> dict[str, str]:
        """A .gitattributes of the folder may name any filter that the user has configured."""
        keys = self._run("config", "-z", "--name-only", "--get-regexp", r"^filter\.").stdout.split(b"\0")
        return {os.fsdecode(key): "false" if key.endswith(b".required") else "" for key in keys if key}

    def parting(self, revision: str) -> str:
        """The commit at which HEAD and the revision parted; the revision itself if they have no common past."""
        known = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not revision or revision.startswith("-") or known.returncode:
            raise Unanswered(f"git knows no commit '{_clean(revision)}' here: mind its spelling, or fetch it")
        commit = known.stdout.decode().strip()
        common = self._run("merge-base", commit, "HEAD")
        if common.returncode == 0:
            return common.stdout.decode().split()[0]
        if self._asked("rev-parse", "--is-shallow-repository").strip() == b"true":
            raise Unanswered("this clone is too shallow to see where the contribution begins: git fetch --unshallow")
        return commit

    def changed(self, base: str) -> Iterator[_Change]:
        """Tracked files that differ from the commit."""
        words = "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color"
        parts = self._asked("diff", *words, "--ignore-submodules=dirty", base, "--").split(b"\0")
        for told, path in zip(parts[::2], parts[1::2]):
            _, mode, _, _, status = told.decode().split(" ")
            yield _Change(_shown(path), int(mode, 8), status == "A")

    def untracked(self) -> Iterator[_Change]:
        """Files that git would add; a repository inside this one ends in a slash."""
        for path in self._asked("ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
            if path:
                mode = _SUBMODULE if path.endswith(b"/") else self._mode(path)
                yield _Change(_shown(path.removesuffix(b"/")), mode, True)

    def _mode(self, path: bytes) -> int:
        """As git would write it."""
        try:
            mode = os.lstat(os.path.join(os.fsencode(self.folder), path)).st_mode
        except OSError:  # it went away meanwhile
            return _GONE
        if stat.S_ISLNK(mode):
            return _LINK
        return _EXECUTABLE if mode & stat.S_IXUSR and self.sees_programs else _FILE

    def names(self, commit: str) -> set[str]:
        """Every path of a commit."""
        answer = self._asked("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
        return {_shown(path) for path in answer.split(b"\0") if path}

    def _asked(self, *words: str) -> bytes:
        answer = self._run(*words)
        if answer.returncode:
            reason = _clean(answer.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
            raise Unanswered(f"git can't say what was changed: {reason.removeprefix('fatal: ')}")
        return answer.stdout

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [self.program, "--no-pager", *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Without the caller's GIT_DIR, GIT_INDEX_FILE and so on: in a hook they would speak of another state."""
    given = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    given |= {"GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
    given["GIT_CONFIG_COUNT"] = str(len(settings))
    for number, (key, value) in enumerate(settings.items()):
        given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return given


def _shown(path: bytes) -> str:
    """A name that is not UTF-8 keeps its bytes as \\xff, and with them a backslash, which no content has."""
    return path.decode("utf-8", "backslashreplace")


def _clean(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
