"""Everything that is referred to exists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from talanoa.checks.checked import Checked
from talanoa.load import slug_of
from talanoa.model.post import Post, original_of
from talanoa.model.values import Host, Ref
from talanoa.model.wrong import shown
from talanoa.problems import Problem, Severity

# noun → what the message says is missing, and where such things are listed
_NOUNS = {
    "theme": ("no theme has the id", "themes are listed in network.yml under `themes`"),
    "activity": ("no activity has the id", "activities are listed in network.yml under `activities`"),
    "status": ("no status has the id", "statuses are listed in network.yml under `statuses`"),
    "member": ("no member has the id", "members are listed in members.yml, or in one file each in members/"),
    "author": (
        "no member and no person has the id",
        "write the id of a member or of one of its `people` (members.yml); for a guest, `{name: …, affiliation: …}`",
    ),
    "person": (
        "no member and no person has the id",
        "write the id of a member or of one of its `people` (members.yml); a guest who leads or speaks is written "
        "`{name: …, affiliation: …}`",
    ),
    "event": ("no event has the id", "events are listed in events.yml, or in one file each in events/"),
    "post": ("no post has the slug", "a post's slug is its file's name, without the date in front and without .md"),
}
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def unknown_references(checked: Checked) -> Iterator[Problem]:
    """References to nothing, with what was probably meant."""
    for ref in checked.refs:
        if ref.noun in _NOUNS and ref not in checked.known[ref.noun] and ref not in checked.content.dropped:
            yield _unknown(ref.noun, ref, checked)


def _unknown(noun: str, ref: Ref | Host, checked: Checked) -> Problem:
    missing, help = _NOUNS[noun]
    return Problem(f"unknown-{noun}", f"{missing} '{shown(ref)}'", ref.place, help, _suggested(noun, str(ref), checked))


def _suggested(noun: str, id: str, checked: Checked) -> str | None:
    """The thing's new id, or the slug of a file's name, or what is nearest."""
    slug = slug_of(f"posts/{id}") if noun == "post" else None
    if slug in checked.known[noun]:
        return slug
    return checked.renamed.get((noun, id)) or checked.guess(noun, id, checked.known[noun])


def unknown_kinds(checked: Checked) -> Iterator[Problem]:
    """Members of a kind that is neither a usual one nor the network's own."""
    known = checked.content.network.kinds_of_members
    for member in checked.content.members:
        if member.kind not in known:
            message = f"'{shown(member.kind)}' is not one of the choices"
            help = f"the choices are {', '.join(known)}; add others in network.yml under `member_kinds`"
            meant = checked.guess("kind of member", member.kind, known)
            yield Problem("bad-choice", message, member.kind.place, help, meant)


def mistyped_hosts(checked: Checked) -> Iterator[Problem]:
    """A host may be any name; one that looks like an id, and nearly is one, was probably meant to be it."""
    for event in checked.content.events:
        for host in (*event.hosts, *(host for override in event.occurrences for host in override.hosts or ())):
            if host not in checked.known["member"] and _LIKE_AN_ID.fullmatch(host):
                problem = _unknown("member", host, checked)
                if problem.suggestion:
                    help = f"{problem.help}; if the host isn't a member, write its name"
                    yield replace(problem, help=help, severity=Severity.WARNING)


def unlisted_countries(checked: Checked) -> Iterator[Problem]:
    """A network that lists countries lists those in which it is at work; each that it doesn't is said once, where it comes first."""
    listed = checked.known["country"]
    if not listed:
        return
    said: set[str] = set()
    for ref in checked.refs:
        if ref.noun == "country" and ref not in listed and ref not in said:
            said.add(ref)
            yield Problem(
                "country-not-listed",
                f"the country '{ref}' is not listed",
                ref.place,
                "add it in network.yml under `countries`, with its status; until then its page shows none",
                severity=Severity.WARNING,
            )


def languages_of_translations(checked: Checked) -> Iterator[Problem]:
    """A text and its translations are each in another language."""
    versions: dict[str, dict[str, Post]] = defaultdict(dict)
    originals = {post.slug: post for post in checked.content.posts}
    for post in originals.values():  # each original before its translations
        if post.translation_of is None:
            versions[post.slug][post.language] = post
    for post in checked.content.posts:
        if post.translation_of not in originals or post.translation_of is None:
            continue
        if post.translation_of == post.slug:
            yield _same_language(post, "a post can't be the translation of itself")
            continue
        group = versions[original_of(post, originals).slug]
        other = group.setdefault(post.language, post)
        if other is not post:
            yield _same_language(post, f"{other.path} is in the language '{post.language}' too")


def _same_language(post: Post, message: str) -> Problem:
    assert post.translation_of is not None
    return Problem(
        "translation-language",
        message,
        post.translation_of.place,
        "check `language` in this file (without it, a post is in the network's first language)",
    )
