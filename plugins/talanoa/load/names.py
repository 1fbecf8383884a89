"""Files that are named nearly right: `events.yaml`, `Posts/`, `posts/x.md.txt`. Nothing reads them, so they are reported.

Names are compared as people see them: without regard to capitals, to how an accent is stored, and to blanks at the end.
What is certain is an error, for entries are missing; what could be meant otherwise, and what editors leave, is a warning.
"""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from talanoa.load.files import ending_of
from talanoa.model.scalars import shown, slug_like
from talanoa.problems import Place, Problem, Severity

FOLDERS = ("docs", "events", "members", "posts")
_DATA = ("events", "members", "network")
_TEXT = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdwn|mdx|mdte?xt|m|mb|dm)(?:\.(?:txt|md))?$")
_YAML = re.compile(r"\.(?:ya?ml|yl|ym|yam|ylm|yalm|ymal|ymll|ymk)(?:\.(?:txt|ya?ml))?$")
# What editors, merges and downloads leave beside a file.
_BEHIND = re.compile(r"(?:~|\.(?:bak|backup|orig|old|tmp|sw[op]|save|rej))$")
_COPIED = re.compile(r"^(?:copy of |kopie von |copia de |copie de )|(?:[ _-]+copy(?: ?\d+)?| ?\(\d+\))(?=\.)|^#|#$")
_UNREAD = "nothing reads a file of this name"
_MEANT_AS_DATA = (".json", ".markdown", ".md")  # in events/ and members/


def misnamed(root: Path, files: list[str]) -> Iterator[Problem]:
    """Every file and folder that nothing reads because of its name."""
    yield from _at_the_top(root)
    known = {*files}
    for path in files:
        if problem := _in_a_folder(path, known):
            yield problem
    yield from _alike(files)


def meant_path(path: str) -> str | None:
    """The path that a post, a page or an entry of a content folder should have; None if it is right, or is none of these."""
    folder, name = posixpath.split(path)
    top = path.partition("/")[0]
    right = (".yml", ".yaml") if top in ("events", "members") else (".md",)
    if name.endswith(right):
        return None
    like = (_YAML if top in ("events", "members") else _TEXT).search(_seen(name))
    if not like:
        return None
    stem = unicodedata.normalize("NFC", name.strip())[: like.start()]
    return f"{folder}/{(slug_like(stem) or stem) if top == 'posts' and stem != 'index' else stem}{right[0]}"


def _in_a_folder(path: str, known: set[str]) -> Problem | None:
    folder, name = posixpath.split(path)
    top = path.partition("/")[0]
    if original := _left_over(name):
        pattern = _YAML if top in ("events", "members") else _TEXT
        copied = not _BEHIND.search(_seen(name))
        if pattern.search(original) and not (copied and f"{folder}/{original}" not in known):
            return _stray(path, "an editor, a merge or a download left this copy", "delete it", None, Severity.WARNING)
    if meant := meant_path(path):
        return _stray(path, _UNREAD, f"rename it to {posixpath.basename(meant)}", None if meant in known else meant)
    if top in ("events", "members") and ending_of(path) in _MEANT_AS_DATA and not _seen(name).startswith("readme"):
        return _stray(path, _UNREAD, f"{top}/ holds .yml files, and their pictures", None, Severity.WARNING)
    return None


def _at_the_top(root: Path) -> Iterator[Problem]:
    for name in sorted(_listed(root)):
        seen = _seen(name)
        if (root / name).is_dir():
            if name in FOLDERS:
                continue
            if seen in FOLDERS:
                free = None if os.path.lexists(root / seen) else seen
                yield _stray(name, "nothing reads this folder", f"move what is in it to {seen}/", free)
            elif (near := _near(seen, FOLDERS)) and _has_content(root / name, near):
                help = f"if it is meant as {near}/, rename it"
                free = None if os.path.lexists(root / near) else near
                yield _stray(name, "nothing reads this folder", help, free, Severity.WARNING)
        elif not name.endswith(".yml") or name.removesuffix(".yml") not in _DATA:
            yield from _data_file(root, name, seen)


def _data_file(root: Path, name: str, seen: str) -> Iterator[Problem]:
    original = _left_over(name)
    ending = _YAML.search(original or seen)
    stem = (original or seen)[: ending.start()] if ending else seen
    if ending is None and stem != "network":  # `events` without an ending is reported as no folder
        return
    meant = stem if stem in _DATA else _near(stem, _DATA)
    if meant is None:
        return
    free = None if os.path.lexists(root / f"{meant}.yml") else f"{meant}.yml"
    if original:
        message, help = (
            "an editor, a merge or a download left this copy, and nothing reads it",
            "delete it, or rename it",
        )
        yield _stray(name, message, help, free, Severity.WARNING)
    else:
        severity = Severity.ERROR if stem == meant else Severity.WARNING
        yield _stray(name, _UNREAD, f"move what is in it to {meant}.yml", free, severity)


def _alike(files: list[str]) -> Iterator[Problem]:
    """Names that are one name on some computers, or are stored in a way that no link writes."""
    seen = Counter(map(_seen, files))
    for path in files:
        plain = unicodedata.normalize("NFC", path)
        if seen[_seen(path)] > 1:
            message = (
                "another file has this name but for capitals, accents or blanks; some computers keep one of the two"
            )
            yield _stray(path, message, "rename one of them", None, Severity.WARNING)
        elif plain != path:
            message = "the accents in this file's name are stored as characters of their own, which links don't write"
            yield _stray(path, message, "rename it, with the name typed again", plain, Severity.WARNING)


def _stray(
    path: str, message: str, help: str, suggestion: str | None = None, severity: Severity = Severity.ERROR
) -> Problem:
    name = posixpath.basename(path)
    said = f"'{shown(name)}'" + (" (with a blank at an end)" if name != name.strip() else "")
    return Problem("stray-file", f"{said}: {message}", Place.start_of(path), help, suggestion, severity)


def _seen(name: str) -> str:
    """The name as people see it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()


def _left_over(name: str) -> str | None:
    """The name of the file of which this is a copy; None if it looks like no copy."""
    seen = _seen(name)
    original = _COPIED.sub("", _BEHIND.sub("", seen)).strip()
    return original if original != seen else None


def _near(name: str, known: Iterable[str]) -> str | None:
    return next((word for word in known if _one_slip(name, word)), None)


def _one_slip(one: str, two: str) -> bool:
    """True if a letter is missing, too many, another one, or in the other order than its neighbour."""
    at = len(posixpath.commonprefix([one, two]))
    rest, other = one[at:], two[at:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return one != two and (rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other or swapped)


def _has_content(folder: Path, meant: str) -> bool:
    endings = (".yml", ".yaml") if meant in ("events", "members") else (".md", ".markdown")
    names = (_seen(name) for name in _listed(folder))
    return any(name.endswith(endings) and not name.startswith("readme") for name in names)


def _listed(folder: Path) -> list[str]:
    """The names in a folder that can be shown; dot files are nobody's content."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [name for name in names if not name.startswith(".") and name.isprintable()]
