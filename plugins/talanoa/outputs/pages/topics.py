"""Listings by kind, theme, country, language and activity: posts, with the members and events that belong there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from talanoa import addresses
from talanoa.model.event import Event, Occurrence
from talanoa.model.member import Member
from talanoa.model.network import Topic
from talanoa.model.post import Post, PostKind
from talanoa.outputs.calendars.subjects import links as calendar_links
from talanoa.outputs.output import Page
from talanoa.outputs.pages.listing import Beside, listing
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Page]:
    yield from _kinds(view)
    yield from _themes(view)
    yield from _activities(view)
    yield from _countries(view)
    yield from _languages(view)


def _kinds(view: View) -> Iterator[Page]:
    for kind in get_args(PostKind):
        title = view.said().label(kind, "kinds")
        yield from listing(
            view, addresses.kind(kind), title, view.site.posts_by_kind.get(kind, ()), trail=_posts_trail(view)
        )


def _themes(view: View) -> Iterator[Page]:
    site = view.site
    for theme in site.network.themes:
        yield from _topic(
            view,
            addresses.theme(theme.id),
            theme,
            posts=site.posts_by_theme.get(theme.id, ()),
            members=site.members_by_theme.get(theme.id, ()),
            events=site.events_by_theme.get(theme.id, ()),
            has_calendar=True,
        )


def _activities(view: View) -> Iterator[Page]:
    site = view.site
    for activity in site.network.activities:
        yield from _topic(
            view,
            addresses.activity(activity.id),
            activity,
            posts=site.posts_by_activity.get(activity.id, ()),
            members=site.members_by_activity.get(activity.id, ()),
            events=site.events_by_activity.get(activity.id, ()),
        )


def _topic(
    view: View,
    address: str,
    topic: Topic,
    posts: tuple[Post, ...],
    members: tuple[Member, ...],
    events: tuple[Event, ...],
    has_calendar: bool = False,
) -> Iterator[Page]:
    title = view.said().plain(topic.title)
    calendars = calendar_links(view, address, title, events) if has_calendar else ()
    yield from listing(
        view,
        address,
        title,
        posts,
        trail=_posts_trail(view),
        description=view.markup.converted(topic.description.pick(view.language, "")[0]).first_paragraph
        if topic.description
        else "",
        beside=Beside(
            intro=topic.description,
            members=members,
            events=coming_and_past(view, events),
            calendars=calendars,
        ),
    )


def _countries(view: View) -> Iterator[Page]:
    site, said = view.site, view.said()
    for country in view.countries:
        code = country.code
        name = said.country(code)
        events = site.events_by_country.get(code, ())
        yield from listing(
            view,
            addresses.country(code),
            name,
            site.posts_by_country.get(code, ()),
            section=addresses.COUNTRIES,
            trail=((said.gettext("Countries"), addresses.COUNTRIES),),
            description=said.gettext("Members, posts and events in %(country)s") % {"country": name},
            beside=Beside(
                country=country,
                members=site.members_by_country.get(code, ()),
                named=tuple(named for named in site.named if named.country == code),
                working_here=site.members_working_in.get(code, ()),
                events=coming_and_past(view, events),
                calendars=calendar_links(view, addresses.country(code), name, events),
            ),
        )


def _languages(view: View) -> Iterator[Page]:
    """What there is in each language, in that language."""
    site = view.site
    for code in view.languages:
        said = view.said(code)
        name = said.language_title(code)
        yield from listing(
            view,
            addresses.language(code),
            name,
            site.posts_by_language.get(code, ()),
            trail=((said.gettext("Posts"), addresses.POSTS),),
            description=said.gettext("Posts, members, events and documents in this language: %(language)s")
            % {"language": name},
            beside=Beside(
                members=said.members(site.members_by_language.get(code, ())),
                events=coming_and_past(view, site.events_by_language.get(code, ())),
                documents=site.documents_by_language.get(code, ()),
            ),
            language=code,
        )


def _posts_trail(view: View) -> tuple[tuple[str, str], ...]:
    return ((view.said().gettext("Posts"), addresses.POSTS),)


def coming_and_past(
    view: View, events: tuple[Event, ...], past: int = 5
) -> tuple[Sequence[Occurrence], Sequence[Occurrence]]:
    """What is still to come of these events, soonest first, and the last few that are over."""
    found = [occurrence for event in events for occurrence in view.site.occurrences_of[event.id]]
    coming = sorted((o for o in found if o.last_day >= view.site.today), key=lambda o: (o.day, o.event.id))
    over = sorted((o for o in found if o.last_day < view.site.today), key=lambda o: (o.day, o.event.id), reverse=True)
    return coming, over[:past]
