"""Files of the repository that the site shows: pictures of posts, members and events, documents. Nothing else goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from talanoa import addresses
from talanoa.files import is_image
from talanoa.load import Content, may_be_published
from talanoa.model.document import Document
from talanoa.model.event import Event
from talanoa.model.values import Markdown, MarkdownWords
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
        if may_be_published(path) and address not in seen:
            seen.add(address)
            yield address, path


def named(view: View) -> Iterator[tuple[str, str]]:
    """Every file that a field names, with its address."""
    site = view.site
    pictures = (view.brand_logo, *map(view.picture, site.posts), *map(view.logo, site.members))
    yield from ((picture.address, picture.file) for picture in pictures if picture)
    for event in site.events:
        occurrences = site.occurrences_of[event.id]
        for document in (*event.documents, *(d for occurrence in occurrences for d in occurrence.event.documents)):
            yield from _file_of(view, document)
    for series in site.series.values():
        for step in series.output.steps if series.output else ():
            if step.document:
                yield from _file_of(view, step.document)


def _file_of(view: View, document: Document) -> Iterator[tuple[str, str]]:
    if file := view.file(document.file):
        yield view.links.asset_address(file, "", addresses.LIBRARY), file


def _in_texts(view: View) -> Iterator[tuple[str, str]]:
    """Every file that a text shows or links to, with its address. What a post, a member or an event has is taken over from the last
    build where it is as it was.
    """
    site = view.site
    for slug in site.post:
        yield from json.loads(view.part(partial(_of_post, view, slug), "assets", slug))
    yield from _of_texts(view, _texts_of_network(view))
    for noun, ids, texts in (
        ("member", site.member, _texts_of_member),
        ("person", site.profiles, _texts_of_person),
        ("event", site.event, _texts_of_event),
    ):
        for id in ids:
            yield from json.loads(view.part(partial(_of_thing, view, texts, id), "assets", noun, id))


Texts = Iterator[tuple[Mapping[str, Markdown], str]]
"""Texts by their languages, with the address of the page that shows them."""


def _of_post(view: View, slug: str) -> str:
    return json.dumps(view.markup.post(view.site.post[slug]).assets)


def _of_thing(view: View, texts: Callable[[View, str], Texts], id: str) -> str:
    return json.dumps([*_of_texts(view, texts(view, id))])


def _of_texts(view: View, texts: Texts) -> Iterator[tuple[str, str]]:
    for versions, address in texts:
        for language, source in versions.items():
            if view.markup.converted(source).gaps:
                rendered = view.markup.text(source, source.place.file, address, language or view.language)
                yield from rendered.assets


def _texts_of_network(view: View) -> Texts:
    site, network = view.site, view.site.network
    yield _shown(view, network.description), addresses.HOME
    yield _shown(view, network.join.criteria if network.join else None), addresses.JOIN
    yield from ((_shown(view, theme.description), addresses.theme(theme.id)) for theme in network.themes)
    yield from ((_shown(view, it.description), addresses.activity(it.id)) for it in network.activities)
    for series in site.series.values():
        yield _shown(view, series.listed.description if series.listed else None), addresses.series(series.id)


def _texts_of_member(view: View, id: str) -> Texts:
    yield _all(view.site.member[id].about), addresses.member(id)


def _texts_of_person(view: View, id: str) -> Texts:
    yield _all(view.site.profiles[id].person.about), addresses.person(id)


def _texts_of_event(view: View, id: str) -> Texts:
    event = view.site.event[id]
    if event.recurrence:  # has a page of its own, above those of its occurrences
        yield _all(event.description), addresses.event(id)
        yield _all(event.participants), addresses.event(id)
    for occurrence in view.site.occurrences_of[id]:
        yield from _texts_of_occurrence(occurrence.event, addresses.occurrence(id, occurrence.original))


def _texts_of_occurrence(event: Event, address: str) -> Texts:
    yield _all(event.description), address
    yield _all(event.participants), address
    yield _all(event.notes), address
    yield from ((_all(item.notes), address) for item in event.agenda)


def _shown(view: View, text: MarkdownWords | None) -> Mapping[str, Markdown]:
    """The version that pages show."""
    if text is None:
        return {}
    source, language = text.pick(view.language, "")
    return {language: source}


def _all(text: MarkdownWords | None) -> Mapping[str, Markdown]:
    """Every version: open data has them all."""
    return text.texts if text else {}
