"""Where reports are written: never over a file of the network's, and never onto its site.

What a report wrote may be written again, as long as no one has changed it: a calendar is subscribed to at one address. Which files
these are, and what was in them, is kept in a folder that git ignores.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import click

from talanoa.cli.options import ROOT, say
from talanoa.files import FOLDERS, PRIVATE, SETTINGS, is_read, put, read_bytes, refusal
from talanoa.publish import mark

NAME = "reports.json"
_LARGEST = 2_000_000  # bytes


class Refused(Exception):
    """A report can't be written there; the text says why, and what to do."""


def write_safely(files: dict[Path, bytes]) -> None:
    """Writes files where none of the network's are, and says which; ends the program otherwise."""
    try:
        write(ROOT, files)
    except Refused as refused:
        raise click.UsageError(str(refused)) from None
    for path in files:
        say(f"Written: {path.as_posix()}")


def write(root: Path, files: dict[Path, bytes]) -> None:
    """Writes all of the files, or none; raises Refused."""
    known = _known(root)
    for path, data in files.items():
        _refuse_what_is_there(root, path, data, known)
    try:
        for path, data in files.items():
            put(path.parent, path.name, data)
        _keep(root, known | {_named(path): _digest(data) for path, data in files.items()})
    except OSError as error:
        raise Refused(refusal(error, "written")) from error


def _refuse_what_is_there(root: Path, path: Path, data: bytes, known: dict[str, str]) -> None:
    whole = Path(os.path.abspath(path))
    top = root.resolve()
    for folder in FOLDERS:
        if whole.parent.resolve().is_relative_to(top / folder):
            raise Refused(f"{path.as_posix()} would be on the site; write the report outside of {', '.join(FOLDERS)}")
    if whole.parent.resolve() == top and (is_read(whole.name) or whole.name == SETTINGS):
        raise Refused(f"{path.as_posix()} would be one of the network's own files; choose another name")
    for above in whole.parents:
        if os.path.lexists(above / mark.NAME):
            raise Refused(
                f"{path.as_posix()} would be in {above.as_posix()}, which is a built site; write the report elsewhere"
            )
    if not os.path.lexists(whole):
        return
    there = None
    try:
        there = read_bytes(whole.parent, whole.name, 100_000_000)
    except PermissionError as error:
        raise Refused(refusal(error, "written", path.as_posix())) from error
    except OSError:  # a link, or a folder
        pass
    if there is None or (there != data and known.get(_named(path)) != _digest(there)):
        raise Refused(
            f"{path.as_posix()} is there already, and is not what a report wrote; choose another name, or move it away"
        )


def _named(path: Path) -> str:
    return os.path.abspath(path)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _known(root: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads(read_bytes(root, f"{PRIVATE}/{NAME}", _LARGEST))
        if isinstance(found, dict):
            return {str(path): str(digest) for path, digest in found.items()}
    return {}


def _keep(root: Path, known: dict[str, str]) -> None:
    folder = root / PRIVATE
    put(folder, ".gitignore", b"*\n")
    there = {path: digest for path, digest in sorted(known.items()) if os.path.lexists(path)}
    put(folder, NAME, (json.dumps(there, indent=1) + "\n").encode())
