"""What is left of the example that a network began with, once the site no longer says that it is one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from talanoa.checks.checked import Checked
from talanoa.files import SETTINGS, is_image, read_bytes
from talanoa.problems import Place, Problem, Severity
from talanoa.source import MAX_BYTES

# Made of the sample and of the starters by a test (test_examples.py): words, slugs of posts, pictures.
LIST = Path(__file__).parent / "examples.txt"
# Every word of the list has one of these in it, and hardly any honest text does.
_QUICK = ("xample", "Sample", "Say who", "Say here")
_HELP = "write your own instead, or take it out; `sample: true` in network.yml says that the site is an example"


def left_over_examples(checked: Checked) -> Iterator[Problem]:
    """Names, addresses, phrases, posts and pictures of the sample or of a starter."""
    content = checked.content
    if content.network.sample:
        return
    members = {member.written_at.file for member in content.members}
    events = {event.written_at.file for event in content.events}
    for path in sorted({"network.yml", SETTINGS, *members, *events}):
        yield from _in_data(path, checked)
    for path, text in content.docs.items():
        yield from _words(path, text.split("\n"))
    for post in content.posts:
        if post.slug in _known("posts"):
            yield _problem(f"the post '{post.slug}'", Place.start_of(post.path))
        elif any(words in post.body for words in _QUICK):
            yield from _words(post.path, checked.source.of(post.path))
    for path in sorted(filter(is_image, content.files)):
        if _is_example(content.root, path):
            yield _problem("this picture", Place.start_of(path))


def _in_data(path: str, checked: Checked) -> Iterator[Problem]:
    """What a file of the network's data has; one that was looked at before isn't looked at again."""
    found: list[Problem] = []
    with suppress(OSError):  # there is no such file, or it is a link
        data = read_bytes(checked.content.root, path, MAX_BYTES + 1)
        checked.readings.once(
            ("left over", path, data), lambda them: them.extend(_words(path, checked.source.of(path))), found
        )
    return iter(found)


def _words(path: str, lines: Iterable[str]) -> Iterator[Problem]:
    comments = not path.endswith(".md")
    for number, line in enumerate(lines, start=1):
        if any(words in line for words in _QUICK) and not (comments and line.lstrip().startswith("#")):
            for found in _pattern().finditer(line):
                place = Place(path, number, found.start() + 1, number, found.end() + 1)
                yield _problem(f"'{found[0]}'", place)


def _problem(what: str, place: Place) -> Problem:
    message = f"{what} is left over from the example that the site began with"
    return Problem("left-over-example", message, place, _HELP, severity=Severity.WARNING)


def _is_example(root: Path, picture: str) -> bool:
    """Compares the length first: a picture is read only if that is one of theirs."""
    try:
        return os.lstat(root / picture).st_size in _sizes() and signature(read_bytes(root, picture)) in _known(
            "pictures"
        )
    except OSError:  # which is reported elsewhere
        return False


def signature(picture: bytes) -> str:
    return f"{len(picture)} {blake2b(picture, digest_size=12).hexdigest()}"


@cache
def _known(kind: str) -> frozenset[str]:
    _, _, after = LIST.read_text("utf-8").partition(f"[{kind}]\n")
    return frozenset(after.partition("\n[")[0].split("\n")) - {""}


@cache
def _sizes() -> frozenset[int]:
    """The lengths of the pictures."""
    return frozenset(int(known.partition(" ")[0]) for known in _known("pictures"))


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_known("words"), key=lambda words: (-len(words), words))
    return re.compile("|".join(rf"(?<![\w-]){re.escape(words)}(?!\w)" for words in longest_first))
