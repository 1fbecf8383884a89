"""A starter → the files of one network: its names in the place of the example's, its days counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from talanoa.amend import braces, scalar
from talanoa.authoring import in_markdown
from talanoa.model.zones import zone
from talanoa.starters.answers import Answers

STARTERS: Final = ("network", "workshops", "empty")
AROUND: Final = "around"

# The day on which the starters are written: a Monday. By whole weeks, so that every day keeps its weekday.
REFERENCE: Final = date(2026, 1, 5)
_DAY = re.compile(r"(?<![\d-])20\d\d-[01]\d-[0-3]\d(?!\d)")

_HERE = Path(__file__).parent

Filled = Callable[[Answers], str]


def files(starter: str, answers: Answers, today: date, version: str) -> Mapping[str, bytes]:
    """Every file of the new repository, by its path."""
    weeks = (today - REFERENCE).days // 7
    made = {}
    for path, data in _of(starter):
        made[shifted(path, weeks)] = shifted(data.decode(), weeks).encode()
    made |= dict(_of(AROUND))
    for path, words, filled in HOLES:
        if path in made:
            made[path] = made[path].decode().replace(words, filled(answers)).encode()
    made["requirements.in"] = made["requirements.in"].replace(b"==0.0.0", f"=={version}".encode())
    return dict(sorted(made.items()))


def _of(folder: str) -> Iterator[tuple[str, bytes]]:
    top = _HERE / folder
    for path in sorted(top.rglob("*")):
        if path.is_file():
            yield path.relative_to(top).as_posix(), path.read_bytes()


def shifted(text: str, weeks: int) -> str:
    """The text with every day in it so many weeks later."""
    return _DAY.sub(lambda day: (date.fromisoformat(day[0]) + timedelta(weeks=weeks)).isoformat(), text)


def _kept_at(answers: Answers) -> str:
    """Where forms lead; without a repository a comment says how to add one."""
    return f"repo_url: {scalar(answers.repository)}" if answers.repository else "# repo_url: https://github.com/…"


def _owner(answers: Answers) -> str:
    """Who owns the repository, as GitHub names people and organisations."""
    parts = urlsplit(answers.repository)
    owner = parts.path.strip("/").partition("/")[0]
    return f"@{owner}" if parts.hostname == "github.com" and owner else "@example-org/maintainers"


def _after_midnight(answers: Answers) -> str:
    """When the daily build runs, in UTC: within the first hours of the network's day, in summer and winter."""
    moments = (datetime(REFERENCE.year, month, 1, tzinfo=UTC).astimezone(zone(answers.timezone)) for month in (1, 7))
    earliest = min(moment.utcoffset() or timedelta() for moment in moments)
    minutes = int(-earliest.total_seconds() // 60) % (24 * 60)
    return f'"23 {-(-minutes // 60) % 24} * * *" # after midnight in {answers.timezone}'


# What of a starter gives way to an answer: in which file, which words, and to what.
HOLES: Final[tuple[tuple[str, str, Filled], ...]] = (
    ("network.yml", "id: example-network", lambda it: f"id: {it.id}"),
    ("network.yml", "authority: www.example.org,2026", lambda it: f"authority: {it.authority}"),
    ("network.yml", "name: Example Network", lambda it: f"name: {scalar(it.name)}"),
    ("network.yml", "timezone: Etc/UTC", lambda it: f"timezone: {it.timezone}"),
    ("network.yml", "languages: [en]", lambda it: f"languages: [{', '.join(map(braces, it.languages))}]"),
    ("network.yml", '"#0b6e6e"', lambda it: f'"{it.colour or "#0b6e6e"}"'),
    ("mkdocs.yml", "site_name: Example Network", lambda it: f"site_name: {scalar(it.name)}"),
    ("mkdocs.yml", "site_url: https://www.example.org/", lambda it: f"site_url: {scalar(it.address)}"),
    ("mkdocs.yml", "repo_url: https://github.example.org/example-network/website", _kept_at),
    ("README.md", "Example Network", lambda it: in_markdown(it.name)),
    ("README.md", "https://www.example.org/", lambda it: it.address),
    (".github/ISSUE_TEMPLATE/config.yml", "https://www.example.org/", lambda it: it.address),
    (".github/CODEOWNERS", "@example-org/maintainers", _owner),
    (".github/workflows/publish.yml", '"23 16 * * *" # after midnight in the east of the region', _after_midnight),
)
