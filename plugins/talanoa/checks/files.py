"""Files that fields name exist."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.load import IMAGE_ENDINGS
from talanoa.model.event import Document
from talanoa.model.scalars import shown
from talanoa.model.values import FilePath
from talanoa.problems import Place, Problem, Severity

PICTURES = IMAGE_ENDINGS | {".svg"}


def named_images(checked: Checked) -> Iterator[Problem]:
    """Lead images of posts, logos of members and of the network."""
    content = checked.content
    logos = [content.network.brand.logo, *(member.logo for member in content.members)]
    images = [*(post.image for post in content.posts), *logos]
    for image in images:
        if image and not exists(image.src, checked):
            yield _missing("missing-image", image.src, checked)
        elif image and not is_picture(image.src):
            yield not_a_picture(image.src, image.src.place)


def named_documents(checked: Checked) -> Iterator[Problem]:
    """Documents of events that are files of the repository."""
    for event in checked.content.events:
        lists: list[tuple[Document, ...]] = [event.documents, *(o.documents or () for o in event.occurrences)]
        for document in (document for documents in lists for document in documents):
            if document.file and not exists(document.file, checked):
                yield _missing("broken-link", document.file, checked)


def exists(path: FilePath, checked: Checked) -> bool:
    return any(candidate in checked.content.files for candidate in path.candidates)


def is_picture(path: str) -> bool:
    return posixpath.splitext(path)[1].lower() in PICTURES


def not_a_picture(path: str, place: Place, severity: Severity = Severity.ERROR) -> Problem:
    message = f"'{shown(path)}' is not a picture that the site can show"
    return Problem("missing-image", message, place, "choose a .jpg, .png, .webp or .gif file", severity=severity)


def _missing(code: str, path: FilePath, checked: Checked) -> Problem:
    folder = posixpath.dirname(path.place.file)
    prefix = f"{folder}/" if folder else ""
    near = [file.removeprefix(prefix) for file in checked.content.files if file.startswith(prefix)]
    where = path.candidates[0]
    help = "put the file there, or correct the name; capital letters count"
    return Problem(code, f"there is no file {where}", path.place, help, checked.guess(folder, path, near))
