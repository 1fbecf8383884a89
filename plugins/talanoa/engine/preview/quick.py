"""A saved text → its page at once, before all that it may change elsewhere is looked at.

It is what the whole site would show there, but for pictures and addresses that are new with the same change: the rebuild
that follows has them.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from talanoa.engine import handwritten
from talanoa.engine.documents import Documents
from talanoa.engine.routes import Parts, Route, page_of
from talanoa.load import ReadingCache, post_again, text_of
from talanoa.model.post import Post
from talanoa.outputs.pages import posts
from talanoa.outputs.shell import Shell
from talanoa.outputs.view import View
from talanoa.problems import Problem
from talanoa.visibility import with_post


class Quick(Struct, frozen=True):
    """The page of a saved file, unless the file can't be read as before; and what is wrong with the file's form."""

    route: Route | None
    problems: tuple[Problem, ...]


def quick(parts: Parts, shell: Shell, path: str) -> Quick | None:
    """`shell` is around all pages of the last state. None for a file that is no post or hand-written page, now as before."""
    content = parts.outputs.content
    if not (parts.root / path).exists():
        return None
    if path in content.docs:
        return _document(parts, shell, path)
    post = next((post for post in content.posts if post.path == path), None)
    return _post(parts, shell, post) if post else None


def _post(parts: Parts, shell: Shell, before: Post) -> Quick:
    outputs = parts.outputs
    old, content = outputs.view, outputs.content
    post, problems = post_again(parts.root, before, content.network)
    if post is None:
        return Quick(None, tuple(problems))
    content = replace(content, posts=tuple(post if it is before else it for it in content.posts))
    site = with_post(old.site, content, post, old.site.now, drafts=True)
    view = View(site, old.links.pages, old.repository, old.pictures)
    seen = site.post.get(post.slug)
    page = posts.page(view, seen) if seen else None
    return Quick(page_of(shell, page) if page else None, tuple(problems))


def _document(parts: Parts, shell: Shell, path: str) -> Quick:
    problems: list[Problem] = []
    text = text_of(parts.root, path, problems)
    written = next(iter(handwritten.pages({path: text}, parts.settings, problems, ReadingCache())))
    document = Documents(parts.outputs, parts.root).document(written)
    return Quick(page_of(shell, document.page), (*problems, *document.problems))
