"""What a system refuses to do with a file, in words for people."""

from __future__ import annotations

from pathlib import Path


def refusal(error: OSError, deed: str, file: object = None) -> str:
    """Such as "members.yml can't be written: Permission denied; …". Excel lets no one else read or write what it has open on Windows."""
    help = "; if it is open in another program, close it there" if isinstance(error, PermissionError) else ""
    return f"{file or Path(error.filename or 'a file')} can't be {deed}: {error.strerror}{help}"
