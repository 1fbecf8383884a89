"""What stands where there is no page."""

from __future__ import annotations

from collections.abc import Iterator

from talanoa.outputs.labels import N_
from talanoa.outputs.output import Page
from talanoa.outputs.view import View

ADDRESS = "/404.html"
TEXT = N_("There is no page at this address.")


def pages(view: View) -> Iterator[Page]:
    yield view.page(
        ADDRESS,
        view.said().gettext("Page not found"),
        "not_found.html",
        {"others": _in_other_languages(view)},
        listed=False,
    )


def _in_other_languages(view: View) -> list[tuple[str, str]]:
    """The one sentence in the network's other languages, as far as the interface speaks them."""
    own = view.said().gettext(TEXT)
    found = ((str(language), view.said(str(language)).gettext(TEXT)) for language in view.site.network.languages)
    return [(language, text) for language, text in found if text not in (own, TEXT)]
