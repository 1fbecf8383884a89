"""Listings by kind, theme, country, language and activity: posts, with the members and events that belong there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from talanoa import addresses
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.network import Topic
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post, PostKind
from talanoa.outputs.calendars.subjects import links as calendar_links
from talanoa.outputs.output import FeedLink, Page, Planned
from talanoa.outputs.pages.listing import ListingExtras, listing, planned
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Planned[Page]]:
    site = view.site
    for kind in get_args(PostKind):
        yield from planned(addresses.kind(kind), site.posts_by_kind.get(kind, ()), _kind, kind)
    for id in site.theme:
        yield from planned(addresses.theme(id), site.posts_by_theme.get(id, ()), _theme, id)
    for id in site.activity:
        yield from planned(addresses.activity(id), site.posts_by_activity.get(id, ()), _activity, id)
    for country in view.countries:
        posts = site.posts_by_country.get(country.code, ())
        yield from planned(addresses.country(country.code), posts, _country, country.code)
    for code in view.languages:
        yield from planned(addresses.language(code), site.posts_by_language.get(code, ()), _language, code)


def _kind(view: View, kind: PostKind, number: int) -> Page:
    posts = view.site.posts_by_kind.get(kind, ())
    return listing(
        view, addresses.kind(kind), view.localizer().label(kind, "kinds"), posts, number, trail=_posts_trail(view)
    )


def _theme(view: View, id: str, number: int) -> Page:
    site = view.site
    events = site.events_by_theme.get(id, ())
    return _topic(
        view,
        addresses.theme(id),
        f"?theme={id}",
        site.theme[id],
        site.posts_by_theme.get(id, ()),
        number,
        members=site.members_by_theme.get(id, ()),
        events=events,
        calendars=calendar_links(view, addresses.theme(id), view.localizer().plain(site.theme[id].title), events),
    )


def _activity(view: View, id: str, number: int) -> Page:
    site = view.site
    return _topic(
        view,
        addresses.activity(id),
        f"?activity={id}",
        site.activity[id],
        site.posts_by_activity.get(id, ()),
        number,
        members=site.members_by_activity.get(id, ()),
        events=site.events_by_activity.get(id, ()),
    )


def _topic(
    view: View,
    address: str,
    chosen: str,
    topic: Topic,
    posts: Sequence[Post],
    number: int,
    *,
    members: Sequence[Member],
    events: Sequence[Event],
    calendars: tuple[FeedLink, ...] = (),
) -> Page:
    about = topic.description.pick(view.language, "")[0] if topic.description else ""
    return listing(
        view,
        address,
        view.localizer().plain(topic.title),
        posts,
        number,
        trail=_posts_trail(view),
        description=view.markup.converted(about).first_paragraph if about else "",
        picture=view.picture_in(address, topic.description),
        extras=lambda: ListingExtras(
            intro=topic.description, members=members, chosen=chosen, events=coming_and_past(view, events)
        ),
        calendars=calendars,
    )


def _country(view: View, code: str, number: int) -> Page:
    site, localizer = view.site, view.localizer()
    name = localizer.country(code)
    events = site.events_by_country.get(code, ())
    return listing(
        view,
        addresses.country(code),
        name,
        site.posts_by_country.get(code, ()),
        number,
        section=addresses.COUNTRIES,
        trail=((localizer.gettext("Countries"), addresses.COUNTRIES),),
        description=localizer.gettext("Members, posts and events in %(country)s") % {"country": name},
        extras=lambda: ListingExtras(
            country=next(country for country in site.countries if country.code == code),
            members=site.members_by_country.get(code, ()),
            chosen=f"?country={code.lower()}",
            named=site.named_by_country.get(code, ()),
            working_here=site.members_working_in.get(code, ()),
            events=coming_and_past(view, events),
        ),
        calendars=calendar_links(view, addresses.country(code), name, events),
    )


def _language(view: View, code: str, number: int) -> Page:
    """What there is in a language, in that language."""
    site, localizer = view.site, view.localizer(code)
    name = localizer.language_title(code)
    return listing(
        view,
        addresses.language(code),
        name,
        site.posts_by_language.get(code, ()),
        number,
        trail=((localizer.gettext("Posts"), addresses.POSTS),),
        description=localizer.gettext("Posts, members, events and documents in this language: %(language)s")
        % {"language": name},
        extras=lambda: ListingExtras(
            members=localizer.members(site.members_by_language.get(code, ())),
            events=coming_and_past(view, site.events_by_language.get(code, ())),
            documents=site.documents_by_language.get(code, ()),
        ),
        language=code,
    )


def _posts_trail(view: View) -> tuple[tuple[str, str], ...]:
    return ((view.localizer().gettext("Posts"), addresses.POSTS),)


def coming_and_past(view: View, events: Sequence[Event]) -> tuple[Sequence[Occurrence], Sequence[Occurrence]]:
    """What is still to come of these events, soonest first, and what is over, the latest first."""
    found = [occurrence for event in events for occurrence in view.site.occurrences_of[event.id]]
    coming = sorted((o for o in found if o.last_day >= view.site.today), key=lambda o: (o.day, o.event.id))
    over = sorted((o for o in found if o.last_day < view.site.today), key=lambda o: (o.day, o.event.id), reverse=True)
    return coming, over
