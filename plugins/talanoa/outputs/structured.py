"""JSON-LD, by schema.org: what search engines and other programs read of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import asdict

from talanoa import addresses
from talanoa.groups import SeriesOfEvents
from talanoa.model.event import Event, Venue
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.model.values import Stamp
from talanoa.model.zones import rfc3339
from talanoa.outputs.dates import machine
from talanoa.outputs.output import Picture
from talanoa.outputs.view import View
from talanoa.site import Site
from talanoa.uris import licence_page
from talanoa.visibility import Credit, Profile

Data = Mapping[str, Any]

_STATUS = {
    "confirmed": "https://schema.org/EventScheduled",
    "tentative": "https://schema.org/EventScheduled",
    "cancelled": "https://schema.org/EventCancelled",
    "postponed": "https://schema.org/EventPostponed",
}


def absolute(view: View, address: str) -> str:
    """An address within the site, whole."""
    return view.site.url + addresses.escaped(address.removeprefix("/"))


def page_of(view: View, credit: Credit) -> str | None:
    """The page of someone on this site, whole."""
    return absolute(view, credit.address) if credit.address else None


def tag(view: View, *parts: str) -> str:
    """A thing's name for ever (RFC 4151), such as tag("post", "wells"); of no parts, the network's own."""
    network = view.site.network
    return f"tag:{network.authority.domain},{network.authority.year}:{'/'.join((network.id, *parts))}"


def organization(view: View) -> Data:
    """The network itself."""
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": view.site.url,
            "name": view.name,
            "url": view.site.url,
            "description": view.localizer().plain(view.site.network.tagline),
        }
    )


def member_organization(view: View, member: Member) -> Data:
    address = absolute(view, addresses.member(member.id))
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": address,
            "name": view.localizer().plain(member.name),
            "alternateName": member.short_name,
            "url": member.website or address,
            "logo": _picture(view, view.logo(member)),
            "sameAs": [url for url in asdict(member.social).values() if url],
            "memberOf": {"@id": view.site.url},
            "address": {"@type": "PostalAddress", "addressCountry": str(member.country)},
        }
    )


def person(view: View, profile: Profile) -> Data:
    """Someone who speaks for a member."""
    address = absolute(view, addresses.person(profile.person.id))
    organisation = {
        "@type": "Organization",
        "name": view.localizer().plain(profile.affiliation),
        "@id": absolute(view, addresses.member(profile.member.id)),
    }
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "@id": address,
            "name": profile.person.name,
            "url": address,
            "jobTitle": profile.person.role,
            "affiliation": organisation,
        }
    )


def article(view: View, post: Post) -> Data:
    """A post; an op-ed is marked as opinion."""
    site, address = view.site, absolute(view, addresses.post(post.slug))
    licence = post.licence or site.network.licence
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "OpinionNewsArticle" if post.kind == "op-ed" else "BlogPosting",
            "@id": address,
            "mainEntityOfPage": address,
            "headline": post.title,
            "description": view.markup.summary(post),
            "image": _picture(view, view.picture(post)),
            "inLanguage": post.language,
            "datePublished": _stamp(post.date, site),
            "dateModified": _stamp(post.changed, site),
            "author": _credits(view, site.authors(post)),
            "publisher": _network(view),
            "license": licence_page(licence) if licence else None,
        }
    )


def event(view: View, occurrence: Occurrence) -> Data:
    """One occurrence of an event."""
    it, site, plain = occurrence.event, view.site, view.localizer().plain
    page = absolute(view, addresses.occurrence(it.id, occurrence.original))
    before = occurrence.moment if occurrence.moved else None
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": page,
            "name": plain(it.title),
            "url": page,
            "startDate": machine(occurrence.start, it.timezone),
            "endDate": machine(occurrence.end, it.timezone) if occurrence.end else None,
            "eventStatus": "https://schema.org/EventRescheduled"
            if occurrence.moved and not it.is_off
            else _STATUS[it.status],
            "previousStartDate": machine(before, it.timezone) if before else None,
            "eventAttendanceMode": _attendance_mode(it),
            "location": _locations(view, it, page),
            "organizer": _credits(view, map(site.credit, it.hosts)) or [_network(view)],
            "contributor": _credits(view, map(site.backer, it.partners)),
            "funder": _credits(view, map(site.backer, it.funders)),
            "performer": _credits(view, map(site.credit, it.speakers)),
            "inLanguage": [str(language) for language in it.languages],
            "description": plain(it.summary),
            "superEvent": _series_of(view, it),
        }
    )


def _attendance_mode(it: Event) -> str | None:
    mode = "Mixed" if it.place and it.online else "Online" if it.online else "Offline" if it.place else None
    return mode and f"https://schema.org/{mode}EventAttendanceMode"


def _locations(view: View, it: Event, page: str) -> list[Data]:
    """Where people meet; on the net, the page stands for a link that isn't public."""
    venue, online = it.place, it.online
    return [
        *([_place(view, venue)] if venue else []),
        *([{"@type": "VirtualLocation", "url": online.url or page}] if online else []),
    ]


