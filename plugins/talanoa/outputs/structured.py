"""JSON-LD, by schema.org: what search engines and other programs read of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import asdict

from talanoa import addresses
from talanoa.groups import SeriesOfEvents
from talanoa.model.event import Event
from talanoa.model.member import Member
from talanoa.model.occurrences import Occurrence
from talanoa.model.post import Post
from talanoa.model.values import Stamp
from talanoa.model.zones import rfc3339
from talanoa.outputs.dates import machine
from talanoa.outputs.output import Picture
from talanoa.outputs.view import View
from talanoa.site import Site
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


def tag(view: View, *parts: str) -> str:
    """A thing's name for ever (RFC 4151), such as tag("post", "wells"); of no parts, the network's own."""
    network = view.site.network
    return f"tag:{network.authority.domain},{network.authority.year}:{'/'.join((network.id, *parts))}"


def organization(view: View) -> Data:
    """The network itself."""
    return _full(
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
    return _full(
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
    return _full(
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
    site = view.site
    address = absolute(view, addresses.post(post.slug))
    return _full(
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
            "author": [_credit(view, credit) for credit in site.authors(post)],
            "publisher": {"@type": "Organization", "@id": site.url, "name": view.name},
            "license": f"https://spdx.org/licenses/{licence}.html"
            if (licence := post.licence or site.network.licence)
            else None,
        }
    )


def event(view: View, occurrence: Occurrence) -> Data:
    """One occurrence of an event."""
    happening = occurrence.event
    venue, online = happening.place, happening.online
    locations: list[Data] = []
    if venue:
        locations.append(
            _full(
                {
                    "@type": "Place",
                    "name": next(iter(view.localizer().venue(venue)), venue.address),
                    "address": _full(
                        {
                            "@type": "PostalAddress",
                            "streetAddress": venue.address,
                            "addressLocality": venue.city,
                            "addressCountry": str(venue.country) if venue.country else None,
                        }
                    ),
                    "geo": {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}
                    if venue.latitude is not None and venue.longitude is not None
                    else None,
                }
            )
        )
    if online:
        page = absolute(view, addresses.occurrence(happening.id, occurrence.original))
        locations.append({"@type": "VirtualLocation", "url": online.url or page})
    mode = "Mixed" if len(locations) == 2 else "Online" if online else "Offline"
    takes_place = happening.status in ("confirmed", "tentative")
    hosts = [_credit(view, credit) for host in happening.hosts if (credit := view.site.credit(host))]
    return _full(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": absolute(view, addresses.occurrence(happening.id, occurrence.original)),
            "name": view.localizer().plain(happening.title),
            "url": absolute(view, addresses.occurrence(happening.id, occurrence.original)),
            "startDate": machine(occurrence.start, happening.timezone),
            "endDate": machine(occurrence.end, happening.timezone) if occurrence.end else None,
            "eventStatus": "https://schema.org/EventRescheduled"
            if occurrence.moved and takes_place
            else _STATUS[happening.status],
            "previousStartDate": machine(occurrence.moment, happening.timezone)
            if occurrence.moved and occurrence.moment
            else None,
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode" if locations else None,
            "location": locations,
            "organizer": hosts or [{"@type": "Organization", "@id": view.site.url, "name": view.name}],
            "contributor": [_credit(view, credit) for it in happening.partners if (credit := view.site.backer(it))],
            "funder": [_credit(view, credit) for it in happening.funders if (credit := view.site.backer(it))],
            "performer": [_credit(view, credit) for who in happening.speakers if (credit := view.site.credit(who))],
            "inLanguage": [str(language) for language in happening.languages],
            "description": view.localizer().plain(happening.summary),
            "superEvent": _series_of(view, happening),
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
    return _full(
        {
            "@context": "https://schema.org",
            "@type": "EventSeries",
            "@id": address,
            "name": view.localizer().plain(series.title),
            "url": address,
            "startDate": min((one.day.isoformat() for one in found), default=None),
            "endDate": max((one.last_day.isoformat() for one in found), default=None),
            "organizer": {"@type": "Organization", "@id": view.site.url, "name": view.name},
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


def _credit(view: View, credit: Credit) -> Data:
    localizer = view.localizer()
    address = absolute(view, credit.address) if credit.address else None
    return _full(
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
    return _full(
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


def _full(data: Mapping[str, Any]) -> Data:
    """Without the empty entries."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
