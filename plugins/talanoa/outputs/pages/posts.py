"""All posts, the archive, and each post."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from talanoa import addresses
from talanoa.model.post import Post
from talanoa.outputs.output import Alternate, Page, Planned
from talanoa.outputs.pages.listing import ListingExtras, listing, planned
from talanoa.outputs.statement_life import life_of
from talanoa.outputs.structured import article
from talanoa.outputs.view import View


def pages(view: View) -> Iterator[Planned[Page]]:
    site = view.site
    yield from planned(addresses.POSTS, site.posts, _all)
    for year, posts in site.posts_by_year.items():
        yield from planned(addresses.archive(year), posts, _archive, year)
    for slug in site.post:
        yield Planned(addresses.post(slug), _post, (slug,))


def _all(view: View, number: int) -> Page:
    gettext = view.localizer().gettext
    return listing(
        view,
        addresses.POSTS,
        gettext("Posts"),
        view.site.posts,
        number,
        description=gettext("Blogs, op-eds, news and statements, newest first"),
        followed=addresses.HOME,
        extras=partial(_extras, view),
    )


def _extras(view: View) -> ListingExtras:
    site = view.site
    years = tuple(site.posts_by_year.items())
    return ListingExtras(
        filters=bool(site.posts), years=years, countries=view.localizer().by_name(site.posts_by_country)
    )


def _archive(view: View, year: int, number: int) -> Page:
    gettext = view.localizer().gettext
    name = gettext("Posts of %(year)d") % {"year": year}
    trail = ((gettext("Posts"), addresses.POSTS),)
    posts = view.site.posts_by_year[year]
    return listing(view, addresses.archive(year), name, posts, number, followed=addresses.HOME, trail=trail)


def _post(view: View, slug: str) -> Page:
    return page(view, view.site.post[slug])


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
        {
            "post": post,
            "versions": versions,
            "related": view.related[post.slug],
            "life": life_of(site, post) if post.kind == "statement" else None,
        },
        section=addresses.POSTS,
        type="article",
        description=view.markup.summary(post),
        updated=post.changed.day,
        trail=((view.localizer(post.language).gettext("Posts"), addresses.POSTS),),
        language=post.language,
        alternates=tuple(Alternate(version.language, addresses.post(version.slug)) for version in versions),
        json_ld=(article(view, post),),
        picture=view.picture(post) or view.first_picture(post.body, post.path, address),
        canonical=first.url if first and first.url else "",
    )
