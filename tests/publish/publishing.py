"""Sites to publish, and a program that is stopped while it does."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unittest import mock

from tests.conftest import tree

from talanoa.publish import Publication, mark, swap

Site = Mapping[str, str]
OLD: Site = {
    "index.html": "old",
    "same.css": "same",
    "feed/index.html": "was a folder",
    "page": "was a file",
    "gone/a.html": "x",
    "gone/b/c.png": "x",
    ".well-known/x": "x",
}
NEW: Site = {
    "index.html": "new",
    "same.css": "same",
    "feed": "is a file",
    "page/index.html": "is a folder",
    "new.css": "new",
    "новая/index.html": "new",
}


def publish(site: Path, files: Site, root: Path | None = None, cache: Path | None = None) -> None:
    publication = Publication(str(site), root or site.parent / "network", cache)
    begin(publication, files)
    publication.finish()


def begin(publication: Publication, files: Site) -> None:
    publication.begin()
    for path, text in files.items():
        publication.put(path, text.encode())


def write(folder: Path, files: Site) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def texts(folder: Path) -> Site:
    """What a site holds, but for its mark."""
    return {path: data.decode() for path, data in tree(folder).items() if path != mark.NAME}


STEPS = ("rename", "replace", "unlink", "rmdir", "mkdir", "utime")


def killed_at(step: int, publication: Callable[[], None], steps: Sequence[str] = STEPS) -> bool:
    """Does it in a process that dies at a step; True if it lived to the end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    count = 0

    def dying(call: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == step:
                os._exit(9)
            return call(*given, **named)

        return wrapped

    try:
        with (
            mock.patch.multiple(os, **{name: dying(getattr(os, name)) for name in steps}),
            mock.patch("talanoa.publish.swap.exchange", dying(swap.exchange)),
        ):
            publication()
    except BaseException:
        os._exit(1)
    os._exit(0)
