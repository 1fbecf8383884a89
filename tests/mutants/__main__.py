"""`make mutants`: which small changes of the package no test would notice.

    make mutants                                    twenty minutes; the next run goes on where this one stopped
    make mutants MODULE=visibility                  one module of mutants.toml
    make mutants MODULE=site MUTANTS_MINUTES=60

Status 1 if there is a survivor that survivors.toml doesn't name.
"""

from __future__ import annotations

import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.judging import PACKAGE, REPOSITORY, Bench
from tests.mutants.making import Mutant, mutants
from tests.mutants.remembering import Memory

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Module:
    """Files that belong together, and the tests that judge them."""

    name: str
    files: Sequence[str]
    tests: Sequence[str]

    def paths(self) -> Iterator[Path]:
        for pattern in self.files:
            yield from sorted((PACKAGE / "talanoa").glob(pattern))


def main(names: Sequence[str]) -> int:
    settings = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))
    known = tomllib.loads((HERE / "survivors.toml").read_text("utf-8")).get("survivor", [])
    reasons = {(one["file"], one["was"], one["now"]): one["why"] for one in known}
    modules = [Module(name, **entry) for name, entry in settings["modules"].items() if not names or name in names]
    if unknown := set(names) - set(settings["modules"]):
        print(f"There is no module {', '.join(sorted(unknown))} in mutants.toml: {', '.join(settings['modules'])}")
        return 2
    os.nice(15)
    end = time.monotonic() + 60 * float(os.environ.get("MUTANTS_MINUTES", "20"))
    with TemporaryDirectory(prefix="talanoa-mutants-") as folder:
        run = Run(Bench.at(Path(folder)), Memory(REPOSITORY / ".mutants"), settings["operators"], reasons, end)
        return max(run.module(module) for module in modules)


@dataclass(frozen=True)
class Run:
    bench: Bench
    memory: Memory
    operators: Sequence[str]
    reasons: dict[tuple[str, str, str], str]
    end: float

    def module(self, module: Module) -> int:
        """Tries the mutants of a module, says which survive, and gives the status."""
        results = self.memory.of(module.name, list(module.paths()), module.tests)
        seconds = self._seconds(module)
        every = [mutant for path in module.paths() for mutant in mutants(path, self.operators)]
        counted, seen = Counter[str](), set()
        for mutant in every:
            outcome = results.get(mutant)
            if outcome is None and time.monotonic() < self.end:
                outcome = self.bench.judged(mutant.path, mutant.code, module.tests, seconds)
                results.add(mutant, outcome)
            if outcome == "survived":
                change = _file(mutant.path), *mutant.change
                seen.add(change)
                outcome = "known" if change in self.reasons else "new"
                _show(mutant, self.reasons.get(change))
            counted[outcome or "left"] += 1
        killed = counted["killed"] + counted["endless"]
        print(
            f"{module.name}: {len(every)} mutants, {killed} killed, {counted['known']} survived for a reason,"
            f" {counted['new']} survived, {counted['left']} not tried yet",
            flush=True,
        )
        if not counted["left"]:
            names = set(map(_file, module.paths()))
            for file, was, now in sorted(key for key in self.reasons if key[0] in names and key not in seen):
                print(f"  survivors.toml: no longer survives, take it out: {file}\n    - {was}\n    + {now}")
        return 1 if counted["new"] else 0

    def _seconds(self, module: Module) -> float:
        """How long a mutant may take. The tests as they are must pass, or none of this would mean anything."""
        path = next(module.paths())
        began = time.monotonic()
        if self.bench.judged(path, path.read_text("utf-8"), module.tests, 600) != "survived":
            sys.exit(f"The tests of {module.name} fail without any change:\n{self.bench.log}")
        took = time.monotonic() - began
        print(f"{module.name}: its tests take {took:.1f} s", flush=True)
        return 10 + 5 * took


def _file(path: Path) -> str:
    return path.relative_to(PACKAGE / "talanoa").as_posix()


def _show(mutant: Mutant, reason: str | None) -> None:
    was, now = mutant.change
    print(f"  {mutant.path.relative_to(REPOSITORY)}:{mutant.line} survives{f' ({reason})' if reason else ''}")
    print(f"    - {was}\n    + {now}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
