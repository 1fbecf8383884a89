"""Git, asked about the repository that a folder belongs to: which paths differ, and what files a commit holds.

It is asked in such a way that nothing of the folder, and nothing that its .gitattributes could wake in the user's own
configuration, is run: no checkout, no filters, no hooks, no network.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE, EXECUTABLE, LINK, SUBMODULE, GONE = 0o100644, 0o100755, 0o120000, 0o160000, 0
# What is stored, and no program of the user's for looking at it.
_AS_STORED = ("-z", "--no-renames", "--no-ext-diff", "--no-textconv")
_INCOMPLETE = "this clone doesn't have all of that revision: make a full clone"


class Unanswered(Exception):
    """Git can't say what was asked; the text is one line for those who asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """A path that differs from a commit."""

    path: str  # from the repository's top
    mode: int  # as git writes it
    added: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A regular file of a commit."""

    path: str  # from the network's folder
    id: str
    size: int


_SETTINGS: Mapping[str, str] = {
    "core.fsmonitor": "false",  # may name a program
    "core.hooksPath": os.devnull,
    "protocol.allow": "never",  # a clone without all contents would fetch the rest
    "safe.bareRepository": "explicit",  # a folder can be dressed as a repository, with settings of its own
}


class Git:
    """Questions to git about the repository that a folder belongs to."""

    def __init__(self, folder: Path) -> None:
        # Never a program of the folder itself, which Windows would find first.
        program = shutil.which("git", path=os.pathsep.join(filter(os.path.isabs, os.get_exec_path())))
        if not program or not os.path.isabs(program):
            raise Unanswered("git is not installed, and only git knows what was there before")
        self._program = program
        self._folder = str(folder)
        self._variables = _environment(_SETTINGS)
        self._prefix = self._asked("rev-parse", "--show-prefix").rstrip(b"/\n")
        self._folder = os.fsdecode(self._asked("rev-parse", "--show-toplevel").removesuffix(b"\n"))
        self._variables = _environment({**_SETTINGS, **self._no_filters()})
        self._sees_programs = self._run("config", "--type=bool", "core.fileMode").stdout.strip() != b"false"

    @property
    def prefix(self) -> str:
        """The folder's path from the repository's top."""
        return _shown(self._prefix)

    def _no_filters(self) -> dict[str, str]:
        """A .gitattributes of the folder may name any filter that the user has configured."""
        keys = self._run("config", "-z", "--name-only", "--get-regexp", r"^filter\.").stdout.split(b"\0")
        return {os.fsdecode(key): "false" if key.endswith(b".required") else "" for key in keys if key}

    def fork_point(self, revision: str) -> str:
        """The commit at which HEAD and the revision diverged; the revision itself if they have no common past."""
        known = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not revision or revision.startswith("-") or known.returncode:
            raise Unanswered(f"git knows no commit '{clean(revision)}' here: check the spelling, or fetch it")
        commit = known.stdout.decode().strip()
        common = self._run("merge-base", commit, "HEAD")
        if common.returncode == 0:
            return common.stdout.decode().split()[0]
        if self._asked("rev-parse", "--is-shallow-repository").strip() == b"true":
            raise Unanswered("this clone is too shallow to see where the contribution begins: git fetch --unshallow")
        return commit

    def changed(self, base: str) -> Iterator[Change]:
        """Tracked files that differ from the commit."""
        words = "--raw", "--no-color", "--ignore-submodules=dirty"
        parts = self._asked("diff", *_AS_STORED, *words, base, "--").split(b"\0")
        for facts, path in zip(parts[::2], parts[1::2]):
            _, mode, _, _, status = facts.decode().split(" ")
            yield Change(_shown(path), int(mode, 8), status == "A")

    def untracked(self) -> Iterator[Change]:
        """Files that git would add; a repository inside this one ends in a slash."""
        for path in self._asked("ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
            if path:
                mode = SUBMODULE if path.endswith(b"/") else self._mode(path)
                yield Change(_shown(path.removesuffix(b"/")), mode, True)

    def _mode(self, path: bytes) -> int:
        """As git would write it."""
        try:
            mode = os.lstat(os.path.join(os.fsencode(self._folder), path)).st_mode
        except OSError:  # it went away meanwhile
            return GONE
        if stat.S_ISLNK(mode):
            return LINK
        return EXECUTABLE if mode & stat.S_IXUSR and self._sees_programs else FILE

    def tracks(self, path: str) -> bool:
        """True if git keeps this file or folder, seen from the network's folder, or something in it."""
        return bool(self._asked("--literal-pathspecs", "ls-files", "-z", "--", self._whole(path)))

    def _whole(self, path: str) -> str:
        """The path from the repository's top."""
        return os.path.join(os.fsdecode(self._prefix), path)

    def last_commits(self, folder: str) -> dict[str, int]:
        """When each file below a folder of the network's was last committed, by its path from the network's folder."""
        prefix = f"{self.prefix}/" if self.prefix else ""
        found: dict[str, int] = {}
        time = 0
        # No path begins with a slash, so the time of a commit is none of them.
        for part in self._logged(folder, "--format=/%ct", "--name-only"):
            if part.startswith(b"/"):
                time = int(part[1:])
            elif path := part.removeprefix(b"\n"):
                found.setdefault(_shown(path).removeprefix(prefix), time)
        return found

    def times_of_lines(self, path: str) -> list[int]:
        """When each line of a file of the network's was last committed; of lines that aren't yet, now."""
        lines = self._asked("blame", "--line-porcelain", "--no-textconv", "--", self._whole(path)).split(b"\n")
        return [int(line.removeprefix(b"committer-time ")) for line in lines if line.startswith(b"committer-time ")]

    def versions(self, path: str, most: int) -> Iterator[bytes]:
        """What a file of the network's was in the last commits that changed it, the latest first."""
        for part in self._logged(path, f"--max-count={most}", "--format=", "--raw", "--no-abbrev"):
            id = part.split(b" ")[3].decode() if part.startswith(b":") else ""
            if id.strip("0"):  # it wasn't deleted
                yield self._asked("cat-file", "blob", id)

    def _logged(self, path: str, *words: str) -> list[bytes]:
        """What git's log says of a file or folder of the network's, in parts."""
        words = (*_AS_STORED, "--no-show-signature", *words, "--", self._whole(path))
        return self._asked("--literal-pathspecs", "log", *words).split(b"\0")

    def names(self, commit: str) -> set[str]:
        """Every path of a commit."""
        answer = self._asked("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
        return {_shown(path) for path in answer.split(b"\0") if path}

    def files(self, commit: str) -> Iterator[Stored]:
        """The regular files that a commit has in the folder; none if it has no such folder."""
        tree = os.fsdecode(commit.encode() + b":" + self._prefix)
        if self._run("cat-file", "-e", tree).returncode:
            return
        answer = self._run("ls-tree", "-r", "-z", "--long", "--full-tree", tree)
        if answer.returncode:
            raise Unanswered(_INCOMPLETE)
        for entry in answer.stdout.split(b"\0"):
            facts, _, path = entry.partition(b"\t")
            mode, _, id, size = facts.decode().split() if facts else ("0", "", "", "")
            if stat.S_ISREG(int(mode, 8)):
                yield Stored(_shown(path), id, int(size))

    def contents(self, files: Iterable[Stored]) -> Iterator[tuple[Stored, bytes]]:
        """Files with their bytes as git keeps them."""
        wanted = list(files)
        data = self._asked("cat-file", "--batch", given="".join(f"{file.id}\n" for file in wanted).encode())
        at = 0
        for file in wanted:
            begin = data.index(b"\n", at) + 1
            if data[at:begin].split() != [file.id.encode(), b"blob", str(file.size).encode()]:
                raise Unanswered(_INCOMPLETE)
            at = begin + file.size + 1
            yield file, data[begin : at - 1]

    def _asked(self, *words: str, given: bytes = b"") -> bytes:
        answer = self._run(*words, given=given)
        if answer.returncode:
            reason = clean(answer.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
            raise Unanswered(f"git can't say what was changed: {reason.removeprefix('fatal: ')}")
        return answer.stdout

    def _run(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [self._program, "--no-pager", *words],
            cwd=self._folder,
            env=self._variables,
            input=given,
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


def clean(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
