"""The files that go out with the pages are what they say: pictures that can be decoded, documents that are documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.checks import files
from talanoa.checks.checked import Checked, Locate
from talanoa.files import DOCUMENT_ENDINGS, ending_of, is_image, read_bytes
from talanoa.images import Fault
from talanoa.load import may_be_published, suggested_path
from talanoa.markup.converted import Link
from talanoa.markup.links import Target
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity

_BEGINNINGS = {
    ".pdf": (b"%PDF-",),
    ".epub": (b"PK\x03\x04",),
    **dict.fromkeys((".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx"), (b"PK\x03\x04",)),
    ".ogg": (b"OggS",),
    ".opus": (b"OggS",),
}
# What makes a browser take a file for a page, if the web host doesn't say what it is.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!--|\?xml|(?:!doctype|html|head|body|script|style|title|iframe|svg|table|div|font|h1|a|b|br|p)[\s>])",
    re.IGNORECASE,
)
_TYPED = frozenset({".docx", ".odt"})  # in which people write a post, too
_LOOKED_AT = 1024  # bytes; a PDF may begin somewhere among them


def published_files(checked: Checked) -> Iterator[Problem]:
    """Every file that something refers to, hidden things included, and every picture in docs/; each file once."""
    places: dict[str, Locate] = {}
    for path in files.named(checked):
        if file := files.found(path, checked):
            places.setdefault(file, _at(path.place))
    for text, gap, locate in checked.gaps:
        to = checked.links.resolve(gap.href if isinstance(gap, Link) else gap.src, text.path, text.address)
        if to.target is Target.WITHHELD:
            yield files.unsafe(to.withheld, locate())
        elif to.file:
            places.setdefault(to.file, locate)
    for file in checked.content.files:
        if file.startswith("docs/"):  # published, whether something refers to it or not
            places.setdefault(file, _at(Place.start_of(file)))
    for file in sorted(places):
        if ending_of(file) in DOCUMENT_ENDINGS and not file.startswith("docs/") and _is_false(file, checked):
            yield _false(file, places[file]())
    pictures = sorted(file for file in places if is_image(file) and may_be_published(file))
    for file, found in checked.images.judged(pictures).items():
        if isinstance(found, Fault):
            message = f"the picture '{shown(file)}' {found.what}"
            yield Problem("bad-image", message, places[file](), found.help)
    for file in sorted(checked.content.files - places.keys()):
        if file.startswith("posts/") and ending_of(file) in _TYPED and not suggested_path(file):
            message = f"nothing links to '{shown(file.rpartition('/')[2])}', so it is not published"
            help = (
                "if it should be a post, save its text as a .md file with front matter; otherwise link to it in a post"
            )
            yield Problem("stray-file", message, Place.start_of(file), help, severity=Severity.WARNING)


def _at(place: Place) -> Locate:
    return lambda: place


def _is_false(file: str, checked: Checked) -> bool:
    """True for a page that calls itself a document, and for a document of another kind than its name says."""
    try:
        begins = read_bytes(checked.content.root, file, _LOOKED_AT)
    except OSError:
        return False
    beginnings = _BEGINNINGS.get(ending_of(file))
    if beginnings is None or _PAGE.match(begins):
        return bool(_PAGE.match(begins))
    return not any(it in begins if ending_of(file) == ".pdf" else begins.startswith(it) for it in beginnings)


def _false(file: str, place: Place) -> Problem:
    message = f"'{shown(file)}' is not what its name says"
    return Problem("unsafe-file", message, place, f"open it in its program and save it as {ending_of(file)} again")
