"""Files that fields name exist, and are of the right kind; and all can be read."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.files import DOCUMENT_ENDINGS, IMAGE_ENDINGS, ending_of, is_image
from talanoa.load import may_be_published
from talanoa.model.document import Document
from talanoa.model.event import documents_of
from talanoa.model.values import FilePath
from talanoa.model.wrong import shown
from talanoa.names import steers_host
from talanoa.problems import HELP_TO_READ, Place, Problem, Severity


def named_images(checked: Checked) -> Iterator[Problem]:
    """Lead images of posts, logos of members and of the network."""
    for path in _images(checked):
        file = found(path, checked)
        if file is None:
            yield _missing("missing-image", path, checked)
        elif not may_be_published(file):
            yield unsafe(file, path.place)
        elif not is_picture(file):
            yield not_a_picture(path, path.place)


def named_documents(checked: Checked) -> Iterator[Problem]:
    """Documents of events that are files of the repository."""
    for path in _documents(checked):
        file = found(path, checked)
        if file is None and not any(page in checked.content.docs for page in path.candidates):
            yield _missing("broken-link", path, checked)
        elif file and not may_be_published(file):
            yield unsafe(file, path.place)


def unreadable_documents(checked: Checked) -> Iterator[Problem]:
    """Files that the site takes as they are, so that no one opens them before it is written; who looks at a picture says what is wrong with it."""
    content = checked.content
    for path in sorted(content.files):
        if not is_image(path) and not os.access(content.root / path, os.R_OK):
            message = "the file can't be read: Permission denied"
            yield Problem("unreadable-file", message, Place.start_of(path), HELP_TO_READ)


def named(checked: Checked) -> Iterator[FilePath]:
    """Every file that a field names."""
    yield from _images(checked)
    yield from _documents(checked)


def _images(checked: Checked) -> Iterator[FilePath]:
    content = checked.content
    logos = [content.network.brand.logo, *(member.logo for member in content.members)]
    yield from (image.src for image in (*(post.image for post in content.posts), *logos) if image)


def _documents(checked: Checked) -> Iterator[FilePath]:
    for event in checked.content.events:
        yield from (document.file for document in documents_of(event) if document.file)
    for series in checked.content.series:
        for step in series.output.steps if series.output else ():
            if isinstance(step.document, Document) and step.document.file:
                yield step.document.file


def found(path: FilePath, checked: Checked) -> str | None:
    """The file of the repository that a field means."""
    return next((candidate for candidate in path.candidates if candidate in checked.content.files), None)


def is_picture(path: str) -> bool:
    """True for what a page can show. A drawing in SVG can hold a program, so it has to be the network's own."""
    return is_image(path) or (path.startswith("docs/") and ending_of(path) == ".svg")


def unsafe(file: str, place: Place) -> Problem:
    """A file that would run as a page of this site, or on its host, or that no one can vouch for."""
    if steers_host(file):
        message = f"'{shown(file)}' has a name that web hosts act on, so the site doesn't publish it"
        return Problem("unsafe-file", message, place, "rename it: plain words with one ending, such as report.pdf")
    if ending_of(file) in (".svg", ".svgz"):
        help = "an SVG drawing can hold a program; save it as PNG (a network's own drawings may be in docs/)"
    else:
        pictures, documents = (", ".join(sorted(endings)) for endings in (IMAGE_ENDINGS, DOCUMENT_ENDINGS))
        help = f"save it in another format: pictures are {pictures}; documents are {documents}"
    return Problem("unsafe-file", f"'{shown(file)}' is of a kind that the site doesn't publish", place, help)


def not_a_picture(path: str, place: Place, severity: Severity = Severity.ERROR) -> Problem:
    message = f"'{shown(path)}' is not a picture that the site can show"
    return Problem("missing-image", message, place, "choose a .jpg, .png, .webp or .gif file", severity=severity)


def _missing(code: str, path: FilePath, checked: Checked) -> Problem:
    folder = posixpath.dirname(path.place.file)
    prefix = f"{folder}/" if folder else ""
    near = [file.removeprefix(prefix) for file in checked.content.files if file.startswith(prefix)]
    where = path.candidates[0]
    help = "put the file there, or correct the name; capital letters matter"
    return Problem(code, f"there is no file {where}", path.place, help, checked.guess(folder, path, near))
