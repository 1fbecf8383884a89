"""All posts, the archive, and each post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from talanoa import addresses
from talanoa.model.post import Post
from talanoa.outputs.output import Alternate, Page
from talanoa.outputs.pages.listing import Beside, listing
from talanoa.outputs.structured import article
from talanoa.outputs.view import View

RELATED = 3


def pages(view: View) -> Iterator[Page]:
    site, gettext = view.site, view.said().gettext
    title = gettext("Posts")
    years = tuple(site.posts_by_year.items())
    yield from listing(
        view,
        addresses.POSTS,
        title,
        site.posts,
        description=gettext("Blogs, op-eds, news and statements, newest first"),
        followed=addresses.HOME,
        beside=Beside(filters=bool(site.posts), years=years, countries=view.said().by_name(site.posts_by_country)),
    )
    for year, posts in years:
        name = gettext("Posts of %(year)d") % {"year": year}
        yield from listing(
            view, addresses.archive(year), name, posts, followed=addresses.HOME, trail=((title, addresses.POSTS),)
        )
    for post in site.posts:
        yield page(view, post)


def page(view: View, post: Post) -> Page:
    """A post, on a page that speaks its language where the interface can."""
    site = view.site
    address = addresses.post(post.slug)
    versions = site.translations.get(post.slug, ())
    first = post.first_published
    return view.page(
        address,
        post.title,
        "post.html",
        {"post": post, "versions": versions, "related": related(view, post)},
        section=addresses.POSTS,
        type="article",
        description=view.markup.summary(post),
        updated=post.changed.day,
        trail=((view.said(post.language).gettext("Posts"), addresses.POSTS),),
        language=post.language,
        alternates=tuple(Alternate(version.language, addresses.post(version.slug)) for version in versions),
        json_ld=(article(view, post),),
        picture=view.picture(post) or view.first_picture(post.body, post.path, address),
        canonical=first.url if first and first.url else "",
    )


def related(view: View, post: Post) -> list[Post]:
    """Other posts that share most themes and countries, the newest first among equals; not its translations."""
    site = view.site
    versions = {version.slug for version in site.translations.get(post.slug, (post,))}
    shared: dict[str, int] = {}
    found: dict[str, Any] = {}
    for groups, keys in ((site.posts_by_theme, post.themes), (site.posts_by_country, post.countries)):
        for key in keys:
            for other in groups[str(key)][:50]:  # the newest are enough, and the cost stays flat
                if other.slug not in versions and other.language == post.language:
                    shared[other.slug] = shared.get(other.slug, 0) + 1
                    found[other.slug] = other
    best = sorted(
        found.values(), key=lambda other: (shared[other.slug], other.date.instant(site.zone), other.slug), reverse=True
    )
    return best[:RELATED]
