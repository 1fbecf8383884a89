"""digests/: the words at the beginning of the next digest, and a note of each that was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from talanoa.files.layout import DIGESTS
from talanoa.load.reading import bytes_of, text_of, yaml_of
from talanoa.model.digest import SentDigest
from talanoa.model.fields import Problems, read
from talanoa.model.values import Markdown
from talanoa.problems import Place, Problem, Severity

_GREETING = re.compile(rf"{DIGESTS}/greeting(?:\.([A-Za-z0-9-]+))?\.md")
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
    found = [digest for path in files if _SENT.fullmatch(path) and (digest := _of_file(root, path, problems))]
    return tuple(sorted(found, key=lambda it: (it.until, it.language), reverse=True))


def strays(files: Iterable[str]) -> Iterator[Problem]:
    """What is in the folder and is neither."""
    for path in files:
        named = _GREETING.fullmatch(path) or _SENT.fullmatch(path)
        if path.startswith(f"{DIGESTS}/") and not named and not path.lower().endswith("/readme.md"):
            message = "this file is neither a greeting nor the note of a digest that was sent"
            help = "a greeting is digests/greeting.md, or digests/greeting.id.md in another language"
            yield Problem("stray-file", message, Place.start_of(path), help, severity=Severity.WARNING)


def _of_file(root: Path, path: str, problems: Problems) -> SentDigest | None:
    data = bytes_of(root, path, problems)
    node = None if data is None else yaml_of(data, path, problems)
    return None if node is None else read(SentDigest, node, problems)
