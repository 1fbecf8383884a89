"""Which other posts a post leads on to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talanoa.model.post import Post
from talanoa.site import Site

RELATED = 3
_LOOKED_AT = 50  # of a theme or a country the newest are enough, and the cost stays flat


class Related(Mapping[str, tuple[Post, ...]]):
    """By slug: other posts that share most themes and countries, the newest first among equals; not its translations."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __getitem__(self, slug: str) -> tuple[Post, ...]:
        site = self._site
        post = site.post[slug]
        versions = {version.slug for version in site.translations.get(slug, (post,))}
        shared: dict[str, int] = {}
        for groups, keys in ((site.posts_by_theme, post.themes), (site.posts_by_country, post.countries)):
            for key in keys:
                for other in groups[str(key)][:_LOOKED_AT]:
                    if other.slug not in versions and other.language == post.language:
                        shared[other.slug] = shared.get(other.slug, 0) + 1
        best = sorted(
            (site.post[other] for other in shared),
            key=lambda other: (shared[other.slug], other.date.instant(site.zone), other.slug),
            reverse=True,
        )
        return tuple(best[:RELATED])

    def __iter__(self) -> Iterator[str]:
        return iter(self._site.post)

    def __len__(self) -> int:
        return len(self._site.post)


def subjects(site: Site) -> tuple[str, ...]:
    """All that it depends on which posts are related, of all of them."""
    return tuple(
        "\n".join(
            (
                post.slug,
                post.language,
                post.date.instant(site.zone).isoformat(),
                post.translation_of or "",
                *post.themes,
                "",
                *map(str, post.countries),
            )
        )
        for post in site.posts
    )
