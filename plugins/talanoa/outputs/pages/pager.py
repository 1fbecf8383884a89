"""A long list on several pages, each as small as a phone likes it: /posts/, /posts/page/2/ and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from typing import Generic, TypeVar

from msgspec import Struct

from talanoa import addresses
from talanoa.outputs.localizer import Localizer
from talanoa.outputs.output import Page, Planned

T = TypeVar("T")


def planned(
    address: str, things: Sized, most: int, make: Callable[..., Page], *args: object
) -> Iterator[Planned[Page]]:
    """The pages of a list, with at most so many things on each; `make` is given a page's number last."""
    for number in range(1, _count(things, most) + 1):
        yield Planned(addresses.page_of(address, number), make, (*args, number))


class Pager(Struct, Generic[T], frozen=True):
    """One page of a list, and how many there are; `listing` is the address of the first."""

    listing: str
    number: int
    count: int
    shown: Sequence[T]

    @classmethod
    def of(cls, listing: str, things: Sequence[T], most: int, number: int) -> Pager[T]:
        return cls(listing, number, _count(things, most), things[(number - 1) * most : number * most])

    @property
    def address(self) -> str:
        return addresses.page_of(self.listing, self.number)

    def titled(self, localizer: Localizer, title: str) -> str:
        """What the list is called, and the page's number from the second on."""
        if self.number == 1:
            return title
        return localizer.gettext("%(title)s, page %(number)d") % {"title": title, "number": self.number}

    def trail(self, title: str) -> tuple[tuple[str, str], ...]:
        """The way back to the first page."""
        return ((title, self.listing),) if self.number > 1 else ()


def _count(things: Sized, most: int) -> int:
    """A list of nothing is a page as well."""
    return max(1, -(-len(things) // most))
