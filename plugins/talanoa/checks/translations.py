"""What readers of a language find in another: one note a language, since no one translates everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from talanoa.checks.checked import Checked
from talanoa.model.member import Member
from talanoa.model.values import MarkdownWords, Words, fields_of
from talanoa.outputs.catalogues import catalogue_name, untranslated
from talanoa.outputs.dates import language_name
from talanoa.problems import Place, Problem, Severity

SHOWN = 3


def not_translated(checked: Checked) -> Iterator[Problem]:
    """For each language of the network and of its posts: what it lacks."""
    texts = tuple(_texts(checked))
    offered = dict.fromkeys(map(str, checked.content.network.languages))
    for language in offered:
        lacking = [*_interface(language), *_in_texts(language, texts)]
        if lacking:
            yield _note(language, lacking, _place(checked, "network.yml", rf"languages:.*?\b({language})\b"))
    for post in sorted(checked.content.posts, key=lambda post: post.path):
        if str(post.language) not in offered:
            offered[str(post.language)] = None
            if lacking := list(_interface(post.language)):
                yield _note(post.language, lacking, _place(checked, post.path, r"language: *(\S+)"))


def _note(language: str, lacking: list[str], place: Place) -> Problem:
    return Problem(
        "not-translated",
        f"{language_name(language, 'en')}: {'; '.join(lacking)}",
        place,
        "readers see the site's first language, or English; /contribute/problems/ says how to add a translation",
        severity=Severity.NOTE,
    )


def _interface(language: str) -> Iterator[str]:
    if catalogue_name(language) is None:
        yield "the site's own words, such as the names of buttons, have no translation"
    elif count := untranslated(language):
        yield f"{count} of the site's own words have no translation"


def _in_texts(language: str, texts: tuple[Text, ...]) -> Iterator[str]:
    lacking = [text.name for text in texts if language not in text.languages]
    if lacking:
        shown = ", ".join(lacking[:SHOWN]) + (" …" if len(lacking) > SHOWN else "")
        yield f"{len(lacking)} of {len(texts)} texts in several languages don't have it ({shown})"


class Text(Struct, frozen=True):
    """A text that is in several languages, and what it is of, such as `title of open-data`."""

    name: str
    languages: frozenset[str]


def _texts(checked: Checked) -> Iterator[Text]:
    """Neither a text in one language is among them, which is for everyone, nor what a member calls itself at home."""
    content, default = checked.content, str(checked.content.network.language)
    for name, words in _inside((content.network, content.members, content.events, content.series), "", "network.yml"):
        if len(words.texts) > 1:
            yield Text(name, frozenset(language or default for language in words.texts))


def _inside(value: object, field: str, owner: str) -> Iterator[tuple[str, Words | MarkdownWords]]:
    if isinstance(value, (Words, MarkdownWords)):
        yield f"{field} of {owner}", value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item, field, owner)
    elif not isinstance(value, str):
        owner = str(getattr(value, "id", None) or owner)
        for name in fields_of(value):
            if isinstance(value, Member) and name == "name":
                continue
            yield from _inside(getattr(value, name), name, owner)


def _place(checked: Checked, path: str, pattern: str) -> Place:
    """Where a file says it in one line, else its beginning."""
    for number, line in enumerate(checked.source.of(path), start=1):
        if match := re.match(pattern, line):
            return Place(path, number, match.start(1) + 1, number, match.end(1) + 1)
    return Place.start_of(path)
