"""Who the members are: by country, kind, status, and the status of their country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from talanoa.desk.papers import Table
from talanoa.desk.people import order
from talanoa.desk.review.snapshot import Snapshot
from talanoa.model.member import Member
from talanoa.outputs.dates import country_name
from talanoa.outputs.labels import LABELS

NOT_SHOWN = "not shown"
ALL = "All"
_COUNTED = (
    "Members, partners and observers of that day: those that had joined, and had not left. Of an entry without `joined` it is taken "
    "that it was there from the start."
)
_HIDDEN = f"“{NOT_SHOWN}” are those of which the site says less."

Of = Callable[[Member], str | None]


def tables(then: Snapshot, now: Snapshot) -> Iterable[Table]:
    kinds = {str(kind.id): str(kind.title) for kind in now.content.network.member_kinds}
    statuses = {str(status.id): str(status.title) for status in now.content.network.statuses}
    of_country = {str(it.code): statuses.get(str(it.status), "") for it in now.content.network.countries}
    labels = LABELS["member_kind"]
    yield _table("members-by-country", "Members by country", "Country", _country, then, now, _HIDDEN)
    yield _table(
        "members-by-kind",
        "Members by kind",
        "Kind",
        lambda it: _public(it, kinds.get(it.kind) or labels.get(it.kind, it.kind)),
        then,
        now,
        _HIDDEN,
    )
    note = f"{_HIDDEN} The status is that of today's entry; those that have left since count as members."
    yield _table(
        "members-by-status", "Members by status", "Status", lambda it: _public(it, _status(it)), then, now, note
    )
    if statuses:
        note = f"{_HIDDEN} The status of a country is the one that network.yml has today, for both days."
        of = lambda it: _known(it, of_country.get(str(it.country)) or "no status")  # noqa: E731
        yield _table(
            "members-by-status-of-country", "Members by the status of their country", "Status", of, then, now, note
        )


def _table(id: str, title: str, noun: str, of: Of, then: Snapshot, now: Snapshot, note: str) -> Table:
    before, today = _counted(then, of), _counted(now, of)
    names = sorted({*before, *today} - {NOT_SHOWN}, key=lambda name: (-today[name], -before[name], order(name)))
    names += [NOT_SHOWN] if before[NOT_SHOWN] or today[NOT_SHOWN] else []
    rows = tuple((name, before[name], today[name]) for name in names)
    return Table(id, title, (noun, *days(then, now)), (*rows, total(before, today)), f"{_COUNTED} {note}")


def days(then: Snapshot, now: Snapshot) -> tuple[str, str]:
    """The heads of two columns."""
    return then.day.isoformat(), now.day.isoformat()


def total(before: Mapping[str, int], today: Mapping[str, int]) -> tuple[str, int, int]:
    return ALL, sum(before.values()), sum(today.values())


def _counted(snapshot: Snapshot, of: Of) -> Counter[str]:
    return Counter(of(member) or NOT_SHOWN for member in snapshot.members)


def _country(member: Member) -> str | None:
    return _known(member, country_name(str(member.country), "en"))


def _known(member: Member, said: str) -> str | None:
    """What depends on the country, which may be known of a name-only member too."""
    return None if member.visibility == "hidden" else said


def _public(member: Member, said: str) -> str | None:
    return said if member.visibility == "public" else None


def _status(member: Member) -> str:
    return "member" if member.status == "former" else member.status
