"""What may be published: what its owners have agreed to, and the public contacts that the network stands by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b
from urllib.parse import unquote

from msgspec import Struct

from talanoa.checks.checked import Checked
from talanoa.checks.privacy.pieces import WEB_ADDRESS, with_overrides

_WITH_COUNTRY = 3  # digits at most that a country's code puts before a number
_SHORTEST = 6  # digits of a number that may be known without its country


class Agreed(Struct, frozen=True, dict=True):
    """Addresses, links and numbers, each as people mean it: without capitals, spaces, slashes that make no difference."""

    emails: frozenset[str]
    links: frozenset[str]
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, checked: Checked) -> Agreed:
        members, events = checked.content.members, checked.content.events
        emails = [member.contact.email_on(checked.site.today) for member in members]
        online = [entry.online for event in events for entry in with_overrides(event)]
        links = [calls.public_url for calls in online if calls]
        return cls.listed([*filter(None, emails), *filter(None, links), *checked.content.network.public_contacts])

    @classmethod
    def listed(cls, contacts: Iterable[str]) -> Agreed:
        emails, links, numbers = set(), set(), set()
        for contact in contacts:
            if "://" in contact:
                links.add(same_link(contact))
            elif "@" in contact:
                emails.add(same_email(contact))
            else:
                numbers.add(same_number(contact))
        return cls(frozenset(emails), frozenset(links), frozenset(numbers))

    @cached_property
    def digest(self) -> str:
        """The same in every process."""
        return blake2b(repr([*map(sorted, (self.emails, self.links, self.numbers))]).encode()).hexdigest()

    def has_email(self, address: str) -> bool:
        return same_email(address) in self.emails

    def has_link(self, link: str) -> bool:
        """A link that carries less than the listed one, such as no password, is as public."""
        mine = same_link(link)
        return mine in self.links or any(listed.partition("?")[0] == mine for listed in self.links)

    def has_number(self, number: str) -> bool:
        mine = same_number(number)
        return any(_are_one(mine, listed) for listed in self.numbers)

    def without_links(self, text: str) -> str:
        """The text without the links that may be published."""
        if not self.links or "://" not in text:
            return text
        return WEB_ADDRESS.sub(lambda match: " " if self.has_link(match[0].rstrip(".,;:!?)")) else match[0], text)


def same_email(address: str) -> str:
    """Capitals make no difference, nor do full-width characters."""
    folded = unicodedata.normalize("NFKC", address).strip().casefold()
    return folded.removeprefix("mailto:").rstrip(".")


def same_link(link: str) -> str:
    """`https`, `www.`, escapes and a slash at the end make no difference."""
    bare = unquote(link).strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    address, mark, query = bare.partition("?")
    return address.rstrip("/") + mark + query.rstrip("/")


def same_number(number: str) -> str:
    """The digits of a number, without what is dialled to leave a country or to stay in it."""
    digits = "".join(str(unicodedata.decimal(character)) for character in unquote(number) if character.isdecimal())
    return re.sub(r"^0+", "", digits)


def _are_one(one: str, other: str) -> bool:
    """With and without the country's code."""
    short, long = sorted((one, other), key=len)
    more = len(long) - len(short)
    return one == other or (len(short) >= _SHORTEST and more <= _WITH_COUNTRY and long.endswith(short))
