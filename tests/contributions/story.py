"""What a stranger sends in, and what must come of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import Files

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = "2026-11-21"
URL = "https://reef.example.org/"

# The check has nothing to say, because there is nothing that could hurt.
HARMLESS = ""


@dataclass(frozen=True)
class Story:
    """A hostile contribution: the files that it adds, and every kind of problem that the check has to tell, such as
    `error[unsafe-html] warning[raw-html]`.

    `lines` is where in its files (from, to) problems may lie; `make` does what can't be written as a file.
    A story that is `alone` can't be one contribution with others, because of its size or because it changes their files.
    """

    name: str
    files: Files
    told: str = HARMLESS
    lines: tuple[int, int] = (1, 10**9)
    make: Callable[[Path], object] | None = None
    made: tuple[str, ...] = ()  # the paths that `make` makes
    alone: bool = False
    changes: frozenset[str] = field(default_factory=frozenset)  # of other people's files on the site, with good reason

    @property
    def expected(self) -> set[str]:
        return set(self.told.split())

    @property
    def is_error(self) -> bool:
        return "error[" in self.told


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:90]


def post(body: str, title: str = "A contribution", more: str = "") -> str:
    """A stranger's post; its text begins in line 7, and after each line of `more` one later."""
    return f"---\ntitle: {title}\ndate: 2026-11-01\nauthors: [{{name: A stranger}}]\nkind: blog\n{more}---\n{body}\n"


def posts(field: str, rows: Iterable[tuple[str, str, str]]) -> tuple[Story, ...]:
    """A story for each row (name, Markdown, told)."""
    return tuple(
        Story(
            name=name,
            files={f"posts/{slug(field)}-{slug(name)}.md": post(text)},
            told=told,
            lines=(7, 7 + text.count("\n")),
        )
        for name, text, told in rows
    )


def unlike(stories: tuple[Story, ...]) -> tuple[Story, ...]:
    names = [story.name for story in stories]
    assert len(names) == len(set(names)), f"two stories have one name: {sorted(names)}"
    return stories


def write(files: Files, root: Path) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return root
