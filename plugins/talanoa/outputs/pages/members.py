"""The directory of members, and each member's profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from talanoa import addresses
from talanoa.markup.markup import shortened
from talanoa.model.member import Identifiers, Member
from talanoa.model.network import Topic
from talanoa.model.values import Words
from talanoa.outputs import labels
from talanoa.outputs.calendars.subjects import links as calendar_links
from talanoa.outputs.dates import country_name
from talanoa.outputs.output import FeedLink, Page, Picture
from talanoa.outputs.pages.topics import shown_occurrences
from talanoa.outputs.structured import member_organization
from talanoa.outputs.view import View
from talanoa.visibility import Tombstone

POSTS_SHOWN = 20

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{8})")


def pages(view: View) -> Iterator[Page]:
    yield _directory(view)
    for member in view.site.members:
        yield _profile(view, member)
    for tombstone in view.site.tombstones:
        yield _tombstone(view, tombstone)


def trail(view: View) -> tuple[tuple[str, str], ...]:
    return ((view.said().gettext("Members"), addresses.MEMBERS),)


def _directory(view: View) -> Page:
    site, said = view.site, view.said()
    codes = by_name(view, {*site.members_by_country, *(named.country for named in site.named)})
    filters = _filters(view, codes)
    return view.page(
        addresses.MEMBERS,
        said.gettext("Members"),
        "members.html",
        {
            "count": len(site.members) + len(site.named) + site.hidden_members,
            "listed": len(site.members) + len(site.named),
            "filters": filters,
            "groups": [_group(view, code, filters) for code in codes],
        },
        section=addresses.MEMBERS,
        description=said.gettext("The organisations of the network, by country"),
        scripts=("directory",) if codes else (),
    )


@dataclass(frozen=True)
class Choice:
    """A value of a filter: as addresses have it, and as readers do."""

    value: str
    title: str
    language: str
    also: str = ""  # other names by which a search finds it


@dataclass(frozen=True)
class Filter:
    """One way to narrow the directory down.

    A row says what it is by marks, which are short since a page may have a thousand rows: the first letter of a filter's
    name, and the position of a value among its choices.
    """

    name: str
    label: str
    all: str
    values: Callable[[Member], Sequence[str]]
    choices: tuple[Choice, ...]

    @cached_property
    def marks(self) -> Mapping[str, str]:
        return {choice.value: f"{self.name[0]}{position}" for position, choice in enumerate(self.choices, 1)}

    def marks_of(self, member: Member) -> list[str]:
        return [self.marks[value] for value in self.values(member) if value in self.marks]


@dataclass(frozen=True)
class Row:
    """A member in the directory; of a name-only one there are the names alone."""

    name: Words
    names: Sequence[tuple[str, str]]
    member: Member | None = None
    logo: Picture | None = None
    works_in: str = ""
    marks: str = ""


@dataclass(frozen=True)
class Group:
    """A country with who is at home there."""

    code: str
    rows: Sequence[Row]
    marks: str


def _filters(view: View, homes: Sequence[str]) -> tuple[Filter, ...]:
    """Those that tell members of this network apart."""
    site, said, gettext = view.site, view.said(), view.said().gettext
    codes = by_name(view, {*homes, *site.members_working_in})
    kinds = sorted({member.kind for member in site.members}, key=lambda kind: said.label(kind, "member_kind"))
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
            tuple(Choice(kind, said.label(kind, "member_kind"), said.language) for kind in kinds),
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
            tuple(Choice(status, said.label(status, "member_status"), said.language) for status in statuses),
        ),
    )
    return tuple(filter for filter in found if len(filter.choices) > 1)


def _topic(view: View, topic: Topic) -> Choice:
    return Choice(topic.id, *view.said().pick(topic.title))


def _countries(view: View, codes: Sequence[str]) -> tuple[Choice, ...]:
    """Countries are found by their names in every language in which a member has a name, too."""
    said, site = view.said(), view.site
    names = [thing.name for thing in (*site.members, *site.named)]
    languages = sorted({*map(str, site.network.languages), *(key for name in names for key in name.texts if key)})

    def also(code: str) -> str:
        names = dict.fromkeys(country_name(code, language) for language in languages)
        return " ".join(name for name in names if name != said.country(code))

    return tuple(Choice(code.lower(), said.country(code), said.language, also(code)) for code in codes)


def _elsewhere(member: Member) -> list[str]:
    """Where a member works beside its own country; the group has the mark of that one."""
    return [code.lower() for code in member.works_in if code != member.country]


def _group(view: View, code: str, filters: Sequence[Filter]) -> Group:
    site, said = view.site, view.said()
    named = sorted((n for n in site.named if n.country == code), key=lambda n: said.plain(n.name).casefold())
    rows = [_row(view, member, filters) for member in site.members_by_country.get(code, ())]
    home = next((filter.marks[code.lower()] for filter in filters if filter.name == "country"), "")
    return Group(code, [*rows, *(Row(n.name, _other_names(view, n.name)) for n in named)], home)


def _row(view: View, member: Member, filters: Sequence[Filter]) -> Row:
    said = view.said()
    codes = [said.country(code) for code in member.works_in if code != member.country]
    return Row(
        member.name,
        _other_names(view, member.name),
        member,
        view.logo(member),
        ", ".join(codes),
        " ".join(mark for filter in filters for mark in filter.marks_of(member)),
    )


def by_name(view: View, codes: Iterable[str]) -> list[str]:
    """Country codes in the order of their names."""
    said = view.said()
    return sorted(map(str, codes), key=lambda code: (said.country(code).casefold(), code))


def _profile(view: View, member: Member) -> Page:
    site, said = view.site, view.said()
    address = addresses.member(member.id)
    name = said.plain(member.name)
    posts = site.posts_by_author.get(member.id, ())
    feed = FeedLink(f"{name} – {view.name}", addresses.feed(address))
    calendars = calendar_links(view, address, name, site.events_of_member.get(member.id, ()))
    about = view.markup.converted(member.about.pick(view.language, "")[0]).first_paragraph if member.about else ""
    return view.page(
        address,
        name,
        "member.html",
        {
            "member": member,
            "logo": view.logo(member),
            "names": _other_names(view, member.name),
            "identifiers": list(_identifiers(member.identifiers)),
            "social": [(key, url) for key, url in vars(member.social).items() if url],
            "posts": posts[:POSTS_SHOWN],
            "total": len(posts),
            "led": site.agenda_led.get(member.id, ()),
            "hosted": shown_occurrences(view, site.events_hosted.get(member.id, ())),
            "signed": site.statements_signed.get(member.id, ()),
            "feed": feed,
            "calendars": calendars,
        },
        section=addresses.MEMBERS,
        type="profile",
        trail=trail(view),
        description=shortened(about) or name,
        feeds=(feed, *calendars),
        updated=max((post.changed.day for post in posts), default=None),
        json_ld=(member_organization(view, member),),
    )


def _tombstone(view: View, tombstone: Tombstone) -> Page:
    """That somebody was here, and no more: no feed, no data for machines, and nothing leads here."""
    return view.page(
        addresses.member(tombstone.id),
        view.said().plain(tombstone.name),
        "tombstone.html",
        {"member": tombstone},
        section=addresses.MEMBERS,
        listed=False,
    )


def _other_names(view: View, name: Words) -> list[tuple[str, str]]:
    """(language, name) for every language but the one that is shown."""
    shown, _ = view.said().pick(name)
    named = [(language or view.language, text) for language, text in name.texts.items()]
    return [(language, text) for language, text in named if text != shown]


def _identifiers(identifiers: Identifiers) -> Iterator[tuple[str, str, str]]:
    """(register, what it calls the member, address there); no address where the text isn't one of its identifiers."""
    if identifiers.org_id:
        yield "org-id", identifiers.org_id, ""
    if wikidata := identifiers.wikidata:
        yield "Wikidata", wikidata, f"https://www.wikidata.org/wiki/{wikidata}" if _WIKIDATA.fullmatch(wikidata) else ""
    if ror := identifiers.ror:
        found = _ROR.fullmatch(ror)
        yield "ROR", ror, f"https://ror.org/{quote(found[1])}" if found else ""
