"""What readers get where there is no page."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.outputs.labels import N_
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.view import View

ADDRESS = "/404.html"
TEXT = N_("There is no page at this address.")


def pages(view: View) -> Iterator[Planned[Page]]:
    yield Planned(ADDRESS, _page)


def _page(view: View) -> Page:
    return view.page(
        ADDRESS,
        view.localizer().gettext("Page not found"),
        "not_found.html",
        {"others": _in_other_languages(view)},
        listed=False,
    )


def _in_other_languages(view: View) -> list[tuple[str, str]]:
    """The one sentence in the other languages of the network and of its content, as far as the interface speaks them."""
    languages = dict.fromkeys((*map(str, view.site.network.languages), *view.site.posts_by_language))
    others = [language for language in languages if view.spoken(language) == language != view.localizer().language]
    return [(language, view.localizer(language).gettext(TEXT)) for language in others]
