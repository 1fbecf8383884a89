"""Which posts are new between two days, and in which language readers get them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from talanoa.model.post import Post
from talanoa.model.zones import APART
from talanoa.site import Site


def version(site: Site, post: Post, language: str) -> Post:
    """The version of a post that readers of a language get: in theirs, else in the site's, else the first that there was."""
    own = str(site.network.language)
    versions = site.translations.get(post.slug, (post,))
    return min(
        versions, key=lambda it: (it.language != language, it.language != own, it.date.instant(site.zone), it.slug)
    )


def published(site: Site, post: Post) -> date:
    """The day on which a post was first to be seen, by the network's clocks."""
    stamps = (stamp for stamp in (post.date, post.publish_at) if stamp)
    return max(stamp.instant(site.zone) for stamp in stamps).astimezone(site.zone).date()


def _written(post: Post) -> date:
    """The same by the clocks of its author: quickly found, and two days from it at most."""
    return max(post.date.day, post.publish_at.day) if post.publish_at else post.date.day


def posts_between(site: Site, since: date, until: date, language: str) -> Iterator[Post]:
    """What is new to readers of a language, newest first. A translation is news to its own readers alone; to others, a post is new once."""
    seen: set[str] = set()
    for post in site.posts:
        versions = site.translations.get(post.slug, (post,))
        if not any(since - APART <= _written(it) <= until + APART for it in versions):
            continue
        days = {it.slug: published(site, it) for it in versions}
        if not any(since <= day <= until for day in days.values()):
            continue
        shown = version(site, post, language)
        news = {min(days.values()), *([days[shown.slug]] if shown.language == language else [])}
        if shown.slug not in seen and any(since <= day <= until for day in news):
            seen.add(shown.slug)
            yield shown
