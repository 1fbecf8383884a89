"""digests/: the words at the beginning of the next digest, and a note of each that was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from talanoa.files import DIGESTS
from talanoa.load.reading import bytes_of, text_of, yaml_of
from talanoa.model.digest import SentDigest, path_of
from talanoa.model.fields import Problems, read
from talanoa.model.values import Markdown
from talanoa.problems import Place, Problem, Severity

_GREETING = re.compile(rf"{DIGESTS}/greeting(?:\.([A-Za-z0-9-]+))?\.md")
_NEARLY = re.compile(rf"{DIGESTS}/greetings?(?:[ ._-]+([a-z]{{2,3}}(?:[-_][a-z0-9]+)*))?[ .]*\.(?:md|txt)")
_SENT = re.compile(rf"{DIGESTS}/\d{{4}}-\d\d-\d\d\.[A-Za-z0-9-]+\.yml")


def greetings(root: Path, files: Iterable[str], problems: Problems) -> dict[str, Markdown]:
    """By language; "" is that of the network."""
    found = {}
    for path in files:
        if match := _GREETING.fullmatch(path):
            text = text_of(root, path, problems)
            if text.strip():
                found[match[1] or ""] = Markdown.at(text, Place.start_of(path))
    return found


def sent(root: Path, files: Iterable[str], problems: Problems) -> tuple[SentDigest, ...]:
    """The latest first."""
    found = {path: digest for path in files if _SENT.fullmatch(path) and (digest := _of_file(root, path, problems))}
    right = {path: path_of(digest.until, digest.language) for path, digest in found.items()}
    problems += (_misnamed(path, None if it in found else it) for path, it in right.items() if it != path)
    return tuple(sorted(found.values(), key=lambda it: (it.until, it.language), reverse=True))


def _misnamed(path: str, right: str | None) -> Problem:
    message = "the name of this file is that of another digest: it doesn't fit `until` and `language`"
    help = "the name is the digest's last day and its language; undo what was changed since `talanoa digest --send` wrote it"
    return Problem("stray-file", message, Place.start_of(path), help, right, Severity.WARNING)


def strays(files: Sequence[str], languages: Sequence[str]) -> Iterator[Problem]:
    """What is in the folder and is neither, or is in a language that the network hasn't got."""
    taken = {*files}
    for path in files:
        greeting = _GREETING.fullmatch(path)
        right = _SENT.fullmatch(path) or (greeting and (greeting[1] or languages[0]) in languages)
        if not path.startswith(f"{DIGESTS}/") or right or path.lower().endswith("/readme.md"):
            continue
        message = "this file is neither a greeting nor the note of a digest that was sent"
        help = "a greeting is digests/greeting.md, or digests/greeting.id.md in another language"
        if greeting:
            message = f"no digest begins with this: the network has no language '{greeting[1]}'"
            help = f"its languages are {', '.join(languages)}; they are listed in network.yml"
        known = _suggested(path, languages)
        suggestion = None if known in taken else known
        taken |= {known} if known else set()
        yield Problem("stray-file", message, Place.start_of(path), help, suggestion, Severity.WARNING)


def _suggested(path: str, languages: Sequence[str]) -> str | None:
    match = _NEARLY.fullmatch(path.casefold())
    if match is None:
        return None
    spoken = {language.casefold(): f".{language}" for language in languages}.get((match[1] or "").replace("_", "-"), "")
    return f"{DIGESTS}/greeting{spoken}.md" if spoken or not match[1] else None


def _of_file(root: Path, path: str, problems: Problems) -> SentDigest | None:
    data = bytes_of(root, path, problems)
    node = None if data is None else yaml_of(data, path, problems)
    return None if node is None else read(SentDigest, node, problems)
