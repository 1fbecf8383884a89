"""What a network's folder holds: the one list of what counts as content, and what a name says of a file.

Who reads content, watches it, compares it with what was, or takes it over from a contribution asks here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

SETTINGS = "mkdocs.yml"
LISTS = ("network.yml", "members.yml", "events.yml")
DATA_ENDINGS = (".yml", ".yaml")
TEXT_ENDINGS = (".md",)
DIGESTS = "digests"
PRIVATE = ".talanoa"  # what a command keeps next to the network's files and git ignores
READ = {
    DIGESTS: TEXT_ENDINGS + DATA_ENDINGS,
    "docs": TEXT_ENDINGS,
    "events": DATA_ENDINGS,
    "members": DATA_ENDINGS,
    "posts": TEXT_ENDINGS,
}
"""The folders of content, and how the files end that are read there. Others lie next to them, such as pictures."""
FOLDERS = tuple(READ)
CONTRIBUTED = ("events", "events.yml", "members", "members.yml", "posts")
"""What contributors write; the rest is for the network's maintainers."""
IMAGE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
# What a browser shows or saves, but never runs as a page of this site.
DOCUMENT_ENDINGS = frozenset(
    (
        *(".pdf", ".epub", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".csv", ".txt"),
        *(".mp3", ".ogg", ".opus"),
    )
)
# Files that begin with a dot are no one's content, but for these of docs/, which standards and hosts look for at the top of a
# site: RFC 8615, Codeberg Pages, GitHub Pages, Apache.
FOR_HOSTS = frozenset({".well-known", ".domains", ".nojekyll", ".htaccess"})


def is_read(path: str) -> bool:
    """True for a file that is read as content: a list at the top; in a folder, a post, a page, or entries."""
    folder, below, _ = path.partition("/")
    return path in LISTS or bool(below and path.endswith(READ.get(folder, ())))


def is_contributed(path: str) -> bool:
    """True for a file of those that contributors write, and for a picture next to them."""
    top, below, _ = path.partition("/")
    return top in CONTRIBUTED and (is_read(path) or bool(below and top in READ and is_image(path)))


def ending_of(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def is_image(path: str) -> bool:
    """True for a file that its name calls a picture."""
    return ending_of(path) in IMAGE_ENDINGS


def folders_above(path: str) -> Iterator[str]:
    """The folders that a path lies in, the outermost first."""
    return (path[:end] for end, character in enumerate(path) if character == "/")
