"""The pages of a site, made, for tests that look at what is in them."""

from __future__ import annotations

from talanoa.build import plan
from talanoa.outputs.output import Page
from talanoa.outputs.view import View
from talanoa.site import Site


def made_pages(site: Site) -> tuple[View, tuple[Page, ...]]:
    """A view that knows every address, and its pages."""
    planned = plan(site)
    view = View(site, planned.addresses)
    return view, tuple(page.made(view) for page in planned.pages)
