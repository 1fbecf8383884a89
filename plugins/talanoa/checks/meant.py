"""What a link to nothing was probably meant to lead to."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from talanoa.checks.checked import Checked
from talanoa.checks.texts import Text
from talanoa.load import slug_of


def meant_page(href: str, text: Text, checked: Checked) -> str | None:
    """A path for a path, an address for an address."""
    to = _path_in(href)
    if not to:
        return None
    if to.endswith(".md"):
        file = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), to))
        slug = slug_of("posts/" + posixpath.basename(file)) or ""
        name = slug if slug in checked.paths_by_name else checked.guess("file", slug, checked.paths_by_name)
        return posixpath.relpath(checked.paths_by_name[name], posixpath.dirname(text.path) or ".") if name else None
    address = posixpath.normpath(posixpath.join(text.address, to)).rstrip("/") + "/"
    _, section, *rest = address.split("/")
    found = checked.guess(section, "/".join(rest), checked.section(section))
    return f"/{section}/{found}" if found else None


def meant_image(src: str, text: Text, checked: Checked) -> str | None:
    """A file of the same folder."""
    folder = posixpath.dirname(text.path) + "/"
    near = [file.removeprefix(folder) for file in checked.content.files if file.startswith(folder)]
    return checked.guess(f"image {folder}", _path_in(src), near)


def _path_in(href: str) -> str:
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        return ""
