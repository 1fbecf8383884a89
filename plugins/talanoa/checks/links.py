"""What links and pictures in Markdown lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from talanoa.checks import anchors
from talanoa.checks.checked import Checked, Locate
from talanoa.checks.files import is_picture, not_a_picture
from talanoa.checks.suggestions import suggested_address, suggested_image, suggested_page
from talanoa.checks.texts import Text
from talanoa.load import slug_of
from talanoa.markup.convert import convert
from talanoa.markup.converted import Image, Link
from talanoa.markup.links import Destination, Target
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity

WARNING = Severity.WARNING
_UNSEEN = " leads to a page that is not published"
_NOTHING = " leads to nothing on this site"
_HOW = "link to a file by its path from this one, such as ../posts/my-post.md, or to a page such as /members/"


def links(checked: Checked) -> Iterator[Problem]:
    """Links to nothing, to what no one can see, to a place that a page lacks, and unsafe ones."""
    for text, gap, locate in checked.gaps:
        if isinstance(gap, Link) and not _is_bare(gap, text):
            yield from _link(gap.href, text, checked, locate)


def pictures(checked: Checked) -> Iterator[Problem]:
    """Pictures that don't exist, are on another host, or say nothing to those who can't see them."""
    for text, gap, locate in checked.gaps:
        if isinstance(gap, Image):
            yield from _picture(gap, text, checked, locate)


def _is_bare(link: Link, text: Text) -> bool:
    """An address in the middle of a sentence is a link in posts, but not in MkDocs' Markdown."""
    return text.hand_written and bool(link.text) and link.href.endswith(link.text)


def _link(href: str, text: Text, checked: Checked, locate: Locate) -> Iterator[Problem]:
    to = checked.links.resolve(href, text.path, text.address)
    if to.target is Target.MISSING:
        if _last_part(href) not in checked.content.dropped:
            yield _broken(href, text, checked, locate())
    elif to.target in (Target.UNSAFE, Target.REFUSED):
        yield unsafe(href, to.target, locate())
    elif to.address in checked.hidden and checked.is_shown(text):
        yield Problem(
            "hidden-link",
            f"'{_quoted(href)}'{_UNSEEN}",
            locate(),
            "it is a draft, hidden, not yet due or past its end; take the link out, or wait until it is published",
            severity=WARNING,
        )
    elif to.fragment and to.target in (Target.INSIDE, Target.SAME_PAGE):
        yield from _anchor(to, text, checked, locate)


def _last_part(href: str) -> str:
    """The id or slug that an address or a path ends with."""
    path = unquote(href.partition("#")[0]).rstrip("/").removesuffix("/index.md")
    return (slug_of(f"posts/{path.rpartition('/')[2]}") or "") if path else ""


def _quoted(href: str) -> str:
    return shown(unquote(href))


def _broken(href: str, text: Text, checked: Checked, place: Place) -> Problem:
    return Problem(
        "broken-link",
        f"'{_quoted(href)}'{_NOTHING}" if href.strip("#") else "the link has no address",
        place,
        _HOW,
        suggested_address(href) or suggested_page(href, text, checked),
        WARNING,
    )


def to_nothing(problem: Problem) -> Problem:
    """For strangers, a link to what no one sees is as one to nothing: that something is there is not said."""
    if problem.code != "hidden-link":
        return problem
    message = problem.message.removesuffix(_UNSEEN) + _NOTHING
    return replace(problem, code="broken-link", message=message, help=_HOW)


def unsafe(href: str, target: Target, place: Place) -> Problem:
    """Of a link that no text or menu may have, or that not everyone can open."""
    if target is Target.UNSAFE:
        scheme = urlsplit(href.strip()).scheme
        message = f"a link may not begin with '{scheme}:'"
        return Problem("unsafe-link", message, place, "link to a page by its https:// address")
    return Problem(
        "unsafe-link",
        f"'{_quoted(href)}' is not an address that every reader can open",
        place,
        "write a full address that begins with https://, http:// or mailto:; leave telephone numbers out",
        suggested_address(href),
        WARNING,
    )


def _anchor(to: Destination, text: Text, checked: Checked, locate: Locate) -> Iterator[Problem]:
    address = to.address or text.address
    known = _anchors(address, checked)
    if known is None or to.fragment in known:
        return
    guess = checked.guess(f"#{address}", to.fragment, known)
    yield Problem(
        "broken-anchor",
        f"the page {address} has no heading '#{shown(to.fragment)}'",
        locate(),
        "after the #, write the heading in lower case, without punctuation and with hyphens for spaces",
        f"#{guess}" if guess else None,
        WARNING,
    )


def _anchors(address: str, checked: Checked) -> frozenset[str] | None:
    """What a link may lead to on a page; None for a file."""
    if address not in checked.anchors:
        checked.anchors[address] = _anchors_of(address, checked)
    return checked.anchors[address]


def _anchors_of(address: str, checked: Checked) -> frozenset[str] | None:
    if address in checked.posts:
        return anchors.of_post(convert(checked.body(address)))
    generated = anchors.of_page(checked.html_of(address))
    if address in checked.docs:
        written = checked.content.docs[checked.docs[address]]
        return generated | anchors.of_doc(written, convert(written))
    return generated if address.endswith("/") else None


def _picture(image: Image, text: Text, checked: Checked, locate: Locate) -> Iterator[Problem]:
    to = checked.links.resolve(image.src, text.path, text.address)
    if to.target is Target.OUTSIDE and image.src.lower().startswith("http"):
        yield Problem(
            "remote-image",
            "the picture is on another host",
            locate(),
            "put the file into this repository, if its licence allows that: pages load nothing from other hosts",
            severity=WARNING,
        )
    elif to.target in (Target.UNSAFE, Target.REFUSED):
        if not text.hand_written:  # where a picture may be a `data:` address
            yield unsafe(image.src, to.target, locate())
    elif not to.file and to.target is not Target.WITHHELD:  # of which published.py tells
        yield Problem(
            "missing-image",
            f"there is no picture '{_quoted(image.src)}'" if image.src else "the picture has no file",
            locate(),
            "put the file next to the text, or correct the name; capital letters matter",
            suggested_image(image.src, text, checked),
            WARNING,
        )
    elif to.file and not is_picture(to.file):
        yield not_a_picture(to.file, locate(), WARNING)
    if not image.alt and not text.hand_written:
        yield Problem(
            "missing-alt",
            "the picture has no description for people who can't see it",
            locate(),
            "write in the square brackets what the picture shows: ![Two women read a budget](budget.jpg)",
            severity=WARNING,
        )
