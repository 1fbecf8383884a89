"""The directory: members by country, and what a reader needs to find some of them.

The page is whole without scripts. For those who have them, its filter works on marks that the rows carry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from talanoa import addresses
from talanoa.markup.markup import shortened
from talanoa.model.member import Member
from talanoa.model.network import Topic
from talanoa.model.values import Words
from talanoa.outputs import labels
from talanoa.outputs.dates import country_name
from talanoa.outputs.output import Page, Picture
from talanoa.outputs.view import View

LINE = 110  # letters of what a member says it does
_SENTENCE = re.compile(r"[.!?…]\s|[。！？।॥۔။។]")


def directory(view: View) -> Page:
    site, localizer = view.site, view.localizer()
    codes = localizer.by_name(site.home_countries)
    filters = _filters(view, codes)
    return view.page(
        addresses.MEMBERS,
        localizer.gettext("Members"),
        "members.html",
        {
            "count": site.member_count,
            "listed": len(site.members) + len(site.named),
            "filters": filters,
            "groups": [_group(view, code, filters) for code in codes],
        },
        section=addresses.MEMBERS,
        description=localizer.gettext("The organisations of the network, by country"),
        scripts=("asked", "directory") if codes else (),
    )


class Choice(Struct, frozen=True):
    """A value of a filter: as addresses have it, and as readers do."""

    value: str
    title: str
    language: str
    also: str = ""  # other names by which a search finds it


class Filter(Struct, frozen=True, dict=True):
    """One way to narrow the directory down.

    A row says what it is by marks, one letter for each choice of all filters, since a page may have a thousand rows.
    """

    name: str
    label: str
    all: str
    values: Callable[[Member], Sequence[str]]
    choices: tuple[Choice, ...]
    before: int = 0  # choices of the filters before it

    @cached_property
    def marks(self) -> Mapping[str, str]:
        return {choice.value: _mark(self.before + position) for position, choice in enumerate(self.choices)}

    def marks_of(self, member: Member) -> list[str]:
        return sorted(self.marks[value] for value in self.values(member) if value in self.marks)


def _mark(number: int) -> str:
    """Characters from ? to ~, none of which HTML has to escape, then those from Ā; directory.js counts in the same way."""
    return chr(number + (0x3F if number < 64 else 0xC0))


class Row(Struct, frozen=True):
    """A member in the directory; of a name-only one there are the names alone."""

    name: Words
    names: Sequence[tuple[str, str]]
    member: Member | None = None
    logo: Picture | None = None
    does: Words | None = None
    works_in: str = ""
    marks: str = ""


class Group(Struct, frozen=True):
    """A country with who is at home there."""

    code: str
    rows: Sequence[Row]
    marks: str


def _filters(view: View, homes: Sequence[str]) -> tuple[Filter, ...]:
    """Those that tell members of this network apart."""
    site, localizer, gettext = view.site, view.localizer(), view.localizer().gettext
    codes = localizer.by_name({*homes, *site.members_working_in})
    kinds = localizer.choices_by_name({member.kind for member in site.members}, "member_kind")
    present = {member.status for member in site.members}
    statuses = [status for status in labels.LABELS["member_status"] if status in present]
    found = (
        Filter("country", gettext("Country"), gettext("Any country"), _elsewhere, _countries(view, codes)),
        Filter(
            "theme",
            gettext("Theme"),
            gettext("Any theme"),
            lambda member: member.themes,
            tuple(_topic(view, topic) for topic in site.network.themes if topic.id in site.members_by_theme),
        ),
        Filter(
            "kind",
            gettext("Kind"),
            gettext("Any kind"),
            lambda member: (member.kind,),
            tuple(Choice(kind, title, localizer.language) for kind, title in kinds),
        ),
        Filter(
            "activity",
            gettext("Activity"),
            gettext("Any activity"),
            lambda member: member.activities,
            tuple(_topic(view, topic) for topic in site.network.activities if topic.id in site.members_by_activity),
        ),
        Filter(
            "status",
            gettext("Status"),
            gettext("Any status"),
            lambda member: (member.status,),
            tuple(Choice(status, localizer.label(status, "member_status"), localizer.language) for status in statuses),
        ),
    )
    filters = [filter for filter in found if len(filter.choices) > 1]
    numbers = accumulate((len(filter.choices) for filter in filters), initial=0)
    return tuple(replace(filter, before=before) for filter, before in zip(filters, numbers, strict=False))


def _topic(view: View, topic: Topic) -> Choice:
    return Choice(topic.id, *view.localizer().pick(topic.title))


def _countries(view: View, codes: Sequence[str]) -> tuple[Choice, ...]:
    """Countries are found by their names in every language in which a member has a name, too."""
    localizer, site = view.localizer(), view.site
    texts = [*(member.name.texts for member in site.members), *(named.name.texts for named in site.named)]
    languages = sorted({*map(str, site.network.languages), *(key for names in texts for key in names if key)})

    def also(code: str) -> str:
        names = dict.fromkeys(country_name(code, language) for language in languages)
        return " ".join(name for name in names if name != localizer.country(code))

    return tuple(Choice(code.lower(), localizer.country(code), localizer.language, also(code)) for code in codes)


def _elsewhere(member: Member) -> list[str]:
    """Where a member works apart from its own country; the group has the mark of that one."""
    return [code.lower() for code in member.works_in if code != member.country]


def _group(view: View, code: str, filters: Sequence[Filter]) -> Group:
    site, localizer = view.site, view.localizer()
    rows = [_row(view, member, filters) for member in site.members_by_country.get(code, ())]
    rows += [Row(it.name, other_names(view, it.name)) for it in site.named_by_country.get(code, ())]
    home = next((filter.marks[code.lower()] for filter in filters if filter.name == "country"), "")
    return Group(code, sorted(rows, key=lambda row: localizer.order(row.name)), home)


def _row(view: View, member: Member, filters: Sequence[Filter]) -> Row:
    localizer = view.localizer()
    codes = [localizer.country(code) for code in localizer.by_name(member.works_in) if code != member.country]
    return Row(
        member.name,
        other_names(view, member.name),
        member,
        view.logo(member),
        _does(view, member),
        ", ".join(codes),
        "".join(mark for filter in filters for mark in filter.marks_of(member)),
    )


def _does(view: View, member: Member) -> Words | None:
    """What a member does, in a line: how it describes itself, or else its themes."""
    localizer, site = view.localizer(), view.site
    if member.about:
        text, language = member.about.pick(localizer.language, view.language, "")
        line = _line(view.markup.converted(text).first_paragraph)
        if line:
            return Words({language or view.language: line})
    themes = [localizer.plain(site.theme[theme].title) for theme in member.themes if theme in site.theme]
    return Words({localizer.language: localizer.gettext(", ").join(themes)}) if themes else None


def _line(text: str) -> str:
    """As many whole sentences as a line has room for, else the beginning of the first."""
    ends = [found.end() for found in _SENTENCE.finditer(f"{text} ")]
    return text[: max((end for end in ends if end <= LINE), default=0)].rstrip() or shortened(text, letters=LINE)


def other_names(view: View, name: Words) -> list[tuple[str, str]]:
    """(language, name) for every language but the one that is shown."""
    shown, _ = view.localizer().pick(name)
    named = [(language or view.language, text) for language, text in name.texts.items()]
    return [(language, text) for language, text in named if text != shown]
