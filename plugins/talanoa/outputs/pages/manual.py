"""The manual at /contribute/…: how to write the network's files, every field, every problem, the data, and how to erase someone."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from talanoa import addresses, manual
from talanoa.outputs.output import Page, Planned
from talanoa.outputs.view import View

LANGUAGE = "en"
LONG = 6
"""Parts of a page from which on it begins with their list."""


def pages(view: View) -> Iterator[Planned[Page]]:
    for name in addresses.MANUAL:
        yield Planned(addresses.manual(name), _page, (name,))


def _page(view: View, name: str) -> Page:
    title, _ = manual.page(name)
    address = addresses.manual(name)
    converted = manual.converted(name, view.site.url)
    rendered = view.markup.rendered(converted, "", address, LANGUAGE)
    html = rendered.html.replace("Example Network", escape(view.name))  # a name is no Markdown
    listed = [(heading.text, heading.id) for heading in rendered.headings if heading.level == 2]
    return view.page(
        address,
        title,
        "manual.html",
        {"html": html, "contents": listed if len(listed) >= LONG else []},
        language=LANGUAGE,
        section=addresses.CONTRIBUTE,
        trail=((view.localizer(LANGUAGE).gettext("Contribute"), addresses.CONTRIBUTE),),
        description=converted.first_paragraph,
        listed=False,  # the same words are on the sites of all networks
    )
