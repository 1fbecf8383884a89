"""A text of the site → its finished HTML, with the site's addresses in the gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup as Safe
from markupsafe import escape
from msgspec import Struct

from talanoa import addresses
from talanoa.markup.convert import WORDS_OF_SUMMARY, convert
from talanoa.markup.converted import Converted, Heading, Image, Link
from talanoa.markup.harmless import ADMONITIONS
from talanoa.markup.links import Destination, Links, Target
from talanoa.model.post import Post
from talanoa.reads import AT_HAND, Known, Reads
from talanoa.uris import uri


class Rendered(Struct, frozen=True):
    """HTML (links within the site carry `addresses.MARK`), plain text, headings, and the files that it shows."""

    html: Safe
    text: str
    headings: tuple[Heading, ...]
    assets: tuple[tuple[str, str], ...]  # address on the site, path in the repository


# The title that a box has because no one gave it another: its kind, in English.
_TITLE = re.compile(rf'(?<=<p class="admonition-title">)({"|".join(sorted(ADMONITIONS))})(?=</p>)', re.IGNORECASE)

# A picture's address and its file → the other attributes of its tag.
Shown = Callable[[str, str], str]
# The kind of a box and the language of the text around it → its title.
Titled = Callable[[str, str], str]


def _plainly(address: str, file: str) -> str:
    return ' loading="lazy"'


def _in_english(kind: str, language: str) -> str:
    return kind.title()


class Markup:
    """Renders the texts of a site."""

    def __init__(
        self, links: Links, shown: Shown = _plainly, titled: Titled = _in_english, reads: Reads | None = None
    ) -> None:
        """`shown` says what a picture's tag has besides its address and its text; `titled` what a box is called."""
        self._reads = reads or Reads()
        self.links = links
        self.shown = shown
        self.titled = titled
        self._posts = Known(AT_HAND)

    def converted(self, text: str) -> Converted:
        return convert(text)

    def post(self, post: Post) -> Rendered:
        """A post's body."""
        address = addresses.post(post.slug)
        return self._reads.once(self._posts, post.slug, lambda: self.text(post.body, post.path, address, post.language))

    def text(self, text: str, path: str, address: str, language: str) -> Rendered:
        """A Markdown text of the file `path`, shown on the page at `address`."""
        return self.rendered(self.converted(text), path, address, language)

    def rendered(self, converted: Converted, path: str, address: str, language: str) -> Rendered:
        """The same for a text that was converted already."""
        pieces = [converted.html[0]]
        assets = []
        for gap, html in zip(converted.gaps, converted.html[1:], strict=True):
            destination = self.links.resolve(gap.href if isinstance(gap, Link) else gap.src, path, address)
            pieces += [_link(destination) if isinstance(gap, Link) else self._image(gap, destination), html]
            if destination.file:
                assets.append((destination.address, destination.file))
        html = _TITLE.sub(lambda kind: str(escape(self.titled(kind[0].lower(), language))), "".join(pieces))
        return Rendered(Safe(html), converted.text, converted.headings, tuple(assets))

    def _image(self, image: Image, destination: Destination) -> str:
        if destination.target is Target.INSIDE:
            title = f' title="{escape(image.title)}"' if image.title else ""
            more = self.shown(destination.address, destination.file)
            return f'<img src="{escape(href_of(destination))}" alt="{escape(image.alt)}"{title}{more}>'
        if destination.target is Target.OUTSIDE and destination.address.startswith("http"):
            # A page asks no other host for anything: the picture becomes a link to itself, unless it is in a link already.
            if image.linked:
                return str(escape(image.alt or destination.address))
            return f'<a href="{escape(href_of(destination))}" rel="noopener external">{escape(image.alt or destination.address)}</a>'
        return f'<em class="missing-image">{escape(image.alt)}</em>'

    def summary(self, post: Post) -> str:
        """One paragraph of plain text: the post's own summary, or the beginning of its first paragraph."""
        return post.summary or shortened(self.converted(post.body).first_paragraph)

    def minutes(self, post: Post) -> int:
        """Reading time, at 220 words a minute; scripts without spaces count 500 characters."""
        text = self.converted(post.body).text
        return max(1, round(max(text.count(" ") / 220, len(text) / 1500)))


def shortened(text: str, words: int = WORDS_OF_SUMMARY, letters: int = 300) -> str:
    """The beginning of a text, cut between words; scripts without spaces are cut between characters."""
    parts = text.split(" ")
    cut = " ".join(parts[:words])
    if len(cut) > letters:
        cut = cut[:letters].rsplit(" ", 1)[0] if " " in cut[letters // 2 : letters] else cut[:letters]
    return text if cut == text else cut.rstrip(" ,;:.…") + "…"


def href_of(destination: Destination) -> str:
    query = f"?{destination.query}" if destination.query else ""
    fragment = query + ("#" + quote(destination.fragment, safe="-._~!$&'()*+,;=:@/?") if destination.fragment else "")
    if destination.target is Target.INSIDE:
        return addresses.link(destination.address) + fragment
    return uri(destination.address) + fragment


def _link(destination: Destination) -> str:
    """The attributes of a link; none, so that only its text remains, if it leads nowhere."""
    if destination.target is Target.OUTSIDE:
        return f' href="{escape(href_of(destination))}" rel="noopener external"'
    if destination.target in (Target.INSIDE, Target.SAME_PAGE):
        return f' href="{escape(href_of(destination))}"'
    return ""
