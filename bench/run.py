"""Measures Talanoa beside its peers: `python bench/run.py [--sizes S,M,L] [--rounds 5] [--json FILE]`.

The builds alternate, so that whatever else the machine does falls on all alike; what counts is the ratios of one run.
README.md in this folder says what the builds have in common.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from lists import SIZES, TODAY
from measure import BuildError, Cost, measure
from report import Report, Result, Written
from tools import OURS, TOOLS, Command, Tool, tools_for

HERE: Final = Path(__file__).parent
OUT: Final = HERE / "out"
MIDNIGHT: Final = datetime.combine(TODAY, time(), UTC)  # every build's clock

# Peers colour their output and announce other products unless told not to.
ENVIRONMENT: Final = os.environ | {
    "NO_COLOR": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": f"{MIDNIGHT.timestamp():.0f}",
}


@dataclass
class Bench:
    """One size of corpus, and the builds of it."""

    size: str
    tools: Sequence[Tool]
    results: dict[str, Result] = field(default_factory=dict)

    def site(self, tool: Tool) -> Path:
        """Where a tool's site goes."""
        return OUT / f"site-{self.size}-{tool.name}"

    def clean(self) -> None:
        """A build of everything, with nothing kept from an earlier one."""
        for tool in self.tools:
            site = self.site(tool)
            shutil.rmtree(site, ignore_errors=True)
            self._note(tool, "clean", tool.clean(site))
            self.results[tool.name].written = Written.of(site)

    def warm(self) -> None:
        """A build that fills a cache, not measured, for those that have one."""
        for tool in self.tools:
            if tool.has_cache:
                self._run(tool, tool.again(self.site(tool)))

    def changed(self, number: int) -> None:
        """A build after one post's body was changed; the post is as it was afterwards."""
        for tool in self.tools:
            post = tool.post()
            before = post.read_bytes()
            post.write_bytes(before + f"\nChanged in round {number}.\n".encode())
            try:
                self._note(tool, "changed", tool.again(self.site(tool)))
            finally:
                post.write_bytes(before)

    def unchanged(self) -> None:
        """A build with nothing to do: what starting costs. The peers write every page again."""
        for tool in self.tools:
            if tool.name == OURS:
                self._run(tool, tool.again(self.site(tool)))
                self._note(tool, "unchanged", tool.again(self.site(tool)))

    def _note(self, tool: Tool, what: str, command: Command) -> None:
        cost = self._run(tool, command)
        print(f"{self.size} {tool.name} {what}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s", file=sys.stderr)
        self.results.setdefault(tool.name, Result()).costs.setdefault(what, []).append(cost)

    def _run(self, tool: Tool, command: Command) -> Cost:
        return measure(command, tool.source, ENVIRONMENT, OUT / f"{tool.name}.log")


def make_corpus(size: str, pictures: bool) -> Path:
    """A new corpus. It is made by a process of its own: the kernel counts a parent's memory as its children's peak."""
    folder = OUT / size
    shutil.rmtree(folder, ignore_errors=True)
    without = [] if pictures else ["--no-pictures"]
    subprocess.run([sys.executable, HERE / "corpus.py", size, folder, *without], check=True)
    return folder


def run(sizes: Sequence[str], rounds: int, names: Sequence[str], pictures: bool) -> Report:
    """Everything, size by size; a first build of the smallest corpus has programs compiled and in memory."""
    Bench("S", tools_for(make_corpus("S", pictures), names)).clean()
    report = Report(
        machine=f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        rounds=rounds,
        pictures=pictures,
    )
    for size in sizes:
        bench = Bench(size, tools_for(make_corpus(size, pictures), names))
        for _ in range(rounds):
            bench.clean()
        bench.warm()
        for number in range(rounds):
            bench.changed(number)
        for _ in range(rounds):
            bench.unchanged()
        report.sizes[size] = bench.results
    return report


def arguments() -> Namespace:
    """The command line."""
    parser = ArgumentParser(description="Measure Talanoa beside its peers.")
    parser.add_argument("--sizes", default="S,M", help="S, M and L, with commas (default: S,M)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each build is measured (default: 5)")
    parser.add_argument("--tools", default=",".join(TOOLS), help=f"which (default: {','.join(TOOLS)})")
    parser.add_argument(
        "--pictures",
        action=BooleanOptionalAction,
        default=True,
        help="posts have pictures, which weigh most in a clean build",
    )
    parser.add_argument("--json", type=Path, help="write every single figure to this file")
    given = parser.parse_args()
    given.sizes, given.tools = given.sizes.split(","), given.tools.split(",")
    if unknown := [*({*given.sizes} - {*SIZES}), *({*given.tools} - {*TOOLS})]:
        parser.error(f"unknown: {', '.join(unknown)}")
    if given.rounds < 1:
        parser.error("--rounds must be at least 1")
    return given


def main() -> int:
    """The command line's work: the tables go to standard output, progress to standard error."""
    given = arguments()
    OUT.mkdir(exist_ok=True)
    try:
        report = run(given.sizes, given.rounds, given.tools, given.pictures)
    except BuildError as failure:
        print(failure, file=sys.stderr)
        return 1
    print(report.markdown())
    if given.json:
        given.json.write_text(json.dumps(report.figures(), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
