"""Files of the repository that the site shows: pictures of posts, members and events, documents. Nothing else goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from talanoa import addresses
from talanoa.files import is_image
from talanoa.load import Content, may_be_published
from talanoa.model.document import Document
from talanoa.model.event import Event
from talanoa.model.values import MarkdownWords
from talanoa.outputs.view import View


def lead_pictures(content: Content) -> Iterator[str]:
    """The pictures that posts and members have beside their texts, hidden ones included, and the network's logo."""
    logos = (content.network.brand.logo, *(member.logo for member in content.members))
    for image in (*(post.image for post in content.posts), *logos):
        candidates = image.src.candidates if image else ()
        yield from (path for path in candidates if path in content.files and is_image(path) and may_be_published(path))


def shown(view: View) -> Iterator[tuple[str, str]]:
    """The address and the path of each file, each address once."""
    seen: set[str] = set()
    for address, path in (*named(view), *_in_texts(view)):
        if path and may_be_published(path) and address not in seen:
            seen.add(address)
            yield address, path


def named(view: View) -> Iterator[tuple[str, str | None]]:
    """Every file that a field names, with its address."""
    site = view.site
    if logo := view.brand_logo:
        yield logo.address, view.file(site.network.brand.logo.src if site.network.brand.logo else None)
    for post in site.posts:
        if picture := view.picture(post):
            yield picture.address, view.file(post.image.src if post.image else None)
    for member in site.members:
        if logo := view.logo(member):
            yield logo.address, view.file(member.logo.src if member.logo else None)
    for event in site.events:
        occurrences = site.occurrences_of[event.id]
        for document in (*event.documents, *(d for occurrence in occurrences for d in occurrence.event.documents)):
            yield from _of_document(view, document)
    for series in site.series.values():
        for step in series.output.steps if series.output else ():
            if step.document:
                yield from _of_document(view, step.document)


def _of_document(view: View, document: Document) -> Iterator[tuple[str, str]]:
    if file := view.file(document.file):
        yield view.links.asset_address(file, "", addresses.LIBRARY), file


def _in_texts(view: View) -> Iterator[tuple[str, str]]:
    """Every file that a text shows or links to, with its address. What a post, a member or an event has is taken over from the last
    build where it is as it was.
    """
    site = view.site
    for post in site.posts:
        yield from json.loads(view.part(partial(_of_post, view, post.slug), "assets", post.slug))
    yield from _of_texts(view, _of_network(view))
    for noun, ids, texts in (
        ("member", site.member, _of_member),
        ("person", site.profiles, _of_person),
        ("event", site.event, _of_event),
    ):
        for id in ids:
            yield from json.loads(view.part(partial(_in_texts_of, view, texts, id), "assets", noun, id))


Texts = Iterator[tuple[MarkdownWords | None, str]]
"""Markdown texts that pages show, with the pages' addresses."""


def _of_post(view: View, slug: str) -> str:
    return json.dumps(view.markup.post(view.site.post[slug]).assets)


def _in_texts_of(view: View, texts: Callable[[View, str], Texts], id: str) -> str:
    return json.dumps([*_of_texts(view, texts(view, id))])


def _of_texts(view: View, texts: Texts) -> Iterator[tuple[str, str]]:
    for text, address in texts:
        if text and view.markup.converted(source := text.pick(view.language, "")[0]).gaps:
            yield from view.markup.text(source, source.place.file, address, view.language).assets


def _of_network(view: View) -> Texts:
    site, network = view.site, view.site.network
    yield network.description, addresses.HOME
    yield network.join.criteria if network.join else None, addresses.JOIN
    yield from ((theme.description, addresses.theme(theme.id)) for theme in network.themes)
    yield from ((activity.description, addresses.activity(activity.id)) for activity in network.activities)
    for series in site.series.values():
        yield series.listed.description if series.listed else None, addresses.series(series.id)


def _of_member(view: View, id: str) -> Texts:
    yield view.site.member[id].about, addresses.member(id)


def _of_person(view: View, id: str) -> Texts:
    yield view.site.profiles[id].person.about, addresses.person(id)


def _of_event(view: View, id: str) -> Texts:
    yield view.site.event[id].description, addresses.event(id)
    for occurrence in view.site.occurrences_of[id]:
        yield from _of_occurrence(occurrence.event, addresses.occurrence(id, occurrence.original))


def _of_occurrence(event: Event, address: str) -> Texts:
    yield event.description, address
    yield event.participants, address
    yield event.notes, address
    yield from ((item.notes, address) for item in event.agenda)
