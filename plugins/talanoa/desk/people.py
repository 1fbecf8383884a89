"""Who the ids in the files are: members, their people, and to whom mail may go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from talanoa import collation
from talanoa.model.member import Member
from talanoa.model.post import Guest


def order(name: str) -> collation.Key:
    """What sorts a name into a list of a report; reports are in English."""
    return collation.key(name, "en")


class People:
    """Members and their people by every id that they have or had."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.members: dict[str, Member] = {}
        self._names: dict[str, str] = {}
        for member in members:
            for id in (member.id, *member.formerly):
                self.members[str(id)] = member
                self._names[str(id)] = str(member.name)
            for person in member.people:
                self.members[str(person.id)] = member
                self._names[str(person.id)] = str(person.name)

    def member(self, who: str | Guest | None) -> Member | None:
        """The member with an id, or the one that a person belongs to."""
        return self.members.get(who) if isinstance(who, str) else None

    def name(self, who: str | Guest | None) -> str:
        """A name, and for a person the member's too; "" for no one."""
        if who is None:
            return ""
        if isinstance(who, Guest):
            return f"{who.name} ({who.affiliation})" if who.affiliation else str(who.name)
        member, name = self.members.get(who), self._names.get(who, str(who))
        return f"{name} ({member.name})" if member and str(member.name) != name else name


def has_left(member: Member, day: date) -> bool:
    """`left` is the last day of a member, whether its status was changed in time or not."""
    return member.left < day if member.left else member.status == "former"


def is_there(member: Member, day: date) -> bool:
    """Whether it was one of the network's on that day, as far as the files say."""
    return not has_left(member, day) and not (member.joined and member.joined > day)
