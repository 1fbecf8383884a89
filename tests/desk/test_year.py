"""The manual's year of a coordinator: its commands print what it says, one after the other on the same files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY, Files, run, write_network

FILES: Files = {
    "network.yml": """\
id: reef-network
authority: reef.example.org,2026
name: Reef Network
timezone: Pacific/Fiji
languages: [en, fj]
convener: {name: A. Coordinator, url: "mailto:coordinator@reef.example.org"}
mailing_list: {name: Reef list, url: "https://lists.example.org/reef"}
term: {start: 2026-03-15, end: 2027-03-14, reviews: [2026-09-15, 2027-03-10]}
participation: {event: network-call, expected: 5, of: 8}
activities: [{id: exchange, title: Peer exchange}]
countries: [{code: FJ}, {code: PK}, {code: WS}]
""",
    "members.yml": """\
members:
  - id: open-reef
    name: Open Reef
    country: FJ
    languages: [en, fj]
    activities: [exchange]
    contact: {name: Sefa, email: sefa@open-reef.example.org, consent: 2025-06-01}
  - {id: river-watch, name: River Watch, country: PK}
  - {id: shore-union, name: Shore Union, country: FJ}
""",
    "events.yml": """\
events:
  - id: network-call
    title: Network call
    type: call
    start: 2026-03-18 14:00
    duration: 90 minutes
    recurrence: {every: 6 weeks, count: 8}
    occurrences:
      2026-03-18: {attended: [open-reef, river-watch], notes: Members agreed on the dates.}
      2026-04-29: {attended: [open-reef, river-watch], notes: The longest talk was about silence.}
      2026-06-10:
        agenda:
          - {title: A shared request log, lead: open-reef, status: agreed}
          - {title: Hearings that travel, lead: river-watch, status: agreed}
""",
    "posts/wells.md": "---\ntitle: What our wells cost\ndate: 2026-05-20\nauthors: [open-reef]\nkind: story\n---\nThree villages.\n",
    "zoom.csv": "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    "Sefa (Open Reef),sefa@open-reef.example.org,06/10/2026 02:00:00 PM,06/10/2026 03:30:00 PM,90\n"
    "Shore Union,,06/10/2026 02:05:00 PM,06/10/2026 03:30:00 PM,85\n"
    "A. Guest,,06/10/2026 02:05:00 PM,06/10/2026 03:30:00 PM,85\n",
}
_BLOCK = re.compile(r"^```console\n# (\S+)\n\$ talanoa (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
_DATED = ("report", "new", "check")  # commands that take a day as today


def commands() -> Iterator[tuple[str, str, str]]:
    text = (REPOSITORY / "plugins/talanoa/manual/year.md").read_text("utf-8")
    found = _BLOCK.findall(text)
    assert len(found) == text.count("```console")
    yield from found


def test_the_commands_print_what_the_manual_says(tmp_path: Path) -> None:
    """In the order of the manual; what a command says to a terminal beside its result comes after it."""
    root = write_network(tmp_path / "network", FILES)
    for day, words, printed in commands():
        dated = ("--now", day) if words.startswith(_DATED) else ()
        done = run(root, "talanoa", *words.split(), *dated)
        assert done.returncode == 0, done.stderr
        lines = printed.splitlines(keepends=True)
        pattern = "".join("(?:.*\n)*?" if line == "…\n" else re.escape(line) for line in lines)
        said = done.stdout if done.stdout.endswith("\n") or not done.stdout else f"{done.stdout}\n"
        assert re.fullmatch(pattern, f"{said}{done.stderr}"), f"$ talanoa {words}\n{said}{done.stderr}"