def _place(view: View, venue: Venue) -> Data:
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.address,
        "addressLocality": venue.city,
        "addressCountry": str(venue.country) if venue.country else None,
    }
    has_position = venue.latitude is not None and venue.longitude is not None
    position = {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}
    return without_empty(
        {
            "@type": "Place",
            "name": next(iter(view.localizer().venue(venue)), venue.address),
            "address": without_empty(address),
            "geo": position if has_position else None,
        }
    )


def _series_of(view: View, event: Event) -> Data | None:
    series = view.site.series.get(event.series.id) if event.series else None
    if series is None:
        return None
    address = absolute(view, addresses.series(series.id))
    return {"@type": "EventSeries", "@id": address, "name": view.localizer().plain(series.title), "url": address}


def event_series(view: View, series: SeriesOfEvents) -> Data:
    """A series, with its events."""
    address = absolute(view, addresses.series(series.id))
    found = [one for event in series.events for one in view.site.occurrences_of[event.id]]
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "EventSeries",
            "@id": address,
            "name": view.localizer().plain(series.title),
            "url": address,
            "startDate": min((one.day.isoformat() for one in found), default=None),
            "endDate": max((one.last_day.isoformat() for one in found), default=None),
            "organizer": _network(view),
            "subEvent": [
                {
                    "@type": "Event",
                    "@id": absolute(view, addresses.event(event.id)),
                    "name": view.localizer().plain(event.title),
                    "startDate": machine(event.start, event.timezone),
                }
                for event in series.events
            ],
        }
    )


def breadcrumbs(view: View, trail: Sequence[tuple[str, str]]) -> Data:
    """The way from the home page to a page (its own entry included)."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(view, address)}
            for position, (name, address) in enumerate(trail, start=1)
        ],
    }


def _network(view: View) -> Data:
    return {"@type": "Organization", "@id": view.site.url, "name": view.name}


def _credits(view: View, credits: Iterable[Credit | None]) -> list[Data]:
    return [_credit(view, credit) for credit in credits if credit]


def _credit(view: View, credit: Credit) -> Data:
    localizer, address = view.localizer(), page_of(view, credit)
    return without_empty(
        {
            "@type": "Person" if credit.is_person else "Organization",
            "@id": address,
            "name": localizer.plain(credit.name),
            "url": address,
            "affiliation": {"@type": "Organization", "name": localizer.plain(credit.affiliation)}
            if credit.affiliation
            else None,
        }
    )


def _picture(view: View, picture: Picture | None) -> Data | None:
    """With its size, which search engines ask for."""
    if picture is None:
        return None
    facts = picture.facts
    return without_empty(
        {
            "@type": "ImageObject",
            "url": absolute(view, picture.address),
            "width": facts.width if facts else None,
            "height": facts.height if facts else None,
        }
    )


def _stamp(stamp: Stamp, site: Site) -> str:
    """A mere day stays one."""
    return rfc3339(stamp.instant(site.zone)) if stamp.time else stamp.day.isoformat()


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without the empty entries."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
