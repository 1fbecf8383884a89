"""What keeps files of a site from being written, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from talanoa.engine.request import NotBuilt
from talanoa.files import refusal
from talanoa.images import PictureChanged
from talanoa.publish import Refused


@contextmanager
def as_not_built(refused: str, failed: str) -> Iterator[None]:
    """Raises NotBuilt for what is refused, for a picture that changes meanwhile, and for what the system can't do."""
    try:
        yield
    except Refused as why:
        raise NotBuilt(f"{refused}: {why}") from None
    except PictureChanged as changed:
        raise NotBuilt(f"{failed}: {changed}") from None
    except OSError as error:  # the disk is full, say
        raise NotBuilt(f"{failed}: {refusal(error, 'read or written')}") from error
