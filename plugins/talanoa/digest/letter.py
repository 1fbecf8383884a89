"""A digest in one language, before it is written as HTML, text and mail."""

from __future__ import annotations

from msgspec import Struct

from talanoa.digest.choosing import Span
from talanoa.digest.entries import Section, TaggedText
from talanoa.digest.greeting import Greeting
from talanoa.outputs.view import View


class Letter(Struct, frozen=True):
    """Its words are those of `language`; what is in another is marked with it."""

    language: str
    network: TaggedText
    subject: str
    title: str
    ways: tuple[tuple[str, str], ...]  # to the site, and out of the list: what they do, and their addresses
    greeting: Greeting | None
    sections: tuple[Section, ...]
    closing: tuple[str, ...]


def letter(view: View, span: Span, language: str, sections: tuple[Section, ...], greeting: Greeting | None) -> Letter:
    localizer = view.localizer(language)
    gettext, network = localizer.gettext, view.site.network
    day = localizer.day(span.until)
    ways = [(gettext("On the web:"), view.site.url)]
    if network.mailing_list and network.mailing_list.url:
        ways.append((gettext("To leave this list, or change how you get it:"), network.mailing_list.url))
    closing = [gettext("This e-mail loads no pictures and counts no clicks: no one can tell who reads it.")]
    if network.sample:
        closing.append(gettext("This is a sample site: its members and people are invented."))
    return Letter(
        language=localizer.language,
        network=TaggedText(localizer.name),
        subject=gettext("%(network)s: news of %(day)s") % {"network": localizer.name, "day": day},
        title=gettext("News of %(day)s") % {"day": day},
        ways=tuple(ways),
        greeting=greeting,
        sections=sections,
        closing=tuple(closing),
    )
