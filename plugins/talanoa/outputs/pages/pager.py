"""A long list on several pages, each as small as a phone likes it: /posts/, /posts/page/2/ and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from typing import TypeVar

from talanoa import addresses
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.output import Page, Planned

T = TypeVar("T")


def planned(
    address: str, things: Sized, most: int, make: Callable[..., Page], *args: object
) -> Iterator[Planned[Page]]:
    """The pages of a list, with at most so many things on each; `make` is given a page's number last."""
    for number in range(1, count(things, most) + 1):
        yield Planned(addresses.page_of(address, number), make, (*args, number))


def count(things: Sized, most: int) -> int:
    """How many pages so many things need; a list of nothing is a page as well."""
    return max(1, -(-len(things) // most))


def on_page(things: Sequence[T], most: int, number: int) -> Sequence[T]:
    """What is on the page with this number."""
    return things[(number - 1) * most : number * most]


def titled(localizer: Localizer, title: str, number: int) -> str:
    """The title of a page: what the list is called, and its number from the second on."""
    if number == 1:
        return title
    return localizer.gettext("%(title)s, page %(number)d") % {"title": title, "number": number}
