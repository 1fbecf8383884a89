"""posts/ → posts: each file's front matter is an entry, and the rest of it a text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from talanoa import source
from talanoa.files import fingerprint
from talanoa.load.files import may_be_published
from talanoa.load.ids import slug_of
from talanoa.load.names import is_copy, suggested_path
from talanoa.load.reading import bytes_of
from talanoa.load.reading_cache import ReadingCache
from talanoa.model.fields import Problems, read
from talanoa.model.network import Network
from talanoa.model.post import Post
from talanoa.model.scalars import RESERVED, is_slug, slug_like
from talanoa.model.values import Markdown
from talanoa.model.wrong import shown
from talanoa.problems import Place, Problem, Severity


def posts_of(
    root: Path, readings: ReadingCache, paths: list[str], named_wrong: set[str], language: str, problems: Problems
) -> Iterator[Post]:
    """Those of the files in posts/; what else is there is reported, unless it is among those that are `named_wrong`."""
    taken = set(map(slug_of, paths))
    for path in paths:
        name = posixpath.basename(path)
        if not name.endswith(".md"):
            if not may_be_published(path) and path not in named_wrong:
                problems.append(_not_published(path))
        elif name.lower() == "readme.md" or suggested_path(path):  # which is reported
            continue
        elif (slug := slug_of(path)) is None:
            message = "this post is nested too deeply, or has no name"
            help = "put it at posts/<slug>.md, posts/<slug>/index.md, or in a folder of its year"
            problems.append(Problem("stray-file", message, Place.start_of(path), help))
        elif is_slug(slug):
            if post := _post(root, readings, path, slug, language, problems):
                yield post
        elif not (is_copy(path) and path in named_wrong):  # which is reported
            problems.append(problem := _bad_name(path, slug, taken))
            taken.add(problem.suggestion)
            post = _post(root, readings, path, problem.suggestion or slug, language, problems)
            if post and problem.suggestion:  # all else can be judged in the same run
                yield post


def _not_published(path: str) -> Problem:
    message = "this file is not a post, or a picture or document that the site publishes"
    help = (
        "it is left out of the site; posts/ holds .md files, with pictures (.jpg, .png, .webp, .gif) and documents such as "
        ".pdf next to them"
    )
    return Problem("stray-file", message, Place.start_of(path), help, severity=Severity.WARNING)


def post_again(root: Path, post: Post, network: Network) -> tuple[Post | None, Problems]:
    """What the file of a post says now; None if it can't be read as one."""
    problems: Problems = []
    return _post(root, ReadingCache(), post.path, post.slug, network.language, problems), problems


def _post(root: Path, readings: ReadingCache, path: str, slug: str, language: str, problems: Problems) -> Post | None:
    data, key = b"", ("post", path, slug, language, readings.fingerprints.get(path, ""))
    if not readings.has(key):
        found = bytes_of(root, path, problems)
        if found is None:
            return None
        data, key = found, ("post", path, slug, language, fingerprint(found))
    return readings.once(key, partial(_post_of, data, path, slug, language), problems)


def _post_of(data: bytes, path: str, slug: str, language: str, problems: Problems) -> Post | None:
    text = source.decode(data, path, problems)
    matter = source.parse_front_matter(text, problems) if text else None
    if matter is None:
        return None
    if len(matter.body) > source.MAX_LETTERS:
        message = f"the text has {len(matter.body):,} characters; the limit is {source.MAX_LETTERS:,}"
        help = "link to a document, or split it into several posts"
        problems.append(Problem("too-large", message, Place(path, matter.body_line, 1, matter.body_line, 1), help))
        return None
    body = Markdown.at(matter.body, Place(path, matter.body_line, 1, matter.body_line, 1))
    first = next(iter(matter.fields.entries.values()), (matter.fields,))[0]
    given = {"slug": slug, "path": path, "body": body, "written_at": first.place}
    return read(Post, matter.fields, problems, given=given, defaults={"language": language})


def _bad_name(path: str, slug: str, taken: set[str | None]) -> Problem:
    """A post whose name can't be an address; the name of another post is no help."""
    place = Place.start_of(path)
    if slug in RESERVED:
        return Problem("bad-id", f"'{slug}' is an address of the site itself", place, "give the file another name")
    suggestion = slug_like(slug)
    help = "name the file with lower-case letters a–z and digits, in words joined by hyphens"
    if suggestion and suggestion in taken:
        help, suggestion = f"{help}; '{suggestion}' is another post's", None
    return Problem("bad-id", f"the name '{shown(slug)}' can't be an address", place, help, suggestion)
