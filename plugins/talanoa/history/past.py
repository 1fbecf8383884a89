"""The network's folder as a revision has it, read as any other folder.

Its files are written into a temporary folder from git's objects: no checkout, so nothing that a repository could bring
along is run; regular files of the content alone, under plain names, so nothing is written elsewhere.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from talanoa.files import CONTRIBUTED, ending_of, is_read
from talanoa.git import Git, Stored, Unanswered
from talanoa.load import MAX_FOLDERS, Content, load
from talanoa.source import MAX_BYTES

# What systems say of a name that another file has already, or that they can't write at all (`aux.md` on Windows).
_UNWRITABLE = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ENOENT)
_ANSWERS = (".csv", ".tsv", ".txt")  # of surveys
MAX_FILES = 100_000
MAX_TOTAL = 500_000_000  # bytes


def past(root: Path, revision: str) -> Content:
    """What the folder held where it and the revision diverged; raises Unanswered.

    What the revision has got since then is not the doing of the one who works here.
    """
    git = Git(root)
    files = [file for file in git.files(git.fork_point(revision)) if _is_content(file)]
    if len(files) > MAX_FILES or sum(file.size for file in files) > MAX_TOTAL:
        raise Unanswered("that revision is larger than any network")
    with TemporaryDirectory(prefix="talanoa-") as folder:
        for file, data in git.contents(files):
            _write(Path(folder) / file.path, data)
        content, _ = load(Path(folder))
    if content is None:
        raise Unanswered("that revision has no network.yml that can be read, so there is nothing to compare with")
    return content


def _is_content(file: Stored) -> bool:
    parts = file.path.split("/")
    plain = not any(part.startswith(".") for part in parts) and not re.search(r"[\\:\0]", file.path)
    of_use = is_read(file.path) or (parts[0] in CONTRIBUTED and ending_of(file.path) in _ANSWERS)
    return plain and file.path.count("/") <= MAX_FOLDERS and file.size <= MAX_BYTES and of_use


def _write(path: Path, data: bytes) -> None:
    """Two names may be one on this computer, or too long for it: such a file is left out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
