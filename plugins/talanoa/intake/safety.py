"""What no answer may have: HTML where text is meant, what would be known of people, characters that deceive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from talanoa.checks.privacy import FINDERS, Agreed, Piece, Stretch
from talanoa.checks.privacy.emails import emails, is_of_an_office
from talanoa.intake.answers import Answer, Answers
from talanoa.intake.refusal import Refusal, Refusals
from talanoa.load import Content
from talanoa.markup import convert
from talanoa.problems import Place
from talanoa.source import Source

# An element of HTML with its attributes, and what else only HTML has; `<3` and `<https://…>` are none.
_TAG = re.compile(
    r"</?(?:a|abbr|address|applet|area|article|aside|audio|b|base|bdi|bdo|blink|blockquote|body|br|button|canvas|center|code"
    r"|dd|details|dialog|div|dl|dt|em|embed|fieldset|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe"
    r"|img|input|ins|isindex|kbd|label|li|link|main|map|mark|marquee|math|menu|meta|nav|noscript|object|ol|option|p|param"
    r"|picture|portal|pre|script|section|select|slot|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td"
    r"|template|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|xmp)(?:[\s/][^<>]{0,2000})?>"
    r"|<!--|<!doctype|<!\[CDATA\[|<\?(?:xml|php)",
    re.IGNORECASE,
)
_EVENT = re.compile(r"on\w+$", re.IGNORECASE)
_NO_HTML = ("HTML begins here, and this is plain text", "take it out; put < in words if it is meant")
MOST_OF_HTML = 5_000  # elements that a text may begin; each is looked at several times
_NOWHERE = Stretch(Place.start_of(""), 1)


def refused(given: Answers, content: Content) -> Refusals:
    agreed = agreed_in(content)
    return [
        Refusal.at(given.source, answer.start + offset, message, help)
        for answer in given.by_id.values()
        for offset, message, help in (*_html(answer), *_personal(answer, agreed))
    ]


def refused_in(source: Source, text: str, start: int, agreed: Agreed, *, plain: bool = False) -> Refusals:
    """The same of a text in a file that was sent; of Markdown, what is personal alone."""
    tag = _TAG.search(text) if plain else None
    found = [(tag.start(), *_NO_HTML)] if tag else []
    return [
        Refusal.at(source, min(start + offset, len(source.text)), message, help)
        for offset, message, help in (*found, *_found(text, agreed))
    ]


def agreed_in(content: Content) -> Agreed:
    """The addresses and numbers that the network lists as public."""
    return Agreed.listed(content.network.public_contacts)


_Found = tuple[int, str, str]


def _html(answer: Answer) -> Iterator[_Found]:
    if answer.asked.shape == "markdown":
        yield from html_in_markdown(answer.text)
    elif answer.asked.id != "wrong" and (match := _TAG.search(answer.text)):
        yield match.start(), *_NO_HTML


def html_in_markdown(text: str) -> Iterator[_Found]:
    """Comments, and what would run or load something; harmless elements are Markdown."""
    if text.count("<") > MOST_OF_HTML:
        yield text.index("<"), f"the text has the character < more than {MOST_OF_HTML:,} times", "write it as Markdown"
        return
    refused = convert(text).refused if "<" in text else ()
    starts = starts_of_lines(text) if refused else []
    for one in refused:
        is_long = one.how == "too long"
        if not (is_long or one.how == "active" or one.what.startswith("<!") or _EVENT.match(one.what)):
            continue
        start = starts[min(one.line, len(starts) - 1)]
        at = max(text.find(one.what, start), start)
        if is_long:
            yield at, "there is more of this than a text may have", "shorten the text"
        else:
            yield at, "HTML that hides, runs or loads something begins here", "write it as Markdown, or as code"


def starts_of_lines(text: str) -> list[int]:
    """Where each line begins; behind the last one, the text's end."""
    return [*accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0), len(text)]


def _personal(answer: Answer, agreed: Agreed) -> Iterable[_Found]:
    if answer.asked.id == "wrong":  # which is to go
        return ()
    return _found(answer.text, agreed)


def _found(text: str, agreed: Agreed) -> Iterator[_Found]:
    """In a text as it is written, also in its code."""
    piece = Piece(text, _NOWHERE)
    for name, host, needle in emails(piece):
        if not is_of_an_office(name) and not agreed.has_email(f"{name}@{host}"):
            message = "this is a person's e-mail address, and everyone would see it"
            yield max(text.find(needle), 0), message, "take it out, or name a form or the address of an office"
    for finder in FINDERS:
        for finding in finder(piece, agreed):
            if finding.code != "email-in-text":
                yield max(text.find(finding.needle), 0), finding.message, finding.help
