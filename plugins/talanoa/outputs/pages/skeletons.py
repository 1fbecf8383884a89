"""Files and letters to start from, for readers whose browser runs no scripts: each field with what it means.

They pass the check as they are, so that a change of one value breaks nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import get_args

from talanoa.model.event import EventType
from talanoa.model.network import Topic
from talanoa.model.post import PostKind
from talanoa.outputs.view import View

NAME = "a-short-name"

Line = tuple[str, str, str]  # field, value as YAML has it, what it means


def post(view: View) -> tuple[str, str]:
    """The name of a file and its text."""
    _ = view.localizer().gettext
    today = view.site.today.isoformat()
    lines = _lines(
        (
            ("title", _quoted(_("Your title")), _("One line of plain text.")),
            ("date", today, _("The day it is published.")),
            (
                "authors",
                f"[{{ name: {_quoted(_('Your name'))}, affiliation: {_quoted(_('Your organisation'))} }}]",
                _("Or the ids of people and members: the last part of the address of their pages."),
            ),
            ("kind", "blog", _one_of(view, get_args(PostKind))),
            ("language", view.language, _("The language of the text, such as en, id or ko.")),
            ("summary", _quoted(_("One or two sentences.")), _("For lists and feeds.")),
            ("themes", "[]", _("Any of: %(values)s") % {"values": _ids(view.site.network.themes)}),
            ("activities", "[]", _("Any of: %(values)s") % {"values": _ids(view.site.network.activities)}),
            ("countries", "[]", _("Two capital letters each, such as %(example)s.") % {"example": "[FJ, ID]"}),
        )
    )
    return f"{today}-{NAME}.md", f"---\n{lines}---\n\n{_('Your text, in Markdown.')}\n"


def event(view: View) -> tuple[str, str]:
    _ = view.localizer().gettext
    lines = _lines(
        (
            ("id", NAME, _("Small letters, digits and hyphens; the same as the name of the file.")),
            ("title", _quoted(_("Your title")), _("One line of plain text.")),
            ("type", "webinar", _one_of(view, get_args(EventType))),
            (
                "start",
                f"{view.site.today.isoformat()} 14:00",
                _("A day alone, or a day with the local time of the place."),
            ),
            ("duration", "90 minutes", _("Or 2 hours, or 3 days.")),
            ("timezone", str(view.site.network.timezone), _("The time zone that the time is in.")),
            ("summary", _quoted(_("One or two sentences.")), _("For lists and feeds.")),
            ("place", "{}", _("Such as %(example)s.") % {"example": "{ name: Town hall, city: Suva, country: FJ }"}),
            ("hosts", "[]", _("Ids of members, or names.")),
        )
    )
    return f"{NAME}.yml", lines


def member(view: View) -> tuple[str, str]:
    _ = view.localizer().gettext
    country = next((country.code for country in view.site.countries), "FJ")
    lines = _lines(
        (
            ("id", NAME, _("Small letters, digits and hyphens; the same as the name of the file.")),
            ("name", _quoted(_("Your organisation")), _("As you write it yourselves.")),
            ("country", country, _("Two capital letters, such as FJ.")),
            ("kind", "other", _one_of(view, view.site.network.kinds_of_members)),
            ("status", "member", _("Or partner, or observer.")),
            ("about", _quoted(_("One or two sentences.")), _("What you do.")),
            ("languages", "[]", _("Such as %(example)s.") % {"example": "[en, id]"}),
            ("themes", "[]", _("Any of: %(values)s") % {"values": _ids(view.site.network.themes)}),
            ("activities", "[]", _("Any of: %(values)s") % {"values": _ids(view.site.network.activities)}),
        )
    )
    return f"{NAME}.yml", lines


def letter(headings: Mapping[str, str]) -> str:
    """A letter with a heading for each answer, as issue forms give it."""
    return "".join(f"### {heading}\n\n\n\n" for heading in headings.values())


def _lines(lines: Iterable[Line]) -> str:
    return "".join(f"# {' '.join(meaning.split())}\n{field}: {value}\n" for field, value, meaning in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _one_of(view: View, values: Iterable[str]) -> str:
    return view.localizer().gettext("One of: %(values)s") % {"values": ", ".join(values)}


def _ids(topics: Iterable[Topic]) -> str:
    return ", ".join(topic.id for topic in topics)
