"""The figures of a run, as Markdown tables and as plain data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from measure import Cost, medians

TITLES: Final = {"clean": "Clean build", "changed": "One post changed", "unchanged": "Nothing changed"}
NAMES: Final = {
    "talanoa": "Talanoa",
    "mkdocs": "MkDocs + Material",
    "hugo": "Hugo, heavy page",
    "pelican": "Pelican",
    "eleventy": "Eleventy",
}
COLUMNS: Final = ("CPU s", "÷", "wall s", "÷", "memory MB", "pages", "files", "site MB")
FLAT: Final = 1.15  # a slope this much steeper from M to L than from S to M still counts as flat: machines are noisy


@dataclass(frozen=True)
class Written:
    """What a build left in its folder."""

    pages: int
    files: int
    bytes: int

    @classmethod
    def of(cls, site: Path) -> "Written":
        """Count a site folder's pages, files and bytes."""
        files = [path for path in site.rglob("*") if path.is_file()]
        pages = sum(path.suffix == ".html" for path in files)
        return cls(pages, len(files), sum(path.stat().st_size for path in files))


@dataclass
class Result:
    """A tool's builds of one corpus."""

    costs: dict[str, list[Cost]] = field(default_factory=dict)
    written: Written = Written(0, 0, 0)

    def median(self, what: str) -> Cost:
        """The medians of one kind of build."""
        return medians(self.costs[what])

    def per_page(self) -> float:
        """Milliseconds of CPU for a page of a clean build."""
        return 1000 * self.median("clean").cpu / self.written.pages


@dataclass
class Report:
    """All sizes' results, by size and tool."""

    machine: str
    rounds: int
    pictures: bool
    sizes: dict[str, dict[str, Result]] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        """Every single figure, for a file."""
        return asdict(self)

    def markdown(self) -> str:
        """The tables, in the order of a reader's questions."""
        corpus = "with pictures" if self.pictures else "without pictures"
        head = f"{self.machine}; {corpus}; medians of {self.rounds} rounds, alternating. ÷: Talanoa's figure over this tool's.\n"
        tables = [_markdown([title, *COLUMNS], self._rows(what)) for what, title in TITLES.items()]
        return "\n".join([head, *tables, self._per_page()])

    def _rows(self, what: str) -> Iterator[list[str]]:
        for size, results in self.sizes.items():
            ours = results["talanoa"].median(what) if "talanoa" in results else None
            for name, result in results.items():
                if what in result.costs:
                    yield [f"{NAMES[name]}, {size}", *_figures(result, what, ours)]

    def _per_page(self) -> str:
        tools = next(iter(self.sizes.values()))
        columns = ["CPU ms a page, clean", *self.sizes, "from size to size"]
        rows = [
            [NAMES[tool], *(f"{results[tool].per_page():.2f}" for results in self.sizes.values()), self._verdict(tool)]
            for tool in tools
        ]
        return _markdown(columns, rows)

    def _verdict(self, tool: str) -> str:
        """Whether a further page costs the same in a large site as in a small one; start-up plays no part in that."""
        slopes = list(_slopes([results[tool] for results in self.sizes.values()]))
        text = " → ".join(f"{slope:.2f}" for slope in slopes)
        if len(slopes) <= 1:
            return f"{text} a further page" if text else "–"
        steeper = slopes[-1] / slopes[0]
        return f"{text} a further page: {'flat' if steeper <= FLAT else 'not flat'} (×{steeper:.2f})"


def _figures(result: Result, what: str, ours: Cost | None) -> Iterator[str]:
    """One row's figures, in the order of COLUMNS."""
    cost, written = result.median(what), result.written
    yield f"{cost.cpu:.2f}"
    yield f"{ours.cpu / cost.cpu:.2f}" if ours else "–"
    yield f"{cost.wall:.2f}"
    yield f"{ours.wall / cost.wall:.2f}" if ours else "–"
    yield f"{cost.memory:.0f}"
    yield f"{written.pages:,}"
    yield f"{written.files:,}"
    yield f"{written.bytes / 1e6:.1f}"


def _slopes(results: Sequence[Result]) -> Iterator[float]:
    for small, large in pairwise(results):
        pages = large.written.pages - small.written.pages
        yield 1000 * (large.median("clean").cpu - small.median("clean").cpu) / pages


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---", *("---:" for _ in columns[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
