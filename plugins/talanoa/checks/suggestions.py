"""What a link to nothing was probably meant to lead to."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote, urlsplit

from talanoa.checks.checked import Checked
from talanoa.checks.texts import Text
from talanoa.load import slug_of
from talanoa.markup.links import Target

# What begins like a host: www.example.org, example.org/page.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#]|$)", re.IGNORECASE)
_FILE = re.compile(
    r"^[^/]*\.(?:md|html?|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|jpe?g|png|webp|gif|svg|mp3|ogg|json|xml|ics)$",
    re.IGNORECASE,
)
# A scheme with a slip: http:/example.org, htp://example.org, https//example.org.
_SCHEME = re.compile(r"h{1,2}t{1,3}p{1,2}(s?)\s*(?::/{0,3}|;//|//)\s*(?=[\w-]+\.)|ttps?://", re.IGNORECASE)
# What ends or changes an address in Markdown, where it isn't between < and >.
_ENDING = re.compile(r"[\s()<>\\%]")


def suggested_address(href: str) -> str | None:
    """A web address, if only its beginning was mistyped."""
    href = href.strip()
    if href.startswith("//"):
        return f"https:{href}"
    found = None if href.lower().startswith(("http://", "https://")) else _SCHEME.match(href)
    return f"http{'s' if 's' in found[0].lower() else ''}://{href[found.end() :]}" if found else None


def suggested_page(href: str, text: Text, checked: Checked) -> str | None:
    """A path for a path, an address for an address."""
    to = _path_in(href)
    if not to:
        return None
    forward = href.replace("\\", "/")  # as paths are written on Windows
    if forward != href and checked.links.resolve(forward, text.path, text.address).target is Target.INSIDE:
        return forward
    if _HOST.match(href) and not _FILE.search(to):
        return f"https://{href}"
    if to.endswith(".md"):
        file = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), to))
        slug = slug_of("posts/" + posixpath.basename(file)) or ""
        name = slug if slug in checked.paths_by_name else checked.guess("file", slug, checked.paths_by_name)
        if not name:
            return None
        return _in_markdown(posixpath.relpath(checked.paths_by_name[name], posixpath.dirname(text.path) or "."))
    address = posixpath.normpath(posixpath.join(text.address, to)).rstrip("/") + "/"
    _, section, *rest = address.split("/")
    found = checked.guess(section, "/".join(rest), checked.section(section))
    return f"/{section}/{found}" if found else None


def suggested_image(src: str, text: Text, checked: Checked) -> str | None:
    """A file of the same folder."""
    folder = posixpath.dirname(text.path) + "/"
    near = [file.removeprefix(folder) for file in checked.content.files if file.startswith(folder)]
    found = checked.guess(f"image {folder}", _path_in(src), near)
    return _in_markdown(found) if found else None


def _in_markdown(path: str) -> str:
    return _ENDING.sub(lambda character: quote(character[0]), path)


def _path_in(href: str) -> str:
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        return ""
