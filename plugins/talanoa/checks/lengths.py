"""What a text or an entry becomes on the site is bounded: a few characters can become many megabytes.

Why these bounds and no others is in plugins/decisions/0026-small-input-small-site.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.checks.texts import Text
from talanoa.markup.convert import MAX_BRACKETS, convert, html_length
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.post import Post
from talanoa.model.values import MarkdownWords, Words, fields_of
from talanoa.problems import Place, Problem, over_budget

# Prose becomes hardly longer, a list of short lines four times as long; notes and code have so much on top.
TIMES_AS_LONG = 5
MORE_OF_A_TEXT = 40_000
MORE_OF_ALL = 2_000_000
MAX_LISTED = (
    6_000  # letters that listings, feeds and calendars repeat of a post or an event: a hundred authors and subjects
)
A_NAME = 40  # what each of them needs there
MAX_FORMER = 20  # feeds, calendars and pages are at each former name as well

_OVERFULL = {
    "|": ("the tables in this text have thousands of empty cells", "give each row as many cells as the first line has"),
    "[": (f"the text has more than {MAX_BRACKETS:,} opening brackets", "keep only those of links and pictures"),
}


def long_texts(checked: Checked) -> Iterator[Problem]:
    """Texts whose HTML is much longer than what was written, one by one and all together."""
    more: dict[Place, int] = {}
    for text in checked.texts:
        converted = convert(text.markdown)
        if overfull := next((refused.what for refused in converted.refused if refused.how == "too long"), None):
            message, help = _OVERFULL[overfull]
            yield _too_large(message, text.markdown.place, help)
            continue
        too_much = excess(text)
        if too_much <= MORE_OF_A_TEXT:
            more[text.markdown.place] = too_much
        else:
            length = too_much + TIMES_AS_LONG * len(text.markdown)
            message = f"the text has {len(text.markdown):,} characters and becomes {length:,} characters of HTML"
            limit = MORE_OF_A_TEXT + TIMES_AS_LONG * len(text.markdown)
            yield _too_large(f"{message}; the limit is {limit:,}", text.markdown.place)
    for place in over_budget(more, MORE_OF_ALL):
        yield _too_large(
            f"the text becomes {more[place]:,} characters of HTML more than all texts together may have", place
        )


def excess(text: Text) -> int:
    """By how many letters a text becomes longer than texts usually do."""
    return html_length(convert(text.markdown)) - TIMES_AS_LONG * len(text.markdown)


_REPEATED = "look for a footnote, link or picture that is repeated many times; keep it once, or split the text into several posts"


def _too_large(message: str, place: Place, help: str = _REPEATED) -> Problem:
    return Problem("too-large", message, Place(place.file, place.line, 1, place.line, 1), help)


def long_heads(checked: Checked) -> Iterator[Problem]:
    """Posts and events of which much is said wherever they are listed."""
    things: tuple[Post | Event, ...] = (*checked.content.posts, *checked.content.events)
    for thing in things:
        people = thing.authors if isinstance(thing, Post) else thing.hosts
        parts = (thing.title, thing.summary or "", people, thing.themes, thing.countries, thing.activities)
        if (letters := sum(map(_letters, parts))) > MAX_LISTED:
            message = f"its title, summary and names have {letters:,} characters, which lists repeat; the limit is {MAX_LISTED:,}"
            help = "shorten its title and summary, and name fewer authors or hosts, themes, countries and activities"
            yield Problem("too-large", message, thing.written_at, help)


def former_names(checked: Checked) -> Iterator[Problem]:
    """Things that had very many names."""
    content = checked.content
    things: tuple[Member | Event | Post, ...] = (*content.members, *content.events, *content.posts)
    for thing in things:
        if len(thing.formerly) > MAX_FORMER:
            message = f"there are {len(thing.formerly):,} former names; the limit is {MAX_FORMER}"
            yield Problem("too-large", message, thing.formerly[0].place, "keep only those that were published")


def _letters(value: object) -> int:
    """Of all texts inside a model value, with what each entry of a list needs around it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, (Words, MarkdownWords)):
        return max(map(len, value.texts.values()), default=0)
    if isinstance(value, tuple):
        return sum(A_NAME + _letters(item) for item in value)
    return sum(_letters(getattr(value, name)) for name in fields_of(value))
