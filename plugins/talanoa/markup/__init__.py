"""Markdown of posts and of Markdown fields → HTML, plain text, and what they link to.

`convert` reads a text once, without knowing the site; `Links` knows where links lead; `Markup` joins the two and is what
outputs use. `plain_text` says in plain words what finished HTML says.
"""

from talanoa.markup.convert import convert
from talanoa.markup.converted import Image, Link
from talanoa.markup.markup import Markup
from talanoa.markup.plain import plain_text

__all__ = ["Image", "Link", "Markup", "convert", "plain_text"]
