"""Files that are named nearly right: `events.yaml`, `Posts/`, `posts/x.md.txt`. Nothing reads them, so they are reported.

So are lists and posts that are known by how they begin, in a place where nothing reads them: `events-2026.yml`, `my-post.md`.

Names are compared as people see them: without regard to capitals, to how an accent is stored, to what is invisible, to spaces
at the end, and to letters of other scripts and widths that look the same.
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

from talanoa.characters import like_latin
from talanoa.files import (
    DATA_ENDINGS,
    FOLDERS,
    LISTS,
    READ,
    SETTINGS,
    TEXT_ENDINGS,
    ending_of,
    folders_above,
)
from talanoa.load.reading import beginning_of
from talanoa.model.scalars import slug_like
from talanoa.model.wrong import shown
from talanoa.names import folded
from talanoa.problems import Place, Problem, Severity

_DATA = tuple(name.removesuffix(".yml") for name in (*sorted(LISTS), SETTINGS))
_TEXT = re.compile(r"[.,;](?:md|markdown|mdown|mkdn?|mdwn|mdx|mdte?xt|m|mb|dm)(?:\.(?:txt|md))?$")
_YAML = re.compile(r"[.,;](?:ya?ml|yl|ym|yam|ylm|yalm|ymal|ymll|ymk)(?:\.(?:txt|ya?ml))?$")
# What editors, merges and downloads leave next to a file.
_BEHIND = re.compile(r"(?:~|\.(?:bak|backup|orig|old|tmp|sw[op]|save|rej))$")
_COPIED = re.compile(r"^(?:copy of |kopie von |copia de |copie de )|(?:[ _-]+copy(?: ?\d+)?| ?\(\d+\))(?=\.)|^#|#$")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_UNREAD = "the site doesn't read a file with this name"
# How a post, or an entry, begins; a mere text next to them does not.
_CONTENT_BEGINS = {
    "posts": re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n"),
    **dict.fromkeys(("events", "members"), re.compile(rb"^(?:events|members|series|- id|id):", re.MULTILINE)),
}
_OTHER_FORMATS = (".json", ".json5", ".jsonc", ".toml", ".xml", ".ini", ".txt", ".text")
_SHEETS = (".csv", ".tsv", ".xls", ".xlsx", ".ods")
_LISTS = re.compile(rb"^([a-z_]+):[ \t]*(?:\[|#|\r?$)", re.MULTILINE)
# The list that such a key begins, and the file that it is in.
_HOMES = {
    **dict.fromkeys(("events", "series"), "events"),
    "members": "members",
    **dict.fromkeys(("themes", "activities", "statuses", "countries", "member_kinds", "public_contacts"), "network"),
}
_GREETING = re.compile(r"greetings?(?:\.[a-z]{2,3}(?:-[a-z0-9]+)*)?\.md")
_POST_KEYS = (re.compile(rb"^kind:", re.MULTILINE), re.compile(rb"^authors:", re.MULTILINE))
_UNTYPED = ("", ".txt", ".text")
_LOOKED_AT = 2000  # bytes
_LIKE_DATA = (".json", ".toml", ".markdown", ".md")  # in events/ and members/


def misnamed(root: Path, files: list[str]) -> Iterator[Problem]:
    """Every file and folder that nothing reads because of its name."""
    yield from _at_the_top(root)
    known = {*files}
    for path in files:
        if problem := _in_a_folder(path, known) or _untyped(root, path) or _post_in_docs(root, path):
            yield problem
    yield from _alike(files)


def suggested_path(path: str) -> str | None:
    """The path that a post, a page or an entry of a content folder should have; None if it is right, or is none of these."""
    folder, name = posixpath.split(path)
    top = path.partition("/")[0]
    right = READ.get(top, TEXT_ENDINGS)
    if name.endswith(".md") and name != "index.md" and _seen(name) == "index.md":
        return f"{folder}/index.md"
    if name.endswith(right):
        return None
    like = (_YAML if READ.get(top) == DATA_ENDINGS else _TEXT).search(_seen(name))
    if not like:
        return None
    stem = unicodedata.normalize("NFC", name.strip())[: like.start()]
    return f"{folder}/{(slug_like(stem) or stem) if top == 'posts' and stem != 'index' else stem}{right[0]}"


def is_copy(path: str) -> bool:
    """True for what editors, merges and downloads leave, which is reported as such."""
    return _left_over(posixpath.basename(path)) is not None


def _untyped(root: Path, path: str) -> Problem | None:
    """A post or an entry in a file whose name says that it is none."""
    begins = _CONTENT_BEGINS.get(path.partition("/")[0])
    if begins is None or ending_of(path) not in _UNTYPED or is_copy(path):
        return None
    found = begins.match if path.startswith("posts/") else begins.search
    if not found(beginning_of(root, path, _LOOKED_AT)):
        return None
    ending = ".md" if path.startswith("posts/") else ".yml"
    return _stray(path, _UNREAD, f"rename it so that it ends in {ending}", posixpath.splitext(path)[0] + ending)


def _post_in_docs(root: Path, path: str) -> Problem | None:
    if not (path.startswith("docs/") and path.endswith(".md") and _is_post(beginning_of(root, path, _LOOKED_AT))):
        return None
    message = "this is a post, but docs/ is for other pages"
    return _doubtful(path, message, "move it to posts/")


def _is_post(text: bytes) -> bool:
    return bool(_CONTENT_BEGINS["posts"].match(text)) and all(key.search(text) for key in _POST_KEYS)


def _in_a_folder(path: str, known: set[str]) -> Problem | None:
    folder, name = posixpath.split(path)
    top = path.partition("/")[0]
    if original := _left_over(name):
        pattern = _YAML if READ.get(top) == DATA_ENDINGS else _TEXT
        if pattern.search(original) and (_BEHIND.search(_seen(name)) or f"{folder}/{original}" in known):
            return _doubtful(path, "an editor, a merge or a download left this copy", "delete it")
    suggestion = suggested_path(path)
    if suggestion and name.endswith(".md") and path.startswith("docs/"):
        return _doubtful(path, "only index.md is the page of its folder", "rename it", suggestion)
    if suggestion:
        return _stray(
            path, _UNREAD, f"rename it to {posixpath.basename(suggestion)}", None if suggestion in known else suggestion
        )
    if READ.get(top) == DATA_ENDINGS and ending_of(path) in _LIKE_DATA and not _seen(name).startswith("readme"):
        return _doubtful(path, _UNREAD, f"{top}/ holds .yml files, and their pictures")
    return None


def _at_the_top(root: Path) -> Iterator[Problem]:
    for name in sorted(_listed(root)):
        seen = _seen(name)
        if (root / name).is_dir():
            if name in FOLDERS:
                continue
            if seen in FOLDERS:
                free = None if os.path.lexists(root / seen) else seen
                yield _stray(name, "the site doesn't read this folder", f"move what is in it to {seen}/", free)
            elif (near := _near(seen, FOLDERS)) and _has_content(root / name, near):
                help = f"if it should be {near}/, rename it"
                free = None if os.path.lexists(root / near) else near
                yield _doubtful(name, "the site doesn't read this folder", help, free)
        elif not name.endswith(".yml") or name.removesuffix(".yml") not in _DATA:
            yield from _data_file(root, name, seen)


def _data_file(root: Path, name: str, seen: str) -> Iterator[Problem]:
    original = _left_over(name)
    ending = _YAML.search(original or seen)
    if ending is None:
        yield from () if original else _of_another_kind(root, name, seen)
        return
    stem = (original or seen)[: ending.start()]
    suggestion = stem if stem in _DATA else _near(stem, _DATA)
    if suggestion is None:
        yield from _list_of_another_name(root, name)
    elif original:
        message = "an editor, a merge or a download left this copy, and the site doesn't read it"
        yield _doubtful(name, message, "delete it, or rename it", _free(root, suggestion))
    else:
        yield _unread(root, name, suggestion, Severity.ERROR if stem == suggestion else Severity.WARNING)


def _of_another_kind(root: Path, name: str, seen: str) -> Iterator[Problem]:
    """`events.json`, `members.csv` where there are no members, `network`, and a post that is outside of posts/."""
    stem, ending = posixpath.splitext(seen)
    lacks = stem in ("events", "members") and _free(root, stem) and not (root / stem).exists()
    if seen in ("network", "mkdocs"):  # `events` is reported as no folder
        yield _unread(root, name, seen, Severity.ERROR)
    elif (stem in _DATA and ending in _OTHER_FORMATS) or (lacks and ending in _SHEETS):
        yield _doubtful(name, _UNREAD, f"write what is in it as {stem}.yml")
    elif _GREETING.fullmatch(seen):
        message = "this looks like the greeting of a digest, and nothing reads it here"
        yield _doubtful(name, message, "move it to digests/")
    elif _TEXT.search(seen) and _is_post(beginning_of(root, name, _LOOKED_AT)):
        yield _doubtful(name, "this is a post, and the site doesn't read it here", "move it to posts/")


def _list_of_another_name(root: Path, name: str) -> Iterator[Problem]:
    """`events-2026.yml`, `themes.yml`: it begins as such a list does."""
    keys = (found[1].decode() for found in _LISTS.finditer(beginning_of(root, name, _LOOKED_AT)))
    if home := next((_HOMES[key] for key in keys if key in _HOMES), None):
        help = f"move what is in it to {home}.yml" + (f", or the file into {home}/" if home in FOLDERS else "")
        yield _doubtful(name, _UNREAD, help)


def _unread(root: Path, name: str, suggestion: str, severity: Severity) -> Problem:
    return _stray(name, _UNREAD, f"move what is in it to {suggestion}.yml", _free(root, suggestion), severity)


def _free(root: Path, suggestion: str) -> str | None:
    return None if os.path.lexists(root / f"{suggestion}.yml") else f"{suggestion}.yml"


def _alike(files: list[str]) -> Iterator[Problem]:
    """Files that are stored in a way that no link writes; files and folders whose names are one name on some computers."""
    folders = dict.fromkeys(folder for path in files for folder in folders_above(path))
    seen = Counter(map(_on_disk, (*folders, *files)))
    for folder in folders:
        if seen[_on_disk(folder)] > 1 and seen[_on_disk(posixpath.dirname(folder))] < 2:
            message = (
                "another folder's name differs only in capitals, accents or spaces; some computers make the two one"
            )
            yield _doubtful(folder, message, "rename one of them")
    for path in files:
        plain = unicodedata.normalize("NFC", path)
        if seen[_on_disk(path)] > 1:
            message = "another file's name differs only in capitals, accents or spaces; some computers keep only one of the two"
            yield _doubtful(path, message, "rename one of them")
        elif plain != path and not (path.startswith("posts/") and path.endswith(".md")):  # no name for a post at all
            message = "the accents in this file name are stored as separate characters, which links don't use"
            yield _doubtful(path, message, "rename it: type the name again", plain)


def _stray(
    path: str, message: str, help: str, suggestion: str | None = None, severity: Severity = Severity.ERROR
) -> Problem:
    name = posixpath.basename(path)
    said = f"'{shown(name)}'" + (" (with a space at one end)" if name != name.strip() else "")
    return Problem("stray-file", f"{said}: {message}", Place.start_of(path), help, suggestion, severity)


def _doubtful(path: str, message: str, help: str, suggestion: str | None = None) -> Problem:
    """What could be meant otherwise, or was left by an editor."""
    return _stray(path, message, help, suggestion, Severity.WARNING)


def _seen(name: str) -> str:
    """The name as people see it."""
    if name.isascii():  # as most are
        return name.lower().strip()
    visible = "".join(character for character in name if unicodedata.category(character) != "Cf")
    return like_latin(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())).strip()


def _on_disk(path: str) -> str:
    """One for all paths that some computers take for one, with and without spaces at the end of each name."""
    return "/".join(part.strip() for part in folded(path).split("/"))


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


def _has_content(folder: Path, suggestion: str) -> bool:
    endings = READ[suggestion] if READ[suggestion] == DATA_ENDINGS else (*TEXT_ENDINGS, ".markdown")
    names = (_seen(name) for name in _listed(folder))
    return any(name.endswith(endings) and not name.startswith("readme") for name in names)


def _listed(folder: Path) -> list[str]:
    """The names in a folder that can be written; dot files are no one's content."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [name for name in names if not name.startswith(".") and not _CONTROLS.search(name)]
