"""Mutants of a file: the changes that cosmic-ray makes, and three kinds of ours that it lacks.

cosmic-ray leaves `in`, the conditions of comprehensions and `sorted` alone. This code lives by them: what may not be
seen is dropped by `if id in self.names`, and same input gives same bytes because what has no order is sorted.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

Span = tuple[tuple[int, int], tuple[int, int]]  # (line, column) of the beginning and of the end


class InAndNotIn(Operator):
    """`x in y` becomes `x not in y`, and the other way round."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if node.type == "comparison" and _operator(node) in ("in", "not in"):
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[1] = parso.parse(" not in" if _operator(node) == "in" else " in")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class NoCondition(Operator):
    """`x for x in y if z` becomes `x for x in y if True`."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if node.type in ("comp_if", "old_comp_if"):
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[1] = parso.parse(" True")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class Unsorted(Operator):
    """`sorted(x, …)` becomes `list(x)`."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if node.type == "name" and node.value == "sorted":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = "(lambda them, **_: list(them))"
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


def _operator(node: Any) -> str:
    return " ".join(node.children[1].get_code().split())


def _is_limit(node: ast.Assign) -> bool:
    """`MAX_FILES = 100_000`: one file more or less is no harm, and a test of it would take minutes."""
    name, value = ast.unparse(node.targets[0]), node.value
    return name.startswith("MAX_") and isinstance(value, ast.Constant) and value.value >= 1000


OURS: dict[str, type[Operator]] = {each.__name__: each for each in (InAndNotIn, NoCondition, Unsorted)}


@dataclass(frozen=True)
class Mutant:
    """A file of the package with one change."""

    path: Path
    source: str
    operator: str
    occurrence: int
    line: int

    @cached_property
    def code(self) -> str:
        changed = mutate_code(self.source, _made(self.operator), self.occurrence)
        assert changed is not None
        return str(changed)

    @cached_property
    def change(self) -> tuple[str, str]:
        """The lines that differ, before and after, each side in one line."""
        lines = list(difflib.ndiff(self.source.splitlines(), self.code.splitlines()))
        before, after = ([line[2:].strip() for line in lines if line.startswith(mark)] for mark in "-+")
        return " ".join(before), " ".join(after)

    @property
    def name(self) -> str:
        return f"{self.path.name} {self.operator} {self.occurrence}"


def mutants(path: Path, operators: Sequence[str]) -> list[Mutant]:
    """All of a file, from its beginning to its end."""
    source = path.read_text("utf-8")
    left_alone = list(_left_alone(ast.parse(source)))
    tree = get_ast(source)
    found: list[tuple[tuple[int, int], int, int, str]] = []
    for rank, name in enumerate(operators):
        operator = _made(name)
        places = [start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node)]
        found += [
            (start, rank, occurrence, name)
            for occurrence, start in enumerate(places)
            if not any(first <= start < last for first, last in left_alone)
        ]
    return [Mutant(path, source, name, occurrence, start[0]) for start, _, occurrence, name in sorted(found)]


def _made(name: str) -> Operator:
    operator = OURS[name] if name in OURS else get_operator(f"core/{name}")
    return operator()


def _left_alone(tree: ast.Module) -> Iterator[Span]:
    """Annotations, which no one evaluates; decorators, and what makes a class frozen; what is asserted for mypy alone; and great limits."""
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            parts = [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            parts = [*node.decorator_list, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.arg | ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.Assert):
            parts = [node]
        elif isinstance(node, ast.Assign) and _is_limit(node):
            parts = [node.value]
        for part in parts:
            if part is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)  # type: ignore[attr-defined]
