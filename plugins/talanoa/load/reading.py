"""A file of the network → its bytes, its text, its YAML; with a problem where that can't be."""

from __future__ import annotations

from pathlib import Path

from talanoa import source
from talanoa.files import read_bytes
from talanoa.model.fields import Problems
from talanoa.problems import HELP_TO_READ, Place, Problem
from talanoa.source import Node, Source


def source_of(root: Path, path: str, problems: Problems) -> Source | None:
    """A file as text whose every place is known; None if it can't be read as one."""
    data = bytes_of(root, path, problems)
    return None if data is None else source.decode(data, path, problems)


def bytes_of(root: Path, path: str, problems: Problems) -> bytes | None:
    """A file as it is; None if it can't be read."""
    try:
        # One byte more than the limit is enough to see that a file is too large.
        return read_bytes(root, path, source.MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        problems.append(
            Problem(
                "unreadable-file",
                f"the file can't be read: {reason}",
                Place.start_of(path),
                HELP_TO_READ,
            )
        )
        return None


def beginning_of(root: Path, path: str, most: int = source.MAX_BYTES) -> bytes:
    """The first bytes of a file, by default as many as content can have; none if it can't be read."""
    try:
        return read_bytes(root, path, most)
    except OSError:  # what needs the file says so
        return b""


def text_of(root: Path, path: str, problems: Problems) -> str:
    """A file's text; "" if it can't be read as one."""
    found = source_of(root, path, problems)
    return found.text if found else ""


def yaml_of(data: bytes, path: str, problems: Problems) -> Node | None:
    """A YAML file taken apart."""
    found = source.decode(data, path, problems)
    return source.parse_yaml(found, problems) if found else None
