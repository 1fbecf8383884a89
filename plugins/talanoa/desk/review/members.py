"""Who the members are: by country, kind, status, and the status of their country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from talanoa.desk.papers import Table
from talanoa.desk.people import order
from talanoa.desk.review.snapshot import Snapshot
from talanoa.model.dates import YEAR
from talanoa.model.member import Member
from talanoa.outputs.dates import country_name
from talanoa.outputs.labels import LABELS

NOT_SHOWN = "not shown"
UNKNOWN = "not known"
ALL = "All"
_COUNTED = (
    "Members, partners and observers on that day: those that had joined and had not left. An entry without `joined` counts from the "
    "start."
)
_HIDDEN = f"“{NOT_SHOWN}” counts entries that the site shows in part or not at all."

Of = Callable[[Member], str | None]


def tables(then: Snapshot, now: Snapshot) -> Iterable[Table]:
    kinds = {str(kind.id): str(kind.title) for kind in now.content.network.member_kinds}
    statuses = {str(status.id): str(status.title) for status in now.content.network.statuses}
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
    note = (
        f"{_HIDDEN} An entry that doesn't say what it was `earlier` counts with today's status on both days, so where a status has changed the first "
        "column may be wrong. Those that have left since then count with the status that they had, or as members."
    )
    before, today = (_counted(it, _status_of(it)) for it in (then, now))
    yield _of_counts("members-by-status", "Members by status", "Status", before, today, then, now, note)
    if statuses:
        title = "Members by the status of their country"
        before, today = (_counted(it, _of_country(it, statuses)) for it in (then, now))
        note = (
            f"{_HIDDEN} The status is the one in network.yml today. Before the day, month or year that it gives as `since`, it counts as “{UNKNOWN}”; "
            "without `since` it counts for both days."
        )
        yield _of_counts("members-by-status-of-country", title, "Status", before, today, then, now, note)


def _of_country(snapshot: Snapshot, statuses: Mapping[str, str]) -> Of:
    """The status of a member's country on a day, as far as the file says."""
    of = {str(it.code): it for it in snapshot.content.network.countries}

    def status(member: Member) -> str | None:
        country = of.get(str(member.country))
        if country is None or not country.status:
            return _known(member, "no status")
        since = country.since or ""
        is_later = YEAR.fullmatch(since) and since > snapshot.day.isoformat()[: len(since)]
        return _known(member, UNKNOWN if is_later else statuses.get(str(country.status), "no status"))

    return status


def _table(id: str, title: str, noun: str, of: Of, then: Snapshot, now: Snapshot, note: str) -> Table:
    return _of_counts(id, title, noun, _counted(then, of), _counted(now, of), then, now, note)


def _of_counts(
    id: str, title: str, noun: str, before: Counter[str], today: Counter[str], then: Snapshot, now: Snapshot, note: str
) -> Table:
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


def _status_of(snapshot: Snapshot) -> Of:
    def status(member: Member) -> str | None:
        said = member.status_on(snapshot.day)
        return _public(member, "member" if said == "former" else said)

    return status
