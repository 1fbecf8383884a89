"""What became of mutants, kept in .mutants/ from one run to the next, so that a long run can be done in parts.

What a file had is forgotten when it changes. When its tests or the rest of the package change, only its survivors are: what was
noticed hardly ever goes unnoticed after, and otherwise no run that takes an hour would come to its end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.mutants.judging import PACKAGE, REPOSITORY, Outcome

if TYPE_CHECKING:
    from tests.mutants.making import Mutant


@dataclass(frozen=True)
class Results:
    """Of one module. Each is written at once: runs are interrupted."""

    path: Path
    found: dict[str, Outcome] = field(default_factory=dict)

    def get(self, mutant: Mutant) -> Outcome | None:
        return self.found.get(mutant.name)

    def add(self, mutant: Mutant, outcome: Outcome) -> None:
        self.found[mutant.name] = outcome
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([mutant.name, outcome]) + "\n")


@dataclass(frozen=True)
class Memory:
    folder: Path

    def of(self, module: str, files: Sequence[Path], tests: Sequence[str]) -> Results:
        path = self.folder / f"{module}.jsonl"
        own = {file.name: _digest([file]) for file in files}
        package = sorted(PACKAGE.rglob("*.py")) + sorted(PACKAGE.rglob("*.html"))
        judges = _digest([*package, REPOSITORY / "tests/conftest.py", *_files(tests)])
        (then, judged_by), *found = _read(path)
        same = {name for name in own if own[name] == then.get(name)}
        kept = {
            mutant: outcome
            for mutant, outcome in found
            if mutant.split()[0] in same and (outcome != "survived" or judges == judged_by)
        }
        self.folder.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in ([own, judges], *kept.items())), "utf-8")
        return Results(path, kept)


def _read(path: Path) -> Iterator[Any]:
    """Pairs that the last run left: the first says of which files and tests the others are. What another version left is none."""
    try:
        (files, judges), *found = map(json.loads, path.read_text("utf-8").splitlines())
        yield from ((dict(files), judges), *((str(mutant), outcome) for mutant, outcome in found))
    except (OSError, ValueError, TypeError):
        yield {}, ""


def _files(tests: Sequence[str]) -> Iterator[Path]:
    for word in tests:
        path = REPOSITORY / word.split("::")[0]
        if word.startswith("tests/"):
            yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _digest(paths: Sequence[Path]) -> str:
    return blake2b(b"\0".join(path.read_bytes() for path in paths), digest_size=16).hexdigest()
