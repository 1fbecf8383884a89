"""What a text or an event becomes on the site is bounded: a few characters of Markdown can become a page of megabytes."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.checks.checked import Checked
from talanoa.markup.convert import convert, html_length
from talanoa.model.values import MarkdownWords, Words, fields_of
from talanoa.problems import Place, Problem, beyond

# Prose becomes hardly longer, tables and lists three times as long; a gallery of pictures has so much on top.
TIMES_AS_LONG = 3
MORE_OF_A_TEXT = 100_000
MORE_OF_ALL = 5_000_000
MAX_OF_SERIES = 5_000_000  # letters on the pages of one event's times
AN_ENTRY = 200  # letters that a page needs for each entry of a list, beside its words


def long_texts(checked: Checked) -> Iterator[Problem]:
    """Texts whose HTML is much longer than what was written, one by one and all together."""
    more: dict[Place, int] = {}
    for text in checked.texts:
        converted = convert(text.markdown)
        if any(refused.how == "too long" for refused in converted.refused):
            message = "the tables of this text have thousands of empty cells"
            yield _too_large(message, text.markdown.place, "give each row as many cells as its first line has")
        length = html_length(converted)
        more[text.markdown.place] = excess = length - TIMES_AS_LONG * len(text.markdown)
        if excess > MORE_OF_A_TEXT:
            del more[text.markdown.place]
            message = f"the text has {len(text.markdown):,} characters and becomes {length:,} characters of HTML"
            limit = MORE_OF_A_TEXT + TIMES_AS_LONG * len(text.markdown)
            yield _too_large(f"{message}; the limit is {limit:,}", text.markdown.place)
    for place in beyond(more, MORE_OF_ALL):
        yield _too_large(f"the text becomes {more[place]:,} characters of HTML more than all texts may together", place)


_REPEATED = "look for a footnote, link or picture that is repeated again and again; keep it once, or make several posts"


def _too_large(message: str, place: Place, help: str = _REPEATED) -> Problem:
    return Problem("too-large", message, Place(place.file, place.line, 1, place.line, 1), help)


def long_series(checked: Checked) -> Iterator[Problem]:
    """Events that happen often and have much to say: each time has a page, with all of it."""
    for event in checked.content.events:
        times = len(checked.site.occurrences_of.get(event.id, ()))
        letters = _letters(event)
        if times > 1 and times * letters > MAX_OF_SERIES:
            message = f"the event has {letters:,} characters and happens {times:,} times, and each time has a page"
            help = "end the recurrence earlier, or write less: a page with the details can be linked to"
            yield Problem("too-large", message, event.id.place, help)


def _letters(value: object) -> int:
    """Of all texts inside a model value, with what each entry of a list needs around it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, (Words, MarkdownWords)):
        return max(map(len, value.texts.values()), default=0)
    if isinstance(value, tuple):
        return sum(AN_ENTRY + _letters(item) for item in value)
    return sum(_letters(getattr(value, name)) for name in fields_of(value))
