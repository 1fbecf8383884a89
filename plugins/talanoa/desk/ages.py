"""When the entry of each member was last changed, as far as git knows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from talanoa.git import Git, Unanswered
from talanoa.model.member import Member


def last_changed(root: Path, members: tuple[Member, ...]) -> dict[str, date]:
    """By the members' ids: the day of the newest line of each entry; nothing where git can't say."""
    files: dict[str, list[Member]] = {}
    for member in members:
        files.setdefault(member.id.place.file, []).append(member)
    found: dict[str, date] = {}
    try:
        git = Git(root)
        whole = git.last_commits("members") if any(path.startswith("members/") for path in files) else {}
        for path, entries in files.items():
            if len(entries) == 1 and path in whole:
                found[str(entries[0].id)] = _day(whole[path])
            else:
                found |= _by_lines(git.times_of_lines(path), entries)
    except Unanswered:
        return {}
    return found


def _by_lines(times: list[int], entries: list[Member]) -> dict[str, date]:
    """An entry goes on until the next begins; what was changed since the last commit is new."""
    ordered = sorted(entries, key=lambda it: it.written_at.line)
    found = {}
    for number, entry in enumerate(ordered):
        end = ordered[number + 1].written_at.line - 1 if number + 1 < len(ordered) else len(times)
        if lines := times[entry.written_at.line - 1 : end]:
            found[str(entry.id)] = _day(max(lines))
    return found


def _day(time: int) -> date:
    return datetime.fromtimestamp(time, UTC).date()
